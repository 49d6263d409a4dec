! For plugins in Fortran, the one file to compile before them; it needs nothing of the library. A plugin is a type that
! extends weiss_solver, weiss_partitioner or weiss_optimizer, and this function:
!     function plugin_entry(host) bind(c, name="weiss_plugin_entry_v0") result(plugin)
!       type(c_ptr), value :: host
!       type(c_ptr) :: plugin
!       plugin = weiss_plugin_of(mine(id="org.example.mine", ...), license="MIT")
!     end function
include 'weiss_types.f90'
include 'weiss_text.f90'
include 'weiss_tables.f90'
include 'weiss_algorithms.f90'
include 'weiss_callbacks.f90'

module weiss_plugin
  use, intrinsic :: iso_c_binding, only: c_associated, c_char, c_f_pointer, c_funloc, c_int8_t, c_int32_t, c_int64_t, &
    c_double, c_loc, c_null_ptr, c_ptr
  use weiss_types
  use weiss_text
  use weiss_algorithms
  use weiss_callbacks
  implicit none
  private :: opened, shut_down
  public

  type :: opened ! what one call of entry hands out
    type(weiss_plugin_t) :: table
    type(weiss_algorithm_t), pointer :: algorithm => null()
    type(c_ptr) :: algorithms(1) = c_null_ptr
    type(c_string) :: license
  end type

contains

  ! A plugin with one algorithm, whose id, title and version are its own, too. Lives until the host shuts it down.
  function weiss_plugin_of(algorithm, license) result(plugin)
    class(weiss_algorithm), intent(in) :: algorithm
    character(*), intent(in) :: license
    type(c_ptr) :: plugin
    type(opened), pointer :: o
    allocate (o)
    o%algorithm => table_of(algorithm)
    o%algorithms(1) = c_loc(o%algorithm)
    allocate (o%license%bytes, source=to_c(license))
    o%table = weiss_plugin_t(abi_major=weiss_abi_major, abi_minor=weiss_abi_minor, num_algorithms=1, &
      id=o%algorithm%id, title=o%algorithm%title, version=o%algorithm%version, license=c_loc(o%license%bytes), &
      algorithms=c_loc(o%algorithms), user=c_loc(o), shutdown=c_funloc(shut_down))
    plugin = c_loc(o%table)
  end function

  subroutine shut_down(plugin) bind(c, name="")
    type(weiss_plugin_t), intent(in) :: plugin
    type(opened), pointer :: o
    call c_f_pointer(plugin%user, o)
    call release(o%algorithm)
    deallocate (o)
  end subroutine

end module
