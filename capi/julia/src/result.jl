"""
What a run returned; outlives problem, instance and context. Its properties:
`objective` and `energy` of the best sample, `bits` and `spins` of it, `reason` (a Symbol), `samples`, `trace`, `parts`,
`counters`, `figures` (numbers that a solver reports, such as "expectation"), `warnings`, `marginals`, circuit
`parameters`, `x` (of an optimizer), `report` (JSON text) and `info` (all numbers of the run).
"""
mutable struct Result <: Handle
    ptr::Ptr{Cvoid}
    Result(ptr::Ptr{Cvoid}) = finalizer(close, new(ptr))
end

function Base.close(result::Result)
    ptr = getfield(result, :ptr)
    setfield!(result, :ptr, C_NULL)
    ptr == C_NULL || ccall(C.F.weiss_result_destroy, Cvoid, (Ptr{Cvoid},), ptr)
    return
end

const RESULT_PROPERTIES = (:objective, :energy, :bits, :spins, :reason, :samples, :trace, :parts, :counters, :figures,
                           :warnings, :marginals, :parameters, :x, :report, :info)
Base.propertynames(::Result, private::Bool = false) = private ? (RESULT_PROPERTIES..., :ptr) : RESULT_PROPERTIES

function Base.getproperty(result::Result, name::Symbol)
    name === :ptr && return getfield(result, :ptr)
    name in RESULT_PROPERTIES || refuse("a result has no $name; it has $(join(RESULT_PROPERTIES, ", "))")
    isopen(result) || refuse("the result was closed")
    return property(result, Val(name))
end

property(r::Result, ::Val{:objective}) = ccall(C.F.weiss_result_objective, Float64, (Ptr{Cvoid},), r)
property(r::Result, ::Val{:energy}) = ccall(C.F.weiss_result_energy, Float64, (Ptr{Cvoid},), r)
property(r::Result, ::Val{:bits}) = state(r, C.F.weiss_result_bits)
property(r::Result, ::Val{:spins}) = state(r, C.F.weiss_result_spins)
property(r::Result, ::Val{:reason}) = reason_name(ccall(C.F.weiss_result_reason, Int32, (Ptr{Cvoid},), r))
property(r::Result, ::Val{:report}) = text_or_empty(ccall(C.F.weiss_result_report, Ptr{UInt8}, (Ptr{Cvoid},), r))

reason_name(reason) = Symbol(unsafe_string(ccall(C.F.weiss_reason_name, Cstring, (Int32,), reason)))

function state(result, address)
    GC.@preserve result begin
        return copy_array(Int8, ccall(address, Ptr{Int8}, (Ptr{Cvoid},), result), numbers(result).num_spins)
    end
end

function numbers(result)
    raw = Ref(C.make(C.weiss_result_info))
    check(error -> ccall(C.F.weiss_result_get_info, Int32, (Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Cvoid}), result, raw, error))
    return raw[]
end

function property(result::Result, ::Val{:info})
    r = numbers(result)
    return (kind = KINDS[r.kind], reason = reason_name(r.reason), proof = (:none, :bound, :optimal)[r.proof+1],
            exact = r.exact != 0, threads = r.threads, seed = r.seed, energy = r.energy, objective = r.objective,
            bound = r.bound, seconds = r.seconds, time_to_best = r.time_to_best, work = r.work,
            work_limit = r.work_limit, num_spins = r.num_spins, samples_seen = r.samples_seen)
end

# One entry of a list of the result: a struct that the library fills.
function entry(::Type{T}, address, result, index) where {T}
    raw = Ref(C.make(T))
    check(error -> ccall(address, Int32, (Ptr{Cvoid}, Int64, Ptr{Cvoid}, Ptr{Cvoid}), result, index, raw, error))
    return raw[]
end

"A state with its values, and how often it was reported."
struct Sample
    spins::Vector{Int8}
    energy::Float64
    objective::Float64
    multiplicity::Int
end

function property(result::Result, ::Val{:samples})
    n = numbers(result)
    spins = Matrix{Int8}(undef, n.num_spins, n.num_samples)
    energies, objectives = Vector{Float64}(undef, n.num_samples), Vector{Float64}(undef, n.num_samples)
    multiplicities = Vector{Int64}(undef, n.num_samples)
    check(error -> ccall(C.F.weiss_result_samples, Int32, (Ptr{Cvoid}, Int64, Int64, Ptr{Int8}, Ptr{Float64},
                         Ptr{Float64}, Ptr{Int64}, Ptr{Cvoid}), result, 0, n.num_samples, spins, energies, objectives,
                         multiplicities, error))
    return [Sample(spins[:, k], energies[k], objectives[k], multiplicities[k]) for k in 1:n.num_samples]
end

function property(result::Result, ::Val{:trace})
    return map(0:numbers(result).num_trace-1) do index
        GC.@preserve result begin
            i = entry(C.weiss_result_improvement, C.F.weiss_result_get_improvement, result, index)
            (seconds = i.seconds, energy = i.energy, work = i.work, source = text_or_empty(i.source))
        end
    end
end

function property(result::Result, ::Val{:parts})
    return map(0:numbers(result).num_parts-1) do index
        GC.@preserve result begin
            p = entry(C.weiss_result_part, C.F.weiss_result_get_part, result, index)
            (members = copy_array(Int32, p.members, p.num_members) .+ Int32(1), priority = p.priority)
        end
    end
end

function property(result::Result, ::Val{:counters})
    value = Ref{Int64}(0)
    return Dict(map(0:numbers(result).num_counters-1) do index
        name = ccall(C.F.weiss_result_counter, Cstring, (Ptr{Cvoid}, Int64, Ref{Int64}), result, index, value)
        (GC.@preserve result unsafe_string(name)) => value[]
    end)
end

function property(result::Result, ::Val{:figures})
    value = Ref{Float64}(0)
    return Dict(map(0:numbers(result).num_figures-1) do index
        name = ccall(C.F.weiss_result_figure, Cstring, (Ptr{Cvoid}, Int64, Ref{Float64}), result, index, value)
        (GC.@preserve result unsafe_string(name)) => value[]
    end)
end

property(result::Result, ::Val{:warnings}) = map(0:numbers(result).num_warnings-1) do index
    GC.@preserve result unsafe_string(ccall(C.F.weiss_result_warning, Cstring, (Ptr{Cvoid}, Int64), result, index))
end

function property(result::Result, ::Val{:marginals})
    GC.@preserve result begin
        return copy_array(Float64, ccall(C.F.weiss_result_marginals, Ptr{Float64}, (Ptr{Cvoid},), result),
                          numbers(result).num_spins)
    end
end

function property(result::Result, ::Val{:parameters})
    GC.@preserve result begin
        return copy_array(Float64, ccall(C.F.weiss_result_parameters, Ptr{Float64}, (Ptr{Cvoid},), result),
                          numbers(result).num_parameters)
    end
end

function property(result::Result, ::Val{:x})
    GC.@preserve result begin
        return copy_array(Float64, ccall(C.F.weiss_result_x, Ptr{Float64}, (Ptr{Cvoid},), result),
                          numbers(result).dimension)
    end
end

Base.show(io::IO, result::Result) = print(io, "Weiss.Result(",
    isopen(result) ? "$(result.objective), $(result.reason)" : "closed", ")")
