"""
An Ising energy that remembers the form in which it was given; made by [`ising`](@ref), [`qubo`](@ref),
[`maxcut`](@ref), [`read_problem`](@ref) or [`parse_problem`](@ref).
"""
mutable struct Problem <: SharedHandle
    ptr::Ptr{Cvoid}
    handle::Ptr{Cvoid}
    users::Threads.Atomic{Int}
    Problem(ptr::Ptr{Cvoid}) = finalizer(close, new(ptr, ptr, Threads.Atomic{Int}(1)))
end

destroy(problem::Problem) = ccall(C.F.weiss_problem_destroy, Cvoid, (Ptr{Cvoid},), problem.handle)

const Numbers = Union{Nothing,AbstractVector{<:Real}}

# A dense vector of the element type that C takes; shares memory when it is one already.
native(::Type{T}, ::Nothing) where {T} = T[]
native(::Type{T}, numbers::AbstractVector) where {T} = convert(Vector{T}, numbers)
native(::Type{T}, numbers::AbstractMatrix) where {T} = convert(Matrix{T}, numbers)
address(numbers::Array) = isempty(numbers) ? C_NULL : Ptr{Cvoid}(pointer(numbers))

function build(context, origin, num_spins, row, column, value; maximize = nothing, coefficients...)
    sense = maximize === nothing ? C.WEISS_SENSE_DEFAULT : maximize ? C.WEISS_SENSE_MAX : C.WEISS_SENSE_MIN
    out = Ref{Ptr{Cvoid}}(C_NULL)
    with_data(origin, sense, num_spins, row, column, value; coefficients...) do data, error
        ccall(C.F.weiss_problem_create, Int32, (Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Ptr{Cvoid}}, Ptr{Cvoid}), context, data,
              out, error)
    end
    return Problem(out[])
end

# Runs f(data, error) with the data in the form of C.
function with_data(f, origin, sense, num_spins, row, column, value; linear = nothing, offset = 0)
    rows, columns = native(Int32, row), native(Int32, column)
    values, linears = native(Float64, value), native(Float64, linear)
    length(rows) == length(columns) || refuse("row and column have different lengths")
    value === nothing || length(values) == length(rows) || refuse("row and value have different lengths")
    linear === nothing || length(linears) == num_spins ||
        refuse("there must be one linear coefficient for each variable")
    GC.@preserve rows columns values linears begin
        data = Ref(C.make(C.weiss_problem_data; origin = origin, sense = sense, index_base = 1, num_spins = num_spins,
            num_terms = length(rows), row = address(rows), column = address(columns), value = address(values),
            linear = address(linears), offset = offset))
        check(error -> f(data, error))
    end
end

"""
    ising(context, num_spins, row, column, value = ones; field = nothing, offset = 0, maximize = false)

The energy offset + sum field[i] s[i] + sum value[k] s[row[k]] s[column[k]] with spins -1 and +1.
"""
ising(context::Context, num_spins::Integer, row::AbstractVector, column::AbstractVector, value::Numbers = nothing;
      field::Numbers = nothing, offset = 0, maximize = false) =
    build(context, C.WEISS_ORIGIN_ISING, num_spins, row, column, value; linear = field, offset = offset,
          maximize = maximize)

"""
    qubo(context, num_variables, row, column, value; linear = nothing, offset = 0, maximize = false)
    qubo(context, Q; offset = 0, maximize = false)

The value offset + sum linear[i] x[i] + sum value[k] x[row[k]] x[column[k]] with bits 0 and 1, or offset + x' Q x.
"""
qubo(context::Context, num_variables::Integer, row::AbstractVector, column::AbstractVector, value::Numbers = nothing;
     linear::Numbers = nothing, offset = 0, maximize = false) =
    build(context, C.WEISS_ORIGIN_QUBO, num_variables, row, column, value; linear = linear, offset = offset,
          maximize = maximize)
function qubo(context::Context, Q::AbstractMatrix{<:Real}; offset = 0, maximize = false)
    size(Q, 1) == size(Q, 2) || refuse("Q has $(size(Q, 1)) rows and $(size(Q, 2)) columns")
    return qubo(context, size(Q, 1), findnz(sparse(Q))...; offset = offset, maximize = maximize)
end

"""
    maxcut(context, num_nodes, row, column, weight = ones)

The weight of the edges between two sides, to be maximised.
"""
maxcut(context::Context, num_nodes::Integer, row::AbstractVector, column::AbstractVector, weight::Numbers = nothing) =
    build(context, C.WEISS_ORIGIN_MAXCUT, num_nodes, row, column, weight)

"Number of spins; 0 after `close`."
num_spins(problem::Problem) = Int(ccall(C.F.weiss_problem_num_spins, Int64, (Ptr{Cvoid},), problem))

"Facts about a problem, and about the input that it came from, by name."
function info(problem::Problem)
    r = raw_info(problem)
    return (origin = (:ising, :qubo, :maxcut)[r.origin+1], sense = (:min, :max)[r.sense],
            integer = r.flags & C.WEISS_PROBLEM_INTEGER != 0, num_spins = r.num_spins, num_couplings = r.num_couplings,
            num_fields = r.num_fields, duplicates_merged = r.duplicates_merged, self_loops = r.self_loops,
            memory = r.memory, smallest = r.smallest, largest = r.largest, trivial_bound = r.trivial_bound,
            format = GC.@preserve problem text_or_empty(r.format))
end

"    multiply(problem, x): the couplings times a vector, or times each column of a matrix; without fields."
function multiply(problem::Problem, x::AbstractMatrix)
    size(x, 1) == num_spins(problem) || refuse("x has $(size(x, 1)) rows, the problem $(num_spins(problem)) spins")
    isempty(x) && return zeros(size(x))
    rows = native(Float64, permutedims(x))
    out = similar(rows)
    check(error -> ccall(C.F.weiss_problem_multiply, Int32, (Ptr{Cvoid}, Int64, Ptr{Float64}, Ptr{Float64}, Ptr{Cvoid}),
                         problem, size(x, 2), rows, out, error))
    return permutedims(out)
end
multiply(problem::Problem, x::AbstractVector) = vec(multiply(problem, reshape(x, :, 1)))

function raw_info(problem)
    raw = Ref(C.make(C.weiss_problem_info))
    check(error -> ccall(C.F.weiss_problem_get_info, Int32, (Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Cvoid}), problem, raw, error))
    return raw[]
end

"Energies of the states in the columns of `spins`, each -1 or +1; of one state when it is a vector."
function energies(problem::Problem, spins::AbstractMatrix)
    size(spins, 1) == num_spins(problem) ||
        refuse("spins has $(size(spins, 1)) rows, the problem $(num_spins(problem)) spins")
    out = Vector{Float64}(undef, size(spins, 2))
    check(error -> ccall(C.F.weiss_problem_energies, Int32, (Ptr{Cvoid}, Int64, Ptr{Int8}, Ptr{Float64}, Ptr{Cvoid}),
                         problem, size(spins, 2), native(Int8, spins), out, error))
    return out
end
energies(problem::Problem, spins::AbstractVector) = energies(problem, reshape(spins, :, 1))[1]

"The user's own value (cut, QUBO value, Ising energy) of an energy, and back."
objective(problem::Problem, energy) =
    ccall(C.F.weiss_problem_objective, Float64, (Ptr{Cvoid}, Float64), problem, energy)
energy_of(problem::Problem, objective) =
    ccall(C.F.weiss_problem_energy_of, Float64, (Ptr{Cvoid}, Float64), problem, objective)

# ---- files ----

function read_with(read, format, number, lenient)
    name = String(format)
    out = Ref{Ptr{Cvoid}}(C_NULL)
    GC.@preserve name begin
        options = Ref(C.make(C.weiss_read_options; format = address(name), problem_number = number,
                             lenient = lenient ? 1 : 0))
        check(error -> read(options, out, error))
    end
    return Problem(out[])
end

"""
    read_problem(context, path; format = "", number = 0, lenient = false)

Reads a file; without a format by content, then by extension. `number` picks one of several problems in it.
"""
read_problem(context::Context, path; format = "", number = 0, lenient = false) =
    read_with(format, number, lenient) do options, out, error
        ccall(C.F.weiss_problem_read_file, Int32, (Ptr{Cvoid}, Cstring, Ptr{Cvoid}, Ptr{Ptr{Cvoid}}, Ptr{Cvoid}),
              context, String(path), options, out, error)
    end

"    parse_problem(context, text; name = \"\", format = \"\", number = 0, lenient = false): the same from memory."
parse_problem(context::Context, text; name = "", format = "", number = 0, lenient = false) =
    read_with(format, number, lenient) do options, out, error
        ccall(C.F.weiss_problem_read_memory, Int32,
              (Ptr{Cvoid}, Ptr{UInt8}, Csize_t, Cstring, Ptr{Cvoid}, Ptr{Ptr{Cvoid}}, Ptr{Cvoid}), context,
              String(text), ncodeunits(text), String(name), options, out, error)
    end

"    write_problem(problem, path; format = \"\"): without a format by the extension."
function write_problem(problem::Problem, path; format = "", plain_decimal = false)
    name = String(format)
    GC.@preserve name begin
        options = Ref(C.make(C.weiss_write_options; format = address(name), plain_decimal = plain_decimal ? 1 : 0))
        check(error -> ccall(C.F.weiss_problem_write_file, Int32, (Ptr{Cvoid}, Cstring, Ptr{Cvoid}, Ptr{Cvoid}),
                             problem, String(path), options, error))
    end
    return path
end

"    read_solution(path, num_spins): spins, -1 or +1."
function read_solution(path, num_spins)
    spins = Vector{Int8}(undef, num_spins)
    check(error -> ccall(C.F.weiss_solution_read_file, Int32, (Cstring, Int64, Ptr{Int8}, Ptr{Cvoid}), String(path),
                         num_spins, spins, error))
    return spins
end

function write_solution(path, spins)
    check(error -> ccall(C.F.weiss_solution_write_file, Int32, (Cstring, Int64, Ptr{Int8}, Ptr{Cvoid}), String(path),
                         length(spins), native(Int8, spins), error))
    return path
end

"What can be read and written."
function formats()
    return map(0:ccall(C.F.weiss_num_formats, Int64, ())-1) do index
        raw = Ref(C.make(C.weiss_format_info))
        check(error -> ccall(C.F.weiss_format_get_info, Int32, (Int64, Ptr{Cvoid}, Ptr{Cvoid}), index, raw, error))
        r = raw[]
        (name = text_or_empty(r.name), extensions = text_or_empty(r.extensions), summary = text_or_empty(r.summary),
         help = text_or_empty(r.help), can_write = r.can_write != 0)
    end
end
