using SparseArrays

context = Context(max_threads = 2, memory_limit = 100_000_000)
values_of(x, row, column, value) = sum(value .* x[row] .* x[column])

@testset "values are those of all states" begin
    seed = 12345
    next(count) = (seed = seed * 48271 % 2147483647; seed ÷ 7 % count)
    for round in 1:20
        n, m = 8, 20
        row, column, value = [[f() for _ in 1:m] for f in (() -> 1 + next(n), () -> 1 + next(n), () -> next(21) - 10)]
        problem = qubo(context, n, row, column, value)
        states = [digits(k; base = 2, pad = n) for k in 0:255]
        expected = [values_of(x, row, column, value) for x in states]
        spins = reduce(hcat, [1 .- 2 .* x for x in states])
        @test energies(problem, spins) == expected
        result = solve(context, problem, "exact")
        @test result.objective == minimum(expected) == values_of(result.bits, row, column, value)
        @test result.reason === :optimal && result.info.proof === :optimal
        Q = zeros(n, n)
        foreach(k -> Q[row[k], column[k]] += value[k], 1:m)
        @test solve(context, qubo(context, Q), "exact").objective == result.objective
        @test solve(context, qubo(context, sparse(Q)), "exact").objective == result.objective
    end
end

@testset "three forms" begin
    cut = maxcut(context, 4, [1, 2, 3, 3], [2, 3, 1, 4])
    @test solve(context, cut).objective == 3
    @test info(cut).origin === :maxcut && info(cut).num_couplings == 4 && num_spins(cut) == 4
    top = ising(context, 3, [1, 2], [2, 3], [1, -1]; field = [0.5, 0, 0], maximize = true)
    result = solve(context, top, "exact")
    @test result.objective == 2.5 && objective(top, result.energy) == 2.5 && energy_of(top, 2.5) == result.energy
    @test solve(context, qubo(context, 2, [1, 1], [2, 1], [-4, 1]; linear = [0, 1], offset = 10)).objective == 8
    @test solve(context, ising(context, 1, Int[], Int[]; field = [1])).energy == -1
end

@testset "transforms" begin
    terms = [(1, 2, 2.0), (2, 3, -1.0), (3, 1, 3.0), (3, 4, 1.0), (4, 5, -2.0)]
    problem = ising(context, 5, first.(terms), (t -> t[2]).(terms), last.(terms); field = [0, 0, 0.5, 1, 0.25])
    spins = Int8[1, -1, -1, 1, -1]
    part = clamp_spins(problem, [4, 2], spins)
    @test all(((a, b),) -> energies(part, [a, b]) == energies(problem, [1, b, -1, a, -1]),
              Iterators.product((-1, 1), (-1, 1)))
    means = clamp_spins(problem, [2]; mean_spins = [0.5, 0, -0.25, 0, 0])
    @test energies(means, [1]) - energies(means, [-1]) == 2 * (2 * 0.5 + -1 * -0.25)
    small = contract(problem, [1, 1, 2, 3, 3]; sign = [1, -1, 1, 1, -1])
    @test num_spins(small) == 3 && energies(small, [1, -1, 1]) == energies(problem, [1, -1, -1, 1, -1])
    pairs = [(i, j) for j in 1:5 for i in 1:(j - 1)]
    tailed = ising(context, 7, [first.(pairs); 5; 6], [last.(pairs); 6; 7], [ones(10); -1; 2])
    reduced, back = reduce_problem(tailed)
    did = info(back)
    @test did.num_spins == 7 && did.num_kept == 5 && did.work > 0
    @test did.num_low_degree + did.num_degree_two + did.num_degree_three + did.num_dominated + did.num_decided +
          did.num_persistent == 2
    best = solve(context, reduced, "exact")
    @test num_spins(reduced) == 5 && energies(tailed, lift(back, best.spins)) == best.energy
    @test best.energy == solve(context, tailed, "exact").energy
    @test components(ising(context, 4, [1, 3], [2, 4])) == [1, 1, 2, 2]
    @test_throws WeissError lift(back, [1, 0, 1, 1, 1])
    @test_throws WeissError clamp_spins(problem, [2], [1, 1])
    @test_throws WeissError contract(problem, [1, 2])
    close(back)
    @test_throws WeissError lift(back, [1, 1, 1])

    given = qubo(context, 3, [1, 2], [2, 3], [2, -3]; linear = [1, 0, 0], maximize = true)
    update!(given, [2], [3], [4]; linear = [0, -1, 0], offset = 0.5)
    @test objective(given, energies(given, [1, -1, -1])) == 0.5 + 4 - 1
    @test_throws WeissError update!(given, [1], [3], [1])
end

@testset "files" begin
    mktempdir() do folder
        cut = maxcut(context, 4, [1, 2, 3, 3], [2, 3, 1, 4], 1:4)
        again = read_problem(context, write_problem(cut, joinpath(folder, "cut.mc")))
        result = solve(context, again)
        @test result.objective == 9
        @test read_solution(write_solution(joinpath(folder, "cut.sol"), result.spins), 4) == result.spins
        @test solve(context, parse_problem(context, "2 1\n1 2 5\n"; format = "maxcut")).objective == 5
        e = try parse_problem(context, "2 1\n1 oops 5\n"; format = "maxcut", name = "given") catch e e end
        @test e isa WeissError && e.status == Weiss.C.WEISS_E_FORMAT && e.line == 2 && e.origin == "given"
        @test_throws WeissError read_problem(context, joinpath(folder, "absent.mc"))
        @test_throws WeissError write_problem(cut, joinpath(folder, "cut.xyz"))
    end
    @test any(f -> f.name == "maxcut" && f.can_write, formats())
end

@testset "what is there" begin
    @test any(a -> a.id == "weiss.tabu" && a.kind === :solver, algorithms(context))
    tabu = algorithm(context, :solver, "tabu")
    @test tabu.name == "tabu" && !isempty(tabu.summary)
    tenure = tabu.options[findfirst(o -> o.key == "tenure", tabu.options)]
    @test tenure.type === :int && tenure.range[2] > 0 && !isempty(tenure.help)
    subqubo = algorithm(context, :solver, "subqubo")
    subsolver = subqubo.options[findfirst(o -> o.key == "subsolver", subqubo.options)]
    @test subsolver.type === :algorithm && subsolver.kind === :solver
    @test Weiss.version() >= v"0.1" && !isempty(Weiss.simd(context))
    e = try algorithm(context, :solver, "tabbu") catch e e end
    @test e.status == Weiss.C.WEISS_E_NOT_FOUND && occursin("tabu", sprint(showerror, e))
end
