! Run by hand: what a call costs from Fortran, in microseconds; overhead.c is the same loop in C.
!     gfortran -O2 "$(pkg-config --variable=pkgdatadir weiss)/fortran/weiss.f90" overhead.f90 $(pkg-config --libs weiss)
module counting
  use weiss
  implicit none
  type, extends(weiss_observer) :: counter
    integer :: calls = 0
  contains
    procedure :: observe
  end type
contains
  subroutine observe(self, progress, stop, error)
    class(counter), intent(inout) :: self
    type(weiss_progress), intent(in) :: progress
    logical, intent(inout) :: stop
    type(weiss_error), intent(inout) :: error
    self%calls = self%calls + 1
    stop = stop .or. progress%work < 0 .or. error%status < 0
  end subroutine
end module

program overhead
  use, intrinsic :: iso_fortran_env, only: int8, int64, real64
  use counting
  implicit none
  integer, parameter :: calls = 10000
  type(weiss_context) :: context
  type(weiss_problem) :: problem
  type(weiss_instance) :: solver
  type(weiss_run_options) :: options
  type(counter), target :: observer
  integer :: k
  call context%create()
  call problem%create_ising(context, 8, [(k, k = 1, 8)], [(mod(k, 8) + 1, k = 1, 8)])
  call solver%create(context, weiss_kind_solver, "exact")
  print '(a, f0.2, a)', "solve, best value and bits: ", median(), " us"
  options%observer => observer
  print '(a, f0.2, a, f0.1, a)', "with a progress callback:   ", median(), " us, ", &
    real(observer%calls) / calls, " calls of it in each"

contains

  ! The median time of a solve with a look at the best value and the bits.
  function median() result(microseconds)
    real(real64) :: microseconds, times(calls)
    type(weiss_result) :: result
    integer(int8), allocatable :: bits(:)
    integer(int64) :: begin, end, rate
    integer :: call_
    call system_clock(begin, rate)
    do call_ = 1, calls
      call system_clock(begin)
      call solver%solve(problem, result, options)
      if (result%objective() >= 0) error stop "a ring has a negative energy"
      bits = result%bits()
      call result%free()
      call system_clock(end)
      times(call_) = real(end - begin, real64) / rate * 1e6_real64
    end do
    microseconds = middle(times)
  end function

  ! The middle of the sorted numbers.
  real(real64) function middle(times)
    real(real64), intent(inout) :: times(:)
    real(real64) :: kept
    integer :: i, j
    do i = 2, size(times)
      kept = times(i)
      do j = i - 1, 1, -1
        if (times(j) <= kept) exit
        times(j + 1) = times(j)
      end do
      times(j + 1) = kept
    end do
    middle = times(size(times) / 2)
  end function

end program
