# Run by hand: what a call costs from Julia, in microseconds; overhead.c is the same loop in C.
#     julia --project="$(pkg-config --variable=pkgdatadir weiss)/julia" overhead.jl
using Weiss

const CALLS = 10_000

# The median time of a solve with a look at the best value and the bits.
function median(solver, problem; options...)
    times = map(1:CALLS) do _
        begin_ = time_ns()
        result = solve(solver, problem; options...)
        result.objective < 0 && length(result.bits) == 8 || error("a ring has a negative energy")
        close(result)
        time_ns() - begin_
    end
    return sort(times)[CALLS÷2] / 1000
end

function main()
    context = Context()
    problem = ising(context, 8, 1:8, [2:8; 1])
    solver = Instance(context, :solver, "exact")
    calls = Ref(0)
    median(solver, problem) # compiles
    println("solve, best value and bits: ", median(solver, problem), " us")
    println("with a progress callback:   ", median(solver, problem; progress = p -> (calls[] += 1; nothing)), " us, ",
            calls[] / CALLS, " calls of it in each")
end

main()
