! Search without an algorithm around it: bounds, one state, many states; products, and what a reduction did.
program test_search
  use, intrinsic :: iso_fortran_env, only: int8, int64, real64
  use weiss
  use checks
  implicit none
  type(weiss_context) :: context
  type(weiss_error) :: error

  call context%create()
  call bounds()
  call searches()
  call anneals_side_by_side()
  call multiplies()
  call counts_removals()
  call refuses()
  call check(context%memory() == 0, "searches and replicas are freed when they go out of scope")
  call finish()

contains

  ! The ring of five nodes, whose largest cut is 4.
  subroutine make_pentagon(problem)
    type(weiss_problem), intent(inout) :: problem
    call problem%create_maxcut(context, 5, [1, 2, 3, 4, 5], [2, 3, 4, 5, 1])
  end subroutine

  subroutine bounds()
    type(weiss_problem) :: problem, chain
    integer(int8), allocatable :: persistent(:), roundings(:, :)
    real(real64) :: bound, value, energies(8)
    call make_pentagon(problem)
    call weiss_sdp_bound(problem, bound, value, roundings, num_roundings=8)
    call check(problem%objective(bound) == 4.0_real64, "4.52 by the vectors, and cuts are integers")
    call check(abs(problem%objective(value) - 4.5225_real64) < 1e-3_real64, "the value of the vectors")
    call problem%energies(roundings, energies)
    call check(all(energies(:7) <= energies(2:)) .and. problem%objective(energies(1)) == 4, "roundings, best first")
    call weiss_sdp_bound(problem, bound)
    call check(problem%objective(bound) == 4.0_real64, "the bound alone")
    call weiss_sdp_bound(problem, bound, rank=-1, error=error)
    call check_failure(error, weiss_e_argument, "rank")
    call weiss_roof_dual(problem, bound, persistent)
    call check(problem%objective(bound) >= 4 .and. size(persistent) == 5, "no cut is above the roof dual")
    call chain%create_ising(context, 3, [1, 2], [2, 3], [1.0_real64, -1.0_real64], &
      field=[3.0_real64, 0.0_real64, -1.0_real64])
    call weiss_roof_dual(chain, bound, persistent)
    call check(bound == -6 .and. all(persistent == [-1, 1, 1]), "spins that fields hold are decided")
  end subroutine

  subroutine searches()
    type(weiss_problem) :: problem
    type(weiss_result) :: result
    type(weiss_search) :: search, shared
    integer(int64) :: seed, made
    real(real64) :: best, energies(1)
    integer :: way, k
    call problem%create_ising(context, 16, [(k, k = 1, 16), (k, k = 1, 16)], &
      [(mod(k, 16) + 1, k = 1, 16), (mod(k + 4, 16) + 1, k = 1, 16)], &
      [(1.0_real64, k = 1, 16), (mod(k, 7) - 3.0_real64, k = 1, 16)])
    call weiss_solve(context, problem, result, "exact")
    call search%create(problem)
    do way = 1, 4
      best = huge(best)
      do seed = 0, 9
        call search%set_random(seed)
        call search%descend()
        if (way == 1) call search%tabu(seed=seed, made=made)
        if (way == 2) call search%anneal(seed=seed, schedule=weiss_schedule_linear, made=made)
        if (way == 3) call search%trees(seed=seed, temperature=5.0_real64, t_last=0.5_real64, made=made)
        if (way == 4) call search%trees(seed=seed, width=6, made=made)
        call check(made > 0, "moves were made")
        call problem%energies(reshape(search%spins(), [16, 1]), energies)
        call check(energies(1) == search%energy(), "the energy is that of the spins")
        call problem%energies(reshape(search%best_spins(), [16, 1]), energies)
        call check(energies(1) == search%best_energy(), "and so for the best")
        best = min(best, search%best_energy())
      end do
      call check(best == result%energy(), "each way of searching finds the minimum")
    end do
    call search%set([(1_int8, k = 1, 16)])
    call check(all(search%spins() == 1) .and. all(search%best_spins() == 1), "a state that was set")
    shared = search
    call search%free()
    call problem%free()
    call check(size(shared%spins()) == 16 .and. size(search%spins()) == 0, "a shared search keeps its problem")
  end subroutine

  subroutine anneals_side_by_side()
    type(weiss_problem) :: problem
    type(weiss_replicas) :: replicas
    integer(int8), allocatable :: spins(:)
    integer(int8), parameter :: state(5) = [1_int8, -1_int8, 1_int8, -1_int8, 1_int8]
    real(real64), allocatable :: energies(:)
    real(real64) :: one(1)
    integer(int64) :: made
    integer :: k
    call make_pentagon(problem)
    call check(weiss_replica_lanes(problem) == 64, "64 states make a group")
    call replicas%create(problem, 10)
    call replicas%set_random(1_int64)
    call replicas%anneal(seed=2_int64, sweeps=50, made=made)
    energies = replicas%energies()
    call check(made == 50 .and. problem%objective(minval(energies)) == 4, "replicas reach the largest cut")
    do k = 1, 10
      call replicas%spins(k, spins)
      call problem%energies(reshape(spins, [5, 1]), one)
      call check(one(1) == energies(k), "energies are those of the states")
    end do
    call replicas%set(3, state)
    call replicas%spins(3, spins)
    call check(all(spins == state), "a replica that was set")
    call replicas%sweep(5, [(0.0_real64, k = 1, 10)], 1_int64, made)
    energies = replicas%energies()
    call check(made == 5 .and. problem%objective(energies(3)) == 4, "sweeps at temperature 0 keep a minimum")
  end subroutine

  subroutine multiplies()
    type(weiss_problem) :: chain
    real(real64) :: x(2, 3), y(2, 3)
    call chain%create_ising(context, 3, [1, 2], [2, 3], [2.0_real64, -3.0_real64], field=[9.0_real64, 9.0_real64, 9.0_real64])
    x(1, :) = [1, 10, 100]
    x(2, :) = [1, 0, 0]
    call chain%multiply(x, y)
    call check(all(y(1, :) == [20, -298, -30]) .and. all(y(2, :) == [0, 2, 0]), "the couplings times two vectors")
    call chain%multiply(x(:, :2), y(:, :2), error)
    call check_failure(error, weiss_e_argument, "num_spins")
  end subroutine

  subroutine counts_removals()
    type(weiss_problem) :: problem, made
    type(weiss_reduction) :: reduction
    type(weiss_reduction_info) :: info
    call problem%create_ising(context, 3, [1, 2], [2, 3])
    call problem%reduce(made, reduction)
    call reduction%info(info)
    call check(info%num_spins == 3 .and. info%num_kept == 0, "a chain is decided")
    call check(info%num_low_degree + info%num_degree_two + info%num_degree_three + info%num_dominated + &
      info%num_decided + info%num_persistent == 3, "by some rule for each spin")
  end subroutine

  subroutine refuses()
    type(weiss_problem) :: problem
    type(weiss_search) :: search
    type(weiss_replicas) :: replicas
    integer(int8), allocatable :: spins(:)
    call search%anneal(error=error)
    call check_failure(error, weiss_e_argument, "not created")
    call replicas%set_random(1_int64, error)
    call check_failure(error, weiss_e_argument, "not created")
    call check(size(replicas%energies()) == 0 .and. weiss_replica_lanes(problem) == 0, "nothing of nothing")
    call search%create(problem, error=error)
    call check(error%status == weiss_e_argument, "a search of no problem: " // error%message)
    call make_pentagon(problem)
    call search%create(problem)
    call search%trees(width=17, error=error)
    call check_failure(error, weiss_e_argument, "width")
    call search%set([1_int8], error)
    call check_failure(error, weiss_e_argument, "spins")
    call replicas%create(problem, 0, error)
    call check_failure(error, weiss_e_argument, "count")
    call replicas%create(problem, 2)
    call replicas%spins(3, spins, error)
    call check_failure(error, weiss_e_argument, "replica")
    call replicas%sweep(1, [0.0_real64], 1_int64, error=error)
    call check_failure(error, weiss_e_argument, "temperatures")
  end subroutine

end program
