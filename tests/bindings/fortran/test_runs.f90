! Progress, cancelling from everywhere, and the wrong library.
module interrupts
  use, intrinsic :: iso_c_binding, only: c_funptr, c_int, c_int32_t
  implicit none
  integer(c_int32_t), target, volatile :: interrupted = 0
  interface
    function c_signal(number, handler) bind(c, name="signal") result(previous)
      import
      integer(c_int), value :: number
      type(c_funptr), value :: handler
      type(c_funptr) :: previous
    end function
    function c_raise(number) bind(c, name="raise") result(failed)
      import
      integer(c_int), value :: number
      integer(c_int) :: failed
    end function
  end interface
contains
  subroutine on_interrupt(number) bind(c)
    integer(c_int), value :: number
    interrupted = number
  end subroutine
end module

program test_runs
  use, intrinsic :: iso_c_binding, only: c_associated, c_funloc
  use, intrinsic :: iso_fortran_env, only: int64
  use weiss
  use checks
  use interrupts
  use own_algorithms
  implicit none
  integer, parameter :: n = 300
  character(20) :: argument
  type(weiss_error) :: error
  type(weiss_context) :: context
  type(weiss_problem) :: problem
  integer :: k

  call get_command_argument(1, argument)
  if (argument == "wrong-library") then
    call context%create(error=error)
    call check_failure(error, weiss_e_abi, "interface version")
    call finish()
    stop
  end if
  call context%create()
  if (argument == "without-error") call problem%read(context, "absent.mc")
  call problem%create_maxcut(context, n, [(k, k = 1, n), (k, k = 1, n)], [(mod(k, n) + 1, k = 1, n), &
    (mod(k + 1, n) + 1, k = 1, n)])
  call observes()
  call cancels()
  call fails()
  call finish()

contains

  subroutine observes()
    type(weiss_result) :: result
    type(watcher), target :: observer
    type(weiss_run_options) :: options
    options%work_limit = 2000000
    options%observer => observer
    call weiss_solve(context, problem, result, "tabu", options)
    call check(observer%events(weiss_event_started) == 1 .and. observer%events(weiss_event_finished) == 1, &
      "a run begins and ends once")
    call check(observer%events(weiss_event_improved) >= 1 .and. observer%sensible, "and improves between")
  end subroutine

  subroutine cancels()
    type(weiss_instance), target :: instance
    type(weiss_result) :: result
    type(watcher), target :: observer
    type(weiss_run_options) :: options
    integer(int64) :: begin, end, rate
    logical :: ended
    call system_clock(begin, rate)
    options%time_limit = 30
    options%observer => observer
    call instance%create(context, weiss_kind_solver, "annealing")
    observer%stop_at = 3
    call instance%solve(problem, result, options)
    call check(result%reason() == weiss_reason_cancelled .and. result%objective() > 0, "an observer stops a run")
    observer%stop_at = -1
    observer%cancels => instance
    call instance%solve(problem, result, options)
    call check(result%reason() == weiss_reason_cancelled, "so does cancel, inside of the observer")
    options%observer => null()
    call instance%solve(problem, result, options)
    call check(result%reason() == weiss_reason_cancelled, "which holds for the next run")
    call instance%reset_cancel()

    ended = .false.
    !$omp parallel num_threads(2) default(shared)
    !$omp sections
    !$omp section
    call instance%solve(problem, result, options)
    !$omp section
    call instance%cancel()
    !$omp end sections
    !$omp end parallel
    call check(result%reason() == weiss_reason_cancelled, "and from another thread")
    call instance%reset_cancel()

    call check(.not. c_associated(c_signal(2, c_funloc(on_interrupt))), "the handler of Ctrl-C is set")
    options%cancel_flag => interrupted
    call check(c_raise(2) == 0, "Ctrl-C is pressed")
    call instance%solve(problem, result, options)
    call check(interrupted == 2 .and. result%reason() == weiss_reason_cancelled, "Ctrl-C, by a flag")
    call system_clock(end)
    call check(end - begin < 20 * rate, "all of that at once")
  end subroutine

  subroutine fails()
    type(weiss_result) :: result
    type(watcher), target :: observer
    type(weiss_run_options) :: options
    observer%fail_at = 2
    options%time_limit = 30
    options%observer => observer
    call weiss_solve(context, problem, result, "annealing", options, error)
    call check_failure(error, weiss_e_limit, "the observer looks away")
    call check(size(result%bits()) == 0, "then there is no result")
  end subroutine

end program
