context = Context()
n = 300
hard = maxcut(context, n, [1:n; 1:n], [mod1.((1:n) .+ 1, n); mod1.((1:n) .+ 2, n)])

@testset "progress" begin
    seen = Weiss.Progress[]
    solve(context, hard, "tabu"; work_limit = 2_000_000, progress = p -> push!(seen, p))
    @test count(p -> p.event === :started, seen) == count(p -> p.event === :finished, seen) == 1
    @test any(p -> p.event === :improved, seen) && all(p -> p.bound <= p.energy, seen)
    @test issorted(p.work for p in seen)
end

@testset "options of a run" begin
    @test solve(context, hard, "tabu"; time_limit = 20, target = 200).reason === :target
    @test solve(context, hard, "greedy"; starts = ones(n, 2), mean_spins = zeros(n), work_limit = 10_000).objective > 0
    for bad in ((time_limit = -1,), (starts = ones(n - 1),), (starts = 2 * ones(n),), (mean_spins = ones(n - 1),))
        @test_throws WeissError solve(context, hard, "tabu"; bad...)
    end
    @test_throws MethodError solve(context, hard; time_limits = 1)
end

@testset "circuit parameters" begin
    seen = []
    mine = Context()
    add_solver(mine, "test.parameters") do model, run
        push!(seen, run.parameters)
        report(run, [1, 1])
        report_parameters(run, [0.25, -0.5])
    end
    pair = ising(mine, 2, [1], [2])
    result = solve(mine, pair, "test.parameters"; parameters = [0.5, -0.25])
    @test seen == [[0.5, -0.25]] && result.parameters == [0.25, -0.5]
    @test solve(mine, pair, "test.parameters").spins == [1, 1] && seen[2] === nothing
end

@testset "log" begin
    lines = []
    mine = Context(log = (level, text) -> push!(lines, (level, text)), simd = "nonsense")
    @test length(lines) == 1 && lines[1][1] === :warning && occursin("\"nonsense\"", lines[1][2])
    add_solver((model, run) -> error("out of ink"), mine, "test.fails")
    ring = ising(mine, 12, 1:12, [2:12; 1])
    @test_throws ErrorException solve(mine, ring, "subqubo subsolver=test.fails part_size=4")
    @test any(line -> occursin("out of ink", line[2]), lines)
    @test_throws WeissError Context(log_level = :loud)
    failing = @test_logs (:error, r"the log of a Weiss context failed") begin
        Context(log = (_, _) -> error(), simd = "nonsense")
    end
    @test isopen(failing)
end

@testset "an algorithm cancels the call" begin
    mine = Context()
    add_solver(mine, "test.give-up") do model, run
        report(run, ones(Int8, num_spins(model)))
        cancel(run)
    end
    chain = ising(mine, 40, 1:39, 2:40)
    @test solve(mine, chain, "subqubo subsolver=test.give-up part_size=8"; time_limit = 60).reason === :cancelled
end

@testset "cancel" begin
    annealing = Instance(context, :solver, "annealing")
    calls = Ref(0)
    result = solve(annealing, hard; time_limit = 30, progress = p -> (calls[] += 1) == 3)
    @test result.reason === :cancelled && result.objective > 0 && result.info.seconds < 10
    @test solve(annealing, hard; time_limit = 30, progress = p -> (cancel(annealing); nothing)).reason === :cancelled
    @test solve(annealing, hard; time_limit = 30).reason === :cancelled # it holds
    reset_cancel(annealing)
    started = Threads.Atomic{Bool}(false)
    reasons = Vector{Any}(nothing, 2)
    Threads.nthreads() > 1 && Threads.@threads for k in 1:2
        if k == 1
            reasons[1] = solve(annealing, hard; time_limit = 30, progress = p -> (started[] = true; nothing)).reason
        else
            while !started[]
                ccall(:usleep, Cint, (Cuint,), 1000)
                GC.safepoint()
            end
            cancel(annealing)
        end
    end
    @test Threads.nthreads() == 1 || reasons[1] === :cancelled
end

@testset "Ctrl-C" begin
    Base.exit_on_sigint(false)
    pressed = Ref(false)
    function press(p)
        pressed[] || ccall(:kill, Cint, (Cint, Cint), getpid(), 2)
        pressed[] = true
        nothing
    end
    begin_ = time()
    @test_throws InterruptException solve(context, hard, "annealing"; time_limit = 30, progress = press)
    @test time() - begin_ < 10
    @test solve(context, hard, "annealing"; work_limit = 100_000).reason === :work # and the next one runs
end
