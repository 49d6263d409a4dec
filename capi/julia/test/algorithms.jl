context = Context()
n = 40
ring = maxcut(context, n, 1:n, [2:n; 1])
runs = Ref(0)
threads_seen = Set{UInt}()
this_thread() = UInt(ccall(:pthread_self, Culong, ()))

# Flips spins while that lowers the energy.
function descend(model, run)
    runs[] += 1
    push!(threads_seen, this_thread())
    s = size(run.starts, 2) > 0 ? run.starts[:, 1] : ones(Int8, num_spins(model))
    pass = 0
    while true
        changed = false
        for i in eachindex(s)
            slope = model.h[i] + sum(model.J[:, i] .* s)
            slope * s[i] > 0 || continue
            s[i] = -s[i]
            changed = true
        end
        pass += 1
        spend(run, 2n)
        (!changed || pass == run.options.passes || should_stop(run)) && break
    end
    count_event(run, "passes", pass)
    report(run, s; energy = energies(model, s))
end

function blocks(model, run)
    push!(threads_seen, this_thread())
    size = run.max_part_spins > 0 ? run.max_part_spins : cld(num_spins(model), max(run.num_parts, 2))
    for first in 1:size:num_spins(model)
        add_part(run, first:min(first + size - 1, num_spins(model)); priority = first)
    end
end

function compass(objective, run)
    x, step = copy(objective.start), 1.0
    f = objective(x)
    while step > 1e-9
        points = reduce(hcat, [clamp.(x .+ way * step .* (eachindex(x) .== i), objective.lower, objective.upper)
                               for i in eachindex(x) for way in (-1, 1)])
        values = objective(points)
        best = argmin(values)
        values[best] < f ? (f = values[best]; x = points[:, best]) : (step /= 2)
    end
end

add_solver(descend, context, "test.descent"; summary = "Flips spins while that lowers the energy.",
           caps = Weiss.C.WEISS_CAP_ANY_THREAD | Weiss.C.WEISS_CAP_DETERMINISTIC,
           options = [Option("passes", 0; range = 0:1000, help = "Passes; 0: until nothing changes."),
                      Option("words", "no"; choices = ["no", "never"]), Option("factor", 0.5; range = (0, 1)),
                      Option("loud", false), Option("list", [1.0, 2.5])])
add_partitioner(blocks, context, "test.blocks")
add_optimizer(compass, context, "test.compass")
collect_garbage() # what the library points to must stay

@testset "listed" begin
    listed = algorithm(context, :solver, "test.descent")
    @test listed.caps == Weiss.C.WEISS_CAP_DETERMINISTIC # never ANY_THREAD
    @test [(o.key, o.type, o.default) for o in listed.options] ==
          [("passes", :int, 0), ("words", :string, "no"), ("factor", :real, 0.5), ("loud", :bool, false),
           ("list", :real_list, [1.0, 2.5])]
    @test_throws WeissError add_solver(descend, context, "test.descent") # an id is taken once
    @test_throws WeissError add_solver(descend, context, "NO GOOD")
end

@testset "solver" begin
    options = nothing
    add_solver(context, "test.options"; options = [Option("a", 1; range = 0:9), Option("b", "x"), Option("c", [1.0]),
                                                   Option("d", true), Option("e", 0.5)]) do model, run
        options = run.options
        report(run, ones(num_spins(model)))
    end
    solve(Instance(context, :solver, "test.options", "a" => 7, "b" => "two words", "c" => [3, 4.5], "d" => false), ring)
    @test options == (a = 7, b = "two words", c = [3.0, 4.5], d = false, e = 0.5)
    result = solve(Instance(context, :solver, "test.descent", "passes" => 500), ring)
    @test result.objective >= n / 2 && result.counters["passes"] > 0 && runs[] == 1
    e = try Instance(context, :solver, "test.descent", "factor" => 2) catch e e end
    @test e.status == Weiss.C.WEISS_E_OPTION && e.origin == "factor"
end

@testset "in subqubo, on many threads" begin
    result = solve(context, ring, "subqubo partitioner=test.blocks subsolver=test.descent part_size=10";
                   work_limit = 200_000, threads = 4)
    @test result.objective >= n / 2 && runs[] > 4
    @test get(result.counters, "sub-solver failures", 0) == 0 && isempty(result.warnings)
    @test threads_seen == Set([this_thread()]) # no callback ever comes from a thread of the library's
end

@testset "partitioner" begin
    parts = partition(Instance(context, :partitioner, "test.blocks"), ring; num_parts = 4).parts
    @test [p.members for p in parts] == [31:40, 21:30, 11:20, 1:10] && parts[1].priority == 31
end

@testset "optimizer" begin
    bowl(x) = sum(abs2, x .- [1, 2, 3])
    instance = Instance(context, :optimizer, "test.compass")
    result = minimize(bowl, instance, zeros(3); work_limit = 10_000)
    @test isapprox(result.x, [1, 2, 3]; atol = 1e-6) && result.objective < 1e-12
    result = minimize(bowl, instance, zeros(3); lower = [2, -1, -1], upper = [10, 1.5, 10], work_limit = 10_000)
    @test isapprox(result.x, [2, 1.5, 3]; atol = 1e-6)
    result = minimize(bowl, instance, zeros(3); work_limit = 20)
    @test result.reason === :work && result.objective <= bowl(zeros(3))
    gradients = Any[]
    add_optimizer(context, "test.gradient") do objective, run
        x = copy(objective.start)
        for _ in 1:100
            f, g = value_and_gradient(objective, x)
            push!(gradients, g)
            x .-= 0.25 .* g
        end
    end
    gradient!(g, x) = (g .= 2 .* (x .- [1, 2, 3]))
    result = minimize(bowl, Instance(context, :optimizer, "test.gradient"), zeros(3); gradient! = gradient!)
    @test isapprox(result.x, [1, 2, 3]; atol = 1e-6) && gradients[1] == [-2, -4, -6]
end
