! An object of the library's with several owners: assignment shares it, and the last owner frees it. Owners that share
! an object are assigned and freed on one thread at a time.
module weiss_handles
  use, intrinsic :: iso_c_binding, only: c_associated, c_loc, c_null_ptr, c_ptr
  implicit none
  private
  public :: shared_handle, destroy_function

  abstract interface
    subroutine destroy_function(handle) bind(c)
      import
      type(c_ptr), value :: handle
    end subroutine
  end interface

  type :: node
    type(c_ptr) :: handle = c_null_ptr
    procedure(destroy_function), pointer, nopass :: destroy => null()
    class(*), pointer :: kept => null() ! freed after the handle
    integer :: owners = 1
  end type

  ! Compilers copy objects bit by bit behind our back: allocate(source=) does, and gfortran finalises the temporaries
  ! of some assignments. An owner therefore knows where it stands, and a copy that stands elsewhere releases nothing.
  type :: shared_handle
    private
    type(node), pointer :: shared => null()
    type(c_ptr) :: place = c_null_ptr ! the address of this component in the owner
  contains
    procedure :: own
    procedure :: get
    procedure :: release
    procedure, private :: share
    generic :: assignment(=) => share
    final :: finish
  end type

contains

  ! Becomes the first owner of a handle, and of what it points to.
  subroutine own(self, handle, destroy, kept)
    class(shared_handle), intent(inout), target :: self
    type(c_ptr), intent(in) :: handle
    procedure(destroy_function) :: destroy
    class(*), intent(in), pointer, optional :: kept
    call self%release()
    allocate (self%shared)
    self%shared%handle = handle
    self%shared%destroy => destroy
    if (present(kept)) self%shared%kept => kept
    self%place = c_loc(self%place)
  end subroutine

  ! NULL when there is none (any more): every function of the library refuses that with a message.
  function get(self) result(handle)
    class(shared_handle), intent(in) :: self
    type(c_ptr) :: handle
    handle = c_null_ptr
    if (associated(self%shared)) handle = self%shared%handle
  end function

  ! Recursive: what is kept may own handles itself.
  impure recursive elemental subroutine release(self)
    class(shared_handle), intent(inout), target :: self
    type(node), pointer :: shared
    shared => self%shared
    self%shared => null()
    if (.not. associated(shared)) return
    if (.not. c_associated(self%place, c_loc(self%place))) return
    shared%owners = shared%owners - 1
    if (shared%owners > 0) return
    call shared%destroy(shared%handle)
    if (associated(shared%kept)) deallocate (shared%kept)
    deallocate (shared)
  end subroutine

  impure elemental subroutine share(self, from)
    class(shared_handle), intent(inout), target :: self
    class(shared_handle), intent(in) :: from
    type(node), pointer :: shared
    shared => from%shared
    if (associated(shared)) shared%owners = shared%owners + 1
    call self%release()
    self%shared => shared
    self%place = c_loc(self%place)
  end subroutine

  impure recursive elemental subroutine finish(self)
    type(shared_handle), intent(inout), target :: self
    call self%release()
  end subroutine

end module
