"""
    Instance(context, kind, spec = "", settings...)

An algorithm of a kind (`:solver`, `:partitioner`, `:optimizer`) with checked options: a spec such as
`"subqubo subsolver=tabu"`, "" for the default of the kind, and settings such as `"subsolver.tenure" => 20`.
"""
mutable struct Instance <: Handle
    ptr::Ptr{Cvoid}
    context::Context # outlives the instance

    function Instance(context::Context, kind::Symbol, spec = "", settings::Pair...)
        texts = String[]
        for (key, value) in settings
            push!(texts, String(key), setting_text(value))
        end
        out = Ref{Ptr{Cvoid}}(C_NULL)
        GC.@preserve texts begin
            values = [C.make(C.weiss_value; key = pointer(texts[k]), s = pointer(texts[k+1]))
                      for k in 1:2:length(texts)]
            run_call(Call()) do error
                ccall(C.F.weiss_instance_create, Int32,
                      (Ptr{Cvoid}, Int32, Cstring, Ptr{Cvoid}, Int64, Ptr{Ptr{Cvoid}}, Ptr{Cvoid}), context,
                      kind_number(kind), String(spec), values, length(values), out, error)
            end
        end
        return finalizer(close, new(out[], hold(context)))
    end
end

setting_text(value::Union{AbstractString,Symbol,Real}) = string(value)
setting_text(value::AbstractVector{<:Real}) = join(value, ",")

function Base.close(instance::Instance)
    ptr, instance.ptr = instance.ptr, C_NULL
    ptr == C_NULL && return
    ccall(C.F.weiss_instance_destroy, Cvoid, (Ptr{Cvoid},), ptr)
    release(instance.context)
end

"All settings, defaults filled in: a spec that creates the same instance again."
spec(instance::Instance) = GC.@preserve instance text_or_empty(
    ccall(C.F.weiss_instance_spec, Ptr{UInt8}, (Ptr{Cvoid},), instance))

"Asks the running call to stop soon and keep its best; from any thread. Holds for later runs until `reset_cancel`."
cancel(instance::Instance) = ccall(C.F.weiss_instance_cancel, Cvoid, (Ptr{Cvoid},), instance)
reset_cancel(instance::Instance) = ccall(C.F.weiss_instance_reset_cancel, Cvoid, (Ptr{Cvoid},), instance)

"What a progress callback is told."
struct Progress
    event::Symbol     # :started, :improved, :progress, :finished
    seconds::Float64  # since the start
    fraction::Float64 # of the limit used up, 0 ... 1; negative when unknown
    energy::Float64
    objective::Float64
    bound::Float64
    work::Int
    source::String    # what found the best sample
end

const EVENTS = (:started, :improved, :progress, :finished)

Progress(raw::C.weiss_progress) = Progress(EVENTS[raw.event], raw.seconds, raw.fraction, raw.energy, raw.objective,
                                           raw.bound, raw.work, text_or_empty(raw.source))

# Without a callback of the user's it is still where Ctrl-C comes in.
function progress_callback(user::Ptr{Cvoid}, raw::Ptr{C.weiss_progress})::Int32
    call = unsafe_pointer_to_objref(user)::Call
    stop = guarded(call, true) do
        call.progress !== nothing && call.progress(Progress(unsafe_load(raw))) === true
    end
    return stop ? 1 : 0
end

# Runs f(config, out, error) with a config of these options, and makes the result.
function run_with(f, call::Call, num_spins; seed = 0, threads = 1, time_limit = 0, work_limit = 0, target = nothing,
                  optimum = nothing, max_samples = 0, starts = nothing, mean_spins = nothing, parameters = nothing)
    start_states, means = native(Int8, starts), native(Float64, mean_spins)
    angles = native(Float64, parameters)
    starts === nothing || size(start_states, 1) == num_spins || refuse("each of the starts must hold $num_spins spins")
    mean_spins === nothing || length(means) == num_spins || refuse("mean_spins must hold $num_spins numbers")
    out = Ref{Ptr{Cvoid}}(C_NULL)
    GC.@preserve call start_states means angles begin
        config = Ref(C.make(C.weiss_run_config; threads = threads, seed = seed % UInt64, time_limit = time_limit,
            work_limit = work_limit, has_target = target === nothing ? 0 : 1,
            target = target === nothing ? 0.0 : target, has_optimum = optimum === nothing ? 0 : 1,
            optimum = optimum === nothing ? 0.0 : optimum, max_samples = max_samples,
            num_starts = starts === nothing ? 0 : size(start_states, 2), starts = address(start_states),
            mean_spins = address(means), parameters = address(angles), num_parameters = length(angles),
            progress_user = pointer_from_objref(call),
            progress = @cfunction(progress_callback, Int32, (Ptr{Cvoid}, Ptr{C.weiss_progress}))))
        try
            run_call(error -> f(config, out, error), call)
        catch
            ccall(C.F.weiss_result_destroy, Cvoid, (Ptr{Cvoid},), out[])
            rethrow()
        end
    end
    return Result(out[])
end

"""
    solve(instance, problem; options...)
    solve(context, problem, spec = ""; options...)

Runs a solver. Options: `seed`, `threads`, `time_limit` in seconds, `work_limit` in couplings visited, `target` (a value
that is good enough), `optimum` (the best value there is, which the report compares with), `max_samples` to keep,
`starts` (states in columns), `mean_spins` (a prior in [-1, 1]), `parameters` (of a circuit: gammas, then betas), and
`progress`, a function of a `Weiss.Progress` that returns true to cancel the run, which keeps its best. What `progress`
throws, and Ctrl-C, end the run and are thrown by `solve`.
"""
solve(instance::Instance, problem::Problem; progress = nothing, options...) =
    run_with(Call(progress = progress), num_spins(problem); options...) do config, out, error
        ccall(C.F.weiss_instance_solve, Int32, (Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Ptr{Cvoid}}, Ptr{Cvoid}),
              instance, problem, config, out, error)
    end
solve(context::Context, problem::Problem, spec = ""; progress = nothing, options...) =
    run_with(Call(progress = progress), num_spins(problem); options...) do config, out, error
        ccall(C.F.weiss_solve, Int32, (Ptr{Cvoid}, Ptr{Cvoid}, Cstring, Ptr{Cvoid}, Ptr{Ptr{Cvoid}}, Ptr{Cvoid}),
              context, problem, String(spec), config, out, error)
    end

"""
    partition(instance, problem; num_parts = 0, max_part_spins = 0, may_overlap = false, may_omit = false,
              imbalance = 0, fixed = nothing, options...)

Runs a partitioner; 0 leaves the choice to it. `fixed` holds the number of the part that a spin must get, or 0.
"""
function partition(instance::Instance, problem::Problem; num_parts = 0, max_part_spins = 0, may_overlap = false,
                   may_omit = false, imbalance = 0, fixed = nothing, progress = nothing, options...)
    parts = fixed === nothing ? Int32[] : native(Int32, fixed .- 1)
    fixed === nothing || length(parts) == num_spins(problem) || refuse("fixed must hold a number for each spin")
    GC.@preserve parts begin
        task = Ref(C.make(C.weiss_partition_task; num_parts = num_parts, max_part_spins = max_part_spins,
            may_overlap = may_overlap ? 1 : 0, may_omit = may_omit ? 1 : 0, imbalance = imbalance,
            fixed = address(parts)))
        run_with(Call(progress = progress), num_spins(problem); options...) do config, out, error
            ccall(C.F.weiss_instance_partition, Int32,
                  (Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Ptr{Cvoid}}, Ptr{Cvoid}), instance, problem,
                  task, config, out, error)
        end
    end
end

function evaluate_callback(raw::Ptr{C.weiss_objective}, count::Int64, x::Ptr{Float64}, f::Ptr{Float64},
                           g::Ptr{Float64})::Int32
    objective = unsafe_load(raw)
    call = unsafe_pointer_to_objref(objective.user)::Call
    return guarded(call, Int32(C.WEISS_E_FAIL)) do
        value, gradient! = call.objective
        points = copy_array(Float64, x, objective.dimension, count)
        for k in 1:count
            point = points[:, k]
            unsafe_store!(f, Float64(value(point)), k)
            g == C_NULL && continue
            place = g + (k - 1) * sizeof(Float64) * objective.dimension
            gradient!(unsafe_wrap(Array, place, objective.dimension), point)
        end
        Int32(C.WEISS_OK)
    end
end

"""
    minimize(f, instance, start; lower = nothing, upper = nothing, initial_step = 0, gradient! = nothing,
             stochastic = false, options...)

Runs an optimizer on `f(x)`; `gradient!(g, x)` fills its gradient. `work_limit` counts evaluations here. The best point
is the result's `x`, its value `objective`.
"""
function minimize(f, instance::Instance, start::AbstractVector; lower::Numbers = nothing, upper::Numbers = nothing,
                  initial_step = 0, gradient! = nothing, stochastic = false, progress = nothing, options...)
    first_point, lows, highs = native(Float64, start), native(Float64, lower), native(Float64, upper)
    for bounds in (lower, upper)
        bounds === nothing || length(bounds) == length(start) || refuse("lower and upper must be as long as start")
    end
    call = Call(progress = progress, objective = (f, gradient!))
    GC.@preserve call first_point lows highs begin
        objective = Ref(C.make(C.weiss_objective; dimension = length(start), start = address(first_point),
            lower = address(lows), upper = address(highs), initial_step = initial_step,
            has_gradient = gradient! === nothing ? 0 : 1, stochastic = stochastic ? 1 : 0,
            user = pointer_from_objref(call),
            evaluate = @cfunction(evaluate_callback, Int32,
                                  (Ptr{C.weiss_objective}, Int64, Ptr{Float64}, Ptr{Float64}, Ptr{Float64}))))
        run_with(call, 0; options...) do config, out, error
            ccall(C.F.weiss_instance_minimize, Int32,
                  (Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Ptr{Cvoid}}, Ptr{Cvoid}), instance, objective, config, out,
                  error)
        end
    end
end
