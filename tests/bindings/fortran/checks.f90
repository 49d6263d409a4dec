! Counts what holds and what does not; names the latter.
module checks
  use weiss, only: weiss_error
  implicit none
  private
  public :: check, check_failure, finish
  integer :: failed = 0

contains

  subroutine check(holds, what)
    logical, intent(in) :: holds
    character(*), intent(in) :: what
    if (holds) return
    failed = failed + 1
    print '(2a)', "does not hold: ", what
  end subroutine

  ! A call failed with this status and a message that holds the text.
  subroutine check_failure(error, status, text)
    type(weiss_error), intent(in) :: error
    integer, intent(in) :: status
    character(*), intent(in) :: text
    if (error%status == status .and. index(error%message, text) > 0) return
    failed = failed + 1
    print '(a, i0, 3a, i0, 2a)', "expected status ", status, ' and "', text, '", got ', error%status, " ", error%message
  end subroutine

  subroutine finish()
    if (failed > 0) error stop "checks failed"
  end subroutine

end module
