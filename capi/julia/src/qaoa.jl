const MIXERS = (:x, :warm_start, :xy_ring, :xy_complete, :grover) # in the order of WEISS_MIXER_*
const METHODS = (:auto, :statevector, :closed_form)               # in the order of WEISS_QAOA_*

"""
    Qaoa(context, problem; mixer = :x, method = :auto, precision = :double, multi_angle = false, symmetry = true,
         threads = 1, start = nothing, groups = nothing)

An evaluator of the QAOA circuit of a problem; for one thread at a time. Parameters are [gamma_1 ... gamma_p,
beta_1 ... beta_p], and the depth p follows from their number. With gamma > 0 a good beta of the X mixer is negative.

Mixers: `:x`; `:warm_start` with the probabilities `start` of x_i = 1; `:xy_ring`, `:xy_complete` and `:grover`, whose
`groups` hold the number of the group of each spin from 1, or 0: exactly one of a group is x = 1. Methods: `:auto`,
`:statevector`, `:closed_form`. `multi_angle` gives each term an angle of its own.
"""
mutable struct Qaoa <: Handle
    ptr::Ptr{Cvoid}
    context::Context # outlives the evaluator, as does the problem
    problem::Problem
    num_spins::Int
    start::Vector{Float64}
    groups::Vector{Int32}
    config::C.weiss_qaoa_config # points into the two

    function Qaoa(context::Context, problem::Problem; mixer = :x, method = :auto, precision = :double,
                  multi_angle = false, symmetry = true, threads = 1, start::Numbers = nothing,
                  groups::Numbers = nothing)
        probabilities = for_each_spin(Float64, problem, start, "start")
        numbers = for_each_spin(Int32, problem, groups === nothing ? nothing : groups .- 1, "groups")
        config = C.make(C.weiss_qaoa_config; precision = choice(PRECISIONS, precision, "precision") - 1,
            method = choice(METHODS, method, "method") - 1, mixer = choice(MIXERS, mixer, "mixer") - 1,
            multi_angle = multi_angle ? 1 : 0, no_symmetry = symmetry ? 0 : 1, threads = threads,
            start = address(probabilities), groups = address(numbers))
        out = Ref{Ptr{Cvoid}}(C_NULL)
        GC.@preserve probabilities numbers begin
            check(error -> ccall(C.F.weiss_qaoa_create, Int32,
                                 (Ptr{Cvoid}, Ptr{Cvoid}, Ref{C.weiss_qaoa_config}, Ptr{Ptr{Cvoid}}, Ptr{Cvoid}),
                                 context, problem, config, out, error))
        end
        return finalizer(close, new(out[], hold(context), hold(problem), num_spins(problem), probabilities, numbers,
                                    config))
    end
end

function Base.close(qaoa::Qaoa)
    ptr, qaoa.ptr = qaoa.ptr, C_NULL
    ptr == C_NULL && return
    ccall(C.F.weiss_qaoa_destroy, Cvoid, (Ptr{Cvoid},), ptr)
    release(qaoa.problem)
    release(qaoa.context)
end

"    set_problem!(qaoa, problem): goes on with another problem of as many spins, in the memory that it has."
function set_problem!(qaoa::Qaoa, problem::Problem)
    check(error -> ccall(C.F.weiss_qaoa_set_problem, Int32, (Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Cvoid}), qaoa, problem, error))
    before, qaoa.problem = qaoa.problem, hold(problem)
    release(before)
    return qaoa
end

"    num_parameters(qaoa, depth): 2 depth, or with `multi_angle` one for each coupling, field and spin in each layer."
num_parameters(qaoa::Qaoa, depth) =
    Int(ccall(C.F.weiss_qaoa_num_parameters, Int64, (Ptr{Cvoid}, Int32), qaoa, depth))

"    memory(qaoa, depth; gradient = false): bytes that its states need, with `gradient` those of `value_and_gradient`."
function memory(qaoa::Qaoa, depth; gradient = false)
    bytes = GC.@preserve qaoa ccall(C.F.weiss_qaoa_memory, Int64, (Int64, Ref{C.weiss_qaoa_config}, Int32, Int32),
                                    qaoa.num_spins, qaoa.config, depth, gradient ? 1 : 0)
    bytes < 0 && throw(WeissError(C.WEISS_E_LIMIT, "states have up to $(C.WEISS_MAX_QUBITS) qubits and depths of 0 " *
                                                   "and more, not $(qaoa.num_spins) and $depth"))
    return bytes
end

# The depth that so many parameters are for.
function depth_of(qaoa, count)
    isopen(qaoa) || refuse("the evaluator was closed")
    count == 0 && return 0
    each = num_parameters(qaoa, 1)
    each > 0 && count % each == 0 || refuse("a layer has $each parameters, and $count are not a multiple of that")
    return count ÷ each
end

# ---- mean energies, with the problem's offset ----

"""
    mean_energy(qaoa, parameters)
    mean_energies(qaoa, parameters)

Mean energy at a parameter vector; mean energies at those in the columns of a matrix.
"""
mean_energy(qaoa::Qaoa, parameters::AbstractVector) = mean_energies(qaoa, reshape(parameters, :, 1))[1]
function mean_energies(qaoa::Qaoa, parameters::AbstractMatrix)
    values = Vector{Float64}(undef, size(parameters, 2))
    check(error -> ccall(C.F.weiss_qaoa_values, Int32,
                         (Ptr{Cvoid}, Ptr{Cvoid}, Int64, Int32, Ptr{Float64}, Ptr{Float64}, Ptr{Cvoid}), qaoa, C_NULL,
                         length(values), depth_of(qaoa, size(parameters, 1)), native(Float64, parameters), values,
                         error))
    return values
end

"""
    mean_energies(context, problems, parameters)

Mean energies of many small problems at once, X mixer: column k of the parameters is for `problems[k]`. Fastest when
neighbours have equally many spins, 7 at most.
"""
function mean_energies(context::Context, problems::AbstractVector{Problem}, parameters::AbstractMatrix)
    iseven(size(parameters, 1)) && size(parameters, 2) == length(problems) ||
        refuse("parameters must have a column of gammas and as many betas for each of $(length(problems)) problems, " *
               "and is $(size(parameters))")
    values = Vector{Float64}(undef, length(problems))
    GC.@preserve problems begin
        check(error -> ccall(C.F.weiss_qaoa_values_many, Int32,
                             (Ptr{Cvoid}, Ptr{Cvoid}, Int64, Ptr{Ptr{Cvoid}}, Int32, Ptr{Float64}, Ptr{Float64},
                              Ptr{Cvoid}), context, C_NULL, length(problems), [p.ptr for p in problems],
                             size(parameters, 1) ÷ 2, native(Float64, parameters), values, error))
    end
    return values
end

"""
    value_and_gradient(qaoa, parameters)
    value_and_gradient!(gradient, qaoa, parameters)

Mean energy and its derivatives, in about the time of three mean energies; the second writes them into a vector of yours
and returns the energy.
"""
function value_and_gradient(qaoa::Qaoa, parameters::AbstractVector)
    gradient = Vector{Float64}(undef, length(parameters))
    return value_and_gradient!(gradient, qaoa, parameters), gradient
end
function value_and_gradient!(gradient::Vector{Float64}, qaoa::Qaoa, parameters::AbstractVector)
    length(gradient) == length(parameters) || refuse("gradient and parameters have different lengths")
    value = Ref(0.0)
    check(error -> ccall(C.F.weiss_qaoa_gradient, Int32,
                         (Ptr{Cvoid}, Ptr{Cvoid}, Int32, Ptr{Float64}, Ptr{Float64}, Ptr{Float64}, Ptr{Cvoid}), qaoa,
                         C_NULL, depth_of(qaoa, length(parameters)), native(Float64, parameters), value, gradient,
                         error))
    return value[]
end

"    best_beta(qaoa, gamma): `beta` of least mean energy at a gamma, depth 1, X mixer, and that `value`."
function best_beta(qaoa::Qaoa, gamma)
    beta, value = Ref(0.0), Ref(0.0)
    check(error -> ccall(C.F.weiss_qaoa_best_beta, Int32,
                         (Ptr{Cvoid}, Ptr{Cvoid}, Float64, Ptr{Float64}, Ptr{Float64}, Ptr{Cvoid}), qaoa, C_NULL, gamma,
                         beta, value, error))
    return (beta = beta[], value = value[])
end

# ---- the state ----

"""
    prepare!(qaoa, parameters = [])

Runs the circuit, or only its start, and keeps its state for `mean_energy(qaoa)`, `marginals`, `correlations`,
`probabilities`, `energies`, `measure` and `copyto!`, until the next mean energies or gradient.
"""
function prepare!(qaoa::Qaoa, parameters::AbstractVector = Float64[])
    check(error -> ccall(C.F.weiss_qaoa_prepare, Int32, (Ptr{Cvoid}, Ptr{Cvoid}, Int32, Ptr{Float64}, Ptr{Cvoid}), qaoa,
                         C_NULL, depth_of(qaoa, length(parameters)), native(Float64, parameters), error))
    return qaoa
end

"    mean_energy(qaoa): of the prepared state."
function mean_energy(qaoa::Qaoa)
    value = Ref(0.0)
    check(error -> ccall(C.F.weiss_qaoa_mean, Int32, (Ptr{Cvoid}, Ptr{Float64}, Ptr{Cvoid}), qaoa, value, error))
    return value[]
end

function marginals(qaoa::Qaoa)
    out = Vector{Float64}(undef, qaoa.num_spins)
    check(error -> ccall(C.F.weiss_qaoa_marginals, Int32, (Ptr{Cvoid}, Ptr{Float64}, Ptr{Cvoid}), qaoa, out, error))
    return out
end

function correlations(qaoa::Qaoa)
    out = Matrix{Float64}(undef, qaoa.num_spins, qaoa.num_spins)
    check(error -> ccall(C.F.weiss_qaoa_correlations, Int32, (Ptr{Cvoid}, Ptr{Float64}, Ptr{Cvoid}), qaoa, out, error))
    return out
end

function probabilities(qaoa::Qaoa, entries::AbstractUnitRange = all_states(qaoa.num_spins))
    out = Vector{Float64}(undef, length(entries))
    of_basis_states(qaoa, entries, out, C_NULL)
    return out
end

"    energies(qaoa, entries = 1:2^n): of basis states, all or some."
function energies(qaoa::Qaoa, entries::AbstractUnitRange = all_states(qaoa.num_spins))
    out = Vector{Float64}(undef, length(entries))
    of_basis_states(qaoa, entries, C_NULL, out)
    return out
end

function of_basis_states(qaoa, entries, probabilities, energies)
    check_span(qaoa.num_spins, first(entries), length(entries))
    check(error -> ccall(C.F.weiss_qaoa_probabilities, Int32,
                         (Ptr{Cvoid}, Int64, Int64, Ptr{Float64}, Ptr{Float64}, Ptr{Cvoid}), qaoa, first(entries) - 1,
                         length(entries), probabilities, energies, error))
end

"    measure(qaoa, shots; seed = 0): as of a register, and the `energies` of the states."
function measure(qaoa::Qaoa, shots; seed = 0)
    energies = Vector{Float64}(undef, max(shots, 0))
    seen = take_shots(shots) do states, counts, count, error
        ccall(C.F.weiss_qaoa_sample, Int32,
              (Ptr{Cvoid}, Ptr{Cvoid}, UInt64, Int64, Ptr{Int64}, Ptr{Int64}, Ptr{Float64}, Ptr{Int64}, Ptr{Cvoid}),
              qaoa, C_NULL, seed % UInt64, shots, states, counts, energies, count, error)
    end
    return (seen..., energies = resize!(energies, length(seen.states)))
end

# Up to a global phase.
function Base.copyto!(state::Statevector, qaoa::Qaoa)
    check(error -> ccall(C.F.weiss_qaoa_state, Int32, (Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Cvoid}), qaoa, state, error))
    return state
end

"    Circuit(qaoa, parameters): the gates of the circuit, its start included; of any number of spins."
function Circuit(qaoa::Qaoa, parameters::AbstractVector)
    depth, out = depth_of(qaoa, length(parameters)), Ref{Ptr{Cvoid}}(C_NULL)
    GC.@preserve qaoa begin
        check(error -> ccall(C.F.weiss_qaoa_circuit, Int32,
                             (Ptr{Cvoid}, Ptr{Cvoid}, Ref{C.weiss_qaoa_config}, Int32, Ptr{Float64}, Ptr{Ptr{Cvoid}},
                              Ptr{Cvoid}), qaoa.context.handle, qaoa.problem.handle, qaoa.config, depth,
                             native(Float64, parameters), out, error))
    end
    return Circuit(out[], qaoa.context, qaoa.num_spins)
end
