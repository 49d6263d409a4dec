const LOG_LEVELS = (:error, :warning, :info, :debug)

# There is no call of the user's to throw from what the log throws.
function log_callback(user::Ptr{Cvoid}, level::Int32, text::Ptr{UInt8})::Cvoid
    try
        log = unsafe_pointer_to_objref(user)::Ref{Any}
        log[](LOG_LEVELS[level], unsafe_string(text))
    catch exception
        @error "the log of a Weiss context failed" exception = (exception, catch_backtrace())
    end
    return
end

"""
    Context(; max_threads = 0, memory_limit = 0, simd = nothing, plugin_directories = String[],
            read_environment = false, log = nothing, log_level = :warning)

Holds the algorithms that are known, threads and limits; 0 is no limit. `close` ends it, and so does the garbage
collector, each after the last instance, register, circuit and evaluator of the context.

`log(level, text)` gets each line of the log up to a level of :error, :warning, :info, :debug; it must not use the
context. Runs of a context with a log keep to one thread, because Julia code cannot run on threads of the library.
"""
mutable struct Context <: SharedHandle
    ptr::Ptr{Cvoid}
    handle::Ptr{Cvoid}
    users::Threads.Atomic{Int}
    algorithms::Vector{Any}     # registrations: the library holds pointers into them
    log::Ref{Any}               # so is the log
    listing::ReentrantLock      # the library numbers algorithms by its last listing

    function Context(; max_threads = 0, memory_limit = 0, simd = nothing, plugin_directories = String[],
                     read_environment = false, log = nothing, log_level = :warning)
        level, folders = simd === nothing ? "" : String(simd), join(plugin_directories, ":")
        out, log_of_user = Ref{Ptr{Cvoid}}(C_NULL), Ref{Any}(log)
        log_number = choice(LOG_LEVELS, log_level, "log_level")
        GC.@preserve level folders begin
            config = Ref(C.make(C.weiss_context_config; max_threads = log === nothing ? max_threads : 1,
                memory_limit = memory_limit, simd = address(level), plugin_directories = address(folders),
                log_level = log_number, log_user = pointer_from_objref(log_of_user),
                log = log === nothing ? C_NULL : @cfunction(log_callback, Cvoid, (Ptr{Cvoid}, Int32, Ptr{UInt8})),
                flags = read_environment ? C.WEISS_CONTEXT_READ_ENVIRONMENT : 0))
            check(error -> ccall(C.F.weiss_context_create, Int32, (Ptr{Cvoid}, Ptr{Ptr{Cvoid}}, Ptr{Cvoid}),
                                 config, out, error))
        end
        context = new(out[], out[], Threads.Atomic{Int}(1), Any[], log_of_user, ReentrantLock())
        return finalizer(close, context)
    end
end

# The address of a text that the caller preserves; NULL for "".
address(text::String) = isempty(text) ? C_NULL : Ptr{Cvoid}(pointer(text))

destroy(context::Context) = ccall(C.F.weiss_context_destroy, Cvoid, (Ptr{Cvoid},), context.handle)

"Loads a plugin file."
function load_plugin(context::Context, path)
    check(error -> ccall(C.F.weiss_context_load_plugin, Int32, (Ptr{Cvoid}, Cstring, Ptr{Cvoid}), context,
                         String(path), error))
    return context
end

"SIMD level in use, such as \"avx2\"."
simd(context::Context) = unsafe_string(ccall(C.F.weiss_context_simd, Cstring, (Ptr{Cvoid},), context))

"Bytes that problems, runs and results of the context hold now."
memory(context::Context) = ccall(C.F.weiss_context_memory, Int64, (Ptr{Cvoid}, Ptr{Int64}), context, C_NULL)

# ---- what is there ----

const KINDS = (:partitioner, :solver, :optimizer)
const TYPES = (:bool, :int, :real, :string, :algorithm, :real_list)

kind_number(kind::Symbol) = choice(KINDS, kind, "kind")

"""
    Option(key, default; help = "", range = nothing, choices = String[], advanced = false)

An option of an algorithm; its type is that of the default: a Bool, an integer, a real number (both with a `range` of
two numbers), a string (perhaps one of `choices`) or a vector of reals.
"""
struct Option
    key::String
    type::Symbol             # one of TYPES
    default::Any
    help::String
    range::Any               # of numbers, a tuple; else nothing
    choices::Vector{String}
    kind::Union{Nothing,Symbol} # of an algorithm
    advanced::Bool
end

option_type(::Bool) = :bool
option_type(::Integer) = :int
option_type(::Real) = :real
option_type(::AbstractString) = :string
option_type(::AbstractVector{<:Real}) = :real_list

function Option(key, default; help = "", range = nothing, choices = String[], advanced = false)
    type = option_type(default)
    limits = type === :int ? (typemin(Int64), typemax(Int64)) : (-floatmax(), floatmax())
    range === nothing || (limits = (first(range), last(range)))
    return Option(key, type, default, help, type in (:int, :real, :real_list) ? limits : nothing, choices, nothing,
                  advanced)
end

function Option(raw::C.weiss_option_info)
    type = TYPES[raw.type]
    default = type === :bool ? raw.i_default != 0 :
              type === :int ? raw.i_default :
              type === :real ? raw.f_default :
              type === :real_list ? copy_array(Float64, raw.list_default, raw.list_default_count) :
              raw.s_default == C_NULL ? nothing : text_or_empty(raw.s_default)
    range = type === :int ? (raw.i_min, raw.i_max) : type in (:real, :real_list) ? (raw.f_min, raw.f_max) : nothing
    choices = String.(split(text_or_empty(raw.choices), '|'; keepempty = false))
    return Option(text_or_empty(raw.key), type, default, text_or_empty(raw.help), range, choices,
                  type === :algorithm ? KINDS[raw.kind] : nothing, raw.flags & C.WEISS_OPTION_ADVANCED != 0)
end

# A copy of an array of the library's; for NULL one without entries.
copy_array(::Type{T}, ptr, count...) where {T} =
    ptr == C_NULL ? Array{T}(undef, Base.front(count)..., 0) : copy(unsafe_wrap(Array, Ptr{T}(ptr), Int.(count)))

"An algorithm as registered."
struct AlgorithmInfo
    kind::Symbol
    id::String
    name::String    # shortest text that names it
    title::String
    version::String
    summary::String
    caps::UInt32    # Weiss.C.WEISS_CAP_*
    max_spins::Int  # 0: no limit
    options::Vector{Option}
    plugin::String
    license::String
    path::String
end

function AlgorithmInfo(raw::C.weiss_algorithm_info)
    options = copy_array(Ptr{C.weiss_option_info}, raw.options, raw.num_options)
    return AlgorithmInfo(KINDS[raw.kind], text_or_empty.((raw.id, raw.name, raw.title, raw.version, raw.summary))...,
                         raw.caps, raw.max_spins, [Option(unsafe_load(option)) for option in options],
                         text_or_empty.((raw.plugin, raw.license, raw.path))...)
end

"All algorithms that can be found, ordered by kind and id."
function algorithms(context::Context)
    lock(context.listing) do
        count = Ref{Int64}(0)
        check(error -> ccall(C.F.weiss_context_num_algorithms, Int32, (Ptr{Cvoid}, Ref{Int64}, Ptr{Cvoid}), context,
                             count, error))
        map(0:count[]-1) do index
            raw = Ref(C.make(C.weiss_algorithm_info))
            check(error -> ccall(C.F.weiss_context_algorithm, Int32, (Ptr{Cvoid}, Int64, Ptr{Cvoid}, Ptr{Cvoid}),
                                 context, index, raw, error))
            AlgorithmInfo(raw[])
        end
    end
end

"    algorithm(context, kind, name): looks an algorithm up by id or short name."
function algorithm(context::Context, kind::Symbol, name)
    raw = Ref(C.make(C.weiss_algorithm_info))
    check(error -> ccall(C.F.weiss_context_find_algorithm, Int32, (Ptr{Cvoid}, Int32, Cstring, Ptr{Cvoid}, Ptr{Cvoid}),
                         context, kind_number(kind), String(name), raw, error))
    return AlgorithmInfo(raw[])
end
