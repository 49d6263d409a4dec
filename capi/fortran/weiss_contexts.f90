! The context: everything hangs off one. Lists what there is and takes algorithms of the user's.
module weiss_contexts
  use, intrinsic :: iso_c_binding
  use weiss_types
  use weiss_functions
  use weiss_text
  use weiss_handles
  use weiss_algorithms
  use weiss_callbacks
  implicit none
  private
  public :: weiss_context, weiss_algorithm_info, weiss_register, weiss_library_version, weiss_logger

  type :: weiss_context
    private
    type(shared_handle) :: handle
  contains
    procedure :: create
    procedure :: free
    procedure :: get
    procedure :: load_plugin
    procedure :: algorithms
    procedure :: find_algorithm
    procedure :: simd
    procedure :: memory
    procedure, private :: assign
    generic :: assignment(=) => assign
  end type

  ! Extend it to hear the log. Lines come one at a time, from any thread; the context must not be used from in there.
  type, abstract :: weiss_logger
  contains
    procedure(log_procedure), deferred :: log
  end type

  abstract interface
    subroutine log_procedure(self, level, text)
      import
      class(weiss_logger), intent(inout) :: self
      integer(c_int32_t), intent(in) :: level ! weiss_log_*
      character(*), intent(in) :: text
    end subroutine
  end interface

  type :: logger_holder ! a class pointer at an address
    class(weiss_logger), pointer :: logger => null()
  end type

  ! An algorithm as registered.
  type :: weiss_algorithm_info
    integer(c_int32_t) :: kind = 0, caps = 0
    integer(c_int64_t) :: max_spins = 0 ! 0: no limit
    character(:), allocatable :: id, name, title, version, summary, plugin, license, path
    type(weiss_option), allocatable :: options(:)
  end type

contains

  ! Creates a context. All arguments may be left out: no cap on threads and memory, the best SIMD level of the
  ! machine, only the library's own plugins. plugin_directories are absolute, with ":" between. logger must live as long
  ! as the context and its instances; it hears lines up to log_level, warnings when that is left out.
  subroutine create(self, max_threads, memory_limit, simd, plugin_directories, read_environment, logger, log_level, &
    error)
    class(weiss_context), intent(inout) :: self
    integer, intent(in), optional :: max_threads
    integer(c_int64_t), intent(in), optional :: memory_limit
    character(*), intent(in), optional :: simd, plugin_directories
    logical, intent(in), optional :: read_environment
    class(weiss_logger), intent(in), pointer, optional :: logger
    integer(c_int32_t), intent(in), optional :: log_level
    type(weiss_error), intent(out), optional :: error
    type(weiss_context_config_t), target :: config
    type(logger_holder), pointer :: holder
    class(*), pointer :: kept
    type(c_string), target :: simd_text, directories
    type(weiss_error_t) :: raw
    type(c_ptr) :: handle
    integer(c_int32_t) :: status
    call self%free()
    if (.not. is_right_library(error)) return
    if (present(max_threads)) config%max_threads = max_threads
    if (present(memory_limit)) config%memory_limit = memory_limit
    if (present(simd)) then
      simd_text%bytes = to_c(simd)
      config%simd = c_loc(simd_text%bytes)
    end if
    if (present(plugin_directories)) then
      directories%bytes = to_c(plugin_directories)
      config%plugin_directories = c_loc(directories%bytes)
    end if
    if (present(read_environment)) config%flags = merge(weiss_context_read_environment, 0, read_environment)
    allocate (holder)
    if (present(logger)) then
      holder%logger => logger
      config%log = c_funloc(log_line)
      config%log_user = c_loc(holder)
    end if
    if (present(log_level)) config%log_level = log_level
    status = weiss_context_create(c_loc(config), handle, raw)
    kept => holder
    if (status >= weiss_ok) call self%handle%own(handle, weiss_context_destroy, kept)
    if (status < weiss_ok) deallocate (holder)
    call settle(status, raw, error)
  end subroutine

  subroutine log_line(user, level, text) bind(c, name="")
    type(c_ptr), value :: user, text
    integer(c_int32_t), value :: level
    type(logger_holder), pointer :: holder
    call c_f_pointer(user, holder)
    call holder%logger%log(level, text_of(text))
  end subroutine

  ! Is the library that was found the one that weiss_types was written for? While the major is 0 every minor differs.
  function is_right_library(error) result(right)
    type(weiss_error), intent(out), optional :: error
    logical :: right
    integer(c_int32_t) :: major, minor
    character(200) :: message
    call weiss_abi_version(major, minor)
    right = major == weiss_abi_major .and. (minor == weiss_abi_minor .or. (major > 0 .and. minor > weiss_abi_minor))
    if (right) return
    write (message, '(4(a, i0), a)') "the library has interface version ", major, ".", minor, &
      ", this module was written for ", weiss_abi_major, ".", weiss_abi_minor, &
      ": compile weiss.f90 of the same installation, or link with its library"
    call refuse(trim(message), error, weiss_e_abi)
  end function

  subroutine free(self)
    class(weiss_context), intent(inout) :: self
    call self%handle%release()
  end subroutine

  ! The handle, for functions of the C interface that have no procedure here.
  function get(self) result(handle)
    class(weiss_context), intent(in) :: self
    type(c_ptr) :: handle
    handle = self%handle%get()
  end function

  impure elemental subroutine assign(self, from)
    class(weiss_context), intent(inout) :: self
    type(weiss_context), intent(in) :: from
    self%handle = from%handle
  end subroutine

  subroutine load_plugin(self, path, error)
    class(weiss_context), intent(in) :: self
    character(*), intent(in) :: path
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    call settle(weiss_context_load_plugin(self%get(), to_c(path), raw), raw, error)
  end subroutine

  ! Registers a solver, partitioner or optimizer of the user's. A copy of the object is kept.
  subroutine weiss_register(context, algorithm, error)
    type(weiss_context), intent(in) :: context
    class(weiss_algorithm), intent(in) :: algorithm
    type(weiss_error), intent(out), optional :: error
    type(weiss_algorithm_t), pointer :: table
    type(weiss_error_t) :: raw
    integer(c_int32_t) :: status
    table => table_of(algorithm)
    status = weiss_context_add_algorithm(context%get(), table, c_funloc(release), raw)
    if (status < weiss_ok) call release(table)
    call settle(status, raw, error)
  end subroutine

  ! ---- what is there ----

  ! All algorithms that can be found, ordered by kind and id.
  subroutine algorithms(self, list, error)
    class(weiss_context), intent(in) :: self
    type(weiss_algorithm_info), allocatable, intent(out) :: list(:)
    type(weiss_error), intent(out), optional :: error
    type(weiss_algorithm_info_t) :: info
    type(weiss_error_t) :: raw
    integer(c_int64_t) :: count, k
    integer(c_int32_t) :: status
    status = weiss_context_num_algorithms(self%get(), count, raw)
    allocate (list(count))
    do k = 1, count
      if (status >= weiss_ok) status = weiss_context_algorithm(self%get(), k - 1, info, raw)
      if (status >= weiss_ok) list(k) = info_of(info)
    end do
    call settle(status, raw, error)
  end subroutine

  ! Looks an algorithm up by id or short name; kind 0 is any kind, name "" the default of the kind.
  subroutine find_algorithm(self, kind, name, info, error)
    class(weiss_context), intent(in) :: self
    integer(c_int32_t), intent(in) :: kind
    character(*), intent(in) :: name
    type(weiss_algorithm_info), intent(out) :: info
    type(weiss_error), intent(out), optional :: error
    type(weiss_algorithm_info_t) :: found
    type(weiss_error_t) :: raw
    type(c_string), target :: text
    integer(c_int32_t) :: status
    allocate (text%bytes, source=to_c(name))
    status = weiss_context_find_algorithm(self%get(), kind, c_loc(text%bytes), found, raw)
    if (status >= weiss_ok) info = info_of(found)
    call settle(status, raw, error)
  end subroutine

  function info_of(raw) result(info)
    type(weiss_algorithm_info_t), intent(in) :: raw
    type(weiss_algorithm_info) :: info
    type(c_ptr), pointer :: options(:)
    type(weiss_option_info_t), pointer :: option
    integer :: k
    info%kind = raw%kind
    info%caps = raw%caps
    info%max_spins = raw%max_spins
    info%id = text_of(raw%id)
    info%name = text_of(raw%name)
    info%title = text_of(raw%title)
    info%version = text_of(raw%version)
    info%summary = text_of(raw%summary)
    info%plugin = text_of(raw%plugin)
    info%license = text_of(raw%license)
    info%path = text_of(raw%path)
    call c_f_pointer(raw%options, options, [raw%num_options])
    allocate (info%options(raw%num_options))
    do k = 1, raw%num_options
      call c_f_pointer(options(k), option)
      info%options(k) = option_of(option)
    end do
  end function

  function option_of(raw) result(option)
    type(weiss_option_info_t), intent(in) :: raw
    type(weiss_option) :: option
    real(c_double), pointer :: list(:)
    option%key = text_of(raw%key)
    option%help = text_of(raw%help)
    option%type = raw%type
    option%kind = raw%kind
    option%advanced = iand(raw%flags, weiss_option_advanced) /= 0
    option%may_be_none = raw%algorithm_optional /= 0
    option%int_default = raw%i_default
    option%int_min = raw%i_min
    option%int_max = raw%i_max
    option%real_default = raw%f_default
    option%real_min = raw%f_min
    option%real_max = raw%f_max
    option%text_default = text_of(raw%s_default)
    option%choices = text_of(raw%choices)
    if (.not. c_associated(raw%list_default)) return
    call c_f_pointer(raw%list_default, list, [raw%list_default_count])
    allocate (option%list_default, source=list)
  end function

  ! SIMD level in use, such as "avx2".
  function simd(self) result(level)
    class(weiss_context), intent(in) :: self
    character(:), allocatable :: level
    level = text_of(weiss_context_simd(self%get()))
  end function

  ! Bytes held now by problems, runs and results of the context.
  function memory(self) result(bytes)
    class(weiss_context), intent(in) :: self
    integer(c_int64_t) :: bytes, peak
    bytes = weiss_context_memory(self%get(), peak)
  end function

  function weiss_library_version() result(version)
    character(:), allocatable :: version
    version = text_of(weiss_version())
  end function

end module
