# Reads preprocessed C on standard input and writes a C program that prints, for each struct "typedef struct weiss_x
# { ... } weiss_x;", its size and the offset and size of each field, with the signature when it is a function.
# headers names a file with the headers that the program includes, one a line.

{ text = text " " $0 }

END {
  print "#include <stddef.h>\n#include <stdio.h>"
  while ((getline header < headers) > 0) print "#include <" header ">"
  print "int main(void) {"
  while (match(text, /typedef struct weiss_[a-z0-9_]+ *\{[^}]*\}/)) {
    body = substr(text, RSTART, RLENGTH)
    text = substr(text, RSTART + RLENGTH)
    name = body
    sub(/^typedef struct /, "", name)
    sub(/ *\{.*/, "", name)
    sub(/^[^{]*\{/, "", body)
    sub(/\}$/, "", body)
    printf "  printf(\"struct\\t%s\\t-\\t-\\t%%zu\\t-\\n\", sizeof(%s));\n", name, name
    fields = split(body, field, ";")
    for (k = 1; k <= fields; ++k) print_field(name, field[k])
  }
  print "  return 0;\n}"
}

# A member is a pointer to a function, "type (*name)(...)", or a list of declarators, "type a, *b, c[64]".
function print_field(name, member,    declarators, count, d, field) {
  if (match(member, /\( *\* *[a-z0-9_]+ *\)/)) {
    field = substr(member, RSTART, RLENGTH)
    gsub(/[^a-z0-9_]/, "", field)
    gsub(/ +/, " ", member)
    gsub(/^ | $/, "", member)
    print_offset(name, field, member)
    return
  }
  count = split(member, declarators, ",")
  for (d = 1; d <= count; ++d) {
    field = declarators[d]
    sub(/\[.*/, "", field)
    sub(/[ \t]+$/, "", field)
    sub(/.*[^a-zA-Z0-9_]/, "", field)
    if (field != "") print_offset(name, field, "-")
  }
}

function print_offset(name, field, signature) {
  printf "  printf(\"field\\t%s\\t%s\\t%%zu\\t%%zu\\t%s\\n\", offsetof(%s, %s), sizeof(((%s*)0)->%s));\n",
    name, field, signature, name, field, name, field
}
