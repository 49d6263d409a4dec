# One call of the library that may call back. Callbacks must not throw through C, so what one throws waits here until
# the library has returned. Ctrl-C is held back while C code runs, and comes where Julia code is entered: in the
# callbacks, which the library calls ten times a second.
mutable struct Call
    progress::Any  # of the user, or nothing
    objective::Any # of the user: (x, f, gradient) -> nothing; or nothing
    exception::Any
end
Call(; progress = nothing, objective = nothing) = Call(progress, objective, nothing)

# Runs f(error), which may call back, and throws what a callback has thrown, or what the library reports.
function run_call(f, call::Call)
    storage = task_local_storage()
    outer = get(storage, :weiss_call, nothing)
    storage[:weiss_call] = call
    try
        GC.@preserve call disable_sigint(() -> check_call(f, call))
    finally
        outer === nothing ? delete!(storage, :weiss_call) : (storage[:weiss_call] = outer)
    end
end

function check_call(f, call)
    try
        check(f)
    catch
        call.exception === nothing && rethrow()
    end
    call.exception === nothing || throw(call.exception)
end

# Runs a callback of the user's; on an exception keeps it and returns otherwise, which has to end the run.
function guarded(f, call, otherwise)
    try
        return reenable_sigint(f)
    catch exception
        call.exception === nothing && (call.exception = exception)
        return otherwise
    end
end
