context = Context()
pentagon = maxcut(context, 5, 1:5, [2:5; 1]) # its largest cut is 4

@testset "bounds" begin
    found = sdp_bound(pentagon; roundings = 8)
    @test objective(pentagon, found.bound) == 4 # 4.52 by the vectors; cuts are integers
    @test objective(pentagon, found.value) ≈ 4.5225 atol = 1e-3
    values = energies(pentagon, found.roundings)
    @test length(values) == 8 && issorted(values) && objective(pentagon, values[1]) == 4
    @test isempty(sdp_bound(pentagon).roundings)
    @test objective(pentagon, roof_dual(pentagon).bound) >= 4
    @test_throws WeissError sdp_bound(pentagon; roundings = -1)
    @test_throws WeissError sdp_bound(pentagon; rank = -1)
    chain = ising(context, 3, [1, 2], [2, 3], [1, -1]; field = [3, 0, -1])
    @test roof_dual(chain) == (bound = -6.0, persistent = Int8[-1, 1, 1])
end

@testset "each way of searching finds the minimum" begin
    problem = ising(context, 16, [1:16; 1:16], [2:16; 1; 6:16; 1:5], [ones(16); [k % 7 - 3 for k in 0:15]])
    least = solve(context, problem, "exact").energy
    search = Search(problem)
    ways = (seed -> tabu!(search; seed = seed), seed -> anneal!(search; seed = seed, schedule = :linear),
            seed -> trees!(search; seed = seed, temperature = 5, t_last = 0.5),
            seed -> trees!(search; seed = seed, width = 6))
    for way in ways
        found = map(0:9) do seed
            descend!(set_random!(search, seed))
            @test way(seed) > 0
            @test energies(problem, search.spins) == search.energy
            @test energies(problem, search.best_spins) == search.best_energy
            search.best_energy
        end
        @test minimum(found) == least
    end
    @test set_spins!(search, ones(16)).energy == energies(problem, ones(16))
    @test tabu!(search; target = search.energy) == 0
    @test_throws WeissError trees!(search; width = 17)
    @test_throws WeissError trees!(search; width = 2, temperature = 1)
    @test_throws WeissError set_spins!(search, [1])
    @test_throws WeissError anneal!(search; schedule = :none)
    @test_throws WeissError update!(problem, [1], [2])
    close(problem)
    @test search.energy == search.best_energy # it outlives the closed problem
    close(search)
    @test_throws WeissError search.energy
    @test_throws WeissError descend!(search)
end

@testset "replicas reach the largest cut" begin
    @test lanes(pentagon) == 64
    replicas = set_random!(Replicas(pentagon, 10), 1)
    @test length(replicas) == 10 && anneal!(replicas; seed = 2, sweeps = 50) == 50
    values = energies(replicas)
    @test values == [energies(pentagon, replicas[k]) for k in 1:10]
    @test objective(pentagon, minimum(values)) == 4
    replicas[3] = [1, -1, 1, -1, 1]
    @test replicas[3] == [1, -1, 1, -1, 1]
    @test sweep!(replicas, 5, zeros(10); seed = 1) == 5
    @test objective(pentagon, energies(replicas)[3]) == 4
    @test_throws WeissError replicas[11]
    @test_throws WeissError sweep!(replicas, 1, [0])
    @test_throws WeissError Replicas(pentagon, 0)
    close(replicas)
    @test_throws WeissError energies(replicas)
end

@testset "couplings times vectors" begin
    chain = ising(context, 3, [1, 2], [2, 3], [2, -3]; field = [9, 9, 9])
    @test multiply(chain, [1, 10, 100]) == [20, -298, -30]
    @test multiply(chain, [1 1; 10 0; 100 0]) == [20 0; -298 2; -30 0]
    @test size(multiply(chain, zeros(3, 0))) == (3, 0)
    @test_throws WeissError multiply(chain, [1, 2])
end
