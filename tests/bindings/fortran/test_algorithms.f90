! Algorithms written in Fortran, alone and in the bundled subqubo; objectives; and what happens when they fail.
program test_algorithms
  use, intrinsic :: iso_fortran_env, only: int32, real64
  use weiss
  use checks
  use own_algorithms
  implicit none
  integer, parameter :: n = 40
  integer, target :: runs = 0
  type(weiss_context) :: context
  type(weiss_problem) :: ring
  type(weiss_error) :: error
  integer :: k

  call context%create()
  call ring%create_maxcut(context, n, [(k, k = 1, n)], [(mod(k, n) + 1, k = 1, n)])
  call registers()
  call solves()
  call solves_parts()
  call minimises()
  call fails()
  call quits()
  call logs()
  call finish()

contains

  ! The objects are temporaries: the library works on copies of its own.
  subroutine registers()
    type(weiss_algorithm_info) :: info
    call weiss_register(context, new_descent("test.descent"))
    call weiss_register(context, halves(id="test.halves", title="Halves"))
    call weiss_register(context, compass(id="test.compass", caps=weiss_cap_deterministic + weiss_cap_any_thread))
    call weiss_register(context, halves(id="test.halves"), error)
    call check(error%status < weiss_ok, "an id is taken once")
    call weiss_register(context, halves(id="NO GOOD"), error)
    call check(error%status < weiss_ok, "an id has a form: " // error%message)
    call weiss_register(context, halves(), error)
    call check(error%status < weiss_ok, "an algorithm needs an id")
    call context%find_algorithm(0, "test.compass", info)
    call check(info%caps == weiss_cap_deterministic, "no algorithm in Fortran is called from other threads")
    call check(info%kind == weiss_kind_optimizer .and. size(info%options) == 0, "its kind is that of its type")
    call context%find_algorithm(weiss_kind_solver, "test.descent", info)
    call check(size(info%options) == 5, "its options are listed")
    call check(info%options(1)%key == "passes" .and. info%options(1)%int_max == 1000, "as they were declared")
  end subroutine

  function new_descent(id, fail) result(solver)
    character(*), intent(in) :: id
    character(*), intent(in), optional :: fail
    type(descent) :: solver
    solver%id = id
    solver%summary = "Flips spins while that lowers the energy."
    solver%runs => runs
    if (present(fail)) solver%fail = fail
    solver%options = [ &
      weiss_option(key="passes", help="Passes; 0: until nothing changes.", int_max=1000), &
      weiss_option(key="refuse", help="Refuse to be made.", type=weiss_type_bool), &
      weiss_option(key="words", help="What to say.", type=weiss_type_string, text_default="no", choices="no|never"), &
      weiss_option(key="factor", help="Any number.", type=weiss_type_real, real_default=0.5_real64, &
        real_min=0.0_real64, real_max=1.0_real64), &
      weiss_option(key="list", help="Numbers.", type=weiss_type_real_list, list_default=[1.0_real64, 2.5_real64])]
  end function

  subroutine solves()
    type(weiss_instance) :: instance
    type(weiss_result) :: result
    call instance%set("passes", 500)
    call instance%create(context, weiss_kind_solver, "test.descent factor=0.25 words=never")
    call instance%solve(ring, result)
    call check(result%objective() >= n / 2, "a descent cuts half of a ring")
    call check(result%counter("passes") > 0 .and. runs == 1, "it counts")
    call instance%set("refuse", .true.)
    call instance%create(context, weiss_kind_solver, "test.descent words=never", error)
    call check_failure(error, weiss_e_unsupported, "descent refuses: never")
    call instance%free()
    call instance%set("factor", 2.0_real64)
    call instance%create(context, weiss_kind_solver, "test.descent", error)
    call check(error%status == weiss_e_option .and. error%origin == "factor", "the host checks its options")
  end subroutine

  subroutine solves_parts()
    type(weiss_instance) :: instance
    type(weiss_result) :: result
    type(weiss_part) :: part
    call weiss_solve(context, ring, result, "subqubo partitioner=test.halves subsolver=test.descent part_size=10", &
      weiss_run_options(work_limit=200000, threads=2))
    call check(result%objective() >= n / 2 .and. runs > 4, "subqubo runs a partitioner and a solver of ours")
    call check(result%counter("sub-solver failures") == 0, "neither fails")
    call instance%create(context, weiss_kind_partitioner, "test.halves")
    call instance%partition(ring, result, weiss_partition_task(num_parts=4))
    call result%part(1, part)
    call check(all(part%members == [(k, k = 31, 40)]) .and. nint(part%priority) == 31, "parts come by their priority")
  end subroutine

  subroutine minimises()
    type(weiss_instance) :: instance
    type(weiss_result) :: result
    type(bowl) :: function_
    call instance%create(context, weiss_kind_optimizer, "test.compass")
    function_%start = [0.0_real64, 0.0_real64, 0.0_real64]
    call instance%minimize(function_, result, weiss_run_options(work_limit=10000))
    call check(all(abs(result%x() - [1, 2, 3]) < 1e-6_real64), "the bottom of a bowl")
    call check(result%objective() < 1e-12_real64 .and. function_%evaluations > 10, "its value")
    function_%upper = [10.0_real64, 1.5_real64, 10.0_real64]
    function_%lower = [2.0_real64, -1.0_real64, -1.0_real64]
    call instance%minimize(function_, result, weiss_run_options(work_limit=10000))
    call check(all(abs(result%x() - [2.0_real64, 1.5_real64, 3.0_real64]) < 1e-6_real64), "inside of bounds")
    function_%lower = [2.0_real64]
    call instance%minimize(function_, result, error=error)
    call check_failure(error, weiss_e_argument, "different sizes")
    deallocate (function_%lower)
    function_%evaluations = 0
    function_%fail_at = 8
    call instance%minimize(function_, result, error=error)
    call check_failure(error, weiss_e_io, "the bowl broke")
    deallocate (function_%start)
    call instance%minimize(function_, result, error=error)
    call check_failure(error, weiss_e_argument, "start")
  end subroutine

  subroutine quits()
    type(weiss_result) :: result
    type(weiss_run_options) :: options
    type(quitter) :: solver
    real(real64), target :: seen(2)
    seen = 0
    solver%id = "test.quitter"
    solver%seen => seen
    call weiss_register(context, solver)
    options%parameters = [0.5_real64, -0.25_real64]
    options%time_limit = 60
    call weiss_solve(context, ring, result, "test.quitter", options)
    call check(all(seen == [0.5_real64, -0.25_real64]), "a run starts from circuit parameters")
    call check(size(result%parameters()) == 2 .and. all(result%parameters() == seen), "and reports them")
    call weiss_solve(context, ring, result, "subqubo subsolver=test.quitter part_size=8", options)
    call check(result%reason() == weiss_reason_cancelled, "a solver below a scheme cancels the call")
  end subroutine

  subroutine logs()
    type(weiss_context) :: logged
    type(weiss_result) :: result
    type(notebook), target :: notes
    class(weiss_logger), pointer :: logger
    logger => notes
    call logged%create(simd="nonsense", logger=logger)
    call check(notes%lines == 1 .and. notes%level == weiss_log_warning, "a line of the log: " // notes%text)
    call check(index(notes%text, '"nonsense"') > 0, "says what was wrong")
    call weiss_register(logged, new_descent("test.raise", "raise"))
    call weiss_solve(logged, ring, result, "subqubo subsolver=test.raise iterations=2", error=error)
    call check(notes%lines > 1, "failures of nested solvers are logged")
    call logged%create(simd="nonsense", logger=logger, log_level=weiss_log_error)
    k = notes%lines
    call logged%free()
    call check(notes%lines == k, "nothing below the level")
  end subroutine

  subroutine fails()
    type(weiss_result) :: result
    type(weiss_instance) :: instance
    type(bowl) :: function_
    type(compass) :: broken
    call weiss_register(context, new_descent("test.raise", "raise"))
    call weiss_solve(context, ring, result, "test.raise", error=error)
    call check_failure(error, weiss_e_fail, "descent has a bad day")
    call weiss_register(context, new_descent("test.lie", "lie"))
    call weiss_solve(context, ring, result, "test.lie", error=error)
    call check(error%status == weiss_e_plugin, "a lie is found out: " // error%message)
    call weiss_register(context, new_descent("test.spins", "spins"))
    call weiss_solve(context, ring, result, "test.spins", error=error)
    call check(error%status == weiss_e_plugin, "so is a spin of 7: " // error%message)
    call weiss_register(context, new_descent("test.nothing", "nothing"))
    call weiss_solve(context, ring, result, "test.nothing", error=error)
    call check_failure(error, weiss_e_plugin, "without a sample")
    call weiss_solve(context, ring, result, "subqubo subsolver=test.raise iterations=2", error=error)
    call check(error%status == weiss_ok .and. result%counter("sub-solver failures") > 0, "a scheme survives it")
    call weiss_register(context, halves(id="test.empty-part", empty_part=.true.))
    call instance%create(context, weiss_kind_partitioner, "test.empty-part")
    call instance%partition(ring, result, error=error)
    call check(error%status == weiss_e_plugin, "an empty part is refused: " // error%message)
    broken%id = "test.broken"
    broken%fail = .true.
    call weiss_register(context, broken)
    call instance%create(context, weiss_kind_optimizer, "test.broken")
    function_%start = [0.0_real64]
    call instance%minimize(function_, result, error=error)
    call check(error%status < weiss_ok .or. result%objective() >= 0, "an optimizer that fails keeps its best")
  end subroutine

end program
