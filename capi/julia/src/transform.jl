# New coefficients for a problem, and problems made from a problem.

"""
    update!(problem, row, column, value = ones; linear = nothing, offset = 0)

Gives a problem new coefficients, in the form that it was made in: on pairs that it was made with; others become 0. Not
while a run, a [`Search`](@ref), [`Replicas`](@ref) or a [`Qaoa`](@ref) uses it.
"""
function update!(problem::Problem, row::AbstractVector, column::AbstractVector, value::Numbers = nothing;
                 linear::Numbers = nothing, offset = 0)
    problem.users[] > 1 && throw(WeissError(C.WEISS_E_BUSY, "a Search, Replicas or a Qaoa uses the problem: close it before the update"))
    raw = raw_info(problem)
    with_data(raw.origin, raw.sense, raw.num_spins, row, column, value; linear = linear, offset = offset) do data, error
        ccall(C.F.weiss_problem_update, Int32, (Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Cvoid}), problem, data, error)
    end
    return problem
end

# Numbers of which there is one for each spin, in the type of C; none for nothing.
function for_each_spin(::Type{T}, problem, numbers, name) where {T}
    numbers === nothing || length(numbers) == num_spins(problem) ||
        refuse("$name must hold $(num_spins(problem)) numbers, not $(length(numbers))")
    return native(T, numbers)
end

"""
    clamp_spins(problem, members, spins)
    clamp_spins(problem, members; mean_spins)

The energy of the spins `members` with all others clamped to a state, or to mean values in [-1, 1]. Spin k of the new
problem is `members[k]`.
"""
function clamp_spins(problem::Problem, members::AbstractVector, spins::Numbers = nothing;
                     mean_spins::Numbers = nothing)
    kept = native(Int32, members .- 1)
    state = for_each_spin(Int8, problem, spins, "spins")
    means = for_each_spin(Float64, problem, mean_spins, "mean_spins")
    out = Ref{Ptr{Cvoid}}(C_NULL)
    GC.@preserve kept state means begin
        check(error -> ccall(C.F.weiss_problem_clamp, Int32,
                             (Ptr{Cvoid}, Ptr{Cvoid}, Int64, Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Cvoid}, Int32,
                              Ptr{Ptr{Cvoid}}, Ptr{Cvoid}), problem, C_NULL, length(kept), address(kept),
                             address(state), address(means), 1, out, error))
    end
    return Problem(out[])
end

"""
    contract(problem, group; sign = nothing, num_groups = maximum(group))

The energy with the spins of each group 1, 2, ... tied together: `s[i] = sign[i] * S[group[i]]`.
"""
function contract(problem::Problem, group::AbstractVector; sign::Numbers = nothing,
                  num_groups = isempty(group) ? 0 : maximum(group))
    groups = for_each_spin(Int32, problem, group .- 1, "group")
    signs = for_each_spin(Int8, problem, sign, "sign")
    out = Ref{Ptr{Cvoid}}(C_NULL)
    GC.@preserve groups signs begin
        check(error -> ccall(C.F.weiss_problem_contract, Int32,
                             (Ptr{Cvoid}, Ptr{Cvoid}, Int64, Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Ptr{Cvoid}}, Ptr{Cvoid}),
                             problem, C_NULL, num_groups, address(groups), address(signs), out, error))
    end
    return Problem(out[])
end

"The number of the connected component of each spin, from 1."
function components(problem::Problem)
    component, count = Vector{Int32}(undef, num_spins(problem)), Ref{Int64}(0)
    check(error -> ccall(C.F.weiss_problem_components, Int32, (Ptr{Cvoid}, Ptr{Int32}, Ref{Int64}, Ptr{Cvoid}),
                         problem, component, count, error))
    return component .+ Int32(1)
end

"The way back from a reduced problem."
mutable struct Reduction <: Handle
    ptr::Ptr{Cvoid}
    reduced_spins::Int
    num_spins::Int
    Reduction(ptr, reduced_spins, num_spins) = finalizer(close, new(ptr, reduced_spins, num_spins))
end

function Base.close(reduction::Reduction)
    ptr, reduction.ptr = reduction.ptr, C_NULL
    ptr == C_NULL || ccall(C.F.weiss_reduction_destroy, Cvoid, (Ptr{Cvoid},), ptr)
    return
end

"    reduce_problem(problem): the problem without the spins that can be decided exactly, of the same minimum, and the way back."
function reduce_problem(problem::Problem)
    out, reduction = Ref{Ptr{Cvoid}}(C_NULL), Ref{Ptr{Cvoid}}(C_NULL)
    check(error -> ccall(C.F.weiss_problem_reduce, Int32,
                         (Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Ptr{Cvoid}}, Ptr{Ptr{Cvoid}}, Ptr{Cvoid}), problem, C_NULL, out,
                         reduction, error))
    reduced = Problem(out[])
    return reduced, Reduction(reduction[], num_spins(reduced), num_spins(problem))
end

"What a reduction did: how many spins were removed by each rule, and its work."
function info(reduction::Reduction)
    raw = Ref(C.make(C.weiss_reduction_info))
    check(error -> ccall(C.F.weiss_reduction_get_info, Int32, (Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Cvoid}), reduction, raw,
                         error))
    r = raw[]
    return (num_spins = r.num_spins, num_kept = r.num_kept, num_low_degree = r.num_low_degree,
            num_degree_two = r.num_degree_two, num_degree_three = r.num_degree_three,
            num_dominated = r.num_dominated, num_decided = r.num_decided, num_persistent = r.num_persistent,
            work = r.work)
end

"    lift(reduction, spins): the state of least energy among those that agree with one of the reduced problem."
function lift(reduction::Reduction, spins::AbstractVector)
    isopen(reduction) || refuse("the reduction was closed")
    length(spins) == reduction.reduced_spins && all(spin -> abs(spin) == 1, spins) ||
        refuse("spins must hold $(reduction.reduced_spins) numbers, each -1 or +1")
    lifted = Vector{Int8}(undef, reduction.num_spins)
    ccall(C.F.weiss_reduction_lift, Cvoid, (Ptr{Cvoid}, Ptr{Int8}, Ptr{Int8}), reduction, native(Int8, spins), lifted)
    return lifted
end

"    restrict(reduction, spins): the kept spins of a state of the problem; lifted again, it has no higher energy than before."
function restrict(reduction::Reduction, spins::AbstractVector)
    isopen(reduction) || refuse("the reduction was closed")
    length(spins) == reduction.num_spins && all(spin -> abs(spin) == 1, spins) ||
        refuse("spins must hold $(reduction.num_spins) numbers, each -1 or +1")
    kept = Vector{Int8}(undef, reduction.reduced_spins)
    ccall(C.F.weiss_reduction_restrict, Cvoid, (Ptr{Cvoid}, Ptr{Int8}, Ptr{Int8}), reduction, native(Int8, spins), kept)
    return kept
end
