! Errors, and text on its way between Fortran and C.
module weiss_text
  use, intrinsic :: iso_c_binding, only: c_associated, c_char, c_f_pointer, c_int32_t, c_int64_t, c_null_char, &
    c_null_ptr, c_ptr
  use weiss_types
  implicit none
  private
  public :: weiss_error, c_string, text_of, from_c, to_c, put, settle, refuse, deny

  ! What went wrong: status is 0 after success and negative after a failure (weiss_e_*), line and column are those of
  ! an input, or 0. A procedure of the user's that the library calls reports a failure with raise.
  type :: weiss_error
    integer(c_int32_t) :: status = weiss_ok
    integer(c_int64_t) :: line = 0, column = 0
    character(:), allocatable :: origin, message
  contains
    procedure :: raise
  end type

  ! Text of Fortran, ended with a zero, at an address that holds as long as the object.
  type :: c_string
    character(kind=c_char), allocatable :: bytes(:)
  end type

contains

  subroutine raise(self, message, status)
    class(weiss_error), intent(inout) :: self
    character(*), intent(in) :: message
    integer, intent(in), optional :: status
    self%status = weiss_e_fail
    if (present(status)) self%status = status
    self%origin = ""
    self%message = message
  end subroutine

  ! Text of the library's; "" for NULL.
  function text_of(ptr) result(text)
    type(c_ptr), intent(in) :: ptr
    character(:), allocatable :: text
    character(kind=c_char), pointer :: bytes(:)
    integer(c_int64_t) :: length
    if (.not. c_associated(ptr)) then
      text = ""
      return
    end if
    call c_f_pointer(ptr, bytes, [huge(0_c_int64_t)])
    length = 0
    do while (bytes(length + 1) /= c_null_char)
      length = length + 1
    end do
    text = from_c(bytes(:length))
  end function

  ! Bytes up to the first zero.
  pure function from_c(bytes) result(text)
    character(kind=c_char), intent(in) :: bytes(:)
    character(:), allocatable :: text
    integer(c_int64_t) :: length, k
    length = findloc(bytes, c_null_char, 1, kind=c_int64_t) - 1
    if (length < 0) length = size(bytes, kind=c_int64_t)
    allocate(character(length) :: text)
    do k = 1, length
      text(k:k) = bytes(k)
    end do
  end function

  ! Text ended with a zero, trailing blanks left out.
  pure function to_c(text) result(bytes)
    character(*), intent(in) :: text
    character(kind=c_char), allocatable :: bytes(:)
    integer :: k
    allocate(bytes(len_trim(text) + 1))
    do k = 1, len_trim(text)
      bytes(k) = text(k:k)
    end do
    bytes(size(bytes)) = c_null_char
  end function

  ! Writes text into a field of a C struct, cut to fit; the host cuts it at a UTF-8 boundary.
  pure subroutine put(text, field)
    character(*), intent(in) :: text
    character(kind=c_char), intent(out) :: field(:)
    integer :: k
    field = c_null_char
    do k = 1, min(len_trim(text), size(field) - 1)
      field(k) = text(k:k)
    end do
  end subroutine

  ! Ends a procedure of the user's interface: fills error when it is there, and else stops the program on a failure.
  subroutine settle(status, raw, error)
    integer(c_int32_t), intent(in) :: status
    type(weiss_error_t), intent(in) :: raw
    type(weiss_error), intent(out), optional :: error
    if (present(error)) then
      error%status = status
      error%origin = ""
      error%message = ""
      if (status >= weiss_ok) return
      error%line = raw%line
      error%column = raw%column
      error%origin = from_c(raw%origin)
      error%message = from_c(raw%message)
    else if (status < weiss_ok) then
      error stop "weiss: " // from_c(raw%message)
    end if
  end subroutine

  ! Fills raw for a failure that is found here.
  subroutine deny(message, raw, status)
    character(*), intent(in) :: message
    type(weiss_error_t), intent(inout) :: raw
    integer(c_int32_t), intent(in), optional :: status
    raw%status = weiss_e_argument
    if (present(status)) raw%status = status
    call put(message, raw%message)
  end subroutine

  ! Ends a procedure with a failure that is found here.
  subroutine refuse(message, error, status)
    character(*), intent(in) :: message
    type(weiss_error), intent(out), optional :: error
    integer(c_int32_t), intent(in), optional :: status
    type(weiss_error_t) :: raw
    call deny(message, raw, status)
    call settle(raw%status, raw, error)
  end subroutine

end module
