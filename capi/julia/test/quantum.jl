context = Context(max_threads = 2)
bell!(target) = gate!(gate!(target, :h, 1), :cx, 1, 2)
status_of(f) = try f(); 0 catch e; e isa WeissError ? e.status : rethrow() end
const ARGUMENT = Weiss.C.WEISS_E_ARGUMENT

@testset "gates are those of their definition" begin
    id, x, y, z = [1 0; 0 1], [0 1; 1 0], [0 -im; im 0], [1 0; 0 -1]
    rotation(P, t) = cos(t / 2) * one(P) - im * sin(t / 2) * P
    phase(t) = [1 0; 0 exp(im * t)]
    t = 0.7
    one_qubit = (h = [1 1; 1 -1] / sqrt(2), x = x, y = y, z = z, s = phase(pi / 2), sdg = phase(-pi / 2),
                 t = phase(pi / 4), tdg = phase(-pi / 4), rx = rotation(x, t), ry = rotation(y, t), rz = rotation(z, t),
                 p = phase(t))
    # Qubit a = 1 is the low bit: the right factor.
    two_qubits = (cx = [1 0 0 0; 0 0 0 1; 0 0 1 0; 0 1 0 0], cz = [1, 1, 1, -1] .* one(zeros(4, 4)),
                  swap = [1 0 0 0; 0 0 1 0; 0 1 0 0; 0 0 0 1], rxx = rotation(kron(x, x), t),
                  ryy = rotation(kron(y, y), t), rzz = rotation(kron(z, z), t),
                  cp = [1, 1, 1, exp(im * t)] .* one(zeros(4, 4)))
    @test collect((keys(one_qubit)..., keys(two_qubits)...)) == collect(Weiss.GATES)
    start = [1, 2im, -1 + im, 0.5] / 2.5
    for (name, U) in [pairs(one_qubit)...; pairs(two_qubits)...]
        qubits = size(U, 1) == 2 ? (2,) : (1, 2)
        angle = name in Weiss.GATES_WITH_ANGLE ? (angle = t,) : NamedTuple()
        expected = (size(U, 1) == 2 ? kron(U, id) : U) * start
        state, again = Statevector(context, 2), Statevector(context, 2)
        @test amplitudes(gate!(set_amplitudes!(state, start), name, qubits...; angle...)) ≈ expected atol = 1e-14
        @test amplitudes(matrix!(set_amplitudes!(again, start), U, qubits...)) ≈ expected atol = 1e-14
    end
    state = pauli_rotation!(set_amplitudes!(Statevector(context, 2), start), "XY", t)
    @test amplitudes(state) ≈ rotation(kron(y, x), t) * start atol = 1e-14
end

@testset "a Bell state" begin
    state = bell!(Statevector(context, 2))
    @test amplitudes(state) ≈ [1, 0, 0, 1] / sqrt(2) && amplitudes(state, 2:4) ≈ [0, 0, 1] / sqrt(2)
    @test probabilities(state) ≈ [0.5, 0, 0, 0.5] && probabilities(state, 4:4) ≈ [0.5]
    @test norm_squared(state) ≈ 1 && all(abs.(marginals(state)) .< 1e-15)
    @test correlations(state) ≈ [1 1; 1 1]
    @test expectation(state, ["ZZ" => 1, "XX" => 0.5, "YY" => 0.25, "ZI" => 8]) ≈ 1.25
    @test expectation(state, Dict("ZZ" => 2.0)) ≈ 2 && expectation(state, Pair{String,Float64}[]) == 0
    shots = measure(state, 1000; seed = 7)
    @test shots.states == [0, 3] && sum(shots.counts) == 1000 && all(>(400), shots.counts)
    @test shots == measure(state, 1000; seed = 7) && isempty(measure(state, 0).states)
    single = bell!(Statevector(context, 2; precision = :single, threads = 2))
    @test overlap(state, copyto!(Statevector(context, 2), state)) ≈ 1
    @test amplitudes(single) ≈ amplitudes(state) atol = 1e-7
    @test 2 * Weiss.memory(Statevector, 10; precision = :single) == Weiss.memory(Statevector, 10) == 16 * 1024
end

@testset "states" begin
    state = gate!(Statevector(context, 3), :x, 2)
    @test measure(state, 5) == (states = [2], counts = [5]) # bit i - 1 is qubit i
    @test amplitudes(set_basis!(state, 6))[6+1] == 1 && marginals(state) == [1, -1, -1]
    @test mean_cost(state, 1:8) == 7
    phase!(set_uniform!(state), 0:7, 0.5)
    @test amplitudes(state) ≈ exp.(-0.5im .* (0:7)) / sqrt(8)
    out = zeros(ComplexF64, 2)
    @test amplitudes!(out, set_amplitudes!(state, [im, 2]; first = 3); first = 3) === out == [im, 2]
end

@testset "circuits" begin
    circuit = append!(Circuit(context, 2), bell!(Circuit(context, 2)))
    counts = count_gates(circuit)
    @test counts.num_qubits == 2 && counts.one_qubit_gates == counts.two_qubit_gates == 1 && counts.depth == 2
    state = run!(circuit, Statevector(context, 2))
    @test overlap(state, bell!(Statevector(context, 2))) ≈ 1
    @test measure(circuit, 100; seed = 1) == measure(state, 100; seed = 1)
    @test expectation(circuit, ["ZZ" => 1]) == (value = expectation(state, ["ZZ" => 1]), standard_error = 0)
    @test occursin("cx q[0]", qasm(circuit; version = 2)) && startswith(qasm(circuit), "OPENQASM 3")
    mean = expectation(circuit, ["XX" => 1]; noise = (depolarizing_1 = 1,), trajectories = 400, seed = 1)
    @test 0 < mean.standard_error && abs(mean.value) < 4 * mean.standard_error
    @test measure(circuit, 200; noise = (readout = 1,)).states == [0, 3]
    three = controlled_phase!(matrix!(pauli_rotation!(Circuit(context, 3), "XYZ", 1), [0 1; 1 0], 2), 1:3, 0.5)
    @test count_gates(three).many_qubit_gates == 2 && count_gates(three; decomposed = true).many_qubit_gates == 0
end

@testset "the signs of the convention" begin
    for sign in (1, -1)
        for n in 1:3
            qaoa = Qaoa(context, ising(context, n, Int[], Int[]; field = [1; zeros(n - 1)]))
            @test marginals(prepare!(qaoa, [pi / 4, -sign * pi / 4]))[1] ≈ -sign atol = 1e-12
        end
        qaoa = Qaoa(context, ising(context, 2, [1], [2], [0.5]))
        @test correlations(prepare!(qaoa, [pi / 2, -sign * pi / 8]))[1, 2] ≈ -sign atol = 1e-12
    end
end

@testset "gradients are those of differences" begin
    terms = [(1, 2, 0.5), (2, 3, -1.25), (3, 4, 0.75), (4, 5, 1), (5, 6, -0.5), (1, 6, 0.25), (2, 5, 1.5)]
    problem = ising(context, 6, first.(terms), (t -> t[2]).(terms), last.(terms); field = [0.5, -1, 0, 0.25, 0, 1],
                    offset = 3)
    for options in (NamedTuple(), (multi_angle = true,), (method = :statevector, symmetry = false),
                    (mixer = :warm_start, start = fill(0.25, 6)), (mixer = :xy_ring, groups = [1, 1, 1, 2, 2, 0]),
                    (mixer = :grover,))
        qaoa = Qaoa(context, problem; options...)
        count = num_parameters(qaoa, 2)
        parameters = 0.3 * sin.(1:count)
        value, gradient = value_and_gradient(qaoa, parameters)
        @test value ≈ mean_energy(qaoa, parameters)
        step = 1e-5 * [i == j for i in 1:count, j in 1:count]
        slopes = (mean_energies(qaoa, parameters .+ step) - mean_energies(qaoa, parameters .- step)) / 2e-5
        @test maximum(abs, gradient - slopes) < 1e-7
        @test value_and_gradient!(similar(gradient), qaoa, parameters) == value
    end
    closed, states = Qaoa(context, problem; method = :closed_form), Qaoa(context, problem; method = :statevector)
    best = best_beta(closed, 0.2)
    @test mean_energy(closed, [0.2, best.beta]) ≈ best.value ≈ mean_energy(states, [0.2, best.beta])
    many = mean_energies(context, [problem, problem], [0.2 0.1; best.beta -0.3])
    @test many ≈ mean_energies(states, [0.2 0.1; best.beta -0.3])
    @test status_of(() -> mean_energy(closed, zeros(4))) == Weiss.C.WEISS_E_UNSUPPORTED
end

@testset "the state of QAOA" begin
    problem = ising(context, 4, [1, 2, 3], [2, 3, 4], [1, -2, 3]; offset = -2)
    qaoa, parameters = Qaoa(context, problem), [0.1, 0.2, -0.4, -0.3]
    prepare!(qaoa, parameters)
    @test sum(probabilities(qaoa) .* energies(qaoa)) ≈ mean_energy(qaoa) && energies(qaoa, 3:5) == energies(qaoa)[3:5]
    shots = measure(qaoa, 500; seed = 5)
    @test sum(shots.counts) == 500
    @test shots.energies == [energies(problem, [1 - 2 * (state >> i & 1) for i in 0:3]) for state in shots.states]
    state = copyto!(Statevector(context, 4), qaoa)
    gates = run!(Circuit(qaoa, parameters), Statevector(context, 4))
    @test abs(overlap(state, gates)) ≈ 1 && mean_cost(state, energies(qaoa)) ≈ mean_energy(qaoa)
    @test probabilities(prepare!(qaoa))[4] ≈ 1 / 16
    @test Weiss.memory(qaoa, 2; gradient = true) > Weiss.memory(qaoa, 2) > 0

    long = Qaoa(context, ising(context, 40, 1:39, 2:40; field = fill(0.5, 40)))
    text = qasm(Circuit(long, [0.3, -0.2]); version = 2)
    @test startswith(text, "OPENQASM 2.0") && count("rx(", text) == 40 && occursin("measure", text)
    @test mean_energy(long, [0.3, 0]) ≈ 0 atol = 1e-12 # by the closed form
    @test status_of(() -> probabilities(long)) == status_of(() -> Weiss.memory(long, 1)) == Weiss.C.WEISS_E_LIMIT
    @test status_of(() -> mean_energy(long, zeros(4))) == Weiss.C.WEISS_E_LIMIT
end

@testset "figures and the known optimum" begin
    ring = maxcut(context, 6, 1:6, [2:6; 1])
    result = solve(context, ring, "qaoa depth=1"; optimum = 6)
    @test result.figures["expectation"] < 0 && occursin("\"optimum\"", result.report)
    @test length(result.parameters) == 2
end

@testset "refused" begin
    @test status_of(() -> Statevector(context, 41)) == Weiss.C.WEISS_E_LIMIT
    @test status_of(() -> Weiss.memory(Statevector, 41)) == Weiss.C.WEISS_E_LIMIT
    state, circuit, problem = Statevector(context, 2), Circuit(context, 2), ising(context, 2, [1], [2])
    qaoa = Qaoa(context, problem)
    for wrong in (() -> expectation(state, ["ZQ" => 1]), () -> expectation(circuit, ["Z" => 1]),
                  () -> pauli_rotation!(state, "ZZZ", 1), () -> gate!(state, :x, 3), () -> gate!(state, :x, 0),
                  () -> gate!(state, :cx, 1), () -> gate!(state, :cx, 1, 1), () -> gate!(state, :rx, 1),
                  () -> gate!(circuit, :x, 1; angle = 1), () -> gate!(state, :ccx, 1, 2),
                  () -> matrix!(circuit, [1 1; 0 1], 1), () -> matrix!(state, [1 0; 0 1], 1, 2),
                  () -> controlled_phase!(circuit, [1, 3], 1), () -> set_basis!(state, 4),
                  () -> amplitudes(state, 4:5), () -> amplitudes(state, 0:1), () -> set_amplitudes!(state, ones(5)),
                  () -> phase!(state, [1], 1), () -> measure(state, -1), () -> measure(qaoa, -1),
                  () -> copyto!(state, Statevector(context, 3)), () -> Statevector(context, 2; precision = :half),
                  () -> measure(circuit, 1; noise = (pauli_x = 0.7, pauli_z = 0.7)),
                  () -> measure(circuit, 1; noise = (pauli = 0.7,)), () -> qasm(circuit; version = 4),
                  () -> mean_energy(qaoa, [1]), () -> mean_energy(qaoa, [1, NaN]), () -> mean_energy(qaoa),
                  () -> Qaoa(context, problem; mixer = :y), () -> Qaoa(context, problem; mixer = :warm_start),
                  () -> Qaoa(context, problem; start = [0.5]), () -> mean_energies(context, [problem], ones(1, 1)),
                  () -> set_problem!(qaoa, ising(context, 3, [1], [2])))
        @test status_of(wrong) == ARGUMENT
    end
    @test status_of(() -> update!(problem, [1], [2], [5])) == Weiss.C.WEISS_E_BUSY
    close(qaoa)
    @test energies(update!(problem, [1], [2], [5]), [1, 1]) == 5
end

@testset "use after the end" begin
    problem = ising(context, 2, [1], [2])
    state, circuit, qaoa = Statevector(context, 2), Circuit(context, 2), Qaoa(context, problem)
    foreach(close, (problem, context, problem, context)) # they stay as long as they are needed
    @test mean_energy(qaoa, [0.3, 0]) ≈ 0 atol = 1e-15
    @test num_qubits(Circuit(qaoa, [0.3, 0])) == 2 && norm_squared(bell!(state)) ≈ 1
    foreach(close, (state, circuit, qaoa, state, circuit, qaoa))
    for use in (() -> norm_squared(state), () -> set_uniform!(state), () -> amplitudes(state), () -> bell!(state),
                () -> qasm(circuit), () -> bell!(circuit), () -> mean_energy(qaoa, [1, 1]), () -> marginals(qaoa),
                () -> Circuit(qaoa, [1, 1]), () -> run!(circuit, state), () -> Statevector(context, 2))
        @test status_of(use) == ARGUMENT
    end
    held = Context()
    before = Weiss.memory(held)
    function use()
        prepare!(Qaoa(held, ising(held, 6, [1], [2])), [1, 1])
        run!(Circuit(held, 6), Statevector(held, 6))
        return nothing
    end
    foreach(_ -> use(), 1:20)
    collect_garbage()
    @test Weiss.memory(held) == before
end
