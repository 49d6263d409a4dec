"""
    Circuit(context, num_qubits)

A list of gates, empty at first, on any number of qubits that are all 0 at first. [`gate!`](@ref), [`matrix!`](@ref),
[`pauli_rotation!`](@ref), [`controlled_phase!`](@ref) and `append!` add to it.
"""
mutable struct Circuit <: Gated
    ptr::Ptr{Cvoid}
    context::Context # outlives the circuit
    num_qubits::Int

    # Becomes the owner of a handle.
    Circuit(ptr::Ptr{Cvoid}, context, num_qubits) = finalizer(close, new(ptr, hold(context), num_qubits))
end

function Circuit(context::Context, num_qubits::Integer)
    out = Ref{Ptr{Cvoid}}(C_NULL)
    check(error -> ccall(C.F.weiss_circuit_create, Int32, (Ptr{Cvoid}, Int32, Ptr{Ptr{Cvoid}}, Ptr{Cvoid}), context,
                         num_qubits, out, error))
    return Circuit(out[], context, num_qubits)
end

function Base.close(circuit::Circuit)
    ptr, circuit.ptr = circuit.ptr, C_NULL
    ptr == C_NULL && return
    ccall(C.F.weiss_circuit_destroy, Cvoid, (Ptr{Cvoid},), ptr)
    release(circuit.context)
end

gate_function(::Circuit) = C.F.weiss_circuit_gate
matrix_function(::Circuit) = C.F.weiss_circuit_matrix
pauli_function(::Circuit) = C.F.weiss_circuit_pauli_rotation

"    controlled_phase!(circuit, qubits, angle): exp(i angle) on the states in which all of these qubits are 1."
function controlled_phase!(circuit::Circuit, qubits, angle)
    numbers = qubit_numbers(circuit, qubits)
    check(error -> ccall(C.F.weiss_circuit_controlled_phase, Int32,
                         (Ptr{Cvoid}, Int32, Ptr{Int32}, Float64, Ptr{Cvoid}), circuit, length(numbers), numbers, angle,
                         error))
    return circuit
end

"    append!(circuit, other): adds all gates of a circuit of as many qubits."
function Base.append!(circuit::Circuit, other::Circuit)
    check(error -> ccall(C.F.weiss_circuit_append, Int32, (Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Cvoid}), circuit, other, error))
    return circuit
end

"""
    count_gates(circuit; decomposed = false)

Numbers of gates, as they were added or as `qasm(circuit; version = 2)` writes them, and the depth, by name.
"""
function count_gates(circuit::Circuit; decomposed = false)
    raw = Ref(C.make(C.weiss_circuit_counts))
    check(error -> ccall(C.F.weiss_circuit_count, Int32, (Ptr{Cvoid}, Int32, Ptr{Cvoid}, Ptr{Cvoid}), circuit,
                         decomposed ? 1 : 0, raw, error))
    r = raw[]
    return (num_qubits = r.num_qubits, one_qubit_gates = r.one_qubit_gates, two_qubit_gates = r.two_qubit_gates,
            many_qubit_gates = r.many_qubit_gates, rotations = r.rotations, depth = r.depth,
            two_qubit_depth = r.two_qubit_depth)
end

function write_callback(user::Ptr{Cvoid}, text::Ptr{UInt8}, size::Csize_t)::Int32
    unsafe_write(unsafe_pointer_to_objref(user)::IOBuffer, text, size)
    return 0
end

"    qasm(circuit; version = 3): the circuit and a measurement of all qubits as OpenQASM 2 or 3; qubit 1 is q[0]."
function qasm(circuit::Circuit; version = 3)
    text = IOBuffer()
    GC.@preserve text begin
        check(error -> ccall(C.F.weiss_circuit_write_qasm, Int32,
                             (Ptr{Cvoid}, Int32, Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Cvoid}), circuit, version,
                             @cfunction(write_callback, Int32, (Ptr{Cvoid}, Ptr{UInt8}, Csize_t)),
                             pointer_from_objref(text), error))
    end
    return String(take!(text))
end

"    run!(circuit, state): applies all gates to a register of as many qubits."
function run!(circuit::Circuit, state::Statevector)
    check(error -> ccall(C.F.weiss_circuit_run, Int32, (Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Cvoid}), circuit,
                         C_NULL, state, error))
    return state
end

const NOISE = fieldnames(C.weiss_noise)[3:end]

# Runs f(noise), with the address of a weiss_noise or NULL.
function with_noise(f, noise)
    noise === nothing && return f(C_NULL)
    for name in keys(noise)
        choice(NOISE, name, "noise")
    end
    raw = Ref(C.make(C.weiss_noise, noise))
    GC.@preserve raw f(Base.unsafe_convert(Ptr{C.weiss_noise}, raw))
end

"""
    measure(circuit, shots; seed = 0, noise = nothing)

Runs from all 0 and measures all qubits, shots times; with noise each shot is a run with random errors. `noise` is a
named tuple of probabilities: `depolarizing_1` after a gate on one qubit, `depolarizing_2` on two and more, `pauli_x`,
`pauli_y`, `pauli_z` after a gate on each of its qubits, `readout` of each measured bit.
"""
measure(circuit::Circuit, shots; seed = 0, noise = nothing) = take_shots(shots) do states, counts, seen, error
    with_noise(noise) do raw
        ccall(C.F.weiss_circuit_sample, Int32,
              (Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Cvoid}, UInt64, Int64, Ptr{Int64}, Ptr{Int64}, Ptr{Int64}, Ptr{Cvoid}),
              circuit, C_NULL, raw, seed % UInt64, shots, states, counts, seen, error)
    end
end

"""
    expectation(circuit, terms; noise = nothing, trajectories = 1, seed = 0)

`value` and `standard_error` of the mean of a sum of Pauli strings after a run from all 0, or after so many runs with
`noise`, which is as of [`measure`](@ref).
"""
function expectation(circuit::Circuit, terms; noise = nothing, trajectories = 1, seed = 0)
    paulis, coefficients = pauli_sum(terms)
    value, deviation = Ref(0.0), Ref(0.0)
    with_noise(noise) do raw
        check(error -> ccall(C.F.weiss_circuit_expectation, Int32,
                             (Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Cvoid}, UInt64, Int64, Int64, Ptr{Cstring}, Ptr{Float64},
                              Ptr{Float64}, Ptr{Float64}, Ptr{Cvoid}), circuit, C_NULL, raw, seed % UInt64,
                             trajectories, length(paulis), paulis, coefficients, value, deviation, error))
    end
    return (value = value[], standard_error = deviation[])
end
