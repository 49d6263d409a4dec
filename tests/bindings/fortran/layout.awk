# Reads weiss_types.f90 and writes a Fortran program that prints, in the form of layout.tsv, the size of each struct,
# the offset and size of each field, and the value of each constant. A struct_size that is not preset to the size of its
# struct stops the program.

# A statement may go on over several lines.
{ line = line $0 }
/&$/ { sub(/&$/, "", line); next }
{ statement(line); line = "" }

function statement(text,    count, items, k, name) {
  sub(/^ +/, "", text)
  if (text ~ /^type, bind\(c\) :: /) {
    struct = text
    sub(/.*:: /, "", struct)
    sub(/_t$/, "", struct)
    declarations = declarations "  type(" struct "_t), target :: " x(struct) "\n"
    body = body sprintf("  call show_struct(\"%s\", c_sizeof(%s), %s)\n", struct, x(struct), x(struct))
    return
  }
  if (text ~ /^end type/) struct = ""
  if (text !~ /::/) return
  constant = text ~ /parameter ::/
  if (struct == "" && !constant) return
  sub(/.*:: */, "", text)
  count = split(text, items, /, */)
  for (k = 1; k <= count; ++k) {
    name = items[k]
    sub(/[ (=].*/, "", name)
    if (constant)
      body = body "  call show_constant(\"" toupper(name) "\", " name ")\n"
    else
      body = body sprintf("  call show_field(\"%s\", \"%s\", c_loc(%s%%%s), c_sizeof(%s%%%s), c_loc(%s))\n",
        struct, name, x(struct), name, x(struct), name, x(struct))
  }
}

# The variable of a struct.
function x(struct) { return "x_" struct }

END {
  print "program layout\n  use, intrinsic :: iso_c_binding\n  use weiss_types\n  implicit none"
  print "  character, parameter :: tab = achar(9)"
  printf "%s%s", declarations, body
  print "contains"
  print "  subroutine show_struct(name, bytes, x)"
  print "    character(*), intent(in) :: name"
  print "    integer(c_size_t), intent(in) :: bytes"
  print "    type(*), intent(in), target :: x"
  print "    integer(c_int32_t), pointer :: struct_size"
  print "    print '(7a, i0, 2a)', \"struct\", tab, name, tab, \"-\", tab, \"-\" // tab, bytes, tab, \"-\""
  print "    if (name == \"weiss_value\") return ! it does not grow, and has none"
  print "    call c_f_pointer(c_loc(x), struct_size)"
  print "    if (struct_size /= bytes) error stop \"struct_size of \" // name // \" is not its size\""
  print "  end subroutine"
  print "  subroutine show_constant(name, value)"
  print "    character(*), intent(in) :: name"
  print "    integer(c_int32_t), intent(in) :: value"
  print "    print '(7a, i0, 2a)', \"constant\", tab, name, tab, \"-\", tab, \"-\" // tab, value, tab, \"-\""
  print "  end subroutine"
  print "  subroutine show_field(struct, name, place, bytes, first)"
  print "    character(*), intent(in) :: struct, name"
  print "    type(c_ptr), intent(in) :: place, first"
  print "    integer(c_size_t), intent(in) :: bytes"
  print "    print '(6a, i0, a, i0, a)', \"field\", tab, struct, tab, name, tab, &"
  print "      transfer(place, 0_c_intptr_t) - transfer(first, 0_c_intptr_t), tab, bytes, tab // \"-\""
  print "  end subroutine\nend program"
}
