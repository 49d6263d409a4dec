# What C.STRUCTS and the constants say, against layout.tsv: every field of every struct that is declared.
const LAYOUT = get(ENV, "WEISS_LAYOUT", normpath(@__DIR__, "..", "..", "layout.tsv"))
rows = [split(line, '\t') for line in readlines(LAYOUT)]

declared = Dict{Tuple{String,String},Tuple{Int,Int}}()
for T in Weiss.C.STRUCTS, k in 1:fieldcount(T)
    declared[(String(nameof(T)), String(fieldname(T, k)))] = (fieldoffset(T, k), sizeof(fieldtype(T, k)))
end
structs = Dict(String(nameof(T)) => sizeof(T) for T in Weiss.C.STRUCTS)
seen = Dict((row[2], row[3]) => (parse(Int, row[4]), parse(Int, row[5]))
            for row in rows if row[1] == "field" && haskey(structs, row[2]))
wrong = sort([join(key, ".") for key in union(keys(declared), keys(seen))
              if get(declared, key, 0) != get(seen, key, 1)])
isempty(wrong) || println("declared otherwise than in $LAYOUT: ", join(wrong, " "))
@test isempty(wrong)
@test structs == Dict(row[2] => parse(Int, row[5]) for row in rows if row[1] == "struct" && haskey(structs, row[2]))

constants = Dict(row[2] => parse(Int, row[5]) for row in rows if row[1] == "constant")
for name in names(Weiss.C; all = true)
    startswith(String(name), "WEISS_") && @test getfield(Weiss.C, name) == constants[String(name)]
end
