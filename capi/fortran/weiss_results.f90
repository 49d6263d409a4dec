! What a run returned. A result does not change, and outlives instance, problem and context.
module weiss_results
  use, intrinsic :: ieee_arithmetic, only: ieee_quiet_nan, ieee_value
  use, intrinsic :: iso_c_binding
  use weiss_types
  use weiss_functions
  use weiss_text
  use weiss_handles
  implicit none
  private
  public :: weiss_result, weiss_result_info, weiss_sample, weiss_part, weiss_improvement, own_result

  type :: weiss_result
    private
    type(shared_handle) :: handle
  contains
    procedure :: free
    procedure :: get
    procedure :: objective
    procedure :: energy
    procedure :: reason
    procedure :: reason_name
    procedure :: bits
    procedure :: spins
    procedure :: info => result_info
    procedure :: sample => get_sample
    procedure :: samples => get_samples
    procedure :: part => get_part
    procedure :: improvement => get_improvement
    procedure :: counter
    procedure :: warning
    procedure :: figure
    procedure :: report
    procedure :: marginals
    procedure :: parameters
    procedure :: x
    procedure, private :: assign
    generic :: assignment(=) => assign
  end type

  ! Numbers of a run; see weiss_result_info in result.h.
  type :: weiss_result_info
    integer(c_int32_t) :: kind = 0, reason = 0, proof = 0, threads = 0
    logical :: exact = .false. ! energies are exact sums
    integer(c_int64_t) :: seed = 0, work = 0, work_limit = 0, num_spins = 0, num_samples = 0, samples_seen = 0, &
      num_parts = 0, num_counters = 0, num_trace = 0, dimension = 0, num_warnings = 0
    real(c_double) :: energy = 0, objective = 0, bound = 0, seconds = 0, time_to_best = 0
  end type

  type :: weiss_sample
    integer(c_int8_t), allocatable :: spins(:) ! -1 or +1
    real(c_double) :: energy = 0, objective = 0
    integer(c_int64_t) :: multiplicity = 0
  end type

  type :: weiss_part
    integer(c_int32_t), allocatable :: members(:) ! spins, ascending
    real(c_double) :: priority = 0
  end type

  ! An entry of the trace: when a better sample was found, and by whom.
  type :: weiss_improvement
    real(c_double) :: seconds = 0, energy = 0
    integer(c_int64_t) :: work = 0
    character(:), allocatable :: source
  end type

contains

  subroutine own_result(self, handle)
    type(weiss_result), intent(inout) :: self
    type(c_ptr), intent(in) :: handle
    call self%handle%own(handle, weiss_result_destroy)
  end subroutine

  subroutine free(self)
    class(weiss_result), intent(inout) :: self
    call self%handle%release()
  end subroutine

  ! The handle, for functions of the C interface that have no procedure here.
  function get(self) result(handle)
    class(weiss_result), intent(in) :: self
    type(c_ptr) :: handle
    handle = self%handle%get()
  end function

  impure elemental subroutine assign(self, from)
    class(weiss_result), intent(inout) :: self
    type(weiss_result), intent(in) :: from
    self%handle = from%handle
  end subroutine

  ! ---- the best sample ----

  ! Its value in the user's own form; of an optimizer, the value of the best point.
  real(c_double) function objective(self)
    class(weiss_result), intent(in) :: self
    objective = weiss_result_objective(self%get())
  end function

  real(c_double) function energy(self)
    class(weiss_result), intent(in) :: self
    energy = weiss_result_energy(self%get())
  end function

  ! Why the run ended: weiss_reason_*, and its name.
  integer(c_int32_t) function reason(self)
    class(weiss_result), intent(in) :: self
    reason = weiss_result_reason(self%get())
  end function

  function reason_name(self) result(name)
    class(weiss_result), intent(in) :: self
    character(:), allocatable :: name
    name = text_of(weiss_reason_name(self%reason()))
  end function

  ! The best state as bits 0 and 1, or as spins +1 (bit 0) and -1 (bit 1); empty without a sample.
  function bits(self)
    class(weiss_result), intent(in) :: self
    integer(c_int8_t), allocatable :: bits(:)
    call copy_state(self, weiss_result_bits(self%get()), bits)
  end function

  function spins(self)
    class(weiss_result), intent(in) :: self
    integer(c_int8_t), allocatable :: spins(:)
    call copy_state(self, weiss_result_spins(self%get()), spins)
  end function

  subroutine copy_state(self, from, to)
    class(weiss_result), intent(in) :: self
    type(c_ptr), intent(in) :: from
    integer(c_int8_t), allocatable, intent(out) :: to(:)
    integer(c_int8_t), pointer :: state(:)
    type(weiss_result_info_t) :: info
    info = raw_info(self)
    if (c_associated(from)) then
      call c_f_pointer(from, state, [info%num_spins])
      allocate (to, source=state)
    else
      allocate (to(0))
    end if
  end subroutine

  ! All zero when there is no result.
  function raw_info(self) result(info)
    class(weiss_result), intent(in) :: self
    type(weiss_result_info_t) :: info
    type(weiss_error_t) :: raw
    integer(c_int32_t) :: status
    status = weiss_result_get_info(self%get(), info, raw)
    if (status < weiss_ok) info = weiss_result_info_t()
  end function

  ! ---- all of it ----

  subroutine result_info(self, info, error)
    class(weiss_result), intent(in) :: self
    type(weiss_result_info), intent(out) :: info
    type(weiss_error), intent(out), optional :: error
    type(weiss_result_info_t) :: r
    type(weiss_error_t) :: raw
    call settle(weiss_result_get_info(self%get(), r, raw), raw, error)
    info = weiss_result_info(kind=r%kind, reason=r%reason, proof=r%proof, threads=r%threads, exact=r%exact /= 0, &
      seed=r%seed, work=r%work, work_limit=r%work_limit, num_spins=r%num_spins, num_samples=r%num_samples, &
      samples_seen=r%samples_seen, num_parts=r%num_parts, num_counters=r%num_counters, num_trace=r%num_trace, &
      dimension=r%dimension, num_warnings=r%num_warnings, energy=r%energy, objective=r%objective, bound=r%bound, &
      seconds=r%seconds, time_to_best=r%time_to_best)
  end subroutine

  ! Sample number 1 ... num_samples, best first.
  subroutine get_sample(self, number, sample, error)
    class(weiss_result), intent(in) :: self
    integer, intent(in) :: number
    type(weiss_sample), intent(out) :: sample
    type(weiss_error), intent(out), optional :: error
    type(weiss_result_sample_t) :: found
    type(weiss_error_t) :: raw
    integer(c_int32_t) :: status
    status = weiss_result_get_sample(self%get(), number - 1_c_int64_t, found, raw)
    call copy_state(self, found%spins, sample%spins)
    sample%energy = found%energy
    sample%objective = found%objective
    sample%multiplicity = found%multiplicity
    call settle(status, raw, error)
  end subroutine

  ! All samples, best first: spins(:, k) and the k-th entry of the others.
  subroutine get_samples(self, spins, energies, objectives, multiplicities, error)
    class(weiss_result), intent(in) :: self
    integer(c_int8_t), allocatable, intent(out) :: spins(:, :) ! -1 or +1
    real(c_double), allocatable, intent(out) :: energies(:), objectives(:)
    integer(c_int64_t), allocatable, intent(out) :: multiplicities(:)
    type(weiss_error), intent(out), optional :: error
    type(weiss_result_info_t) :: info
    type(weiss_error_t) :: raw
    info = raw_info(self)
    allocate (spins(info%num_spins, info%num_samples), energies(info%num_samples), objectives(info%num_samples), &
      multiplicities(info%num_samples))
    call settle(weiss_result_samples(self%get(), 0_c_int64_t, info%num_samples, spins, energies, objectives, &
      multiplicities, raw), raw, error)
  end subroutine

  ! Part number 1 ... num_parts, highest priority first.
  subroutine get_part(self, number, part, error)
    class(weiss_result), intent(in) :: self
    integer, intent(in) :: number
    type(weiss_part), intent(out) :: part
    type(weiss_error), intent(out), optional :: error
    type(weiss_result_part_t) :: found
    type(weiss_error_t) :: raw
    integer(c_int32_t), pointer :: members(:)
    integer(c_int32_t) :: status
    status = weiss_result_get_part(self%get(), number - 1_c_int64_t, found, raw)
    if (status >= weiss_ok) then
      call c_f_pointer(found%members, members, [found%num_members])
      allocate (part%members, source=members + 1)
      part%priority = found%priority
    end if
    call settle(status, raw, error)
  end subroutine

  ! Improvement number 1 ... num_trace, first to last.
  subroutine get_improvement(self, number, improvement, error)
    class(weiss_result), intent(in) :: self
    integer, intent(in) :: number
    type(weiss_improvement), intent(out) :: improvement
    type(weiss_error), intent(out), optional :: error
    type(weiss_result_improvement_t) :: found
    type(weiss_error_t) :: raw
    integer(c_int32_t) :: status
    status = weiss_result_get_improvement(self%get(), number - 1_c_int64_t, found, raw)
    improvement%seconds = found%seconds
    improvement%energy = found%energy
    improvement%work = found%work
    improvement%source = text_of(found%source)
    call settle(status, raw, error)
  end subroutine

  ! A counter of the run, such as "flips"; 0 when nothing counted it.
  function counter(self, name) result(value)
    class(weiss_result), intent(in) :: self
    character(*), intent(in) :: name
    integer(c_int64_t) :: value, k
    type(weiss_result_info_t) :: info
    info = raw_info(self)
    do k = 1, info%num_counters
      if (text_of(weiss_result_counter(self%get(), k - 1, value)) == name) return
    end do
    value = 0
  end function

  ! A number that the solver reports, such as "expectation"; NaN when it did not.
  function figure(self, name) result(value)
    class(weiss_result), intent(in) :: self
    character(*), intent(in) :: name
    real(c_double) :: value
    integer(c_int64_t) :: k
    type(weiss_result_info_t) :: info
    info = raw_info(self)
    do k = 1, info%num_figures
      if (text_of(weiss_result_figure(self%get(), k - 1, value)) == name) return
    end do
    value = ieee_value(value, ieee_quiet_nan)
  end function

  ! Warning number 1 ... num_warnings.
  function warning(self, number) result(text)
    class(weiss_result), intent(in) :: self
    integer, intent(in) :: number
    character(:), allocatable :: text
    text = text_of(weiss_result_warning(self%get(), number - 1_c_int64_t))
  end function

  ! The run as one JSON document.
  function report(self) result(json)
    class(weiss_result), intent(in) :: self
    character(:), allocatable :: json
    json = text_of(weiss_result_report(self%get()))
  end function

  ! Mean values of the spins, when the solver reports them; else empty.
  function marginals(self) result(values)
    class(weiss_result), intent(in) :: self
    real(c_double), allocatable :: values(:)
    type(weiss_result_info_t) :: info
    info = raw_info(self)
    call copy_numbers(weiss_result_marginals(self%get()), info%num_spins, values)
  end function

  ! Circuit parameters, gammas and then betas, when the solver reports them; else empty.
  function parameters(self) result(values)
    class(weiss_result), intent(in) :: self
    real(c_double), allocatable :: values(:)
    type(weiss_result_info_t) :: info
    info = raw_info(self)
    call copy_numbers(weiss_result_parameters(self%get()), info%num_parameters, values)
  end function

  ! The best point of an optimizer; else empty.
  function x(self) result(point)
    class(weiss_result), intent(in) :: self
    real(c_double), allocatable :: point(:)
    type(weiss_result_info_t) :: info
    info = raw_info(self)
    call copy_numbers(weiss_result_x(self%get()), info%dimension, point)
  end function

  subroutine copy_numbers(from, count, to)
    type(c_ptr), intent(in) :: from
    integer(c_int64_t), intent(in) :: count
    real(c_double), allocatable, intent(out) :: to(:)
    real(c_double), pointer :: numbers(:)
    if (c_associated(from)) then
      call c_f_pointer(from, numbers, [count])
      allocate (to, source=numbers)
    else
      allocate (to(0))
    end if
  end subroutine

end module
