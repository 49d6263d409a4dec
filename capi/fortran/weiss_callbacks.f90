! The table of C functions behind an algorithm object. All of them are procedures of this module: no trampoline on the
! stack, no executable stack.
module weiss_callbacks
  use, intrinsic :: ieee_arithmetic, only: ieee_negative_inf, ieee_positive_inf, ieee_value
  use, intrinsic :: iso_c_binding
  use weiss_types
  use weiss_tables
  use weiss_text
  use weiss_algorithms
  implicit none
  private
  public :: table_of, release

  type :: option_holder ! an option as C sees it, with the text that it points to
    type(weiss_option_info_t) :: info
    type(c_string) :: key, help, text_default, choices
    real(c_double), allocatable :: list_default(:)
  end type

  type :: registration ! what stays as long as the context
    class(weiss_algorithm), allocatable :: prototype
    type(weiss_algorithm_t) :: table
    type(weiss_solver_t) :: solver
    type(weiss_partitioner_t) :: partitioner
    type(weiss_optimizer_t) :: optimizer
    type(c_string) :: id, title, version, summary
    type(option_holder), allocatable :: options(:)
    type(c_ptr), allocatable :: option_pointers(:)
  end type

  type :: instance ! what create makes
    class(weiss_algorithm), allocatable :: algorithm
  end type

  integer(c_int32_t), target :: no_columns(0)
  real(c_double), target :: no_values(0)

contains

  ! The table of a copy of the object; lives until release is called with it.
  function table_of(algorithm) result(table)
    class(weiss_algorithm), intent(in) :: algorithm
    type(weiss_algorithm_t), pointer :: table
    type(registration), pointer :: r
    allocate (r)
    allocate (r%prototype, source=algorithm)
    table => r%table
    table%user = c_loc(r)
    table%caps = iand(algorithm%caps, not(weiss_cap_any_thread))
    table%max_spins = algorithm%max_spins
    table%id = text_address(algorithm%id, "", r%id)
    table%title = text_address(algorithm%title, "", r%title)
    table%version = text_address(algorithm%version, "1.0.0", r%version)
    table%summary = text_address(algorithm%summary, "", r%summary)
    call fill_options(r)
    table%create = c_funloc(create)
    table%destroy = c_funloc(destroy)
    select type (algorithm)
    class is (weiss_solver)
      table%kind = weiss_kind_solver
      r%solver%run = c_funloc(run_solver)
      table%table = c_loc(r%solver)
    class is (weiss_partitioner)
      table%kind = weiss_kind_partitioner
      r%partitioner%run = c_funloc(run_partitioner)
      table%table = c_loc(r%partitioner)
    class is (weiss_optimizer)
      table%kind = weiss_kind_optimizer
      r%optimizer%run = c_funloc(run_optimizer)
      table%table = c_loc(r%optimizer)
    end select
  end function

  subroutine release(table) bind(c, name="")
    type(weiss_algorithm_t), intent(in) :: table
    type(registration), pointer :: r
    call c_f_pointer(table%user, r)
    deallocate (r)
  end subroutine

  function text_address(text, default, holder) result(address)
    character(:), allocatable, intent(in) :: text
    character(*), intent(in) :: default
    type(c_string), intent(inout), target :: holder
    type(c_ptr) :: address
    if (allocated(text)) then
      holder%bytes = to_c(text)
    else
      holder%bytes = to_c(default)
    end if
    address = c_loc(holder%bytes)
  end function

  subroutine fill_options(r)
    type(registration), intent(inout), target :: r
    type(option_holder), pointer :: holder
    integer :: k, count
    count = 0
    if (allocated(r%prototype%options)) count = size(r%prototype%options)
    allocate (r%options(count), r%option_pointers(count))
    do k = 1, count
      holder => r%options(k)
      associate (option => r%prototype%options(k), info => holder%info)
        info%flags = merge(weiss_option_advanced, 0, option%advanced)
        info%type = option%type
        info%kind = option%kind
        info%algorithm_optional = merge(1, 0, option%may_be_none)
        info%key = text_address(option%key, "", holder%key)
        info%help = text_address(option%help, "", holder%help)
        if (allocated(option%text_default) .or. option%type == weiss_type_string) &
          info%s_default = text_address(option%text_default, "", holder%text_default)
        if (allocated(option%choices)) info%choices = text_address(option%choices, "", holder%choices)
        info%i_default = option%int_default
        info%i_min = option%int_min
        info%i_max = option%int_max
        info%f_default = option%real_default
        info%f_min = option%real_min
        info%f_max = option%real_max
        if (option%type == weiss_type_bool) info%i_max = 1
        if (allocated(option%list_default)) then
          holder%list_default = option%list_default
          info%list_default = c_loc(holder%list_default)
          info%list_default_count = size(option%list_default)
        end if
      end associate
      r%option_pointers(k) = c_loc(holder%info)
    end do
    r%table%num_options = count
    if (count > 0) r%table%options = c_loc(r%option_pointers)
  end subroutine

  ! ---- the functions of weiss_algorithm ----

  function create(table, host, values, num_values, self, error) bind(c, name="") result(status)
    type(weiss_algorithm_t), intent(in) :: table
    type(c_ptr), value :: host, values, error
    integer(c_int32_t), value :: num_values
    type(c_ptr), intent(out) :: self
    integer(c_int32_t) :: status
    type(registration), pointer :: r
    type(instance), pointer :: made
    type(weiss_error_t), pointer :: raw
    type(weiss_error) :: told
    self = c_null_ptr
    if (.not. c_associated(host)) then
      status = weiss_e_argument
      return
    end if
    call c_f_pointer(table%user, r)
    allocate (made)
    allocate (made%algorithm, source=r%prototype)
    call made%algorithm%configure(settings_of(values, num_values), told)
    status = told%status
    if (status >= weiss_ok) then
      self = c_loc(made)
      return
    end if
    deallocate (made)
    if (.not. c_associated(error)) return
    call c_f_pointer(error, raw)
    raw%status = status
    call put(told%message, raw%message)
  end function

  subroutine destroy(table, self) bind(c, name="")
    type(weiss_algorithm_t), intent(in) :: table
    type(c_ptr), value :: self
    type(instance), pointer :: made
    if (.not. c_associated(table%user)) return ! no table of ours
    call c_f_pointer(self, made)
    deallocate (made)
  end subroutine

  function run_solver(self, view, input, raw, sink) bind(c, name="") result(status)
    type(c_ptr), value :: self
    type(weiss_problem_view_t), intent(in) :: view
    type(weiss_solver_input_t), intent(in) :: input
    type(weiss_run_t), intent(in), target :: raw
    type(weiss_sink_t), intent(in), target :: sink
    integer(c_int32_t) :: status
    type(instance), pointer :: made
    type(weiss_solver_run) :: run
    type(weiss_error) :: told
    integer(c_int8_t), target :: no_starts(view%num_spins, 0)
    call c_f_pointer(self, made)
    call fill_run(run%weiss_run, raw)
    run%sink => sink
    run%starts => no_starts
    if (input%num_starts > 0) &
      call c_f_pointer(input%starts, run%starts, [view%num_spins, int(input%num_starts, c_int64_t)])
    if (c_associated(input%mean_spins)) call c_f_pointer(input%mean_spins, run%mean_spins, [view%num_spins])
    if (c_associated(input%parameters)) &
      call c_f_pointer(input%parameters, run%start_parameters, [input%num_parameters])
    run%has_target = input%has_target /= 0
    run%target = input%target
    select type (solver => made%algorithm)
    class is (weiss_solver)
      call solver%solve(model_of(view), run, told)
    end select
    status = conclude(told, raw)
  end function

  function run_partitioner(self, view, task, raw, sink) bind(c, name="") result(status)
    type(c_ptr), value :: self
    type(weiss_problem_view_t), intent(in) :: view
    type(weiss_partition_task_t), intent(in) :: task
    type(weiss_run_t), intent(in), target :: raw
    type(weiss_part_sink_t), intent(in), target :: sink
    integer(c_int32_t) :: status
    type(instance), pointer :: made
    type(weiss_partitioner_run) :: run
    type(weiss_error) :: told
    integer(c_int32_t), pointer :: fixed(:)
    call c_f_pointer(self, made)
    call fill_run(run%weiss_run, raw)
    run%sink => sink
    run%num_parts = task%num_parts
    run%max_part_spins = task%max_part_spins
    run%may_overlap = task%may_overlap /= 0
    run%may_omit = task%may_omit /= 0
    run%imbalance = task%imbalance
    if (c_associated(task%fixed)) then
      call c_f_pointer(task%fixed, fixed, [view%num_spins])
      allocate (run%fixed, source=fixed + 1)
    end if
    if (c_associated(task%best)) call c_f_pointer(task%best, run%best, [view%num_spins])
    if (c_associated(task%current)) call c_f_pointer(task%current, run%current, [view%num_spins])
    if (c_associated(task%marginals)) call c_f_pointer(task%marginals, run%marginals, [view%num_spins])
    select type (partitioner => made%algorithm)
    class is (weiss_partitioner)
      call partitioner%partition(model_of(view), run, told)
    end select
    status = conclude(told, raw)
  end function

  function run_optimizer(self, raw_objective, raw, output) bind(c, name="") result(status)
    type(c_ptr), value :: self
    type(weiss_objective_t), intent(in), target :: raw_objective
    type(weiss_run_t), intent(in), target :: raw
    type(weiss_optimizer_output_t), intent(inout) :: output
    integer(c_int32_t) :: status
    type(instance), pointer :: made
    type(weiss_function) :: objective
    type(weiss_run) :: run
    type(weiss_error) :: told
    real(c_double), pointer, contiguous :: x(:)
    call c_f_pointer(self, made)
    call fill_run(run, raw)
    objective%raw => raw_objective
    objective%dimension = int(raw_objective%dimension)
    objective%has_gradient = raw_objective%has_gradient /= 0
    objective%stochastic = raw_objective%stochastic /= 0
    objective%initial_step = raw_objective%initial_step
    allocate (objective%lower, source=bounds(raw_objective%lower, ieee_value(0.0_c_double, ieee_negative_inf)))
    allocate (objective%upper, source=bounds(raw_objective%upper, ieee_value(0.0_c_double, ieee_positive_inf)))
    call c_f_pointer(output%x, x, [objective%dimension])
    select type (optimizer => made%algorithm)
    class is (weiss_optimizer)
      call optimizer%minimize(objective, run, x, output%f, output%reason, told)
    end select
    status = conclude(told, raw)
  contains
    function bounds(given, default) result(values)
      type(c_ptr), intent(in) :: given
      real(c_double), intent(in) :: default
      real(c_double) :: values(objective%dimension)
      real(c_double), pointer :: list(:)
      values = default
      if (.not. c_associated(given)) return
      call c_f_pointer(given, list, [objective%dimension])
      values = list
    end function
  end function

  ! ---- common to the three kinds ----

  subroutine fill_run(run, raw)
    type(weiss_run), intent(inout) :: run
    type(weiss_run_t), intent(in), target :: raw
    run%raw => raw
    run%threads = raw%threads
    run%seed = raw%seed
    run%time_limit = raw%time_limit
    run%work_limit = raw%work_limit
  end subroutine

  ! Indices become 1-based, which takes copies of them; the coefficients are the host's own.
  function model_of(view) result(model)
    type(weiss_problem_view_t), intent(in) :: view
    type(weiss_model) :: model
    integer(c_int64_t), pointer :: row_start(:)
    integer(c_int32_t), pointer :: column(:)
    call c_f_pointer(view%row_start, row_start, [view%num_spins + 1])
    call c_f_pointer(view%field, model%field, [view%num_spins])
    column => no_columns
    model%value => no_values
    if (view%num_entries > 0) then
      call c_f_pointer(view%column, column, [view%num_entries])
      call c_f_pointer(view%value, model%value, [view%num_entries])
    end if
    model%num_spins = int(view%num_spins)
    model%num_entries = view%num_entries
    allocate (model%row_start, source=row_start + 1)
    allocate (model%column, source=column + 1)
    model%offset = view%offset
    model%is_integer = iand(view%flags, weiss_problem_integer) /= 0
  end function

  ! Hands what a procedure of the user's told to the host.
  function conclude(told, raw) result(status)
    type(weiss_error), intent(in) :: told
    type(weiss_run_t), intent(in) :: raw
    integer(c_int32_t) :: status
    procedure(set_error_function), pointer :: set_error
    status = told%status
    if (status >= weiss_ok .or. .not. allocated(told%message)) return
    call c_f_procpointer(raw%set_error, set_error)
    call set_error(raw, to_c(told%message))
  end function

end module
