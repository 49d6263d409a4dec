# Registers functions of Julia as algorithms of a context.

"""
    add_solver(f, context, id; title = "", version = "1.0.0", summary = "", caps = 0, max_spins = 0, options = Option[])

Registers a solver: `f(model, run)` calls `report(run, spins)` for each state that it offers.
"""
add_solver(f, context::Context, id; description...) =
    register(f, context, :solver, id, C.make(C.weiss_solver; run = @cfunction(solver_callback, Int32,
        (Ptr{Created}, Ptr{C.weiss_problem_view}, Ptr{C.weiss_solver_input}, Ptr{C.weiss_run}, Ptr{Cvoid})));
        description...)

"    add_partitioner(f, context, id; ...): `f(model, run)` calls `add_part(run, members)` for each part."
add_partitioner(f, context::Context, id; description...) =
    register(f, context, :partitioner, id, C.make(C.weiss_partitioner; run = @cfunction(partitioner_callback, Int32,
        (Ptr{Created}, Ptr{C.weiss_problem_view}, Ptr{C.weiss_partition_task}, Ptr{C.weiss_run}, Ptr{Cvoid})));
        description...)

"    add_optimizer(f, context, id; ...): `f(objective, run)` calls `objective(x)`; see `Weiss.Objective`."
add_optimizer(f, context::Context, id; description...) =
    register(f, context, :optimizer, id, C.make(C.weiss_optimizer; run = @cfunction(optimizer_callback, Int32,
        (Ptr{Created}, Ptr{C.weiss_objective}, Ptr{C.weiss_run}, Ptr{C.weiss_optimizer_output})));
        description...)

function register(f, context, kind, id, functions; title = "", version = "1.0.0", summary = "", caps = 0,
                  max_spins = 0, options = Option[])
    table = collect(reinterpret(UInt8, [functions]))
    r = Registration(f, kind, options, String[], Vector{Float64}[], C.weiss_option_info[], Ptr{Cvoid}[], table,
                     C.weiss_algorithm[])
    text(words) = (push!(r.texts, String(words)); pointer(r.texts[end]))
    for option in options
        push!(r.option_infos, option_info(r, option, text))
    end
    append!(r.option_addresses, [pointer(r.option_infos, k) for k in eachindex(options)])
    push!(r.algorithm, C.make(C.weiss_algorithm; kind = kind_number(kind),
        caps = UInt32(caps) & ~UInt32(C.WEISS_CAP_ANY_THREAD), num_options = length(options), max_spins = max_spins,
        id = text(id), title = text(title), version = text(version), summary = text(summary),
        options = address(r.option_addresses), table = pointer(r.table), user = pointer_from_objref(r),
        create = @cfunction(create_callback, Int32, (Ptr{C.weiss_algorithm}, Ptr{Cvoid}, Ptr{C.weiss_value}, UInt32,
                                                     Ptr{Ptr{Created}}, Ptr{C.weiss_error})),
        destroy = @cfunction(destroy_callback, Cvoid, (Ptr{C.weiss_algorithm}, Ptr{Created}))))
    GC.@preserve r begin
        check(error -> ccall(C.F.weiss_context_add_algorithm, Int32, (Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Cvoid}),
                             context, pointer(r.algorithm), C_NULL, error))
    end
    lock(() -> push!(context.algorithms, r), context.listing)
    return context
end

function option_info(r, option, text)
    default = option.default
    lower, upper = option.range === nothing ? (0, option.type === :bool) : option.range
    list = option.type === :real_list ? convert(Vector{Float64}, default) : Float64[]
    push!(r.lists, list)
    whole, real = option.type in (:bool, :int), option.type in (:real, :real_list)
    return C.make(C.weiss_option_info; key = text(option.key), help = text(option.help),
        flags = option.advanced ? C.WEISS_OPTION_ADVANCED : 0, type = findfirst(==(option.type), TYPES),
        choices = isempty(option.choices) ? C_NULL : text(join(option.choices, '|')),
        s_default = option.type === :string ? text(default) : C_NULL,
        list_default = address(list), list_default_count = length(list),
        i_default = whole ? default : 0, i_min = whole ? lower : 0, i_max = whole ? upper : 0,
        f_default = option.type === :real ? default : 0.0, f_min = real ? lower : 0.0, f_max = real ? upper : 0.0)
end
