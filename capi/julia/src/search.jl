# Search on the library's kernels without an algorithm around it: one state, or many side by side.

const ENGINES = (:auto, :sparse, :dense)
const SCHEDULES = (:geometric, :linear)

"""
    Search(problem; engine = :auto)

One state of a problem, all +1 at first, and the best that was seen: `spins`, `energy`, `best_spins`, `best_energy`. For
one thread at a time. Keywords that are 0 leave a choice to the library. Engines: `:auto`, `:sparse`, `:dense`.
"""
mutable struct Search <: Handle
    ptr::Ptr{Cvoid}
    problem::Problem # outlives the search
    num_spins::Int

    function Search(problem::Problem; engine = :auto)
        out = Ref{Ptr{Cvoid}}(C_NULL)
        check(error -> ccall(C.F.weiss_search_create, Int32, (Ptr{Cvoid}, Ptr{Cvoid}, Int32, Ptr{Ptr{Cvoid}}, Ptr{Cvoid}),
                             problem, C_NULL, choice(ENGINES, engine, "engine") - 1, out, error))
        return finalizer(close, new(out[], hold(problem), num_spins(problem)))
    end
end

"""
    Replicas(problem, count)

Many states of one problem, all +1 at first, annealed side by side: a group of [`lanes`](@ref)`(problem)` for about the
price of one. `replicas[k]` is a state, which may be set, and `energies(replicas)` are those of all. For one thread at a
time.
"""
mutable struct Replicas <: Handle
    ptr::Ptr{Cvoid}
    problem::Problem # outlives the replicas
    num_spins::Int
    count::Int

    function Replicas(problem::Problem, count::Integer)
        out = Ref{Ptr{Cvoid}}(C_NULL)
        check(error -> ccall(C.F.weiss_replicas_create, Int32, (Ptr{Cvoid}, Ptr{Cvoid}, Int64, Ptr{Ptr{Cvoid}}, Ptr{Cvoid}),
                             problem, C_NULL, count, out, error))
        return finalizer(close, new(out[], hold(problem), num_spins(problem), count))
    end
end

function Base.close(search::Union{Search,Replicas})
    ptr, search.ptr = search.ptr, C_NULL
    ptr == C_NULL && return
    free(search, ptr)
    release(search.problem)
end
free(::Search, ptr) = ccall(C.F.weiss_search_destroy, Cvoid, (Ptr{Cvoid},), ptr)
free(::Replicas, ptr) = ccall(C.F.weiss_replicas_destroy, Cvoid, (Ptr{Cvoid},), ptr)

check_searching(search) = isopen(search) || refuse("the search was closed")

# With params in order, -1 means that memory is lacking.
function counted(count)
    count >= 0 || throw(WeissError(C.WEISS_E_NOMEM, "there is not enough memory for the search"))
    return count
end

# ---- one state ----

"    set_spins!(search, spins): starts from a state, which is the best then."
function set_spins!(search::Search, spins::AbstractVector)
    state = for_each_spin(Int8, search.problem, spins, "spins")
    check(error -> ccall(C.F.weiss_search_set, Int32, (Ptr{Cvoid}, Ptr{Int8}, Ptr{Cvoid}), search, state, error))
    return search
end

"    set_random!(search, seed): starts from a random state; of replicas, all of them."
function set_random!(search::Search, seed)
    check_searching(search)
    ccall(C.F.weiss_search_set_random, Cvoid, (Ptr{Cvoid}, UInt64), search, seed)
    return search
end

function Base.getproperty(search::Search, name::Symbol)
    name in (:spins, :energy, :best_spins, :best_energy) || return getfield(search, name)
    check_searching(search)
    GC.@preserve search begin
        name === :energy && return ccall(C.F.weiss_search_energy, Float64, (Ptr{Cvoid},), search)
        name === :best_energy && return ccall(C.F.weiss_search_best_energy, Float64, (Ptr{Cvoid},), search)
        state = name === :spins ? ccall(C.F.weiss_search_spins, Ptr{Int8}, (Ptr{Cvoid},), search) :
                                  ccall(C.F.weiss_search_best_spins, Ptr{Int8}, (Ptr{Cvoid},), search)
        return copy_array(Int8, state, search.num_spins)
    end
end
Base.propertynames(::Search) = (:spins, :energy, :best_spins, :best_energy, :problem)

"Flips spins while that lowers the energy; the number of flips."
function descend!(search::Search)
    check_searching(search)
    return ccall(C.F.weiss_search_descend, Int64, (Ptr{Cvoid}, Ptr{Cvoid}), search, C_NULL)
end

"""
    tabu!(search; seed, max_steps, max_idle, tenure, tenure_range, target)

Tabu search; the number of steps. `target` is an energy.
"""
function tabu!(search::Search; target = nothing, settings...)
    check_searching(search)
    params = Ref(C.make(C.weiss_tabu_params; target = something(target, 0.0), has_target = target !== nothing,
                        settings...))
    return counted(ccall(C.F.weiss_search_tabu, Int64, (Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Cvoid}), search, C_NULL, params))
end

anneal_params(; schedule = :geometric, settings...) =
    C.make(C.weiss_anneal_params; schedule = choice(SCHEDULES, schedule, "schedule") - 1, settings...)

"""
    anneal!(search; seed, sweeps, t_first, t_last, schedule = :geometric)

Metropolis sweeps at falling temperature, then a descent; the number of sweeps. Of replicas, all by one schedule.
"""
function anneal!(search::Search; settings...)
    check_searching(search)
    params = Ref(anneal_params(; settings...))
    return counted(ccall(C.F.weiss_search_anneal, Int64, (Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Cvoid}), search, C_NULL, params))
end

"""
    trees!(search; seed, moves, temperature, t_last, schedule = :geometric, width)

Moves of all spins of a random forest at once; the number of moves. A width of 2 to 16, at temperature 0 only, lets a
front of so many spins sweep over the graph.
"""
function trees!(search::Search; schedule = :geometric, temperature = 0, width = 0, settings...)
    check_searching(search)
    0 <= width <= 16 && (width < 2 || temperature <= 0) || refuse("width must lie in 0 ... 16, and a width above 1 " *
        "needs temperature 0, got width $width and temperature $temperature")
    params = Ref(C.make(C.weiss_trees_params; schedule = choice(SCHEDULES, schedule, "schedule") - 1,
                        temperature = temperature, width = width, settings...))
    return counted(ccall(C.F.weiss_search_trees, Int64, (Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Cvoid}), search, C_NULL, params))
end

# ---- many states ----

"How many replicas of a problem make a group."
lanes(problem::Problem) = isopen(problem) ? ccall(C.F.weiss_replicas_lanes, Int64, (Ptr{Cvoid},), problem) :
                          refuse("the problem was closed")

Base.length(replicas::Replicas) = replicas.count

function Base.getindex(replicas::Replicas, k::Integer)
    state = Vector{Int8}(undef, replicas.num_spins)
    check(error -> ccall(C.F.weiss_replicas_spins, Int32, (Ptr{Cvoid}, Int64, Ptr{Int8}, Ptr{Cvoid}), replicas, k - 1,
                         state, error))
    return state
end

function Base.setindex!(replicas::Replicas, spins::AbstractVector, k::Integer)
    state = for_each_spin(Int8, replicas.problem, spins, "spins")
    check(error -> ccall(C.F.weiss_replicas_set, Int32, (Ptr{Cvoid}, Int64, Ptr{Int8}, Ptr{Cvoid}), replicas, k - 1,
                         state, error))
    return spins
end

function set_random!(replicas::Replicas, seed)
    check_searching(replicas)
    ccall(C.F.weiss_replicas_set_random, Cvoid, (Ptr{Cvoid}, UInt64), replicas, seed)
    return replicas
end

function energies(replicas::Replicas)
    check_searching(replicas)
    out = Vector{Float64}(undef, replicas.count)
    ccall(C.F.weiss_replicas_energies, Cvoid, (Ptr{Cvoid}, Ptr{Float64}), replicas, out)
    return out
end

function anneal!(replicas::Replicas; settings...)
    check_searching(replicas)
    params = Ref(anneal_params(; settings...))
    return counted(ccall(C.F.weiss_replicas_anneal, Int64, (Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Cvoid}), replicas, C_NULL,
                         params))
end

"    sweep!(replicas, sweeps, temperatures; seed = 0): Metropolis sweeps, each replica at a temperature of its own."
function sweep!(replicas::Replicas, sweeps, temperatures::AbstractVector; seed = 0)
    check_searching(replicas)
    length(temperatures) == replicas.count ||
        refuse("there must be one temperature for each of $(replicas.count) replicas, not $(length(temperatures))")
    return ccall(C.F.weiss_replicas_sweep, Int64, (Ptr{Cvoid}, Ptr{Cvoid}, Int64, Ptr{Float64}, UInt64), replicas,
                 C_NULL, sweeps, native(Float64, temperatures), seed)
end
