"""
A call that failed: `status` is one of `Weiss.C.WEISS_E_*`, `message` says what is wrong and what to do, `origin` names
the file, algorithm or option, `line` and `column` a place in an input (or 0).
"""
struct WeissError <: Exception
    status::Int
    message::String
    origin::String
    line::Int
    column::Int
end
WeissError(status, message) = WeissError(status, message, "", 0, 0)

function WeissError(status, raw::Ptr{C.weiss_error})
    text(field) = unsafe_string(Ptr{UInt8}(raw) + fieldoffset(C.weiss_error, Base.fieldindex(C.weiss_error, field)))
    number(field) = unsafe_load(Ptr{Int64}(raw + fieldoffset(C.weiss_error, Base.fieldindex(C.weiss_error, field))))
    return WeissError(status, text(:message), text(:origin), number(:line), number(:column))
end

function Base.showerror(io::IO, e::WeissError)
    name = C.F.weiss_status_name == C_NULL ? "status $(e.status)" :
           unsafe_string(ccall(C.F.weiss_status_name, Cstring, (Int32,), e.status))
    print(io, "WeissError(", name, "): ", e.message)
end

# Runs f(error) with the address of a weiss_error, and throws what it reports.
function check(f)
    error = Ref{C.weiss_error}()
    GC.@preserve error begin
        raw = Ptr{C.weiss_error}(pointer_from_objref(error))
        unsafe_store!(Ptr{UInt32}(raw), sizeof(C.weiss_error) % UInt32)
        status = f(raw)
        status < 0 && throw(WeissError(status, raw))
        return status
    end
end

refuse(message) = throw(WeissError(C.WEISS_E_ARGUMENT, message))

# What the library hands out by handle. close frees it at once, the garbage collector some time; both may come, in any
# order and from any thread. A closed object is NULL for the library, which refuses it.
abstract type Handle end
Base.unsafe_convert(::Type{Ptr{Cvoid}}, handle::Handle) = handle.ptr
Base.isopen(handle::Handle) = handle.ptr != C_NULL

# A handle that other objects use: closed before them, it is freed after them. `ptr` is that of other handles, `handle`
# stays until the last user is gone, and `users` counts them and the object itself.
abstract type SharedHandle <: Handle end
hold(shared::SharedHandle) = (Threads.atomic_add!(shared.users, 1); shared)
function release(shared::SharedHandle)
    Threads.atomic_sub!(shared.users, 1) == 1 && destroy(shared)
    return
end
function Base.close(shared::SharedHandle)
    shared.ptr == C_NULL && return
    shared.ptr = C_NULL
    release(shared)
end

# The place of a name among those that there are, from 1.
function choice(names, name, what)
    place = findfirst(==(name), names)
    return place === nothing ? refuse("$what is one of $names, not :$name") : place
end

text_or_empty(ptr) = ptr == C_NULL ? "" : unsafe_string(Ptr{UInt8}(ptr))
