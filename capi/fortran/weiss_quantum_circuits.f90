! Circuits: lists of gates to run, with noise or without, to count and to write as OpenQASM.
module weiss_quantum_circuits
  use, intrinsic :: iso_c_binding
  use weiss_types
  use weiss_quantum_functions
  use weiss_text
  use weiss_handles
  use weiss_contexts
  use weiss_quantum_gates
  use weiss_quantum_states
  implicit none
  private
  public :: weiss_circuit, weiss_circuit_counts, weiss_noise, own_circuit

  ! Gates on any number of qubits, all 0 at first; see weiss_statevector for those of the same name.
  type :: weiss_circuit
    private
    type(shared_handle) :: handle
  contains
    procedure :: create
    procedure :: free
    procedure :: get
    procedure :: num_qubits
    procedure :: gate
    procedure :: matrix => add_matrix
    procedure :: pauli_rotation
    procedure :: controlled_phase
    procedure :: append
    procedure :: counts => count_gates
    procedure :: qasm
    procedure :: run
    procedure :: sample
    procedure :: expectation
    procedure, private :: assign
    generic :: assignment(=) => assign
  end type

  ! Resources; see weiss_circuit_counts in circuit.h.
  type :: weiss_circuit_counts
    integer :: num_qubits = 0
    integer(c_int64_t) :: one_qubit_gates = 0, two_qubit_gates = 0, many_qubit_gates = 0, rotations = 0, depth = 0, &
      two_qubit_depth = 0
  end type

  ! Probabilities of errors after each gate; see weiss_noise in circuit.h.
  type :: weiss_noise
    real(c_double) :: depolarizing_1 = 0, depolarizing_2 = 0 ! after a gate on one qubit; on two and more
    real(c_double) :: pauli_x = 0, pauli_y = 0, pauli_z = 0  ! after a gate, on each of its qubits
    real(c_double) :: readout = 0                            ! each measured bit is flipped
  end type

  type :: text_holder ! grows while the library writes
    character(:), allocatable :: text
    integer(c_size_t) :: length = 0
  end type

contains

  ! Without gates.
  subroutine create(self, context, num_qubits, error)
    class(weiss_circuit), intent(inout) :: self
    type(weiss_context), intent(in) :: context
    integer, intent(in) :: num_qubits
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    type(c_ptr) :: handle
    integer(c_int32_t) :: status
    call self%free()
    status = weiss_circuit_create(context%get(), num_qubits, handle, raw)
    if (status >= weiss_ok) call own_with(self%handle, handle, weiss_circuit_destroy, context)
    call settle(status, raw, error)
  end subroutine

  subroutine own_circuit(self, handle, context)
    type(weiss_circuit), intent(inout) :: self
    type(c_ptr), intent(in) :: handle
    type(weiss_context), intent(in) :: context
    call own_with(self%handle, handle, weiss_circuit_destroy, context)
  end subroutine

  subroutine free(self)
    class(weiss_circuit), intent(inout) :: self
    call self%handle%release()
  end subroutine

  ! The handle, for functions of the C interface that have no procedure here.
  function get(self) result(handle)
    class(weiss_circuit), intent(in) :: self
    type(c_ptr) :: handle
    handle = self%handle%get()
  end function

  ! Both are one circuit then.
  impure elemental subroutine assign(self, from)
    class(weiss_circuit), intent(inout) :: self
    type(weiss_circuit), intent(in) :: from
    self%handle = from%handle
  end subroutine

  integer function num_qubits(self)
    class(weiss_circuit), intent(in) :: self
    num_qubits = weiss_circuit_num_qubits(self%get())
  end function

  ! ---- building ----

  subroutine gate(self, kind, a, b, angle, error)
    class(weiss_circuit), intent(in) :: self
    integer(c_int32_t), intent(in) :: kind
    integer, intent(in) :: a
    integer, intent(in), optional :: b
    real(c_double), intent(in), optional :: angle
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    real(c_double) :: turn
    integer(c_int32_t) :: numbers(2), status
    turn = 0
    if (present(angle)) turn = angle
    call gate_qubits(self%num_qubits(), kind, a, b, numbers, raw)
    status = raw%status
    if (status >= weiss_ok) status = weiss_circuit_gate(self%get(), kind, numbers(1), numbers(2), turn, raw)
    call settle(status, raw, error)
  end subroutine

  ! A unitary matrix.
  subroutine add_matrix(self, qubits, matrix, error)
    class(weiss_circuit), intent(in) :: self
    integer(c_int32_t), intent(in) :: qubits(:)
    complex(c_double_complex), intent(in) :: matrix(:, :)
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    complex(c_double_complex) :: rows(size(matrix, 2), size(matrix, 1))
    integer(c_int32_t) :: status
    call check_matrix(self%num_qubits(), qubits, matrix, raw)
    rows = transpose(matrix)
    status = raw%status
    if (status >= weiss_ok) status = weiss_circuit_matrix(self%get(), size(qubits), qubits - 1, rows, raw)
    call settle(status, raw, error)
  end subroutine

  subroutine pauli_rotation(self, pauli, angle, error)
    class(weiss_circuit), intent(in) :: self
    character(*), intent(in) :: pauli
    real(c_double), intent(in) :: angle
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    call settle(weiss_circuit_pauli_rotation(self%get(), to_c(pauli), angle, raw), raw, error)
  end subroutine

  ! exp(i angle) on the states in which all of these qubits are 1.
  subroutine controlled_phase(self, qubits, angle, error)
    class(weiss_circuit), intent(in) :: self
    integer(c_int32_t), intent(in) :: qubits(:)
    real(c_double), intent(in) :: angle
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    integer(c_int32_t) :: status
    call check_qubits(self%num_qubits(), qubits, raw)
    status = raw%status
    if (status >= weiss_ok) status = weiss_circuit_controlled_phase(self%get(), size(qubits), qubits - 1, angle, raw)
    call settle(status, raw, error)
  end subroutine

  ! All gates of a circuit of as many qubits.
  subroutine append(self, other, error)
    class(weiss_circuit), intent(in) :: self
    type(weiss_circuit), intent(in) :: other
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    call settle(weiss_circuit_append(self%get(), other%get(), raw), raw, error)
  end subroutine

  ! ---- what it costs, and what it looks like ----

  ! Gates as they were added or, decomposed, as they stand in OpenQASM 2.
  subroutine count_gates(self, counts, decomposed, error)
    class(weiss_circuit), intent(in) :: self
    type(weiss_circuit_counts), intent(out) :: counts
    logical, intent(in), optional :: decomposed
    type(weiss_error), intent(out), optional :: error
    type(weiss_circuit_counts_t) :: c
    type(weiss_error_t) :: raw
    integer(c_int32_t) :: written, status
    written = 0
    if (present(decomposed)) written = merge(1, 0, decomposed)
    status = weiss_circuit_count(self%get(), written, c, raw)
    counts = weiss_circuit_counts(c%num_qubits, c%one_qubit_gates, c%two_qubit_gates, c%many_qubit_gates, &
      c%rotations, c%depth, c%two_qubit_depth)
    call settle(status, raw, error)
  end subroutine

  ! The circuit and a measurement of all qubits as OpenQASM, version 2 or 3; qubit 1 is q[0].
  subroutine qasm(self, version, text, error)
    class(weiss_circuit), intent(in) :: self
    integer, intent(in) :: version
    character(:), allocatable, intent(out) :: text
    type(weiss_error), intent(out), optional :: error
    type(text_holder), target :: holder
    type(weiss_error_t) :: raw
    integer(c_int32_t) :: status
    allocate (character(4096) :: holder%text)
    status = weiss_circuit_write_qasm(self%get(), version, c_funloc(write_text), c_loc(holder), raw)
    text = holder%text(:holder%length)
    call settle(status, raw, error)
  end subroutine

  function write_text(user, text, size) bind(c, name="") result(failed)
    type(c_ptr), value :: user
    character(kind=c_char), intent(in) :: text(*)
    integer(c_size_t), value :: size
    integer(c_int32_t) :: failed
    type(text_holder), pointer :: holder
    character(:), allocatable :: more
    integer(c_size_t) :: k
    call c_f_pointer(user, holder)
    if (holder%length + size > len(holder%text)) then
      allocate (character(2 * (holder%length + size)) :: more)
      more(:holder%length) = holder%text(:holder%length)
      call move_alloc(more, holder%text)
    end if
    do k = 1, size
      holder%text(holder%length + k:holder%length + k) = text(k)
    end do
    holder%length = holder%length + size
    failed = 0
  end function

  ! ---- running ----

  ! Applies all gates to a register of as many qubits.
  subroutine run(self, state, error)
    class(weiss_circuit), intent(in) :: self
    type(weiss_statevector), intent(in) :: state
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    call settle(weiss_circuit_run(self%get(), c_null_ptr, state%get(), raw), raw, error)
  end subroutine

  ! Runs from all 0 and measures all qubits, shots times; with noise each shot is a run of its own.
  subroutine sample(self, shots, states, counts, seed, noise, error)
    class(weiss_circuit), intent(in) :: self
    integer(c_int64_t), intent(in) :: shots
    integer(c_int64_t), allocatable, intent(out) :: states(:), counts(:)
    integer(c_int64_t), intent(in), optional :: seed
    type(weiss_noise), intent(in), optional :: noise
    type(weiss_error), intent(out), optional :: error
    type(weiss_noise_t), target :: errors
    type(weiss_error_t) :: raw
    integer(c_int64_t) :: count, start
    integer(c_int32_t) :: status
    start = 0
    if (present(seed)) start = seed
    if (present(noise)) errors = raw_noise(noise)
    allocate (states(shots), counts(shots))
    status = weiss_circuit_sample(self%get(), c_null_ptr, c_loc(errors), start, shots, states, counts, count, raw)
    call cut(states, counts, count, status)
    call settle(status, raw, error)
  end subroutine

  ! Mean of sum coefficients(k) paulis(k) after a run from all 0, or after so many runs with noise, and its standard
  ! error.
  subroutine expectation(self, paulis, coefficients, value, standard_error, noise, trajectories, seed, error)
    class(weiss_circuit), intent(in) :: self
    character(*), intent(in) :: paulis(:)
    real(c_double), intent(in), contiguous :: coefficients(:)
    real(c_double), intent(out) :: value
    real(c_double), intent(out), optional :: standard_error
    type(weiss_noise), intent(in), optional :: noise
    integer(c_int64_t), intent(in), optional :: trajectories, seed
    type(weiss_error), intent(out), optional :: error
    type(weiss_noise_t), target :: errors
    type(pauli_list), target :: list
    type(weiss_error_t) :: raw
    real(c_double) :: deviation
    integer(c_int64_t) :: count, start
    integer(c_int32_t) :: status
    start = 0
    if (present(seed)) start = seed
    count = 1
    if (present(trajectories)) count = trajectories
    if (present(noise)) errors = raw_noise(noise)
    if (size(paulis) /= size(coefficients)) call deny("paulis and coefficients have different lengths", raw)
    call list%fill(paulis)
    status = raw%status
    value = 0
    deviation = 0
    if (status >= weiss_ok) &
      status = weiss_circuit_expectation(self%get(), c_null_ptr, c_loc(errors), start, count, &
        size(paulis, kind=c_int64_t), list%places, coefficients, value, deviation, raw)
    if (present(standard_error)) standard_error = deviation
    call settle(status, raw, error)
  end subroutine

  pure function raw_noise(noise) result(raw)
    type(weiss_noise), intent(in) :: noise
    type(weiss_noise_t) :: raw
    raw = weiss_noise_t(depolarizing_1=noise%depolarizing_1, depolarizing_2=noise%depolarizing_2, &
      pauli_x=noise%pauli_x, pauli_y=noise%pauli_y, pauli_z=noise%pauli_z, readout=noise%readout)
  end function

end module
