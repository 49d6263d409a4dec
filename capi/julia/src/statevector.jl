"""
    Statevector(context, num_qubits; precision = :double, threads = 1)

A register of qubits as its 2^n amplitudes, in the state of all 0; for one thread at a time. Qubits are numbered from 1,
and spin i of a problem is qubit i. The number of a basis state, as [`set_basis!`](@ref) and [`measure`](@ref) have it,
is 0 ... 2^n - 1: its bit i - 1 is qubit i, and its amplitude is entry number + 1 of a vector. `precision = :single`
halves the memory. The garbage collector does not see how large a register is: `close` it.
"""
mutable struct Statevector <: Gated
    ptr::Ptr{Cvoid}
    context::Context # outlives the register
    num_qubits::Int

    function Statevector(context::Context, num_qubits::Integer; precision = :double, threads = 1)
        out = Ref{Ptr{Cvoid}}(C_NULL)
        check(error -> ccall(C.F.weiss_statevector_create, Int32,
                             (Ptr{Cvoid}, Int32, Int32, Int32, Ptr{Ptr{Cvoid}}, Ptr{Cvoid}), context, num_qubits,
                             choice(PRECISIONS, precision, "precision") - 1, threads, out, error))
        return finalizer(close, new(out[], hold(context), num_qubits))
    end
end

function Base.close(state::Statevector)
    ptr, state.ptr = state.ptr, C_NULL
    ptr == C_NULL && return
    ccall(C.F.weiss_statevector_destroy, Cvoid, (Ptr{Cvoid},), ptr)
    release(state.context)
end

gate_function(::Statevector) = C.F.weiss_statevector_gate
matrix_function(::Statevector) = C.F.weiss_statevector_matrix
pauli_function(::Statevector) = C.F.weiss_statevector_pauli_rotation

"    memory(Statevector, num_qubits; precision = :double): bytes that a register holds."
function memory(::Type{Statevector}, num_qubits; precision = :double)
    bytes = ccall(C.F.weiss_statevector_memory, Int64, (Int32, Int32), num_qubits,
                  choice(PRECISIONS, precision, "precision") - 1)
    bytes < 0 &&
        throw(WeissError(C.WEISS_E_LIMIT, "a register has 0 ... $(C.WEISS_MAX_QUBITS) qubits, not $num_qubits"))
    return bytes
end

check_open(state) = isopen(state) || refuse("the register was closed")

# ---- states ----

"    set_basis!(state, number): a basis state."
function set_basis!(state::Statevector, number)
    check(error -> ccall(C.F.weiss_statevector_set_basis, Int32, (Ptr{Cvoid}, UInt64, Ptr{Cvoid}), state, number,
                         error))
    return state
end

"The uniform superposition of all basis states."
function set_uniform!(state::Statevector)
    check_open(state)
    ccall(C.F.weiss_statevector_set_uniform, Cvoid, (Ptr{Cvoid},), state)
    return state
end

"    set_amplitudes!(state, amplitudes; first = 1): writes some or all, from an entry on; they are not normalised."
function set_amplitudes!(state::Statevector, amplitudes::AbstractVector; first = 1)
    check_span(state.num_qubits, first, length(amplitudes))
    check(error -> ccall(C.F.weiss_statevector_set_amplitudes, Int32,
                         (Ptr{Cvoid}, Int64, Int64, Ptr{ComplexF64}, Ptr{Cvoid}), state, first - 1, length(amplitudes),
                         native(ComplexF64, amplitudes), error))
    return state
end

"""
    amplitudes(state, entries = 1:2^n)
    amplitudes!(out, state; first = 1)

The amplitudes of basis states, all or some; the second fills a vector of yours, from an entry of the state on.
"""
amplitudes(state::Statevector, entries::AbstractUnitRange = all_states(state.num_qubits)) =
    amplitudes!(Vector{ComplexF64}(undef, length(entries)), state; first = first(entries))
function amplitudes!(out::Vector{ComplexF64}, state::Statevector; first = 1)
    check_span(state.num_qubits, first, length(out))
    check(error -> ccall(C.F.weiss_statevector_amplitudes, Int32,
                         (Ptr{Cvoid}, Int64, Int64, Ptr{ComplexF64}, Ptr{Cvoid}), state, first - 1, length(out), out,
                         error))
    return out
end

"    copyto!(state, source): takes the state of a register of as many qubits, or the one that a `Qaoa` has prepared."
function Base.copyto!(state::Statevector, source::Statevector)
    check(error -> ccall(C.F.weiss_statevector_copy, Int32, (Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Cvoid}), state, source, error))
    return state
end

# One cost for each basis state.
function costs_of_states(state, costs)
    length(costs) == 1 << state.num_qubits ||
        refuse("there must be one cost for each of $(1 << state.num_qubits) basis states, got $(length(costs))")
    return native(Float64, costs)
end

"    phase!(state, costs, gamma): exp(-i gamma costs[k]) for each basis state."
function phase!(state::Statevector, costs::AbstractVector, gamma)
    values = costs_of_states(state, costs)
    check(error -> ccall(C.F.weiss_statevector_phase, Int32, (Ptr{Cvoid}, Ptr{Float64}, Float64, Ptr{Cvoid}), state,
                         values, gamma, error))
    return state
end

# ---- measurements, which do not change the state ----

"Sum of |amplitude|^2."
function norm_squared(state::Statevector)
    check_open(state)
    return ccall(C.F.weiss_statevector_norm, Float64, (Ptr{Cvoid},), state)
end

"""
    expectation(state, terms)

Mean of a sum of Pauli strings, pairs such as `["ZZI" => 0.5, "IXI" => -1]`; see [`pauli_rotation!`](@ref).
"""
function expectation(state::Statevector, terms)
    paulis, coefficients = pauli_sum(terms)
    value = Ref(0.0)
    check(error -> ccall(C.F.weiss_statevector_expectation, Int32,
                         (Ptr{Cvoid}, Int64, Ptr{Cstring}, Ptr{Float64}, Ptr{Float64}, Ptr{Cvoid}), state,
                         length(paulis), paulis, coefficients, value, error))
    return value[]
end

"    mean_cost(state, costs): mean of costs[k] over the basis states."
function mean_cost(state::Statevector, costs::AbstractVector)
    values, mean = costs_of_states(state, costs), Ref(0.0)
    check(error -> ccall(C.F.weiss_statevector_mean, Int32, (Ptr{Cvoid}, Ptr{Float64}, Ptr{Float64}, Ptr{Cvoid}), state,
                         values, mean, error))
    return mean[]
end

"    probabilities(state, entries = 1:2^n): of basis states, all or some."
function probabilities(state::Statevector, entries::AbstractUnitRange = all_states(state.num_qubits))
    check_span(state.num_qubits, first(entries), length(entries))
    out = Vector{Float64}(undef, length(entries))
    check(error -> ccall(C.F.weiss_statevector_probabilities, Int32,
                         (Ptr{Cvoid}, Int64, Int64, Ptr{Float64}, Ptr{Cvoid}), state, first(entries) - 1, length(out),
                         out, error))
    return out
end

"<Z_i> of each qubit; of a `Qaoa` <s_i> of each spin."
function marginals(state::Statevector)
    out = Vector{Float64}(undef, state.num_qubits)
    check(error -> ccall(C.F.weiss_statevector_marginals, Int32, (Ptr{Cvoid}, Ptr{Float64}, Ptr{Cvoid}), state, out,
                         error))
    return out
end

"<Z_i Z_j> of all pairs, a symmetric matrix with 1 on the diagonal; of a `Qaoa` <s_i s_j>."
function correlations(state::Statevector)
    out = Matrix{Float64}(undef, state.num_qubits, state.num_qubits)
    check(error -> ccall(C.F.weiss_statevector_correlations, Int32, (Ptr{Cvoid}, Ptr{Float64}, Ptr{Cvoid}), state, out,
                         error))
    return out
end

"""
    measure(state, shots; seed = 0)

Measures all qubits, shots times: the numbers of the basis states seen, `states`, in ascending order, and how often each
was, `counts`. Bit i - 1 of a state is qubit i.
"""
measure(state::Statevector, shots; seed = 0) = take_shots(shots) do states, counts, seen, error
    ccall(C.F.weiss_statevector_sample, Int32,
          (Ptr{Cvoid}, UInt64, Int64, Ptr{Int64}, Ptr{Int64}, Ptr{Int64}, Ptr{Cvoid}), state, seed % UInt64, shots,
          states, counts, seen, error)
end

"    overlap(state, other): <state|other>."
function overlap(state::Statevector, other::Statevector)
    out = Ref(0.0im)
    check(error -> ccall(C.F.weiss_statevector_overlap, Int32, (Ptr{Cvoid}, Ptr{Cvoid}, Ptr{ComplexF64}, Ptr{Cvoid}),
                         state, other, out, error))
    return out[]
end
