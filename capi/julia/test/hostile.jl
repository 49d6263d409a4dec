context = Context()
n = 40
ring = maxcut(context, n, 1:n, [2:n; 1])
struct Oops <: Exception
    text::String
end

@testset "exceptions in callbacks" begin
    @test_throws Oops("progress") solve(context, ring, "tabu"; time_limit = 20, progress = p -> throw(Oops("progress")))
    add_solver((model, run) -> throw(Oops("solver")), context, "test.throws")
    @test_throws Oops("solver") solve(context, ring, "test.throws")
    begin_ = time()
    @test_throws Oops("solver") solve(context, ring, "subqubo subsolver=test.throws patience=0"; time_limit = 30)
    @test time() - begin_ < 10 # it does not go on with another
    add_partitioner((model, run) -> throw(Oops("partitioner")), context, "test.tears")
    @test_throws Oops("partitioner") partition(Instance(context, :partitioner, "test.tears"), ring)
    add_optimizer((objective, run) -> objective(objective.start), context, "test.looks")
    looks = Instance(context, :optimizer, "test.looks")
    @test_throws Oops("objective") minimize(x -> throw(Oops("objective")), looks, [0.0])
    add_optimizer((objective, run) -> throw(Oops("optimizer")), context, "test.falls")
    @test_throws Oops("optimizer") minimize(abs2 ∘ first, Instance(context, :optimizer, "test.falls"), [0.0])
    # A run inside of a callback has its own.
    inner = nothing
    outer = solve(context, ring, "tabu"; work_limit = 100_000, progress = function (p)
        p.event === :started || return
        inner = try solve(context, ring, "tabu"; progress = p -> throw(Oops("inner"))) catch e e end
        nothing
    end)
    @test inner == Oops("inner") && outer.objective == n
end

@testset "algorithms that lie" begin
    add_solver((model, run) -> report(run, ones(n); energy = -1e9), context, "test.lies")
    e = try solve(context, ring, "test.lies") catch e e end
    @test e isa WeissError && e.status == Weiss.C.WEISS_E_PLUGIN
    add_solver((model, run) -> report(run, fill(7, n)), context, "test.seven")
    @test_throws WeissError solve(context, ring, "test.seven")
    add_solver((model, run) -> nothing, context, "test.nothing")
    @test_throws WeissError solve(context, ring, "test.nothing")
    add_solver((model, run) -> report(run, ones(n - 1)), context, "test.short")
    @test_throws WeissError solve(context, ring, "test.short")
    add_solver((model, run) -> add_part(run, 1:2), context, "test.confused")
    @test_throws WeissError solve(context, ring, "test.confused")
    add_partitioner((model, run) -> add_part(run, Int[]), context, "test.empty")
    @test_throws WeissError partition(Instance(context, :partitioner, "test.empty"), ring)
end

@testset "use after the end" begin
    kept = nothing
    add_solver(context, "test.keeps") do model, run
        kept = run
        report(run, ones(n))
    end
    solve(context, ring, "test.keeps")
    @test_throws WeissError should_stop(kept)
    @test_throws WeissError report(kept, ones(n))
    problem, instance = maxcut(context, 2, [1], [2]), Instance(context, :solver, "tabu")
    result = solve(instance, problem)
    foreach(close, (problem, instance, result, problem, instance, result)) # twice
    @test_throws WeissError solve(context, problem)
    @test_throws WeissError solve(instance, ring)
    @test_throws WeissError result.bits
    @test num_spins(problem) == 0 && spec(instance) == ""
    other = Context()
    close(other); close(other)
    @test_throws WeissError maxcut(other, 2, [1], [2])
    @test_throws WeissError algorithms(other)
end

@testset "bad arguments" begin
    @test_throws WeissError maxcut(context, 3, [1, 2], [2, 9])
    @test_throws WeissError maxcut(context, 3, [1, 2], [2])
    @test_throws InexactError maxcut(context, 3, [1, 2], [2, 2^40])
    @test_throws WeissError qubo(context, 2, [1], [2], [NaN])
    @test_throws WeissError qubo(context, zeros(2, 3))
    @test_throws WeissError energies(ring, ones(3))
    @test_throws WeissError Instance(context, :brewer)
    e = try solve(context, ring, "tabu tenur=3") catch e e end
    @test e.status == Weiss.C.WEISS_E_OPTION && occursin("tenure", e.message)
    @test_throws ArgumentError solve(context, ring, "ta\0bu")
end

@testset "the garbage collector" begin
    held = Context()
    before = Weiss.memory(held)
    function use()
        other = Context()
        add_solver((model, run) -> report(run, ones(num_spins(model))), other, "test.ones")
        return Instance(other, :solver, "test.ones"), maxcut(other, n, 1:n, [2:n; 1])
    end
    # The context and the closure are only reached through the instance.
    instance, problem = use()
    collect_garbage()
    @test solve(instance, problem).energy == 0.0 - 0 && solve(instance, problem).objective == 0
    close(instance.context)
    collect_garbage()
    @test solve(instance, problem).objective == 0
    foreach(_ -> use(), 1:20)
    foreach(_ -> maxcut(held, n, 1:n, [2:n; 1]), 1:20)
    collect_garbage()
    @test Weiss.memory(held) == before
end
