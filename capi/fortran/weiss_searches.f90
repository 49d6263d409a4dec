! Search on the library's kernels without an algorithm around it: one state, or many side by side; lower bounds.
module weiss_searches
  use, intrinsic :: iso_c_binding
  use weiss_types
  use weiss_search_functions
  use weiss_text
  use weiss_handles
  use weiss_problems
  implicit none
  private
  public :: weiss_search, weiss_replicas, weiss_roof_dual, weiss_sdp_bound, weiss_replica_lanes

  ! One state of a problem, and the best that was seen. For one thread at a time.
  type :: weiss_search
    private
    type(shared_handle) :: handle
    integer :: num_spins = 0
  contains
    procedure :: create => create_search
    procedure :: free => free_search
    procedure :: set => set_search
    procedure :: set_random => set_random_search
    procedure :: spins
    procedure :: energy
    procedure :: best_spins
    procedure :: best_energy
    procedure :: descend
    procedure :: tabu
    procedure :: anneal => anneal_search
    procedure :: trees
    procedure, private :: assign_search
    generic :: assignment(=) => assign_search
  end type

  ! Many states of one problem, annealed side by side. For one thread at a time.
  type :: weiss_replicas
    private
    type(shared_handle) :: handle
    integer :: num_spins = 0, num_replicas = 0
  contains
    procedure :: create => create_replicas
    procedure :: free => free_replicas
    procedure :: set => set_replica
    procedure :: set_random => set_random_replicas
    procedure :: spins => replica_spins
    procedure :: energies
    procedure :: anneal => anneal_replicas
    procedure :: sweep
    procedure, private :: assign_replicas
    generic :: assignment(=) => assign_replicas
  end type

contains

  ! ---- bounds ----

  ! The bound of roof duality: no energy is below it. persistent has -1 or +1 for each spin that is decided, else 0.
  subroutine weiss_roof_dual(problem, bound, persistent, error)
    type(weiss_problem), intent(in) :: problem
    real(c_double), intent(out) :: bound
    integer(c_int8_t), allocatable, intent(out) :: persistent(:)
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    bound = -huge(bound)
    allocate (persistent(problem%num_spins()), source=0_c_int8_t)
    call settle(weiss_bound_roof_dual(problem%get(), c_null_ptr, bound, persistent, raw), raw, error)
  end subroutine

  ! The bound of semidefinite programming: no energy is below it. value is the energy of the vectors, roundings(:, k)
  ! are states, best first, as many as num_roundings says. What is left out is a choice of the library.
  subroutine weiss_sdp_bound(problem, bound, value, roundings, num_roundings, seed, max_sweeps, rank, tolerance, error)
    type(weiss_problem), intent(in) :: problem
    real(c_double), intent(out) :: bound
    real(c_double), intent(out), optional :: value
    integer(c_int8_t), allocatable, intent(out), optional :: roundings(:, :)
    integer, intent(in), optional :: num_roundings, max_sweeps, rank
    integer(c_int64_t), intent(in), optional :: seed
    real(c_double), intent(in), optional :: tolerance
    type(weiss_error), intent(out), optional :: error
    type(weiss_sdp_params_t) :: params
    type(weiss_error_t) :: raw
    integer(c_int8_t), allocatable :: states(:, :)
    real(c_double) :: energy
    integer(c_int32_t) :: status
    bound = -huge(bound)
    energy = bound
    if (present(num_roundings)) params%num_roundings = num_roundings
    if (present(seed)) params%seed = seed
    if (present(max_sweeps)) params%max_sweeps = max_sweeps
    if (present(rank)) params%rank = rank
    if (present(tolerance)) params%tolerance = tolerance
    allocate (states(problem%num_spins(), max(0, int(params%num_roundings))))
    status = weiss_bound_sdp(problem%get(), c_null_ptr, params, bound, energy, states, raw)
    if (present(value)) value = energy
    if (present(roundings)) call move_alloc(states, roundings)
    call settle(status, raw, error)
  end subroutine

  ! ---- one state ----

  ! A search in the state of all +1. engine: weiss_engine_*.
  subroutine create_search(self, problem, engine, error)
    class(weiss_search), intent(inout) :: self
    type(weiss_problem), intent(in) :: problem
    integer(c_int32_t), intent(in), optional :: engine
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    type(c_ptr) :: handle
    integer(c_int32_t) :: status, wanted
    call self%free()
    wanted = weiss_engine_auto
    if (present(engine)) wanted = engine
    status = weiss_search_create(problem%get(), c_null_ptr, wanted, handle, raw)
    if (status >= weiss_ok) call own_with(self%handle, handle, weiss_search_destroy, problem)
    if (status >= weiss_ok) self%num_spins = problem%num_spins()
    call settle(status, raw, error)
  end subroutine

  subroutine free_search(self)
    class(weiss_search), intent(inout) :: self
    call self%handle%release()
    self%num_spins = 0
  end subroutine

  ! Starts from a state, which is the best then.
  subroutine set_search(self, spins, error)
    class(weiss_search), intent(in) :: self
    integer(c_int8_t), intent(in), contiguous :: spins(:)
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    integer(c_int32_t) :: status
    if (size(spins) /= self%num_spins) call deny("spins has one entry for each spin", raw)
    status = raw%status
    if (status >= weiss_ok) status = weiss_search_set(self%handle%get(), spins, raw)
    call settle(status, raw, error)
  end subroutine

  ! Starts from a random state.
  subroutine set_random_search(self, seed, error)
    class(weiss_search), intent(in) :: self
    integer(c_int64_t), intent(in) :: seed
    type(weiss_error), intent(out), optional :: error
    if (.not. is_there(self%handle, error)) return
    call weiss_search_set_random(self%handle%get(), seed)
  end subroutine

  ! The present state and its energy, the best and its; empty and 0 of a search that was not created.
  function spins(self) result(state)
    class(weiss_search), intent(in) :: self
    integer(c_int8_t), allocatable :: state(:)
    allocate (state(0))
    if (c_associated(self%handle%get())) state = copy(weiss_search_spins(self%handle%get()), self%num_spins)
  end function

  real(c_double) function energy(self)
    class(weiss_search), intent(in) :: self
    energy = 0
    if (c_associated(self%handle%get())) energy = weiss_search_energy(self%handle%get())
  end function

  function best_spins(self) result(state)
    class(weiss_search), intent(in) :: self
    integer(c_int8_t), allocatable :: state(:)
    allocate (state(0))
    if (c_associated(self%handle%get())) state = copy(weiss_search_best_spins(self%handle%get()), self%num_spins)
  end function

  real(c_double) function best_energy(self)
    class(weiss_search), intent(in) :: self
    best_energy = 0
    if (c_associated(self%handle%get())) best_energy = weiss_search_best_energy(self%handle%get())
  end function

  ! Flips spins while that lowers the energy; made: how many.
  subroutine descend(self, made, error)
    class(weiss_search), intent(in) :: self
    integer(c_int64_t), intent(out), optional :: made
    type(weiss_error), intent(out), optional :: error
    if (.not. is_there(self%handle, error)) return
    call count_moves(weiss_search_descend(self%handle%get(), c_null_ptr), made, error)
  end subroutine

  ! Tabu search; made: its steps. target is an energy; see weiss_tabu_params in search.h.
  subroutine tabu(self, seed, max_steps, max_idle, tenure, tenure_range, target, made, error)
    class(weiss_search), intent(in) :: self
    integer(c_int64_t), intent(in), optional :: seed, max_steps, max_idle
    integer, intent(in), optional :: tenure, tenure_range
    real(c_double), intent(in), optional :: target
    integer(c_int64_t), intent(out), optional :: made
    type(weiss_error), intent(out), optional :: error
    type(weiss_tabu_params_t) :: params
    if (present(seed)) params%seed = seed
    if (present(max_steps)) params%max_steps = max_steps
    if (present(max_idle)) params%max_idle = max_idle
    if (present(tenure)) params%tenure = tenure
    if (present(tenure_range)) params%tenure_range = tenure_range
    if (present(target)) params%target = target
    params%has_target = merge(1, 0, present(target))
    if (.not. is_there(self%handle, error)) return
    call count_moves(weiss_search_tabu(self%handle%get(), c_null_ptr, params), made, error)
  end subroutine

  ! Metropolis sweeps at falling temperature, then a descent; made: the sweeps. schedule: weiss_schedule_*.
  subroutine anneal_search(self, seed, sweeps, t_first, t_last, schedule, made, error)
    class(weiss_search), intent(in) :: self
    integer(c_int64_t), intent(in), optional :: seed
    integer, intent(in), optional :: sweeps
    real(c_double), intent(in), optional :: t_first, t_last
    integer(c_int32_t), intent(in), optional :: schedule
    integer(c_int64_t), intent(out), optional :: made
    type(weiss_error), intent(out), optional :: error
    type(weiss_anneal_params_t) :: params
    params = annealing(seed, sweeps, t_first, t_last, schedule)
    if (.not. is_there(self%handle, error)) return
    call count_moves(weiss_search_anneal(self%handle%get(), c_null_ptr, params), made, error)
  end subroutine

  ! Moves of all spins of a random forest at once; made: how many. A width of 2 to 16, at temperature 0 only, lets a
  ! front of so many spins sweep over the graph. See weiss_trees_params in search.h.
  subroutine trees(self, seed, moves, temperature, t_last, schedule, width, made, error)
    class(weiss_search), intent(in) :: self
    integer(c_int64_t), intent(in), optional :: seed
    integer, intent(in), optional :: moves, width
    real(c_double), intent(in), optional :: temperature, t_last
    integer(c_int32_t), intent(in), optional :: schedule
    integer(c_int64_t), intent(out), optional :: made
    type(weiss_error), intent(out), optional :: error
    type(weiss_trees_params_t) :: params
    if (present(seed)) params%seed = seed
    if (present(moves)) params%moves = moves
    if (present(temperature)) params%temperature = temperature
    if (present(t_last)) params%t_last = t_last
    if (present(schedule)) params%schedule = schedule
    if (present(width)) params%width = width
    if (.not. is_there(self%handle, error)) return
    if (params%width < 0 .or. params%width > 16 .or. (params%width > 1 .and. params%temperature > 0)) then
      call refuse("width must lie in 0..16, and a width above 1 needs temperature 0", error)
      return
    end if
    call count_moves(weiss_search_trees(self%handle%get(), c_null_ptr, params), made, error)
  end subroutine

  ! Both are one search then.
  impure elemental subroutine assign_search(self, from)
    class(weiss_search), intent(inout) :: self
    type(weiss_search), intent(in) :: from
    self%handle = from%handle
    self%num_spins = from%num_spins
  end subroutine

  ! ---- many states ----

  ! How many replicas of a problem make a group, which is swept for about the price of one; 0 without a problem.
  integer function weiss_replica_lanes(problem) result(lanes)
    type(weiss_problem), intent(in) :: problem
    lanes = 0
    if (c_associated(problem%get())) lanes = int(weiss_replicas_lanes(problem%get()))
  end function

  ! Replicas in the state of all +1.
  subroutine create_replicas(self, problem, count, error)
    class(weiss_replicas), intent(inout) :: self
    type(weiss_problem), intent(in) :: problem
    integer, intent(in) :: count
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    type(c_ptr) :: handle
    integer(c_int32_t) :: status
    call self%free()
    status = weiss_replicas_create(problem%get(), c_null_ptr, int(count, c_int64_t), handle, raw)
    if (status >= weiss_ok) then
      call own_with(self%handle, handle, weiss_replicas_destroy, problem)
      self%num_spins = problem%num_spins()
      self%num_replicas = count
    end if
    call settle(status, raw, error)
  end subroutine

  subroutine free_replicas(self)
    class(weiss_replicas), intent(inout) :: self
    call self%handle%release()
    self%num_spins = 0
    self%num_replicas = 0
  end subroutine

  ! Sets one replica, counted from 1.
  subroutine set_replica(self, replica, spins, error)
    class(weiss_replicas), intent(in) :: self
    integer, intent(in) :: replica
    integer(c_int8_t), intent(in), contiguous :: spins(:)
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    integer(c_int32_t) :: status
    if (size(spins) /= self%num_spins) call deny("spins has one entry for each spin", raw)
    status = raw%status
    if (status >= weiss_ok) &
      status = weiss_replicas_set(self%handle%get(), int(replica, c_int64_t) - 1, spins, raw)
    call settle(status, raw, error)
  end subroutine

  ! Sets all to random states.
  subroutine set_random_replicas(self, seed, error)
    class(weiss_replicas), intent(in) :: self
    integer(c_int64_t), intent(in) :: seed
    type(weiss_error), intent(out), optional :: error
    if (.not. is_there(self%handle, error)) return
    call weiss_replicas_set_random(self%handle%get(), seed)
  end subroutine

  ! The state of one replica, counted from 1.
  subroutine replica_spins(self, replica, spins, error)
    class(weiss_replicas), intent(in) :: self
    integer, intent(in) :: replica
    integer(c_int8_t), allocatable, intent(out) :: spins(:)
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    integer(c_int32_t) :: status
    allocate (spins(self%num_spins))
    status = weiss_replicas_spins(self%handle%get(), int(replica, c_int64_t) - 1, spins, raw)
    call settle(status, raw, error)
  end subroutine

  ! The energies of all; none of replicas that were not created.
  function energies(self) result(values)
    class(weiss_replicas), intent(in) :: self
    real(c_double), allocatable :: values(:)
    allocate (values(self%num_replicas))
    if (c_associated(self%handle%get())) call weiss_replicas_energies(self%handle%get(), values)
  end function

  ! Anneals all by one schedule, each to a one-flip minimum; made: the sweeps that each had.
  subroutine anneal_replicas(self, seed, sweeps, t_first, t_last, schedule, made, error)
    class(weiss_replicas), intent(in) :: self
    integer(c_int64_t), intent(in), optional :: seed
    integer, intent(in), optional :: sweeps
    real(c_double), intent(in), optional :: t_first, t_last
    integer(c_int32_t), intent(in), optional :: schedule
    integer(c_int64_t), intent(out), optional :: made
    type(weiss_error), intent(out), optional :: error
    type(weiss_anneal_params_t) :: params
    params = annealing(seed, sweeps, t_first, t_last, schedule)
    if (.not. is_there(self%handle, error)) return
    call count_moves(weiss_replicas_anneal(self%handle%get(), c_null_ptr, params), made, error)
  end subroutine

  ! Metropolis sweeps, each replica at a temperature of its own; made: the sweeps that each had.
  subroutine sweep(self, sweeps, temperatures, seed, made, error)
    class(weiss_replicas), intent(in) :: self
    integer, intent(in) :: sweeps
    real(c_double), intent(in), contiguous :: temperatures(:)
    integer(c_int64_t), intent(in) :: seed
    integer(c_int64_t), intent(out), optional :: made
    type(weiss_error), intent(out), optional :: error
    if (.not. is_there(self%handle, error)) return
    if (size(temperatures) /= self%num_replicas) then
      call refuse("temperatures has one entry for each replica", error)
      return
    end if
    call count_moves(weiss_replicas_sweep(self%handle%get(), c_null_ptr, int(sweeps, c_int64_t), temperatures, seed), &
      made, error)
  end subroutine

  ! Both are the same replicas then.
  impure elemental subroutine assign_replicas(self, from)
    class(weiss_replicas), intent(inout) :: self
    type(weiss_replicas), intent(in) :: from
    self%handle = from%handle
    self%num_spins = from%num_spins
    self%num_replicas = from%num_replicas
  end subroutine

  ! ---- helpers ----

  ! What is left out is a choice of the library.
  function annealing(seed, sweeps, t_first, t_last, schedule) result(params)
    integer(c_int64_t), intent(in), optional :: seed
    integer, intent(in), optional :: sweeps
    real(c_double), intent(in), optional :: t_first, t_last
    integer(c_int32_t), intent(in), optional :: schedule
    type(weiss_anneal_params_t) :: params
    if (present(seed)) params%seed = seed
    if (present(sweeps)) params%sweeps = sweeps
    if (present(t_first)) params%t_first = t_first
    if (present(t_last)) params%t_last = t_last
    if (present(schedule)) params%schedule = schedule
  end function

  ! Owns a handle that must be freed before the problem.
  subroutine own_with(self, handle, destroy, problem)
    type(shared_handle), intent(inout) :: self
    type(c_ptr), intent(in) :: handle
    procedure(destroy_function) :: destroy
    type(weiss_problem), intent(in) :: problem
    type(weiss_problem), pointer :: owner
    class(*), pointer :: kept
    allocate (owner)
    owner = problem
    kept => owner
    call self%own(handle, destroy, kept)
  end subroutine

  ! Was it created? The functions that take no weiss_error do not look.
  logical function is_there(handle, error)
    type(shared_handle), intent(in) :: handle
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    is_there = c_associated(handle%get())
    if (.not. is_there) call deny("the search or the replicas were not created", raw)
    call settle(raw%status, raw, error)
  end function

  ! With params in order, a negative number means that memory is lacking.
  subroutine count_moves(number, made, error)
    integer(c_int64_t), intent(in) :: number
    integer(c_int64_t), intent(out), optional :: made
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    if (number < 0) call deny("there is not enough memory for the search", raw, weiss_e_nomem)
    if (present(made)) made = max(number, 0_c_int64_t)
    call settle(raw%status, raw, error)
  end subroutine

  function copy(ptr, count) result(state)
    type(c_ptr), intent(in) :: ptr
    integer, intent(in) :: count
    integer(c_int8_t), allocatable :: state(:)
    integer(c_int8_t), pointer :: seen(:)
    call c_f_pointer(ptr, seen, [count])
    state = seen
  end function

end module
