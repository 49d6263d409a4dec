! Algorithms written in Fortran: extend weiss_solver, weiss_partitioner or weiss_optimizer, and hand an object of the
! new type to weiss_register, or to weiss_plugin_of in a plugin. The object is copied when it is handed over, and again
! for each instance, which may keep its state in it; so it must hold no weiss_problem, weiss_result or the like.
! Indices are 1-based.
module weiss_algorithms
  use, intrinsic :: ieee_arithmetic, only: ieee_quiet_nan, ieee_value
  use, intrinsic :: iso_c_binding
  use weiss_types
  use weiss_tables
  use weiss_text
  implicit none
  private
  public :: weiss_algorithm, weiss_solver, weiss_partitioner, weiss_optimizer, weiss_option, weiss_settings
  public :: weiss_model, weiss_run, weiss_solver_run, weiss_partitioner_run, weiss_function
  public :: settings_of

  ! One option of an algorithm. Which of the defaults and ranges counts is told by the type (weiss_type_*).
  type :: weiss_option
    character(:), allocatable :: key, help
    integer(c_int32_t) :: type = weiss_type_int
    logical :: advanced = .false.
    integer(c_int64_t) :: int_default = 0, int_min = 0, int_max = huge(0_c_int64_t) ! BOOL (0 or 1), INT
    real(c_double) :: real_default = 0, real_min = -huge(0.0_c_double), real_max = huge(0.0_c_double)
    character(:), allocatable :: text_default, choices                              ! STRING; choices "a|b|c"
    real(c_double), allocatable :: list_default(:)                                  ! REAL_LIST
    integer(c_int32_t) :: kind = 0                                                  ! ALGORITHM: weiss_kind_*
    logical :: may_be_none = .false.                                                ! ALGORITHM
  end type

  ! The options that an instance was created with: checked, complete, defaults filled in.
  type :: weiss_settings
    integer, private :: count = 0
    type(weiss_value_t), pointer, private :: values(:) => null()
  contains
    procedure :: int => int_setting
    procedure :: real => real_setting
    procedure :: logical => logical_setting
    procedure :: text => text_setting
    procedure :: list => list_setting
  end type

  ! What every algorithm says of itself. Never with weiss_cap_any_thread: its procedures are only called on the thread
  ! that called solve.
  type, abstract :: weiss_algorithm
    character(:), allocatable :: id                      ! "org.example.tabu", unique
    character(:), allocatable :: title, version, summary ! may be left out
    integer(c_int32_t) :: caps = 0                       ! weiss_cap_*, added up
    integer(c_int64_t) :: max_spins = 0                  ! largest problem that it takes; 0: no limit of its own
    type(weiss_option), allocatable :: options(:)
  contains
    procedure :: configure => keep_defaults ! reads the settings when an instance is made
  end type

  type, abstract, extends(weiss_algorithm) :: weiss_solver
  contains
    procedure(solve_procedure), deferred :: solve
  end type
  type, abstract, extends(weiss_algorithm) :: weiss_partitioner
  contains
    procedure(partition_procedure), deferred :: partition
  end type
  type, abstract, extends(weiss_algorithm) :: weiss_optimizer
  contains
    procedure(minimize_procedure), deferred :: minimize
  end type

  ! An Ising energy, offset + sum field(i) s(i) + sum over pairs J s(i) s(j). The couplings of spin i are column(k) and
  ! value(k) for k = row_start(i) ... row_start(i + 1) - 1; each is listed at both of its spins.
  type :: weiss_model
    integer :: num_spins = 0
    integer(c_int64_t) :: num_entries = 0
    integer(c_int64_t), allocatable :: row_start(:)
    integer(c_int32_t), allocatable :: column(:)
    real(c_double), pointer, contiguous :: value(:) => null(), field(:) => null()
    real(c_double) :: offset = 0
    logical :: is_integer = .false.
  end type

  ! One run: limits, and what the host wants to hear. Ask should_stop at least every 10 ms.
  type :: weiss_run
    integer(c_int32_t) :: threads = 1
    integer(c_int64_t) :: seed = 0 ! the only source of randomness of a deterministic algorithm
    real(c_double) :: time_limit = 0
    integer(c_int64_t) :: work_limit = 0
    type(weiss_run_t), pointer :: raw => null()
  contains
    procedure :: should_stop
    procedure :: time_left
    procedure :: work_left
    procedure :: spend
    procedure :: count => count_event
    procedure :: progress
    procedure :: cancel
  end type

  type, extends(weiss_run) :: weiss_solver_run
    integer(c_int8_t), pointer, contiguous :: starts(:, :) => null()  ! (num_spins, number of starts), perhaps none
    real(c_double), pointer, contiguous :: mean_spins(:) => null()    ! or not associated
    real(c_double), pointer, contiguous :: start_parameters(:) => null() ! of a circuit; or not associated
    logical :: has_target = .false.
    real(c_double) :: target = 0 ! energy that is good enough
    type(weiss_sink_t), pointer :: sink => null()
  contains
    procedure :: report
    procedure :: marginals => report_marginals
    procedure :: parameters => report_parameters
    procedure :: bound => report_bound
  end type

  type, extends(weiss_run) :: weiss_partitioner_run
    integer(c_int64_t) :: num_parts = 0      ! 0: the method chooses
    integer(c_int64_t) :: max_part_spins = 0 ! 0: no limit
    logical :: may_overlap = .false., may_omit = .false.
    real(c_double) :: imbalance = 0          ! 0: any
    integer(c_int32_t), allocatable :: fixed(:) ! number of the part that a spin must get, or 0; or not allocated
    integer(c_int8_t), pointer, contiguous :: best(:) => null(), current(:) => null() ! or not associated
    real(c_double), pointer, contiguous :: marginals(:) => null()                     ! or not associated
    type(weiss_part_sink_t), pointer :: sink => null()
  contains
    procedure :: add => add_part
  end type

  ! A function to minimise, as an optimizer sees it. Bounds are infinite where there are none.
  type :: weiss_function
    integer :: dimension = 0
    logical :: has_gradient = .false., stochastic = .false.
    real(c_double), allocatable :: lower(:), upper(:)
    real(c_double) :: initial_step = 0 ! typical distance to the minimum; 0: unknown
    type(weiss_objective_t), pointer :: raw => null()
  contains
    procedure :: evaluate
  end type

  abstract interface
    ! A failure is told with error%raise. A run that ends without a sample has failed, too.
    subroutine solve_procedure(self, problem, run, error)
      import
      class(weiss_solver), intent(inout) :: self
      type(weiss_model), intent(in) :: problem
      type(weiss_solver_run), intent(in) :: run
      type(weiss_error), intent(inout) :: error
    end subroutine
    subroutine partition_procedure(self, problem, run, error)
      import
      class(weiss_partitioner), intent(inout) :: self
      type(weiss_model), intent(in) :: problem
      type(weiss_partitioner_run), intent(in) :: run
      type(weiss_error), intent(inout) :: error
    end subroutine
    ! x is the start on entry, the best point on return, f its value, reason a weiss_reason_*.
    subroutine minimize_procedure(self, objective, run, x, f, reason, error)
      import
      class(weiss_optimizer), intent(inout) :: self
      type(weiss_function), intent(in) :: objective
      type(weiss_run), intent(in) :: run
      real(c_double), intent(inout) :: x(:)
      real(c_double), intent(out) :: f
      integer(c_int32_t), intent(out) :: reason
      type(weiss_error), intent(inout) :: error
    end subroutine
  end interface

contains

  subroutine keep_defaults(self, settings, error)
    class(weiss_algorithm), intent(inout) :: self
    type(weiss_settings), intent(in) :: settings
    type(weiss_error), intent(inout) :: error
    if (.false.) error%status = settings%count + self%caps ! nothing to read
  end subroutine

  ! ---- settings ----

  function settings_of(ptr, count) result(settings)
    type(c_ptr), intent(in) :: ptr
    integer(c_int32_t), intent(in) :: count
    type(weiss_settings) :: settings
    settings%count = count
    if (count > 0) call c_f_pointer(ptr, settings%values, [count])
  end function

  ! The value of a key; an unknown key is a mistake in the algorithm itself.
  function find(self, key) result(value)
    class(weiss_settings), intent(in) :: self
    character(*), intent(in) :: key
    type(weiss_value_t), pointer :: value
    integer :: k
    do k = 1, self%count
      value => self%values(k)
      if (text_of(value%key) == key) return
    end do
    error stop "weiss: configure asks for an option that the algorithm has not declared: " // key
  end function

  function int_setting(self, key) result(i)
    class(weiss_settings), intent(in) :: self
    character(*), intent(in) :: key
    integer(c_int64_t) :: i
    type(weiss_value_t), pointer :: value
    value => find(self, key)
    i = value%i
  end function

  function logical_setting(self, key) result(holds)
    class(weiss_settings), intent(in) :: self
    character(*), intent(in) :: key
    logical :: holds
    holds = self%int(key) /= 0
  end function

  function real_setting(self, key) result(f)
    class(weiss_settings), intent(in) :: self
    character(*), intent(in) :: key
    real(c_double) :: f
    type(weiss_value_t), pointer :: value
    value => find(self, key)
    f = value%f
  end function

  function text_setting(self, key) result(text)
    class(weiss_settings), intent(in) :: self
    character(*), intent(in) :: key
    character(:), allocatable :: text
    type(weiss_value_t), pointer :: value
    value => find(self, key)
    text = text_of(value%s)
  end function

  function list_setting(self, key) result(list)
    class(weiss_settings), intent(in) :: self
    character(*), intent(in) :: key
    real(c_double), allocatable :: list(:)
    type(weiss_value_t), pointer :: value
    real(c_double), pointer :: numbers(:)
    value => find(self, key)
    allocate (list(value%count))
    if (value%count == 0) return
    call c_f_pointer(value%list, numbers, [value%count])
    list = numbers
  end function

  ! ---- run ----

  logical function should_stop(self)
    class(weiss_run), intent(in) :: self
    procedure(should_stop_function), pointer :: ask
    call c_f_procpointer(self%raw%should_stop, ask)
    should_stop = ask(self%raw) /= 0
  end function

  real(c_double) function time_left(self)
    class(weiss_run), intent(in) :: self
    procedure(time_left_function), pointer :: ask
    call c_f_procpointer(self%raw%time_left, ask)
    time_left = ask(self%raw)
  end function

  integer(c_int64_t) function work_left(self)
    class(weiss_run), intent(in) :: self
    procedure(work_left_function), pointer :: ask
    call c_f_procpointer(self%raw%work_left, ask)
    work_left = ask(self%raw)
  end function

  ! Charges work: one unit is one coupling visited.
  subroutine spend(self, units)
    class(weiss_run), intent(in) :: self
    integer(c_int64_t), intent(in) :: units
    procedure(spend_function), pointer :: charge
    call c_f_procpointer(self%raw%spend, charge)
    call charge(self%raw, units)
  end subroutine

  ! Adds n to a counter of the result.
  subroutine count_event(self, name, n)
    class(weiss_run), intent(in) :: self
    character(*), intent(in) :: name
    integer(c_int64_t), intent(in) :: n
    procedure(count_function), pointer :: add
    call c_f_procpointer(self%raw%count, add)
    call add(self%raw, to_c(name), n)
  end subroutine

  ! Says how far the run is, 0 ... 1.
  subroutine progress(self, fraction)
    class(weiss_run), intent(in) :: self
    real(c_double), intent(in) :: fraction
    procedure(progress_function), pointer :: tell
    call c_f_procpointer(self%raw%progress, tell)
    call tell(self%raw, fraction)
  end subroutine

  ! Ends the whole call of the user's, also below a scheme; it keeps its best.
  subroutine cancel(self)
    class(weiss_run), intent(in) :: self
    procedure(cancel_function), pointer :: ask
    call c_f_procpointer(self%raw%cancel, ask)
    call ask(self%raw)
  end subroutine

  ! ---- results ----

  ! Offers a state. energy as the solver believes, checked by the host; left out: the host computes it.
  subroutine report(self, spins, energy, multiplicity)
    class(weiss_solver_run), intent(in) :: self
    integer(c_int8_t), intent(in), contiguous, target :: spins(:)
    real(c_double), intent(in), optional :: energy
    integer(c_int64_t), intent(in), optional :: multiplicity
    procedure(report_function), pointer :: offer
    type(weiss_sample_t) :: sample
    integer(c_int32_t) :: ignored
    sample%spins = c_loc(spins)
    sample%energy = ieee_value(sample%energy, ieee_quiet_nan)
    if (present(energy)) sample%energy = energy
    if (present(multiplicity)) sample%multiplicity = multiplicity
    call c_f_procpointer(self%sink%report, offer)
    ignored = offer(self%sink, sample)
  end subroutine

  subroutine report_marginals(self, marginals)
    class(weiss_solver_run), intent(in) :: self
    real(c_double), intent(in), contiguous :: marginals(:)
    procedure(marginals_function), pointer :: offer
    call c_f_procpointer(self%sink%marginals, offer)
    call offer(self%sink, marginals)
  end subroutine

  ! Circuit parameters: gammas, then betas.
  subroutine report_parameters(self, parameters)
    class(weiss_solver_run), intent(in) :: self
    real(c_double), intent(in), contiguous :: parameters(:)
    procedure(parameters_function), pointer :: offer
    call c_f_procpointer(self%sink%parameters, offer)
    call offer(self%sink, size(parameters, kind=c_int64_t), parameters)
  end subroutine

  ! No energy is below lower_bound; optimal: the best sample reported reaches it. Believed with weiss_cap_exact only.
  subroutine report_bound(self, lower_bound, optimal)
    class(weiss_solver_run), intent(in) :: self
    real(c_double), intent(in) :: lower_bound
    logical, intent(in) :: optimal
    procedure(bound_function), pointer :: offer
    call c_f_procpointer(self%sink%bound, offer)
    call offer(self%sink, lower_bound, merge(weiss_proof_optimal, weiss_proof_bound, optimal))
  end subroutine

  ! Adds a part of these spins; schemes take parts of high priority first.
  subroutine add_part(self, members, priority)
    class(weiss_partitioner_run), intent(in) :: self
    integer(c_int32_t), intent(in) :: members(:)
    real(c_double), intent(in), optional :: priority
    procedure(add_function), pointer :: offer
    integer(c_int32_t), allocatable, target :: zero_based(:)
    type(weiss_part_t) :: part
    integer(c_int32_t) :: ignored
    allocate (zero_based, source=members - 1)
    part%num_members = size(zero_based, kind=c_int64_t)
    part%members = c_loc(zero_based)
    if (present(priority)) part%priority = priority
    call c_f_procpointer(self%sink%add, offer)
    ignored = offer(self%sink, part)
  end subroutine

  ! Evaluates the points x(:, k) into f(k). stop: return now with the best point so far; values of this call count
  ! no longer. gradient may be asked for with has_gradient only.
  subroutine evaluate(self, x, f, stop, gradient)
    class(weiss_function), intent(in) :: self
    real(c_double), intent(in), contiguous :: x(:, :)
    real(c_double), intent(out), contiguous :: f(:)
    logical, intent(out) :: stop
    real(c_double), intent(out), contiguous, optional, target :: gradient(:, :)
    procedure(evaluate_function), pointer :: ask
    type(c_ptr) :: g
    g = c_null_ptr
    if (present(gradient)) g = c_loc(gradient)
    call c_f_procpointer(self%raw%evaluate, ask)
    stop = ask(self%raw, size(x, 2, kind=c_int64_t), x, f, g) /= weiss_ok
  end subroutine

end module
