# Algorithms written in Julia: what their functions get.

"""
An Ising energy, offset + h's + s'J s / 2, as an algorithm sees it. `J` is symmetric and holds each coupling twice.
"""
struct Model
    J::SparseMatrixCSC{Float64,Int}
    h::Vector{Float64}
    offset::Float64
    integer::Bool # the host's sums are exact
end

num_spins(model::Model) = length(model.h)
energies(model::Model, spins::AbstractVector) =
    model.offset + sum(model.h .* spins) + sum(spins .* (model.J * spins)) / 2

# The rows of C are the columns of Julia, since J is symmetric.
function Model(raw::C.weiss_problem_view)
    n = Int(raw.num_spins)
    J = SparseMatrixCSC(n, n, copy_array(Int64, raw.row_start, n + 1) .+ 1,
                        copy_array(Int32, raw.column, raw.num_entries) .+ 1,
                        copy_array(Float64, raw.value, raw.num_entries))
    return Model(J, copy_array(Float64, raw.field, n), raw.offset, raw.flags & C.WEISS_PROBLEM_INTEGER != 0)
end

"""
One run of an algorithm: `threads`, `seed`, `time_limit`, `work_limit`, and its `options` by name. A solver also has
`starts` (states in columns), `mean_spins`, `parameters` and `target` (or nothing); a partitioner `num_parts`,
`max_part_spins`, `may_overlap`, `may_omit`, `imbalance`, `fixed`, `best`, `current` and `marginals` (0 or nothing where
none is asked for). Good until the algorithm returns.
"""
mutable struct Run
    raw::Ptr{C.weiss_run} # NULL when the run is over
    sink::Ptr{Cvoid}
    facts::NamedTuple
end

Base.propertynames(run::Run, private::Bool = false) =
    (keys(getfield(run, :facts))..., (private ? fieldnames(Run) : ())...)
Base.getproperty(run::Run, name::Symbol) =
    name in fieldnames(Run) ? getfield(run, name) : getproperty(getfield(run, :facts), name)

# The table of the host, while the run lasts.
function table(run::Run)
    run.raw == C_NULL && refuse("the run is over")
    return unsafe_load(run.raw)
end

# The host may call the user's callbacks from any function of its tables, which want Ctrl-C held back; see call.jl.
const host = disable_sigint

"Has the run to end soon? Ask at least every 10 ms; it is cheap."
should_stop(run::Run) = host(() -> ccall(table(run).should_stop, Int32, (Ptr{Cvoid},), run.raw)) != 0
"Seconds and units of work that are left."
time_left(run::Run) = host(() -> ccall(table(run).time_left, Float64, (Ptr{Cvoid},), run.raw))
work_left(run::Run) = host(() -> ccall(table(run).work_left, Int64, (Ptr{Cvoid},), run.raw))
"Charges work: one unit is one coupling visited."
spend(run::Run, units) = host(() -> ccall(table(run).spend, Cvoid, (Ptr{Cvoid}, Int64), run.raw, units))
"Adds n to a counter of the result."
count_event(run::Run, name, n = 1) =
    host(() -> ccall(table(run).count, Cvoid, (Ptr{Cvoid}, Cstring, Int64), run.raw, String(name), n))
"Says how far the run is, 0 ... 1."
tell_progress(run::Run, fraction) =
    host(() -> ccall(table(run).progress, Cvoid, (Ptr{Cvoid}, Float64), run.raw, fraction))

"Ends the whole call of the user's, also below a scheme; it keeps its best."
cancel(run::Run) = host(() -> ccall(table(run).cancel, Cvoid, (Ptr{Cvoid},), run.raw))

function sink(run::Run, kind::Symbol, ::Type{T}) where {T}
    run.raw == C_NULL && refuse("the run is over")
    run.kind === kind || refuse("this is a run of a $(run.kind), not of a $kind")
    return unsafe_load(Ptr{T}(run.sink))
end

"""
    report(run, spins; energy = NaN, multiplicity = 1)

Offers a state of a solver. `energy` as it believes, checked by the host; NaN: the host computes it.
"""
function report(run::Run, spins::AbstractVector; energy = NaN, multiplicity = 1)
    table, states = sink(run, :solver, C.weiss_sink), native(Int8, spins)
    length(states) == run.num_spins || refuse("a state must hold $(run.num_spins) spins")
    GC.@preserve states begin
        sample = Ref(C.make(C.weiss_sample; spins = pointer(states), energy = energy, multiplicity = multiplicity))
        host(() -> ccall(table.report, Int32, (Ptr{Cvoid}, Ptr{Cvoid}), run.sink, sample))
    end
    return
end

"Mean values of the spins."
function report_marginals(run::Run, marginals::AbstractVector)
    table = sink(run, :solver, C.weiss_sink)
    length(marginals) == run.num_spins || refuse("marginals must hold $(run.num_spins) numbers")
    host(() -> ccall(table.marginals, Cvoid, (Ptr{Cvoid}, Ptr{Float64}), run.sink, native(Float64, marginals)))
end

"Circuit parameters: gammas, then betas."
function report_parameters(run::Run, parameters::AbstractVector)
    table = sink(run, :solver, C.weiss_sink)
    host(() -> ccall(table.parameters, Cvoid, (Ptr{Cvoid}, Int64, Ptr{Float64}), run.sink, length(parameters),
                     native(Float64, parameters)))
end

"No energy is below `bound`; `optimal`: the best state reported reaches it. Believed with the capability EXACT only."
report_bound(run::Run, bound; optimal = false) =
    host(() -> ccall(sink(run, :solver, C.weiss_sink).bound, Cvoid, (Ptr{Cvoid}, Float64, Int32), run.sink, bound,
                     optimal ? C.WEISS_PROOF_OPTIMAL : C.WEISS_PROOF_BOUND))

"Adds a part of these spins; schemes take parts of high priority first."
function add_part(run::Run, members; priority = 0)
    table, spins = sink(run, :partitioner, C.weiss_part_sink), Int32[member - 1 for member in members]
    GC.@preserve spins begin
        part = Ref(C.make(C.weiss_part; num_members = length(spins), members = pointer(spins), priority = priority))
        host(() -> ccall(table.add, Int32, (Ptr{Cvoid}, Ptr{Cvoid}), run.sink, part))
    end
    return
end

"""
A function to minimise, as an optimizer sees it: `objective(x)` is its value at a point, `objective(points)` the values
at the columns of a matrix, evaluated together. `dimension`, `start`, `lower`, `upper` (infinite where there are none),
`initial_step` (0: unknown), `has_gradient` and `stochastic` describe it. When the run has to end, a call of it does
not return; the best point evaluated is the result in any case.
"""
mutable struct Objective
    raw::Ptr{C.weiss_objective} # NULL when the run is over
    dimension::Int
    start::Vector{Float64}
    lower::Vector{Float64}
    upper::Vector{Float64}
    initial_step::Float64
    has_gradient::Bool
    stochastic::Bool
    best_x::Vector{Float64}
    best_f::Float64
end

# Thrown out of an optimizer's function when the run has to end.
struct RunEnds <: Exception end

(objective::Objective)(x::AbstractVector) = evaluate(objective, reshape(x, :, 1), C_NULL)[1]
(objective::Objective)(points::AbstractMatrix) = evaluate(objective, points, C_NULL)

"    value_and_gradient(objective, x): with `has_gradient` only."
function value_and_gradient(objective::Objective, x::AbstractVector)
    gradient = Vector{Float64}(undef, objective.dimension)
    GC.@preserve gradient begin
        return evaluate(objective, reshape(x, :, 1), pointer(gradient))[1], gradient
    end
end

function evaluate(objective, points, gradients)
    objective.raw == C_NULL && refuse("the run is over")
    size(points, 1) == objective.dimension || refuse("a point must hold $(objective.dimension) numbers")
    x, values = native(Float64, points), Vector{Float64}(undef, size(points, 2))
    status = host() do
        ccall(unsafe_load(objective.raw).evaluate, Int32,
              (Ptr{Cvoid}, Int64, Ptr{Float64}, Ptr{Float64}, Ptr{Float64}), objective.raw, length(values), x, values,
              gradients)
    end
    status == C.WEISS_OK || throw(RunEnds())
    best = argmin(values)
    if values[best] < objective.best_f || isempty(objective.best_x)
        objective.best_f, objective.best_x = values[best], x[:, best]
    end
    return values
end
