context = Context()
n = 60
ring = maxcut(context, n, 1:n, [2:n; 1])
subqubo = Instance(context, :solver, "subqubo part_size=20", "iterations" => 3, "subsolver" => "tabu",
                   "subsolver.tenure" => 5)
@test occursin("subsolver.tenure=5", spec(subqubo))
result = solve(subqubo, ring; seed = 7, work_limit = 100_000, max_samples = 5)
@test result.info.seed == 7 && result.info.num_spins == n && result.info.exact && 1 <= length(result.samples) <= 5
@test result.samples[1].spins == result.spins == 1 .- 2 .* result.bits
@test result.samples[1].objective == result.objective
@test result.trace[end].energy == result.energy && !isempty(result.trace[end].source)
@test result.counters["sub-problems"] > 0 && isempty(result.warnings)
@test occursin("\"weiss.report/1\"", result.report)
@test isempty(result.marginals) && isempty(result.x)
@test occursin(string(result.objective), sprint(show, result))
@test :bits in propertynames(result)
@test_throws WeissError result.bytes

parts = partition(Instance(context, :partitioner, "contiguous"), ring; num_parts = 3, max_part_spins = 20).parts
@test length(parts) == 3 && sort(reduce(vcat, [p.members for p in parts])) == 1:n
fixed = zeros(Int, n)
fixed[[1, n]] .= 1
parts = partition(Instance(context, :partitioner, "contiguous"), ring; num_parts = 2, fixed = fixed).parts
@test all(p -> (1 in p.members) == (n in p.members), parts)

# A result outlives all that made it.
close(subqubo); close(ring); close(context)
@test result.objective == result.samples[1].objective
