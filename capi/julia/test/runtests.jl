# julia --project=PACKAGE test/runtests.jl [NAME...]: all tests, or those of some names. WEISS_LAYOUT may name the file
# that the structs are compared with; else it is the installed one.
using Test
using Weiss

# Frees what is no longer reached, finalizers included.
collect_garbage() = foreach(_ -> GC.gc(), 1:3)

@testset "Weiss" begin
    everything = ["layout", "problems", "search", "results", "runs", "algorithms", "quantum", "hostile"]
    for name in (isempty(ARGS) ? everything : ARGS)
        @testset "$name" begin
            include("$name.jl")
        end
    end
end
