! What registers and circuits have in common: arguments of gates, Pauli strings, room for what is measured.
module weiss_quantum_gates
  use, intrinsic :: iso_c_binding
  use weiss_types
  use weiss_text
  use weiss_handles
  use weiss_contexts
  implicit none
  private
  public :: gate_qubits, check_qubits, check_matrix, check_entries, pauli_list, cut, own_with

  ! The strings of a Pauli sum as C takes them. places point into texts: a list has to be a target.
  type :: pauli_list
    type(c_string), allocatable :: texts(:)
    type(c_ptr), allocatable :: places(:)
  contains
    procedure :: fill
  end type

contains

  subroutine fill(self, paulis)
    class(pauli_list), intent(inout), target :: self
    character(*), intent(in) :: paulis(:)
    integer :: k
    allocate (self%texts(size(paulis)), self%places(size(paulis)))
    do k = 1, size(paulis)
      self%texts(k)%bytes = to_c(paulis(k))
      self%places(k) = c_loc(self%texts(k)%bytes)
    end do
  end subroutine

  ! The qubits of a gate, numbered from 0; the second one is 0 where there is none.
  subroutine gate_qubits(num_qubits, gate, a, b, numbers, raw)
    integer, intent(in) :: num_qubits, a
    integer(c_int32_t), intent(in) :: gate
    integer, intent(in), optional :: b
    integer(c_int32_t), intent(out) :: numbers(2)
    type(weiss_error_t), intent(inout) :: raw
    numbers = [a - 1, 0]
    call check_qubits(num_qubits, [a], raw)
    if (gate < weiss_gate_cx) return
    if (.not. present(b)) then
      call deny("the gate is on two qubits, and b is missing", raw)
    else
      numbers(2) = b - 1
      call check_qubits(num_qubits, [b], raw)
    end if
  end subroutine

  subroutine check_qubits(num_qubits, qubits, raw)
    integer, intent(in) :: num_qubits
    integer(c_int32_t), intent(in) :: qubits(:)
    type(weiss_error_t), intent(inout) :: raw
    character(80) :: message
    integer :: k
    if (num_qubits < 1) return ! nothing is there: the library refuses
    do k = 1, size(qubits)
      if (qubits(k) >= 1 .and. qubits(k) <= num_qubits) cycle
      write (message, '(2(a, i0))') "qubits are numbered 1 ... ", num_qubits, ", got ", qubits(k)
      call deny(message, raw)
    end do
  end subroutine

  subroutine check_matrix(num_qubits, qubits, matrix, raw)
    integer, intent(in) :: num_qubits
    integer(c_int32_t), intent(in) :: qubits(:)
    complex(c_double_complex), intent(in) :: matrix(:, :)
    type(weiss_error_t), intent(inout) :: raw
    call check_qubits(num_qubits, qubits, raw)
    if (size(qubits) < 1 .or. size(qubits) > 2 .or. any(shape(matrix) /= 2**size(qubits))) &
      call deny("a matrix is (2, 2) on one qubit or (4, 4) on two", raw)
  end subroutine

  ! Entries first ... first + count - 1 of those of the basis states.
  subroutine check_entries(num_qubits, first, count, raw)
    integer, intent(in) :: num_qubits
    integer(c_int64_t), intent(in) :: first, count
    type(weiss_error_t), intent(inout) :: raw
    character(120) :: message
    if (num_qubits > weiss_max_qubits) then
      write (message, '(2(a, i0))') "states have up to ", weiss_max_qubits, " qubits, not ", num_qubits
      call deny(message, raw, weiss_e_limit)
    else if (first < 1 .or. first - 1 + count > shiftl(1_c_int64_t, num_qubits)) then
      write (message, '(3(a, i0))') "entries ", first, " ... ", first + count - 1, &
        " are not among those of the basis states, of which there are 2**", num_qubits
      call deny(message, raw)
    end if
  end subroutine

  ! Leaves the first count entries, none after a failure.
  subroutine cut(states, counts, count, status)
    integer(c_int64_t), allocatable, intent(inout) :: states(:), counts(:)
    integer(c_int64_t), intent(in) :: count
    integer(c_int32_t), intent(in) :: status
    integer(c_int64_t) :: kept
    kept = merge(count, 0_c_int64_t, status == weiss_ok)
    states = states(:kept)
    counts = counts(:kept)
  end subroutine

  ! Becomes the owner of a handle that needs the context.
  subroutine own_with(self, handle, destroy, context)
    type(shared_handle), intent(inout) :: self
    type(c_ptr), intent(in) :: handle
    procedure(destroy_function) :: destroy
    type(weiss_context), intent(in) :: context
    type(weiss_context), pointer :: owner
    class(*), pointer :: kept
    allocate (owner)
    owner = context
    kept => owner
    call self%own(handle, destroy, kept)
  end subroutine

end module
