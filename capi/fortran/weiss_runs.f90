! An algorithm with options, and its runs: solve, partition, minimise; watched by an observer, cancelled from anywhere.
module weiss_runs
  use, intrinsic :: iso_c_binding
  use weiss_types
  use weiss_functions
  use weiss_text
  use weiss_handles
  use weiss_contexts
  use weiss_problems
  use weiss_results
  implicit none
  private
  public :: weiss_instance, weiss_run_options, weiss_solve, weiss_partition_task
  public :: weiss_observer, weiss_progress, weiss_objective

  type :: weiss_progress
    integer(c_int32_t) :: event = 0 ! weiss_event_*
    real(c_double) :: seconds = 0   ! since the start
    real(c_double) :: fraction = 0  ! of the limit used up, 0 ... 1; negative when unknown
    real(c_double) :: energy = 0, objective = 0, bound = 0
    integer(c_int64_t) :: work = 0
    character(:), allocatable :: source ! what found the best sample
  end type

  ! Extend it to be told about a run. Setting stop cancels the run, which keeps its best; error%raise makes it fail.
  ! On the thread that called solve.
  type, abstract :: weiss_observer
  contains
    procedure(observe_procedure), deferred :: observe
  end type

  ! Extend it for a function to minimise.
  type, abstract :: weiss_objective
    real(c_double), allocatable :: start(:)            ! its size is the dimension
    real(c_double), allocatable :: lower(:), upper(:)  ! not allocated: no bounds
    real(c_double) :: initial_step = 0                 ! typical distance to the minimum; 0: unknown
    logical :: has_gradient = .false., stochastic = .false.
  contains
    procedure(evaluate_procedure), deferred :: evaluate
  end type

  ! One run; what is left out has its default.
  type :: weiss_run_options
    integer :: threads = 1
    integer(c_int64_t) :: seed = 0
    real(c_double) :: time_limit = 0     ! seconds; 0: none
    integer(c_int64_t) :: work_limit = 0 ! units, one is a coupling visited; 0: none
    real(c_double), allocatable :: target ! the user's own value that is good enough
    real(c_double), allocatable :: optimum ! the best value there is: the report compares with it
    integer(c_int64_t) :: max_samples = 0 ! 0: 16
    integer(c_int8_t), allocatable :: starts(:, :)  ! (num_spins, number of starts), -1 or +1
    real(c_double), allocatable :: mean_spins(:)    ! a prior for each spin in [-1, 1]
    real(c_double), allocatable :: parameters(:)    ! of a circuit: gammas, then betas
    class(weiss_observer), pointer :: observer => null()
    integer(c_int32_t), pointer :: cancel_flag => null() ! the run stops when another thread or a signal sets it
  end type

  ! What is asked of a partitioner.
  type :: weiss_partition_task
    integer(c_int64_t) :: num_parts = 0      ! 0: the method chooses
    integer(c_int64_t) :: max_part_spins = 0 ! 0: no limit
    logical :: may_overlap = .false., may_omit = .false.
    real(c_double) :: imbalance = 0          ! 0: any
    integer(c_int32_t), allocatable :: fixed(:) ! number of the part that a spin must get, or 0
  end type

  ! An algorithm of a kind with checked options.
  type :: weiss_instance
    private
    type(weiss_context) :: context ! outlives the instance
    type(shared_handle) :: handle
    type(weiss_value_t), allocatable :: values(:)
    type(c_string), allocatable :: texts(:)
  contains
    procedure, private :: set_text, set_int, set_real, set_logical, assign
    generic :: set => set_text, set_int, set_real, set_logical
    procedure :: create
    procedure :: free
    procedure :: get
    procedure :: spec => full_spec
    procedure :: solve
    procedure :: partition
    procedure :: minimize
    procedure :: cancel
    procedure :: reset_cancel
    generic :: assignment(=) => assign
  end type

  abstract interface
    subroutine observe_procedure(self, progress, stop, error)
      import
      class(weiss_observer), intent(inout) :: self
      type(weiss_progress), intent(in) :: progress
      logical, intent(inout) :: stop
      type(weiss_error), intent(inout) :: error
    end subroutine
    ! gradient is present when it is asked for, which it never is without has_gradient.
    subroutine evaluate_procedure(self, x, f, error, gradient)
      import
      class(weiss_objective), intent(inout) :: self
      real(c_double), intent(in) :: x(:)
      real(c_double), intent(out) :: f
      type(weiss_error), intent(inout) :: error
      real(c_double), intent(out), optional :: gradient(:)
    end subroutine
  end interface

  type :: run_call ! what the library's callbacks need while one call lasts
    type(weiss_run_config_t) :: config
    class(weiss_observer), pointer :: observer => null()
    class(weiss_objective), pointer :: objective => null()
    type(weiss_error) :: told
  end type

contains

  ! ---- instances ----

  ! Checks spec, such as "subqubo subsolver=tabu subsolver.tenure=20", together with what was set before; "" is the
  ! default of the kind.
  subroutine create(self, context, kind, spec, error)
    class(weiss_instance), intent(inout), target :: self
    type(weiss_context), intent(in) :: context
    integer(c_int32_t), intent(in) :: kind
    character(*), intent(in) :: spec
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    type(c_ptr) :: handle
    integer(c_int32_t) :: status
    integer :: k
    call self%handle%release()
    if (.not. allocated(self%values)) allocate (self%values(0), self%texts(0))
    do k = 1, size(self%values)
      self%values(k)%key = c_loc(self%texts(2 * k - 1)%bytes)
      self%values(k)%s = c_loc(self%texts(2 * k)%bytes)
    end do
    status = weiss_instance_create(context%get(), kind, to_c(spec), self%values, size(self%values, kind=c_int64_t), &
      handle, raw)
    if (status >= weiss_ok) call self%handle%own(handle, weiss_instance_destroy)
    self%context = context
    call settle(status, raw, error)
  end subroutine

  ! Sets an option for the next create; the key reaches into nested algorithms, as in "subsolver.tenure".
  subroutine set_text(self, key, value)
    class(weiss_instance), intent(inout) :: self
    character(*), intent(in) :: key, value
    if (.not. allocated(self%values)) allocate (self%values(0), self%texts(0))
    self%values = [self%values, weiss_value_t(type=weiss_type_text)]
    self%texts = [self%texts, c_string(to_c(key)), c_string(to_c(value))]
  end subroutine

  subroutine set_int(self, key, value)
    class(weiss_instance), intent(inout) :: self
    character(*), intent(in) :: key
    integer, intent(in) :: value
    character(20) :: text
    write (text, '(i0)') value
    call self%set_text(key, text)
  end subroutine

  subroutine set_real(self, key, value)
    class(weiss_instance), intent(inout) :: self
    character(*), intent(in) :: key
    real(c_double), intent(in) :: value
    character(30) :: text
    write (text, '(es24.16e3)') value
    call self%set_text(key, trim(adjustl(text)))
  end subroutine

  subroutine set_logical(self, key, value)
    class(weiss_instance), intent(inout) :: self
    character(*), intent(in) :: key
    logical, intent(in) :: value
    call self%set_text(key, trim(merge("true ", "false", value)))
  end subroutine

  subroutine free(self)
    class(weiss_instance), intent(inout) :: self
    call self%handle%release()
    call self%context%free()
    if (allocated(self%values)) deallocate (self%values, self%texts)
  end subroutine

  ! The handle, for functions of the C interface that have no procedure here.
  function get(self) result(handle)
    class(weiss_instance), intent(in) :: self
    type(c_ptr) :: handle
    handle = self%handle%get()
  end function

  ! The instance is shared; what was set for another create is not.
  impure elemental subroutine assign(self, from)
    class(weiss_instance), intent(inout) :: self
    type(weiss_instance), intent(in) :: from
    self%handle = from%handle
    self%context = from%context
  end subroutine

  ! All settings, defaults filled in, as one line that creates the same again.
  function full_spec(self) result(spec)
    class(weiss_instance), intent(in) :: self
    character(:), allocatable :: spec
    spec = text_of(weiss_instance_spec(self%get()))
  end function

  ! Asks the running call to stop soon and keep its best; from any thread. Holds for later runs, too, until reset.
  subroutine cancel(self)
    class(weiss_instance), intent(in) :: self
    call weiss_instance_cancel(self%get())
  end subroutine

  subroutine reset_cancel(self)
    class(weiss_instance), intent(in) :: self
    call weiss_instance_reset_cancel(self%get())
  end subroutine

  ! ---- runs ----

  ! One call: creates an instance of the solver spec ("" or left out: the default), runs it, frees it.
  subroutine weiss_solve(context, problem, result, spec, options, error)
    type(weiss_context), intent(in) :: context
    type(weiss_problem), intent(in) :: problem
    type(weiss_result), intent(inout) :: result
    character(*), intent(in), optional :: spec
    type(weiss_run_options), intent(in), optional :: options
    type(weiss_error), intent(out), optional :: error
    type(run_call), target :: call_
    type(weiss_error_t) :: raw
    type(c_ptr) :: handle
    integer(c_int32_t) :: status
    character(:), allocatable :: name
    name = ""
    if (present(spec)) name = spec
    call prepare(call_, options, problem%num_spins(), raw)
    status = raw%status
    if (status >= weiss_ok) &
      status = weiss_solve_once(context%get(), problem%get(), to_c(name), c_loc(call_%config), handle, raw)
    call conclude(call_, status, raw, handle, result, error)
  end subroutine

  subroutine solve(self, problem, result, options, error)
    class(weiss_instance), intent(in) :: self
    type(weiss_problem), intent(in) :: problem
    type(weiss_result), intent(inout) :: result
    type(weiss_run_options), intent(in), optional :: options
    type(weiss_error), intent(out), optional :: error
    type(run_call), target :: call_
    type(weiss_error_t) :: raw
    type(c_ptr) :: handle
    integer(c_int32_t) :: status
    call prepare(call_, options, problem%num_spins(), raw)
    status = raw%status
    if (status >= weiss_ok) &
      status = weiss_instance_solve(self%get(), problem%get(), c_loc(call_%config), handle, raw)
    call conclude(call_, status, raw, handle, result, error)
  end subroutine

  subroutine partition(self, problem, result, task, options, error)
    class(weiss_instance), intent(in) :: self
    type(weiss_problem), intent(in) :: problem
    type(weiss_result), intent(inout) :: result
    type(weiss_partition_task), intent(in), optional :: task
    type(weiss_run_options), intent(in), optional :: options
    type(weiss_error), intent(out), optional :: error
    type(run_call), target :: call_
    type(weiss_partition_task_t), target :: wanted
    integer(c_int32_t), allocatable, target :: fixed(:)
    type(weiss_error_t) :: raw
    type(c_ptr) :: handle
    integer(c_int32_t) :: status
    call prepare(call_, options, problem%num_spins(), raw)
    if (present(task)) then
      wanted%num_parts = task%num_parts
      wanted%max_part_spins = task%max_part_spins
      wanted%may_overlap = merge(1, 0, task%may_overlap)
      wanted%may_omit = merge(1, 0, task%may_omit)
      wanted%imbalance = task%imbalance
      if (allocated(task%fixed)) then
        if (size(task%fixed) /= problem%num_spins()) call deny("fixed has one entry for each spin", raw)
        allocate (fixed, source=task%fixed - 1)
        if (size(fixed) > 0) wanted%fixed = c_loc(fixed)
      end if
    end if
    status = raw%status
    if (status >= weiss_ok) status = weiss_instance_partition(self%get(), problem%get(), c_loc(wanted), &
      c_loc(call_%config), handle, raw)
    call conclude(call_, status, raw, handle, result, error)
  end subroutine

  subroutine minimize(self, objective, result, options, error)
    class(weiss_instance), intent(in) :: self
    class(weiss_objective), intent(inout), target :: objective
    type(weiss_result), intent(inout) :: result
    type(weiss_run_options), intent(in), optional :: options
    type(weiss_error), intent(out), optional :: error
    type(run_call), target :: call_
    type(weiss_objective_t) :: table
    type(weiss_error_t) :: raw
    type(c_ptr) :: handle
    integer(c_int32_t) :: status
    call prepare(call_, options, 0, raw)
    call_%objective => objective
    table%user = c_loc(call_)
    table%evaluate = c_funloc(evaluate)
    table%has_gradient = merge(1, 0, objective%has_gradient)
    table%stochastic = merge(1, 0, objective%stochastic)
    table%initial_step = objective%initial_step
    if (.not. allocated(objective%start)) call deny("the objective needs a start", raw)
    if (allocated(objective%start)) table%dimension = size(objective%start, kind=c_int64_t)
    table%start = address_of(objective%start)
    table%lower = address_of(objective%lower)
    table%upper = address_of(objective%upper)
    status = raw%status
    if (status >= weiss_ok) &
      status = weiss_instance_minimize(self%get(), table, c_loc(call_%config), handle, raw)
    call conclude(call_, status, raw, handle, result, error)
  contains
    function address_of(numbers) result(address)
      real(c_double), allocatable, target, intent(in) :: numbers(:)
      type(c_ptr) :: address
      address = c_null_ptr
      if (.not. allocated(numbers)) return
      if (size(numbers, kind=c_int64_t) /= table%dimension) then
        call deny("start, lower and upper of the objective have different sizes", raw)
      else if (size(numbers) > 0) then
        address = c_loc(numbers)
      end if
    end function
  end subroutine

  ! ---- one call ----

  subroutine prepare(call_, options, num_spins, raw)
    type(run_call), intent(inout), target :: call_
    type(weiss_run_options), intent(in), optional, target :: options
    integer, intent(in) :: num_spins
    type(weiss_error_t), intent(inout) :: raw
    if (.not. present(options)) return
    associate (config => call_%config)
      config%threads = options%threads
      config%seed = options%seed
      config%time_limit = options%time_limit
      config%work_limit = options%work_limit
      config%max_samples = options%max_samples
      if (allocated(options%target)) then
        config%has_target = 1
        config%target = options%target
      end if
      if (allocated(options%optimum)) then
        config%has_optimum = 1
        config%optimum = options%optimum
      end if
      if (allocated(options%starts)) then
        if (size(options%starts, 1) /= num_spins) call deny("starts is (num_spins, count)", raw)
        config%num_starts = size(options%starts, 2)
        if (size(options%starts) > 0) config%starts = c_loc(options%starts)
      end if
      if (allocated(options%mean_spins)) then
        if (size(options%mean_spins) /= num_spins) call deny("mean_spins has one entry for each spin", raw)
        if (size(options%mean_spins) > 0) config%mean_spins = c_loc(options%mean_spins)
      end if
      if (allocated(options%parameters)) then
        config%num_parameters = size(options%parameters, kind=c_int64_t)
        if (size(options%parameters) > 0) config%parameters = c_loc(options%parameters)
      end if
      if (associated(options%cancel_flag)) config%cancel_flag = c_loc(options%cancel_flag)
      if (associated(options%observer)) then
        call_%observer => options%observer
        config%progress = c_funloc(observe)
        config%progress_user = c_loc(call_)
      end if
    end associate
  end subroutine

  ! What a procedure of the user's told counts before what the library says.
  subroutine conclude(call_, status, raw, handle, result, error)
    type(run_call), intent(in) :: call_
    integer(c_int32_t), intent(in) :: status
    type(weiss_error_t), intent(in) :: raw
    type(c_ptr), intent(in) :: handle
    type(weiss_result), intent(inout) :: result
    type(weiss_error), intent(out), optional :: error
    call result%free()
    if (status >= weiss_ok) call own_result(result, handle)
    if (call_%told%status < weiss_ok) then
      call result%free()
      call refuse(call_%told%message, error, call_%told%status)
    else
      call settle(status, raw, error)
    end if
  end subroutine

  function observe(user, raw) bind(c, name="") result(stop)
    type(c_ptr), value :: user
    type(weiss_progress_t), intent(in) :: raw
    integer(c_int32_t) :: stop
    type(run_call), pointer :: call_
    logical :: wanted
    call c_f_pointer(user, call_)
    wanted = .false.
    call call_%observer%observe(weiss_progress(raw%event, raw%seconds, raw%fraction, raw%energy, raw%objective, &
      raw%bound, raw%work, text_of(raw%source)), wanted, call_%told)
    stop = merge(1, 0, wanted .or. call_%told%status < weiss_ok)
  end function

  function evaluate(table, count, x, f, g) bind(c, name="") result(status)
    type(weiss_objective_t), intent(in) :: table
    integer(c_int64_t), value :: count
    real(c_double), intent(in) :: x(table%dimension, count)
    real(c_double), intent(out) :: f(count)
    type(c_ptr), value :: g
    integer(c_int32_t) :: status
    type(run_call), pointer :: call_
    real(c_double), pointer :: gradients(:, :)
    integer(c_int64_t) :: k
    call c_f_pointer(table%user, call_)
    if (c_associated(g)) call c_f_pointer(g, gradients, [table%dimension, count])
    do k = 1, count
      if (c_associated(g)) then
        call call_%objective%evaluate(x(:, k), f(k), call_%told, gradients(:, k))
      else
        call call_%objective%evaluate(x(:, k), f(k), call_%told)
      end if
      if (call_%told%status < weiss_ok) exit
    end do
    status = min(call_%told%status, weiss_ok)
  end function

end module
