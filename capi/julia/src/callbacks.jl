# The C functions behind the algorithms of a context. None is a closure, and none is ever called from a thread but the
# one that called solve: the capability ANY_THREAD is never claimed.

# What the library holds pointers into; the context keeps it.
mutable struct Registration
    f::Any
    kind::Symbol
    options::Vector{Option}
    texts::Vector{String}
    lists::Vector{Vector{Float64}}
    option_infos::Vector{C.weiss_option_info}
    option_addresses::Vector{Ptr{Cvoid}}
    table::Vector{UInt8}
    algorithm::Vector{C.weiss_algorithm}
end

# What create makes, in memory of C's: an instance may end in a finalizer, where Julia must not wait for anything.
struct Created
    registration::Ptr{Cvoid}
    values::Ptr{C.weiss_value} # the host keeps them until destroy
    count::Int
end

function create_callback(algorithm::Ptr{C.weiss_algorithm}, host::Ptr{Cvoid}, values::Ptr{C.weiss_value},
                         count::UInt32, self::Ptr{Ptr{Created}}, error::Ptr{C.weiss_error})::Int32
    created = Ptr{Created}(Libc.malloc(sizeof(Created)))
    unsafe_store!(self, created)
    created == C_NULL && return C.WEISS_E_NOMEM
    unsafe_store!(created, Created(unsafe_load(algorithm).user, values, count))
    return C.WEISS_OK
end

destroy_callback(algorithm::Ptr{C.weiss_algorithm}, self::Ptr{Created})::Cvoid = Libc.free(self)

function option_value(value::C.weiss_value)
    type = TYPES[value.type]
    return type === :bool ? value.i != 0 :
           type === :int ? value.i :
           type === :real ? value.f :
           type === :real_list ? copy_array(Float64, value.list, value.count) : text_or_empty(value.s)
end

function option_values(created)
    values = [unsafe_load(created.values, k) for k in 1:created.count]
    return NamedTuple{Tuple(Symbol(text_or_empty(v.key)) for v in values)}(Tuple(option_value(v) for v in values))
end

# Runs f(registration, options) with what create made; what it throws is kept for the call that runs it, and ends that
# call, also below a scheme. run gets the text for the log.
function run_algorithm(f, self, run)
    created = unsafe_load(self)
    registration = unsafe_pointer_to_objref(created.registration)::Registration
    call = task_local_storage(:weiss_call)::Call
    status = guarded(call, Int32(C.WEISS_E_FAIL)) do
        try
            f(registration.f, option_values(created))
        catch exception
            ccall(unsafe_load(run).set_error, Cvoid, (Ptr{Cvoid}, Cstring), run,
                  replace(sprint(showerror, exception), '\0' => ' '))
            rethrow()
        end
        Int32(C.WEISS_OK)
    end
    status == C.WEISS_OK || ccall(unsafe_load(run).cancel, Cvoid, (Ptr{Cvoid},), run)
    return status
end

function run_facts(raw)
    run = unsafe_load(raw)
    return (threads = Int(run.threads), seed = run.seed, time_limit = run.time_limit, work_limit = run.work_limit)
end

array_or_nothing(::Type{T}, ptr, count...) where {T} = ptr == C_NULL ? nothing : copy_array(T, ptr, count...)

function solver_callback(self::Ptr{Created}, view::Ptr{C.weiss_problem_view}, input::Ptr{C.weiss_solver_input},
                         raw::Ptr{C.weiss_run}, sink::Ptr{Cvoid})::Int32
    return run_algorithm(self, raw) do f, options
        model, i = Model(unsafe_load(view)), unsafe_load(input)
        n = num_spins(model)
        run = Run(raw, sink, (kind = :solver, num_spins = n, options = options, run_facts(raw)...,
            starts = copy_array(Int8, i.starts, n, Int(i.num_starts)),
            mean_spins = array_or_nothing(Float64, i.mean_spins, n),
            parameters = array_or_nothing(Float64, i.parameters, i.num_parameters),
            target = i.has_target != 0 ? i.target : nothing))
        try
            f(model, run)
        finally
            run.raw = C_NULL
        end
    end
end

function partitioner_callback(self::Ptr{Created}, view::Ptr{C.weiss_problem_view}, task::Ptr{C.weiss_partition_task},
                              raw::Ptr{C.weiss_run}, sink::Ptr{Cvoid})::Int32
    return run_algorithm(self, raw) do f, options
        model, t = Model(unsafe_load(view)), unsafe_load(task)
        n = num_spins(model)
        fixed = array_or_nothing(Int32, t.fixed, n)
        run = Run(raw, sink, (kind = :partitioner, num_spins = n, options = options, run_facts(raw)...,
            num_parts = t.num_parts, max_part_spins = t.max_part_spins, may_overlap = t.may_overlap != 0,
            may_omit = t.may_omit != 0, imbalance = t.imbalance, fixed = fixed === nothing ? nothing : fixed .+ 1,
            best = array_or_nothing(Int8, t.best, n), current = array_or_nothing(Int8, t.current, n),
            marginals = array_or_nothing(Float64, t.marginals, n)))
        try
            f(model, run)
        finally
            run.raw = C_NULL
        end
    end
end

function optimizer_callback(self::Ptr{Created}, objective::Ptr{C.weiss_objective}, raw::Ptr{C.weiss_run},
                            output::Ptr{C.weiss_optimizer_output})::Int32
    return run_algorithm(self, raw) do f, options
        o, out = unsafe_load(objective), unsafe_load(output)
        n = Int(o.dimension)
        bound(ptr, none) = ptr == C_NULL ? fill(none, n) : copy_array(Float64, ptr, n)
        run = Run(raw, C_NULL, (kind = :optimizer, options = options, run_facts(raw)...))
        objective = Objective(objective, n, copy_array(Float64, out.x, n), bound(o.lower, -Inf), bound(o.upper, Inf),
                              o.initial_step, o.has_gradient != 0, o.stochastic != 0, Float64[], Inf)
        reason = C.WEISS_REASON_CONVERGED
        try
            f(objective, run)
        catch exception
            exception isa RunEnds || rethrow()
            reason = C.WEISS_REASON_WORK
        finally
            run.raw = objective.raw = C_NULL
        end
        isempty(objective.best_x) && return
        unsafe_copyto!(Ptr{Float64}(out.x), pointer(objective.best_x), n)
        unsafe_store!(output, C.weiss_optimizer_output(out.struct_size, reason, objective.best_f, out.x))
    end
end
