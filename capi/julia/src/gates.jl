# What registers and circuits have in common: gates, Pauli strings, measurements. Qubits are numbered from 1. The number
# of a basis state is that of the library: bit i - 1 of it is qubit i, so its amplitude is entry number + 1 of a vector.

# What gates are applied to, or added to.
abstract type Gated <: Handle end

"Number of qubits."
num_qubits(target::Gated) = target.num_qubits

# In the order of WEISS_GATE_*.
const GATES = (:h, :x, :y, :z, :s, :sdg, :t, :tdg, :rx, :ry, :rz, :p, :cx, :cz, :swap, :rxx, :ryy, :rzz, :cp)
const GATES_WITH_ANGLE = (:rx, :ry, :rz, :p, :rxx, :ryy, :rzz, :cp)
const PRECISIONS = (:double, :single)

# Qubits as the library numbers them.
function qubit_numbers(target, qubits)
    for qubit in qubits
        1 <= qubit <= num_qubits(target) || refuse("qubits are numbered 1 ... $(num_qubits(target)), got $qubit")
    end
    return Int32[qubit - 1 for qubit in qubits]
end

"""
    gate!(state_or_circuit, gate, qubits...; angle)

Applies or adds a gate: `:h :x :y :z :s :sdg :t :tdg` on one qubit, `:rx :ry :rz :p` with an angle in radians,
`:cx` (control first) `:cz :swap` on two, `:rxx :ryy :rzz :cp` with an angle. RX(t) = exp(-i t X/2) and likewise the
others, P(t) = diag(1, exp(i t)).
"""
function gate!(target::Gated, gate::Symbol, qubits::Integer...; angle = nothing)
    number = choice(GATES, gate, "gate")
    wanted = number < C.WEISS_GATE_CX ? 1 : 2
    length(qubits) == wanted || refuse("gate :$gate has $wanted qubits, got $(length(qubits))")
    has_angle = gate in GATES_WITH_ANGLE
    has_angle == (angle !== nothing) || refuse("gate :$gate " * (has_angle ? "needs an angle" : "has no angle"))
    numbers = qubit_numbers(target, qubits)
    check(error -> ccall(gate_function(target), Int32, (Ptr{Cvoid}, Int32, Int32, Int32, Float64, Ptr{Cvoid}), target,
                         number, numbers[1], numbers[end], has_angle ? angle : 0.0, error))
    return target
end

"""
    matrix!(state_or_circuit, matrix, qubits...)

Applies or adds a matrix on one qubit, or on two, (a, b): row and column are numbered bit(a) + 2 bit(b), plus 1. In a
circuit it must be unitary.
"""
function matrix!(target::Gated, matrix::AbstractMatrix, qubits::Integer...)
    length(qubits) in (1, 2) && size(matrix) == (2^length(qubits), 2^length(qubits)) ||
        refuse("a matrix is 2 x 2 on one qubit or 4 x 4 on two, got $(size(matrix)) on $(length(qubits))")
    numbers, rows = qubit_numbers(target, qubits), Matrix{ComplexF64}(permutedims(matrix))
    check(error -> ccall(matrix_function(target), Int32,
                         (Ptr{Cvoid}, Int32, Ptr{Int32}, Ptr{ComplexF64}, Ptr{Cvoid}), target, length(numbers),
                         numbers, rows, error))
    return target
end

"""
    pauli_rotation!(state_or_circuit, pauli, angle)

exp(-i angle/2 P) for a Pauli string such as `"XIZ"`: a letter of "IXYZ" for each qubit, qubit 1 first.
"""
function pauli_rotation!(target::Gated, pauli, angle)
    check(error -> ccall(pauli_function(target), Int32, (Ptr{Cvoid}, Cstring, Float64, Ptr{Cvoid}), target,
                         String(pauli), angle, error))
    return target
end

# Strings and coefficients of a sum of Pauli strings, given as pairs.
pauli_sum(terms) = String[pauli for (pauli, _) in terms], Float64[coefficient for (_, coefficient) in terms]

# Runs f(states, counts, seen, error), which fills the first entries of both, and cuts them to these. The numbers of
# states fit a signed integer, which Julia prints as people read it.
function take_shots(f, shots)
    shots >= 0 || refuse("shots must be 0 or more, got $shots")
    states, counts, seen = Vector{Int64}(undef, shots), Vector{Int64}(undef, shots), Ref{Int64}(0)
    check(error -> f(states, counts, seen, error))
    return (states = resize!(states, seen[]), counts = resize!(counts, seen[]))
end

# The entries first ... first + count - 1 of all basis states.
function check_span(num_qubits, first, count)
    first >= 1 && num_qubits <= C.WEISS_MAX_QUBITS && first - 1 + count <= 1 << num_qubits ||
        refuse("entries $first ... $(first + count - 1) are not among those of the 2^$num_qubits basis states")
end
all_states(num_qubits) = num_qubits <= C.WEISS_MAX_QUBITS ? (1:1<<num_qubits) :
    throw(WeissError(C.WEISS_E_LIMIT, "states have up to $(C.WEISS_MAX_QUBITS) qubits, not $num_qubits"))
