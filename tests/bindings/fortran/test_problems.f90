! Problems, files, listings, results, shared ownership.
program test_problems
  use, intrinsic :: iso_fortran_env, only: int8, int64, real64
  use weiss
  use checks
  implicit none
  type(weiss_context) :: context
  type(weiss_error) :: error

  call context%create(memory_limit=100000000_int64, max_threads=2, error=error)
  call check(error%status == weiss_ok, "a context is created")
  call builds()
  call agrees_with_brute_force()
  call transforms()
  call updates()
  call reads_and_writes()
  call lists()
  call shows_results()
  call shares()
  call refuses()
  call check(context%memory() == 0, "problems and results are freed when they go out of scope")
  call finish()

contains

  subroutine builds()
    type(weiss_problem) :: problem
    type(weiss_problem_info) :: info
    type(weiss_result) :: result
    call problem%create_maxcut(context, 4, [1, 2, 3, 3], [2, 3, 1, 4])
    call weiss_solve(context, problem, result)
    call check(result%objective() == 3.0_real64, "the cut of a triangle with a tail is 3")
    call problem%create_qubo(context, 2, [1, 1], [2, 1], [-4.0_real64, 1.0_real64], linear=[0.0_real64, 1.0_real64], &
      offset=10.0_real64)
    call weiss_solve(context, problem, result, "exact")
    call check(result%objective() == 8.0_real64, "x1 = x2 = 1 is the minimum of the QUBO")
    call check(all(result%bits() == 1_int8), "as bits")
    call check(all(result%spins() == -1_int8), "as spins")
    call problem%create_ising(context, 3, [1, 2], [2, 3], [1.0_real64, -1.0_real64], &
      field=[0.5_real64, 0.0_real64, 0.0_real64], maximise=.true.)
    call problem%info(info)
    call check(info%origin == weiss_origin_ising .and. info%sense == weiss_sense_max, "the origin is kept")
    call check(info%num_couplings == 2 .and. info%num_fields == 1 .and. problem%num_spins() == 3, "so are the numbers")
    call weiss_solve(context, problem, result, "exact")
    call check(result%objective() == 2.5_real64, "the maximum of an Ising problem")
    call check(result%reason() == weiss_reason_optimal .and. result%reason_name() == "optimal", "which is proven")
    call check(problem%objective(result%energy()) == result%objective(), "objective of an energy")
    call check(problem%energy_of(result%objective()) == result%energy(), "energy of an objective")
    call problem%create_ising(context, 1, [integer ::], [integer ::], field=[1.0_real64])
    call weiss_solve(context, problem, result)
    call check(result%energy() == -1.0_real64, "a problem without couplings")
  end subroutine

  ! Random QUBO problems of 8 variables against all 256 states.
  subroutine agrees_with_brute_force()
    type(weiss_problem) :: problem
    type(weiss_result) :: result
    integer, parameter :: n = 8, m = 20
    integer :: row(m), column(m), round, state, k, i, seed
    integer(int8) :: x(n), spins(n, 256)
    real(real64) :: value(m), energies(256), expected(256)
    seed = 12345
    do round = 1, 20
      do k = 1, m
        row(k) = 1 + next(seed, n)
        column(k) = 1 + next(seed, n)
        value(k) = next(seed, 21) - 10
      end do
      call problem%create_qubo(context, n, row, column, value)
      do state = 1, 256
        x = [(int(ibits(state - 1, i, 1), int8), i = 0, n - 1)]
        spins(:, state) = 1_int8 - 2_int8 * x
        expected(state) = sum(value, mask=x(row) == 1 .and. x(column) == 1)
      end do
      call problem%energies(spins, energies)
      call check(all(energies == expected), "energies are those of the definition")
      call weiss_solve(context, problem, result, "exact")
      call check(result%objective() == minval(expected), "the minimum is that of all states")
    end do
  end subroutine

  subroutine transforms()
    type(weiss_problem) :: problem, small, again
    type(weiss_reduction) :: reduction, back
    type(weiss_result) :: result
    integer(int8) :: spins(5, 2), kept(2, 2)
    integer(int8), allocatable :: lifted(:)
    integer, allocatable :: component(:)
    real(real64) :: whole(2), part(2)
    call problem%create_ising(context, 5, [1, 2, 3, 3, 4], [2, 3, 1, 4, 5], [2d0, -1d0, 3d0, 1d0, -2d0], &
      field=[0d0, 0d0, 0.5d0, 1d0, 0.25d0])
    spins(:, 1) = [1_int8, -1_int8, -1_int8, 1_int8, -1_int8]
    spins(:, 2) = [1_int8, 1_int8, -1_int8, -1_int8, -1_int8]
    call problem%energies(spins, whole)
    call problem%clamp([4, 2], small, spins(:, 1))
    kept = spins([4, 2], :)
    call small%energies(kept, part)
    call check(all(part == whole), "clamped spins leave the energy of the rest")
    call problem%clamp([2], small, mean_spins=[0.5d0, 0d0, -0.25d0, 0d0, 0d0])
    call small%energies(reshape([1_int8, -1_int8], [1, 2]), part)
    call check(part(1) - part(2) == 2 * (2 * 0.5d0 + 0.25d0), "mean values act as fields")
    call problem%contract([1, 1, 2, 3, 3], small, sign=[1_int8, -1_int8, 1_int8, 1_int8, -1_int8])
    call small%energies(reshape([1_int8, -1_int8, 1_int8], [3, 1]), part(:1))
    call check(small%num_spins() == 3 .and. part(1) == whole(1), "contracted spins go together")
    call again%create_ising(context, 7, [1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 6], [2, 3, 4, 5, 3, 4, 5, 4, 5, 5, 6, 7], &
      [1d0, 1d0, 1d0, 1d0, 1d0, 1d0, 1d0, 1d0, 1d0, 1d0, -1d0, 2d0])
    call again%reduce(small, reduction)
    back = reduction
    call weiss_solve(context, small, result, "exact")
    call back%lift(result%spins(), lifted)
    call again%energies(reshape(lifted, [7, 1]), part(:1))
    call check(small%num_spins() == 5 .and. part(1) == result%energy(), "a reduced problem is lifted")
    call weiss_solve(context, again, result, "exact")
    call check(part(1) == result%energy(), "and has the same minimum")
    call again%create_ising(context, 4, [1, 3], [2, 4])
    call again%components(component)
    call check(all(component == [1, 1, 2, 2]), "components are counted from 1")
    call back%lift([1_int8, 0_int8, 1_int8, 1_int8, 1_int8], lifted, error)
    call check_failure(error, weiss_e_argument, "lift")
    call problem%clamp([2], small, [1_int8], error=error)
    call check_failure(error, weiss_e_argument, "spins")
    call problem%contract([1, 2], small, error=error)
    call check_failure(error, weiss_e_argument, "group")
    call problem%contract([1, 2, 3, 4, 0], small, error=error)
    call check(error%status == weiss_e_argument, "groups count from 1")
  end subroutine

  subroutine updates()
    type(weiss_problem) :: problem
    real(real64) :: energy(1)
    call problem%create_qubo(context, 3, [1, 2], [2, 3], [2d0, -3d0], linear=[1d0, 0d0, 0d0], maximise=.true.)
    call problem%update([2], [3], [4d0], linear=[0d0, -1d0, 0d0], offset=0.5d0)
    call problem%energies(reshape([1_int8, -1_int8, -1_int8], [3, 1]), energy)
    call check(problem%objective(energy(1)) == 3.5d0, "an update gives new coefficients")
    call problem%update([1], [3], [1d0], error=error)
    call check(error%status == weiss_e_argument, "on the old pattern only")
    call problem%update([1], [2, 3], error=error)
    call check_failure(error, weiss_e_argument, "lengths")
  end subroutine

  integer function next(seed, count)
    integer, intent(inout) :: seed
    integer, intent(in) :: count
    seed = int(mod(int(seed, int64) * 48271_int64, 2147483647_int64))
    next = mod(seed / 7, count)
  end function

  subroutine reads_and_writes()
    type(weiss_problem) :: problem, again
    type(weiss_result) :: result
    integer(int8) :: spins(4)
    call problem%create_maxcut(context, 4, [1, 2, 3, 3], [2, 3, 1, 4], [1.0_real64, 2.0_real64, 3.0_real64, 4.0_real64])
    call problem%write("cut.mc")
    call again%read(context, "cut.mc")
    call weiss_solve(context, problem, result)
    call weiss_write_solution("cut.sol", result%spins())
    call weiss_read_solution("cut.sol", spins)
    call check(all(spins == result%spins()), "a solution comes back")
    call weiss_solve(context, again, result)
    call check(result%objective() == 9.0_real64, "a problem comes back")
    call again%read(context, "absent.mc", error=error)
    call check_failure(error, weiss_e_not_found, "absent.mc")
    call write_text("broken.mc", "3 1" // new_line("a") // "1 oops 1")
    call again%read(context, "broken.mc", format="maxcut", error=error)
    call check(error%status == weiss_e_format .and. error%line == 2, "an error of the format has a line")
    call problem%write("cut.xyz", error=error)
    call check(error%status < weiss_ok, "an unknown extension is refused: " // error%message)
  end subroutine

  subroutine write_text(path, text)
    character(*), intent(in) :: path, text
    integer :: unit
    open (newunit=unit, file=path, action="write", status="replace")
    write (unit, '(a)') text
    close (unit)
  end subroutine

  subroutine lists()
    type(weiss_algorithm_info), allocatable :: list(:)
    type(weiss_algorithm_info) :: tabu
    type(weiss_format), allocatable :: formats(:)
    integer :: k
    logical :: found
    call context%algorithms(list)
    found = .false.
    do k = 1, size(list)
      found = found .or. (list(k)%id == "weiss.tabu" .and. list(k)%kind == weiss_kind_solver)
    end do
    call check(found, "tabu is listed")
    call context%find_algorithm(weiss_kind_solver, "tabu", tabu)
    call check(tabu%name == "tabu" .and. len(tabu%summary) > 0, "an algorithm is found by its short name")
    found = .false.
    do k = 1, size(tabu%options)
      found = found .or. (tabu%options(k)%key == "tenure" .and. tabu%options(k)%type == weiss_type_int .and. &
        tabu%options(k)%int_max > 0 .and. len(tabu%options(k)%help) > 0)
    end do
    call check(found, "its option tenure is listed")
    call weiss_formats(formats)
    call check(any([(formats(k)%name == "maxcut" .and. formats(k)%can_write, k = 1, size(formats))]), "formats are listed")
    call check(len(context%simd()) > 0, "the SIMD level has a name")
    call check(index(weiss_library_version(), ".") > 0, "the library has a version")
  end subroutine

  subroutine shows_results()
    type(weiss_problem) :: problem
    type(weiss_instance) :: instance
    type(weiss_result) :: result
    type(weiss_result_info) :: info
    type(weiss_sample) :: sample
    type(weiss_part) :: part
    type(weiss_improvement) :: improvement
    integer(int8), allocatable :: states(:, :)
    real(real64), allocatable :: energies(:), objectives(:)
    integer(int64), allocatable :: multiplicities(:)
    integer :: k
    call problem%create_maxcut(context, 60, [(k, k = 1, 60)], [(mod(k, 60) + 1, k = 1, 60)])
    call instance%set("iterations", 3)
    call instance%set("subsolver", "tabu")
    call instance%set("subsolver.tenure", 5)
    call instance%create(context, weiss_kind_solver, "subqubo part_size=20")
    call check(index(instance%spec(), "subsolver.tenure=5") > 0, "nested settings are in the spec: " // instance%spec())
    call instance%solve(problem, result, weiss_run_options(seed=7, work_limit=100000, max_samples=5))
    call result%info(info)
    call check(info%seed == 7 .and. info%num_spins == 60 .and. info%num_samples >= 1 .and. info%num_samples <= 5, &
      "numbers of the run")
    call check(info%exact .and. info%objective == result%objective(), "more of them")
    call result%sample(1, sample)
    call check(all(sample%spins == result%spins()) .and. sample%objective == result%objective(), "the first sample")
    call result%samples(states, energies, objectives, multiplicities)
    call check(all(states(:, 1) == sample%spins) .and. objectives(1) == sample%objective .and. &
      energies(1) == sample%energy .and. multiplicities(1) == sample%multiplicity, "all samples at once")
    call check(size(states, 2) == info%num_samples, "each of them")
    call result%improvement(int(info%num_trace), improvement)
    call check(improvement%energy == result%energy() .and. len(improvement%source) > 0, "the last improvement")
    call check(result%counter("no such") == 0 .and. result%counter("sub-problems") > 0, "counters")
    call check(index(result%report(), '"weiss.report/1"') > 0, "the report")
    call check(size(result%marginals()) == 0 .and. size(result%x()) == 0, "what is not there is empty")
    call result%sample(1000, sample, error)
    call check(error%status == weiss_e_argument, "there is no sample 1000")

    call instance%free()
    call instance%create(context, weiss_kind_partitioner, "contiguous")
    call instance%partition(problem, result, weiss_partition_task(num_parts=3, max_part_spins=20))
    call result%info(info)
    call check(info%num_parts == 3, "three parts")
    call result%part(2, part)
    call check(all(part%members == [(k, k = part%members(1), part%members(1) + 19)]), "members are 1-based")

    call instance%create(context, weiss_kind_solver, "tabu")
    call instance%solve(problem, result, weiss_run_options(time_limit=20, target=40))
    call check(result%reason() == weiss_reason_target .and. result%objective() >= 40, "a target ends a run")
  end subroutine

  ! A triangle's cut, read through many owners.
  subroutine shares()
    type :: holder
      type(weiss_problem) :: problem
      type(weiss_result) :: result
    end type
    type(weiss_problem) :: problem, other
    type(weiss_problem), allocatable :: list(:)
    type(holder) :: a, b
    call problem%create_maxcut(context, 3, [1, 2, 3], [2, 3, 1])
    other = problem
    other = other
    a%problem = problem
    b = a
    allocate (list(2))
    list(2) = b%problem
    call problem%free()
    call other%free()
    a%problem = other
    call check(a%problem%num_spins() == 0 .and. b%problem%num_spins() == 3, "a shared problem lives on")
    call weiss_solve(context, list(2), b%result)
    a = b
    call b%result%free()
    call check(a%result%objective() == 2.0_real64, "so does a result")
  end subroutine

  subroutine refuses()
    type(weiss_problem) :: problem
    type(weiss_result) :: result
    type(weiss_instance) :: instance
    type(weiss_context) :: none
    call problem%create_maxcut(context, 3, [1, 2], [2, 9], error=error)
    call check(error%status == weiss_e_argument, "an index out of range is refused: " // error%message)
    call problem%create_maxcut(context, 3, [1, 2], [2], error=error)
    call check_failure(error, weiss_e_argument, "lengths")
    call problem%create_maxcut(context, 3, [1, 2], [2, 3])
    call weiss_solve(context, problem, result, "tabbu", error=error)
    call check_failure(error, weiss_e_not_found, "tabu")
    call weiss_solve(context, problem, result, "tabu tenur=3", error=error)
    call check_failure(error, weiss_e_option, "tenure")
    call instance%set("tenure", -5)
    call instance%create(context, weiss_kind_solver, "tabu", error)
    call check(error%status == weiss_e_option .and. error%origin == "tenure", "an option out of range names itself")
    call weiss_solve(context, problem, result, options=weiss_run_options(time_limit=-1), error=error)
    call check(error%status == weiss_e_argument, "a negative time limit is refused")
    call instance%solve(problem, result, error=error)
    call check(error%status == weiss_e_argument, "an instance that was not created is refused: " // error%message)
    call problem%free()
    call weiss_solve(context, problem, result, error=error)
    call check(error%status == weiss_e_argument, "a problem that was freed is refused: " // error%message)
    call weiss_solve(none, problem, result, error=error)
    call check(error%status == weiss_e_argument, "a context that was not created is refused: " // error%message)
    call check(size(result%bits()) == 0, "a result that was not filled is empty")
  end subroutine

end program
