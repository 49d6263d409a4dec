# Lower bounds of the energy of a problem.

"""
    roof_dual(problem)

The bound of roof duality as `(bound, persistent)`: no energy is below `bound`, and `persistent` has -1 or +1 for each
spin that is decided, else 0.
"""
function roof_dual(problem::Problem)
    bound, persistent = Ref(0.0), zeros(Int8, num_spins(problem))
    check(error -> ccall(C.F.weiss_bound_roof_dual, Int32,
                         (Ptr{Cvoid}, Ptr{Cvoid}, Ref{Float64}, Ptr{Int8}, Ptr{Cvoid}), problem, C_NULL, bound,
                         persistent, error))
    return (bound = bound[], persistent = persistent)
end

"""
    sdp_bound(problem; roundings = 0, seed = 0, max_sweeps = 0, rank = 0, tolerance = 0)

The bound of semidefinite programming as `(bound, value, roundings)`: no energy is below `bound`, `value` is the energy
of the vectors, and the columns of `roundings` are states, best first. 0 leaves a choice to the library.
"""
function sdp_bound(problem::Problem; roundings = 0, seed = 0, max_sweeps = 0, rank = 0, tolerance = 0)
    roundings >= 0 || refuse("roundings must be 0 or more, not $roundings")
    params = Ref(C.make(C.weiss_sdp_params; seed = seed, max_sweeps = max_sweeps, rank = rank, tolerance = tolerance,
                        num_roundings = roundings))
    bound, value, states = Ref(0.0), Ref(0.0), zeros(Int8, num_spins(problem), roundings)
    GC.@preserve states begin
        check(error -> ccall(C.F.weiss_bound_sdp, Int32,
                             (Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Cvoid}, Ref{Float64}, Ref{Float64}, Ptr{Cvoid}, Ptr{Cvoid}),
                             problem, C_NULL, params, bound, value, address(states), error))
    end
    return (bound = bound[], value = value[], roundings = states)
end
