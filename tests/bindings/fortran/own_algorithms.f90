! One algorithm of each kind, an objective and observers, for the tests.
module own_algorithms
  use, intrinsic :: iso_fortran_env, only: int8, int32, int64, real64
  use weiss
  implicit none
  private
  public :: descent, halves, compass, bowl, watcher, quitter, notebook

  ! Flips spins while that lowers the energy. With fail set it misbehaves.
  type, extends(weiss_solver) :: descent
    character(:), allocatable :: fail ! "raise", "lie", "spins", "nothing"
    integer(int64) :: passes = 0      ! 0: until nothing changes
    integer, pointer :: runs => null()
  contains
    procedure :: configure => configure_descent
    procedure :: solve => descend
  end type

  ! Cuts into even blocks.
  type, extends(weiss_partitioner) :: halves
    logical :: empty_part = .false.
  contains
    procedure :: partition => cut
  end type

  ! Steps along the axes, halved when none helps.
  type, extends(weiss_optimizer) :: compass
    logical :: fail = .false.
  contains
    procedure :: minimize => step
  end type

  ! sum (x(i) - i)^2.
  type, extends(weiss_objective) :: bowl
    integer :: evaluations = 0
    integer :: fail_at = -1
  contains
    procedure :: evaluate => depth
  end type

  type, extends(weiss_observer) :: watcher
    integer :: calls = 0, stop_at = -1, fail_at = -1
    integer :: events(4) = 0
    logical :: sensible = .true.
    type(weiss_instance), pointer :: cancels => null()
  contains
    procedure :: observe => watch
  end type

  ! Keeps the circuit parameters that it starts from, reports them again, and cancels the call.
  type, extends(weiss_solver) :: quitter
    real(real64), pointer :: seen(:) => null()
  contains
    procedure :: solve => quit
  end type

  type, extends(weiss_logger) :: notebook
    integer :: lines = 0
    integer(int32) :: level = 0
    character(:), allocatable :: text
  contains
    procedure :: log => note
  end type

contains

  subroutine quit(self, problem, run, error)
    class(quitter), intent(inout) :: self
    type(weiss_model), intent(in) :: problem
    type(weiss_solver_run), intent(in) :: run
    type(weiss_error), intent(inout) :: error
    integer :: i
    if (.not. associated(self%seen)) call error%raise("quitter has nowhere to write")
    if (associated(run%start_parameters)) then
      self%seen = run%start_parameters
      call run%parameters(run%start_parameters)
    end if
    call run%report([(1_int8, i = 1, problem%num_spins)])
    call run%cancel()
  end subroutine

  subroutine note(self, level, text)
    class(notebook), intent(inout) :: self
    integer(int32), intent(in) :: level
    character(*), intent(in) :: text
    self%lines = self%lines + 1
    self%level = level
    self%text = text
  end subroutine

  subroutine configure_descent(self, settings, error)
    class(descent), intent(inout) :: self
    type(weiss_settings), intent(in) :: settings
    type(weiss_error), intent(inout) :: error
    self%passes = settings%int("passes")
    if (settings%logical("refuse")) call error%raise("descent refuses: " // settings%text("words"), weiss_e_unsupported)
    if (settings%real("factor") < 0) call error%raise("factor came through the check")
    if (any(settings%list("list") /= [1.0_real64, 2.5_real64])) call error%raise("list has not its default")
  end subroutine

  subroutine descend(self, problem, run, error)
    class(descent), intent(inout) :: self
    type(weiss_model), intent(in) :: problem
    type(weiss_solver_run), intent(in) :: run
    type(weiss_error), intent(inout) :: error
    integer(int8) :: s(problem%num_spins)
    real(real64) :: slope, energy
    integer(int64) :: pass
    integer :: i
    logical :: changed
    if (associated(self%runs)) self%runs = self%runs + 1
    s = 1_int8
    if (size(run%starts, 2) > 0) s = run%starts(:, 1)
    pass = 0
    do
      changed = .false.
      do i = 1, problem%num_spins
        associate (first => problem%row_start(i), last => problem%row_start(i + 1) - 1)
          slope = problem%field(i) + sum(problem%value(first:last) * s(problem%column(first:last)))
          call run%spend(last - first + 1)
        end associate
        if (s(i) * slope <= 0) cycle
        s(i) = -s(i)
        changed = .true.
      end do
      pass = pass + 1
      if (.not. changed .or. pass == self%passes .or. run%should_stop()) exit
    end do
    call run%count("passes", pass)
    energy = problem%offset + sum(problem%field * s)
    do i = 1, problem%num_spins
      associate (first => problem%row_start(i), last => problem%row_start(i + 1) - 1)
        energy = energy + 0.5_real64 * s(i) * sum(problem%value(first:last) * s(problem%column(first:last)))
      end associate
    end do
    if (.not. allocated(self%fail)) then
      call run%report(s, energy)
      return
    end if
    select case (self%fail)
    case ("raise")
      call error%raise("descent has a bad day")
    case ("lie")
      call run%report(s, energy - 1)
    case ("spins")
      s(1) = 7
      call run%report(s)
    end select
  end subroutine

  subroutine cut(self, problem, run, error)
    class(halves), intent(inout) :: self
    type(weiss_model), intent(in) :: problem
    type(weiss_partitioner_run), intent(in) :: run
    type(weiss_error), intent(inout) :: error
    integer :: size_, first, i
    if (self%empty_part) call run%add([integer(int32) ::])
    size_ = (problem%num_spins + 1) / 2
    if (run%num_parts > 0) size_ = int((problem%num_spins - 1) / run%num_parts) + 1
    if (run%max_part_spins > 0) size_ = min(size_, int(run%max_part_spins))
    if (size_ < 1) call error%raise("no room")
    do first = 1, problem%num_spins, size_
      call run%add([(i, i = first, min(first + size_ - 1, problem%num_spins))], priority=real(first, real64))
    end do
  end subroutine

  subroutine step(self, objective, run, x, f, reason, error)
    class(compass), intent(inout) :: self
    type(weiss_function), intent(in) :: objective
    type(weiss_run), intent(in) :: run
    real(real64), intent(inout) :: x(:)
    real(real64), intent(out) :: f
    integer(int32), intent(out) :: reason
    type(weiss_error), intent(inout) :: error
    real(real64) :: points(size(x), 2 * size(x)), values(2 * size(x)), first(1), length
    integer :: i, best
    logical :: stop
    f = huge(f)
    reason = weiss_reason_work
    if (self%fail) call error%raise("compass has lost its needle")
    call objective%evaluate(reshape(x, [size(x), 1]), first, stop)
    if (stop .or. self%fail) return
    f = first(1)
    length = merge(objective%initial_step, 1.0_real64, objective%initial_step > 0)
    do while (length > 1.0e-9_real64 .and. .not. run%should_stop())
      do i = 1, size(x)
        points(:, 2 * i - 1) = x
        points(:, 2 * i) = x
        points(i, 2 * i - 1) = max(x(i) - length, objective%lower(i))
        points(i, 2 * i) = min(x(i) + length, objective%upper(i))
      end do
      call objective%evaluate(points, values, stop)
      if (stop) return
      best = minloc(values, 1)
      if (values(best) < f) then
        f = values(best)
        x = points(:, best)
      else
        length = length / 2
      end if
    end do
    reason = weiss_reason_converged
  end subroutine

  subroutine depth(self, x, f, error, gradient)
    class(bowl), intent(inout) :: self
    real(real64), intent(in) :: x(:)
    real(real64), intent(out) :: f
    type(weiss_error), intent(inout) :: error
    real(real64), intent(out), optional :: gradient(:)
    integer :: i
    self%evaluations = self%evaluations + 1
    if (self%evaluations == self%fail_at) call error%raise("the bowl broke", weiss_e_io)
    f = sum((x - [(i, i = 1, size(x))])**2)
    if (present(gradient)) gradient = 2 * (x - [(i, i = 1, size(x))])
  end subroutine

  subroutine watch(self, progress, stop, error)
    class(watcher), intent(inout) :: self
    type(weiss_progress), intent(in) :: progress
    logical, intent(inout) :: stop
    type(weiss_error), intent(inout) :: error
    self%calls = self%calls + 1
    self%events(progress%event) = self%events(progress%event) + 1
    self%sensible = self%sensible .and. progress%seconds >= 0 .and. progress%work >= 0 .and. &
      progress%bound <= progress%energy .and. allocated(progress%source)
    stop = self%calls == self%stop_at
    if (self%calls == self%fail_at) call error%raise("the observer looks away", weiss_e_limit)
    if (associated(self%cancels)) call self%cancels%cancel()
  end subroutine

end module
