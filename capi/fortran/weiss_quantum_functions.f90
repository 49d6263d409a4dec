! The functions of statevector.h, circuit.h and qaoa.h, as in the C headers, where their contracts stand.
module weiss_quantum_functions
  use, intrinsic :: iso_c_binding, only: c_char, c_double, c_double_complex, c_funptr, c_int32_t, c_int64_t, c_ptr
  use weiss_types
  implicit none
  public

  interface
    function weiss_statevector_memory(num_qubits, precision) bind(c) result(number)
      import
      integer(c_int32_t), value :: num_qubits, precision
      integer(c_int64_t) :: number
    end function
    function weiss_statevector_create(context, num_qubits, precision, threads, out, error) bind(c) result(status)
      import
      type(c_ptr), value :: context
      integer(c_int32_t), value :: num_qubits, precision, threads
      type(c_ptr), intent(out) :: out
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    subroutine weiss_statevector_destroy(state) bind(c)
      import
      type(c_ptr), value :: state
    end subroutine
    function weiss_statevector_num_qubits(state) bind(c) result(number)
      import
      type(c_ptr), value :: state
      integer(c_int32_t) :: number
    end function
    function weiss_statevector_set_basis(state, index, error) bind(c) result(status)
      import
      type(c_ptr), value :: state
      integer(c_int64_t), value :: index
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    subroutine weiss_statevector_set_uniform(state) bind(c)
      import
      type(c_ptr), value :: state
    end subroutine
    function weiss_statevector_set_amplitudes(state, first, count, amplitudes, error) bind(c) result(status)
      import
      type(c_ptr), value :: state
      integer(c_int64_t), value :: first, count
      complex(c_double_complex), intent(in) :: amplitudes(*)
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_statevector_amplitudes(state, first, count, amplitudes, error) bind(c) result(status)
      import
      type(c_ptr), value :: state
      integer(c_int64_t), value :: first, count
      complex(c_double_complex), intent(out) :: amplitudes(*)
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_statevector_copy(state, source, error) bind(c) result(status)
      import
      type(c_ptr), value :: state, source
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_statevector_gate(state, gate, a, b, angle, error) bind(c) result(status)
      import
      type(c_ptr), value :: state
      integer(c_int32_t), value :: gate, a, b
      real(c_double), value :: angle
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_statevector_matrix(state, num_targets, targets, matrix, error) bind(c) result(status)
      import
      type(c_ptr), value :: state
      integer(c_int32_t), value :: num_targets
      integer(c_int32_t), intent(in) :: targets(*)
      complex(c_double_complex), intent(in) :: matrix(*)
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_statevector_pauli_rotation(state, pauli, angle, error) bind(c) result(status)
      import
      type(c_ptr), value :: state
      character(kind=c_char), intent(in) :: pauli(*)
      real(c_double), value :: angle
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_statevector_phase(state, costs, gamma, error) bind(c) result(status)
      import
      type(c_ptr), value :: state
      real(c_double), intent(in) :: costs(*)
      real(c_double), value :: gamma
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_statevector_norm(state) bind(c) result(number)
      import
      type(c_ptr), value :: state
      real(c_double) :: number
    end function
    function weiss_statevector_expectation(state, num_terms, paulis, coefficients, value, &
      error) bind(c) result(status)
      import
      type(c_ptr), value :: state
      integer(c_int64_t), value :: num_terms
      type(c_ptr), intent(in) :: paulis(*)
      real(c_double), intent(in) :: coefficients(*)
      real(c_double), intent(out) :: value
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_statevector_mean(state, costs, value, error) bind(c) result(status)
      import
      type(c_ptr), value :: state
      real(c_double), intent(in) :: costs(*)
      real(c_double), intent(out) :: value
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_statevector_probabilities(state, first, count, probabilities, error) bind(c) result(status)
      import
      type(c_ptr), value :: state
      integer(c_int64_t), value :: first, count
      real(c_double), intent(out) :: probabilities(*)
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_statevector_marginals(state, marginals, error) bind(c) result(status)
      import
      type(c_ptr), value :: state
      real(c_double), intent(out) :: marginals(*)
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_statevector_correlations(state, correlations, error) bind(c) result(status)
      import
      type(c_ptr), value :: state
      real(c_double), intent(out) :: correlations(*)
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_statevector_sample(state, seed, shots, states, counts, num_states, error) bind(c) result(status)
      import
      type(c_ptr), value :: state
      integer(c_int64_t), value :: seed, shots
      integer(c_int64_t), intent(out) :: states(*), counts(*), num_states
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_statevector_overlap(state, other, overlap, error) bind(c) result(status)
      import
      type(c_ptr), value :: state, other
      complex(c_double_complex), intent(out) :: overlap
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_circuit_create(context, num_qubits, out, error) bind(c) result(status)
      import
      type(c_ptr), value :: context
      integer(c_int32_t), value :: num_qubits
      type(c_ptr), intent(out) :: out
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    subroutine weiss_circuit_destroy(circuit) bind(c)
      import
      type(c_ptr), value :: circuit
    end subroutine
    function weiss_circuit_num_qubits(circuit) bind(c) result(number)
      import
      type(c_ptr), value :: circuit
      integer(c_int32_t) :: number
    end function
    function weiss_circuit_gate(circuit, gate, a, b, angle, error) bind(c) result(status)
      import
      type(c_ptr), value :: circuit
      integer(c_int32_t), value :: gate, a, b
      real(c_double), value :: angle
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_circuit_matrix(circuit, num_targets, targets, matrix, error) bind(c) result(status)
      import
      type(c_ptr), value :: circuit
      integer(c_int32_t), value :: num_targets
      integer(c_int32_t), intent(in) :: targets(*)
      complex(c_double_complex), intent(in) :: matrix(*)
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_circuit_pauli_rotation(circuit, pauli, angle, error) bind(c) result(status)
      import
      type(c_ptr), value :: circuit
      character(kind=c_char), intent(in) :: pauli(*)
      real(c_double), value :: angle
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_circuit_controlled_phase(circuit, num_targets, targets, angle, error) bind(c) result(status)
      import
      type(c_ptr), value :: circuit
      integer(c_int32_t), value :: num_targets
      integer(c_int32_t), intent(in) :: targets(*)
      real(c_double), value :: angle
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_circuit_append(circuit, other, error) bind(c) result(status)
      import
      type(c_ptr), value :: circuit, other
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_circuit_count(circuit, decomposed, counts, error) bind(c) result(status)
      import
      type(c_ptr), value :: circuit
      integer(c_int32_t), value :: decomposed
      type(weiss_circuit_counts_t), intent(inout) :: counts
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_circuit_write_qasm(circuit, version, write, user, error) bind(c) result(status)
      import
      type(c_ptr), value :: circuit
      integer(c_int32_t), value :: version
      type(c_funptr), value :: write
      type(c_ptr), value :: user
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_circuit_run(circuit, run, state, error) bind(c) result(status)
      import
      type(c_ptr), value :: circuit, run, state
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_circuit_sample(circuit, run, noise, seed, shots, states, counts, num_states, &
      error) bind(c) result(status)
      import
      type(c_ptr), value :: circuit, run, noise
      integer(c_int64_t), value :: seed, shots
      integer(c_int64_t), intent(out) :: states(*), counts(*), num_states
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_circuit_expectation(circuit, run, noise, seed, trajectories, num_terms, paulis, coefficients, &
      value, standard_error, error) bind(c) result(status)
      import
      type(c_ptr), value :: circuit, run, noise
      integer(c_int64_t), value :: seed, trajectories, num_terms
      type(c_ptr), intent(in) :: paulis(*)
      real(c_double), intent(in) :: coefficients(*)
      real(c_double), intent(out) :: value, standard_error
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_qaoa_memory(num_spins, config, depth, with_gradient) bind(c) result(number)
      import
      integer(c_int64_t), value :: num_spins
      type(weiss_qaoa_config_t), intent(in) :: config
      integer(c_int32_t), value :: depth, with_gradient
      integer(c_int64_t) :: number
    end function
    function weiss_qaoa_create(context, problem, config, out, error) bind(c) result(status)
      import
      type(c_ptr), value :: context, problem
      type(weiss_qaoa_config_t), intent(in) :: config
      type(c_ptr), intent(out) :: out
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    subroutine weiss_qaoa_destroy(qaoa) bind(c)
      import
      type(c_ptr), value :: qaoa
    end subroutine
    function weiss_qaoa_set_problem(qaoa, problem, error) bind(c) result(status)
      import
      type(c_ptr), value :: qaoa, problem
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_qaoa_num_parameters(qaoa, depth) bind(c) result(number)
      import
      type(c_ptr), value :: qaoa
      integer(c_int32_t), value :: depth
      integer(c_int64_t) :: number
    end function
    function weiss_qaoa_values(qaoa, run, count, depth, parameters, values, error) bind(c) result(status)
      import
      type(c_ptr), value :: qaoa, run
      integer(c_int64_t), value :: count
      integer(c_int32_t), value :: depth
      real(c_double), intent(in) :: parameters(*)
      real(c_double), intent(out) :: values(*)
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_qaoa_gradient(qaoa, run, depth, parameters, value, gradient, error) bind(c) result(status)
      import
      type(c_ptr), value :: qaoa, run
      integer(c_int32_t), value :: depth
      real(c_double), intent(in) :: parameters(*)
      real(c_double), intent(out) :: value, gradient(*)
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_qaoa_best_beta(qaoa, run, gamma, beta, value, error) bind(c) result(status)
      import
      type(c_ptr), value :: qaoa, run
      real(c_double), value :: gamma
      real(c_double), intent(out) :: beta, value
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_qaoa_values_many(context, run, count, problems, depth, parameters, values, &
      error) bind(c) result(status)
      import
      type(c_ptr), value :: context, run
      integer(c_int64_t), value :: count
      type(c_ptr), intent(in) :: problems(*)
      integer(c_int32_t), value :: depth
      real(c_double), intent(in) :: parameters(*)
      real(c_double), intent(out) :: values(*)
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_qaoa_prepare(qaoa, run, depth, parameters, error) bind(c) result(status)
      import
      type(c_ptr), value :: qaoa, run
      integer(c_int32_t), value :: depth
      real(c_double), intent(in) :: parameters(*)
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_qaoa_mean(qaoa, value, error) bind(c) result(status)
      import
      type(c_ptr), value :: qaoa
      real(c_double), intent(out) :: value
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_qaoa_marginals(qaoa, marginals, error) bind(c) result(status)
      import
      type(c_ptr), value :: qaoa
      real(c_double), intent(out) :: marginals(*)
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_qaoa_correlations(qaoa, correlations, error) bind(c) result(status)
      import
      type(c_ptr), value :: qaoa
      real(c_double), intent(out) :: correlations(*)
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_qaoa_probabilities(qaoa, first, count, probabilities, energies, error) bind(c) result(status)
      import
      type(c_ptr), value :: qaoa
      integer(c_int64_t), value :: first, count
      type(c_ptr), value :: probabilities, energies
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_qaoa_sample(qaoa, run, seed, shots, states, counts, energies, num_states, &
      error) bind(c) result(status)
      import
      type(c_ptr), value :: qaoa, run
      integer(c_int64_t), value :: seed, shots
      integer(c_int64_t), intent(out) :: states(*), counts(*)
      real(c_double), intent(out) :: energies(*)
      integer(c_int64_t), intent(out) :: num_states
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_qaoa_state(qaoa, state, error) bind(c) result(status)
      import
      type(c_ptr), value :: qaoa, state
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
    function weiss_qaoa_circuit(context, problem, config, depth, parameters, out, error) bind(c) result(status)
      import
      type(c_ptr), value :: context, problem
      type(weiss_qaoa_config_t), intent(in) :: config
      integer(c_int32_t), value :: depth
      real(c_double), intent(in) :: parameters(*)
      type(c_ptr), intent(out) :: out
      type(weiss_error_t), intent(inout) :: error
      integer(c_int32_t) :: status
    end function
  end interface
end module
