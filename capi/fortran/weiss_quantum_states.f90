! Registers of qubits. Qubits are numbered from 1, and spin i of a problem is qubit i. A basis state is a number
! 0 ... 2**n - 1 as in C: bit i - 1 of it is qubit i, and entry number + 1 of an array belongs to it.
module weiss_quantum_states
  use, intrinsic :: iso_c_binding
  use weiss_types
  use weiss_quantum_functions
  use weiss_text
  use weiss_handles
  use weiss_contexts
  use weiss_quantum_gates
  implicit none
  private
  public :: weiss_statevector, weiss_state_memory

  ! The 2**n amplitudes of n qubits. For one thread at a time.
  type :: weiss_statevector
    private
    type(shared_handle) :: handle
  contains
    procedure :: create
    procedure :: free
    procedure :: get
    procedure :: num_qubits
    procedure :: set_basis
    procedure :: set_uniform
    procedure :: set_amplitudes
    procedure :: amplitudes
    procedure :: copy
    procedure :: gate
    procedure :: matrix => apply_matrix
    procedure :: pauli_rotation
    procedure :: phase
    procedure :: norm
    procedure :: expectation
    procedure :: mean
    procedure :: probabilities
    procedure :: marginals
    procedure :: correlations
    procedure :: sample
    procedure :: overlap
    procedure, private :: assign
    generic :: assignment(=) => assign
  end type

contains

  ! Bytes that a register holds; -1 for more than weiss_max_qubits.
  integer(c_int64_t) function weiss_state_memory(num_qubits, precision) result(bytes)
    integer, intent(in) :: num_qubits
    integer(c_int32_t), intent(in), optional :: precision
    integer(c_int32_t) :: stored
    stored = weiss_precision_double
    if (present(precision)) stored = precision
    bytes = weiss_statevector_memory(num_qubits, stored)
  end function

  ! A register in the state of all 0. precision: weiss_precision_*; threads: most to use, left out: 1.
  subroutine create(self, context, num_qubits, precision, threads, error)
    class(weiss_statevector), intent(inout) :: self
    type(weiss_context), intent(in) :: context
    integer, intent(in) :: num_qubits
    integer(c_int32_t), intent(in), optional :: precision
    integer, intent(in), optional :: threads
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    type(c_ptr) :: handle
    integer(c_int32_t) :: status, stored, most
    call self%free()
    stored = weiss_precision_double
    if (present(precision)) stored = precision
    most = 1
    if (present(threads)) most = threads
    status = weiss_statevector_create(context%get(), num_qubits, stored, most, handle, raw)
    if (status >= weiss_ok) call own_with(self%handle, handle, weiss_statevector_destroy, context)
    call settle(status, raw, error)
  end subroutine

  subroutine free(self)
    class(weiss_statevector), intent(inout) :: self
    call self%handle%release()
  end subroutine

  ! The handle, for functions of the C interface that have no procedure here.
  function get(self) result(handle)
    class(weiss_statevector), intent(in) :: self
    type(c_ptr) :: handle
    handle = self%handle%get()
  end function

  ! Both are one register then; copy copies a state.
  impure elemental subroutine assign(self, from)
    class(weiss_statevector), intent(inout) :: self
    type(weiss_statevector), intent(in) :: from
    self%handle = from%handle
  end subroutine

  integer function num_qubits(self)
    class(weiss_statevector), intent(in) :: self
    num_qubits = weiss_statevector_num_qubits(self%get())
  end function

  ! ---- states ----

  ! A basis state, by its number 0 ... 2**n - 1.
  subroutine set_basis(self, number, error)
    class(weiss_statevector), intent(in) :: self
    integer(c_int64_t), intent(in) :: number
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    call settle(weiss_statevector_set_basis(self%get(), number, raw), raw, error)
  end subroutine

  ! The uniform superposition of all basis states; nothing happens without a register.
  subroutine set_uniform(self)
    class(weiss_statevector), intent(in) :: self
    call weiss_statevector_set_uniform(self%get())
  end subroutine

  ! Writes amplitudes, or reads size(values) of them, from entry first on, 1 when that is left out. What is written is
  ! not normalised.
  subroutine set_amplitudes(self, values, first, error)
    class(weiss_statevector), intent(in) :: self
    complex(c_double_complex), intent(in), contiguous :: values(:)
    integer(c_int64_t), intent(in), optional :: first
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    integer(c_int64_t) :: from
    integer(c_int32_t) :: status
    call span(self, first, size(values, kind=c_int64_t), from, raw)
    status = raw%status
    if (status >= weiss_ok) &
      status = weiss_statevector_set_amplitudes(self%get(), from, size(values, kind=c_int64_t), values, raw)
    call settle(status, raw, error)
  end subroutine

  subroutine amplitudes(self, values, first, error)
    class(weiss_statevector), intent(in) :: self
    complex(c_double_complex), intent(out), contiguous :: values(:)
    integer(c_int64_t), intent(in), optional :: first
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    integer(c_int64_t) :: from
    integer(c_int32_t) :: status
    call span(self, first, size(values, kind=c_int64_t), from, raw)
    status = raw%status
    if (status >= weiss_ok) &
      status = weiss_statevector_amplitudes(self%get(), from, size(values, kind=c_int64_t), values, raw)
    call settle(status, raw, error)
  end subroutine

  ! Where entries begin, counted from 0. Without a register the library refuses.
  subroutine span(self, first, count, from, raw)
    class(weiss_statevector), intent(in) :: self
    integer(c_int64_t), intent(in), optional :: first
    integer(c_int64_t), intent(in) :: count
    integer(c_int64_t), intent(out) :: from
    type(weiss_error_t), intent(inout) :: raw
    from = 0
    if (present(first)) from = first - 1
    if (c_associated(self%get())) call check_entries(self%num_qubits(), from + 1, count, raw)
  end subroutine

  ! Takes the state of another register of as many qubits.
  subroutine copy(self, source, error)
    class(weiss_statevector), intent(in) :: self
    type(weiss_statevector), intent(in) :: source
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    call settle(weiss_statevector_copy(self%get(), source%get(), raw), raw, error)
  end subroutine

  ! ---- gates ----

  ! Applies a gate, weiss_gate_*, to qubit a, or to a (the control) and b; angle in radians, left out: 0.
  subroutine gate(self, kind, a, b, angle, error)
    class(weiss_statevector), intent(in) :: self
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
    if (status >= weiss_ok) status = weiss_statevector_gate(self%get(), kind, numbers(1), numbers(2), turn, raw)
    call settle(status, raw, error)
  end subroutine

  ! Applies a matrix, unitary or not, to one qubit, or to two, (a, b): rows and columns are numbered
  ! bit(a) + 2 bit(b) + 1.
  subroutine apply_matrix(self, qubits, matrix, error)
    class(weiss_statevector), intent(in) :: self
    integer(c_int32_t), intent(in) :: qubits(:)
    complex(c_double_complex), intent(in) :: matrix(:, :)
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    complex(c_double_complex) :: rows(size(matrix, 2), size(matrix, 1))
    integer(c_int32_t) :: status
    call check_matrix(self%num_qubits(), qubits, matrix, raw)
    rows = transpose(matrix)
    status = raw%status
    if (status >= weiss_ok) &
      status = weiss_statevector_matrix(self%get(), size(qubits), qubits - 1, rows, raw)
    call settle(status, raw, error)
  end subroutine

  ! exp(-i angle/2 P) for a Pauli string such as "XIZ": a letter of "IXYZ" for each qubit, qubit 1 first.
  subroutine pauli_rotation(self, pauli, angle, error)
    class(weiss_statevector), intent(in) :: self
    character(*), intent(in) :: pauli
    real(c_double), intent(in) :: angle
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    call settle(weiss_statevector_pauli_rotation(self%get(), to_c(pauli), angle, raw), raw, error)
  end subroutine

  ! exp(-i gamma costs(k)) for each basis state.
  subroutine phase(self, costs, gamma, error)
    class(weiss_statevector), intent(in) :: self
    real(c_double), intent(in), contiguous :: costs(:)
    real(c_double), intent(in) :: gamma
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    integer(c_int32_t) :: status
    call check_costs(self, size(costs, kind=c_int64_t), raw)
    status = raw%status
    if (status >= weiss_ok) status = weiss_statevector_phase(self%get(), costs, gamma, raw)
    call settle(status, raw, error)
  end subroutine

  subroutine check_costs(self, count, raw)
    class(weiss_statevector), intent(in) :: self
    integer(c_int64_t), intent(in) :: count
    type(weiss_error_t), intent(inout) :: raw
    if (.not. c_associated(self%get())) return
    if (count /= shiftl(1_c_int64_t, self%num_qubits())) &
      call deny("there must be one cost for each of the 2**n basis states", raw)
  end subroutine

  ! ---- measurements, which do not change the state ----

  ! Sum of |amplitude|**2; NaN without a register.
  real(c_double) function norm(self)
    class(weiss_statevector), intent(in) :: self
    norm = weiss_statevector_norm(self%get())
  end function

  ! Mean of sum coefficients(k) paulis(k), Pauli strings as of pauli_rotation.
  subroutine expectation(self, paulis, coefficients, value, error)
    class(weiss_statevector), intent(in) :: self
    character(*), intent(in) :: paulis(:)
    real(c_double), intent(in), contiguous :: coefficients(:)
    real(c_double), intent(out) :: value
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    type(pauli_list), target :: list
    integer(c_int32_t) :: status
    if (size(paulis) /= size(coefficients)) call deny("paulis and coefficients have different lengths", raw)
    call list%fill(paulis)
    status = raw%status
    value = 0
    if (status >= weiss_ok) &
      status = weiss_statevector_expectation(self%get(), size(paulis, kind=c_int64_t), list%places, coefficients, &
        value, raw)
    call settle(status, raw, error)
  end subroutine

  ! Mean of costs(k) over the basis states.
  subroutine mean(self, costs, value, error)
    class(weiss_statevector), intent(in) :: self
    real(c_double), intent(in), contiguous :: costs(:)
    real(c_double), intent(out) :: value
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    integer(c_int32_t) :: status
    call check_costs(self, size(costs, kind=c_int64_t), raw)
    status = raw%status
    value = 0
    if (status >= weiss_ok) status = weiss_statevector_mean(self%get(), costs, value, raw)
    call settle(status, raw, error)
  end subroutine

  ! Those of size(values) basis states, from entry first on.
  subroutine probabilities(self, values, first, error)
    class(weiss_statevector), intent(in) :: self
    real(c_double), intent(out), contiguous :: values(:)
    integer(c_int64_t), intent(in), optional :: first
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    integer(c_int64_t) :: from
    integer(c_int32_t) :: status
    call span(self, first, size(values, kind=c_int64_t), from, raw)
    status = raw%status
    if (status >= weiss_ok) &
      status = weiss_statevector_probabilities(self%get(), from, size(values, kind=c_int64_t), values, raw)
    call settle(status, raw, error)
  end subroutine

  ! <Z_i> of each qubit.
  subroutine marginals(self, values, error)
    class(weiss_statevector), intent(in) :: self
    real(c_double), allocatable, intent(out) :: values(:)
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    allocate (values(self%num_qubits()))
    call settle(weiss_statevector_marginals(self%get(), values, raw), raw, error)
  end subroutine

  ! <Z_i Z_j> of all pairs, 1 on the diagonal.
  subroutine correlations(self, values, error)
    class(weiss_statevector), intent(in) :: self
    real(c_double), allocatable, intent(out) :: values(:, :)
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    allocate (values(self%num_qubits(), self%num_qubits()))
    call settle(weiss_statevector_correlations(self%get(), values, raw), raw, error)
  end subroutine

  ! Measures all qubits, shots times: the numbers of the basis states seen, ascending, and how often each was.
  subroutine sample(self, shots, states, counts, seed, error)
    class(weiss_statevector), intent(in) :: self
    integer(c_int64_t), intent(in) :: shots
    integer(c_int64_t), allocatable, intent(out) :: states(:), counts(:)
    integer(c_int64_t), intent(in), optional :: seed
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    integer(c_int64_t) :: count, start
    integer(c_int32_t) :: status
    start = 0
    if (present(seed)) start = seed
    allocate (states(shots), counts(shots))
    status = weiss_statevector_sample(self%get(), start, shots, states, counts, count, raw)
    call cut(states, counts, count, status)
    call settle(status, raw, error)
  end subroutine

  ! <self|other>.
  subroutine overlap(self, other, value, error)
    class(weiss_statevector), intent(in) :: self
    type(weiss_statevector), intent(in) :: other
    complex(c_double_complex), intent(out) :: value
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    value = 0
    call settle(weiss_statevector_overlap(self%get(), other%get(), value, raw), raw, error)
  end subroutine

end module
