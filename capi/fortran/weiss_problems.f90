! Problems: built from arrays, read, written, evaluated.
module weiss_problems
  use, intrinsic :: iso_c_binding
  use weiss_types
  use weiss_functions
  use weiss_text
  use weiss_handles
  use weiss_contexts
  implicit none
  private
  public :: weiss_problem, weiss_problem_info, weiss_formats, weiss_format, weiss_read_solution, weiss_write_solution

  ! An Ising energy that remembers the form in which it was given.
  type :: weiss_problem
    private
    type(shared_handle) :: handle
  contains
    procedure :: create_ising
    procedure :: create_qubo
    procedure :: create_maxcut
    procedure :: read => read_file
    procedure :: write => write_file
    procedure :: free
    procedure :: get
    procedure :: num_spins
    procedure :: info => problem_info
    procedure :: energies
    procedure :: objective
    procedure :: energy_of
    procedure, private :: assign
    generic :: assignment(=) => assign
  end type

  type :: weiss_problem_info
    integer(c_int32_t) :: origin = 0, sense = 0 ! weiss_origin_*, weiss_sense_*
    logical :: is_integer = .false.             ! all sums are exact
    integer(c_int64_t) :: num_spins = 0, num_couplings = 0, num_fields = 0, memory = 0
    real(c_double) :: trivial_bound = 0         ! no energy is below it
    character(:), allocatable :: format         ! how it was read; "" when built
  end type

  ! A file format.
  type :: weiss_format
    character(:), allocatable :: name, extensions, summary, help
    logical :: can_write = .false.
  end type

contains

  ! Ising: offset + sum field(i) s(i) + sum value(k) s(row(k)) s(column(k)), s = -1 or +1. value left out: all 1.
  subroutine create_ising(self, context, num_spins, row, column, value, field, offset, maximise, error)
    class(weiss_problem), intent(inout) :: self
    type(weiss_context), intent(in) :: context
    integer, intent(in) :: num_spins
    integer(c_int32_t), intent(in), contiguous :: row(:), column(:)
    real(c_double), intent(in), contiguous, optional :: value(:), field(:)
    real(c_double), intent(in), optional :: offset
    logical, intent(in), optional :: maximise
    type(weiss_error), intent(out), optional :: error
    call build(self, context, weiss_origin_ising, num_spins, row, column, value, field, offset, maximise, error)
  end subroutine

  ! QUBO: offset + sum linear(i) x(i) + sum value(k) x(row(k)) x(column(k)), x = 0 or 1; row = column is linear, too.
  subroutine create_qubo(self, context, num_variables, row, column, value, linear, offset, maximise, error)
    class(weiss_problem), intent(inout) :: self
    type(weiss_context), intent(in) :: context
    integer, intent(in) :: num_variables
    integer(c_int32_t), intent(in), contiguous :: row(:), column(:)
    real(c_double), intent(in), contiguous, optional :: value(:), linear(:)
    real(c_double), intent(in), optional :: offset
    logical, intent(in), optional :: maximise
    type(weiss_error), intent(out), optional :: error
    call build(self, context, weiss_origin_qubo, num_variables, row, column, value, linear, offset, maximise, error)
  end subroutine

  ! Max-Cut: the weight between two sides, to be maximised. weight left out: all 1.
  subroutine create_maxcut(self, context, num_nodes, row, column, weight, error)
    class(weiss_problem), intent(inout) :: self
    type(weiss_context), intent(in) :: context
    integer, intent(in) :: num_nodes
    integer(c_int32_t), intent(in), contiguous :: row(:), column(:)
    real(c_double), intent(in), contiguous, optional :: weight(:)
    type(weiss_error), intent(out), optional :: error
    call build(self, context, weiss_origin_maxcut, num_nodes, row, column, weight, error=error)
  end subroutine

  subroutine build(self, context, origin, num_spins, row, column, value, linear, offset, maximise, error)
    class(weiss_problem), intent(inout) :: self
    type(weiss_context), intent(in) :: context
    integer(c_int32_t), intent(in) :: origin
    integer, intent(in) :: num_spins
    integer(c_int32_t), intent(in), contiguous, target :: row(:), column(:)
    real(c_double), intent(in), contiguous, optional, target :: value(:), linear(:)
    real(c_double), intent(in), optional :: offset
    logical, intent(in), optional :: maximise
    type(weiss_error), intent(out), optional :: error
    type(weiss_problem_data_t) :: data
    type(weiss_error_t) :: raw
    type(c_ptr) :: handle
    integer(c_int32_t) :: status
    call self%free()
    if (size(column) /= size(row)) then
      call refuse("row and column have different lengths", error)
      return
    end if
    data%origin = origin
    data%index_base = 1
    data%num_spins = num_spins
    data%num_terms = size(row, kind=c_int64_t)
    if (size(row) > 0) data%row = c_loc(row)
    if (size(row) > 0) data%column = c_loc(column)
    if (present(value)) then
      if (size(value) /= size(row)) then
        call refuse("row and value have different lengths", error)
        return
      end if
      if (size(value) > 0) data%value = c_loc(value)
    end if
    if (present(linear)) then
      if (size(linear) /= num_spins) then
        call refuse("there must be one linear coefficient for each variable", error)
        return
      end if
      if (num_spins > 0) data%linear = c_loc(linear)
    end if
    if (present(offset)) data%offset = offset
    if (present(maximise)) data%sense = merge(weiss_sense_max, weiss_sense_min, maximise)
    status = weiss_problem_create(context%get(), data, handle, raw)
    if (status >= weiss_ok) call self%handle%own(handle, weiss_problem_destroy)
    call settle(status, raw, error)
  end subroutine

  ! Reads a file. format left out: by content, then by extension; number: which one of several problems in the file.
  subroutine read_file(self, context, path, format, number, lenient, error)
    class(weiss_problem), intent(inout) :: self
    type(weiss_context), intent(in) :: context
    character(*), intent(in) :: path
    character(*), intent(in), optional :: format
    integer, intent(in), optional :: number
    logical, intent(in), optional :: lenient
    type(weiss_error), intent(out), optional :: error
    type(weiss_read_options_t), target :: options
    type(c_string), target :: name
    type(weiss_error_t) :: raw
    type(c_ptr) :: handle
    integer(c_int32_t) :: status
    call self%free()
    if (present(format)) then
      name%bytes = to_c(format)
      options%format = c_loc(name%bytes)
    end if
    if (present(number)) options%problem_number = number
    if (present(lenient)) options%lenient = merge(1, 0, lenient)
    status = weiss_problem_read_file(context%get(), to_c(path), c_loc(options), handle, raw)
    if (status >= weiss_ok) call self%handle%own(handle, weiss_problem_destroy)
    call settle(status, raw, error)
  end subroutine

  ! Writes a file. format left out: by the extension of the path.
  subroutine write_file(self, path, format, error)
    class(weiss_problem), intent(in) :: self
    character(*), intent(in) :: path
    character(*), intent(in), optional :: format
    type(weiss_error), intent(out), optional :: error
    type(weiss_write_options_t), target :: options
    type(c_string), target :: name
    type(weiss_error_t) :: raw
    if (present(format)) then
      name%bytes = to_c(format)
      options%format = c_loc(name%bytes)
    end if
    call settle(weiss_problem_write_file(self%get(), to_c(path), c_loc(options), raw), raw, error)
  end subroutine

  subroutine free(self)
    class(weiss_problem), intent(inout) :: self
    call self%handle%release()
  end subroutine

  ! The handle, for functions of the C interface that have no procedure here.
  function get(self) result(handle)
    class(weiss_problem), intent(in) :: self
    type(c_ptr) :: handle
    handle = self%handle%get()
  end function

  impure elemental subroutine assign(self, from)
    class(weiss_problem), intent(inout) :: self
    type(weiss_problem), intent(in) :: from
    self%handle = from%handle
  end subroutine

  integer function num_spins(self)
    class(weiss_problem), intent(in) :: self
    num_spins = int(weiss_problem_num_spins(self%get()))
  end function

  subroutine problem_info(self, info, error)
    class(weiss_problem), intent(in) :: self
    type(weiss_problem_info), intent(out) :: info
    type(weiss_error), intent(out), optional :: error
    type(weiss_problem_info_t) :: found
    type(weiss_error_t) :: raw
    integer(c_int32_t) :: status
    status = weiss_problem_get_info(self%get(), found, raw)
    info%origin = found%origin
    info%sense = found%sense
    info%is_integer = iand(found%flags, weiss_problem_integer) /= 0
    info%num_spins = found%num_spins
    info%num_couplings = found%num_couplings
    info%num_fields = found%num_fields
    info%memory = found%memory
    info%trivial_bound = found%trivial_bound
    info%format = text_of(found%format)
    call settle(status, raw, error)
  end subroutine

  ! Energies of the states spins(:, k).
  subroutine energies(self, spins, values, error)
    class(weiss_problem), intent(in) :: self
    integer(c_int8_t), intent(in), contiguous :: spins(:, :)
    real(c_double), intent(out), contiguous :: values(:)
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    if (size(spins, 1) /= self%num_spins() .or. size(values) /= size(spins, 2)) then
      call refuse("energies: spins is (num_spins, count) and values (count)", error)
      return
    end if
    call settle(weiss_problem_energies(self%get(), size(spins, 2, kind=c_int64_t), spins, values, raw), raw, error)
  end subroutine

  ! The user's own value (cut, QUBO value, Ising energy) of an energy, and back.
  real(c_double) function objective(self, energy)
    class(weiss_problem), intent(in) :: self
    real(c_double), intent(in) :: energy
    objective = weiss_problem_objective(self%get(), energy)
  end function

  real(c_double) function energy_of(self, objective)
    class(weiss_problem), intent(in) :: self
    real(c_double), intent(in) :: objective
    energy_of = weiss_problem_energy_of(self%get(), objective)
  end function

  ! ---- files ----

  ! What can be read and written.
  subroutine weiss_formats(list)
    type(weiss_format), allocatable, intent(out) :: list(:)
    type(weiss_format_info_t) :: info
    type(weiss_error_t) :: raw
    integer(c_int64_t) :: k
    allocate (list(weiss_num_formats()))
    do k = 1, size(list, kind=c_int64_t)
      if (weiss_format_get_info(k - 1, info, raw) < weiss_ok) cycle
      list(k)%name = text_of(info%name)
      list(k)%extensions = text_of(info%extensions)
      list(k)%summary = text_of(info%summary)
      list(k)%help = text_of(info%help)
      list(k)%can_write = info%can_write /= 0
    end do
  end subroutine

  ! Reads a solution of size(spins) spins.
  subroutine weiss_read_solution(path, spins, error)
    character(*), intent(in) :: path
    integer(c_int8_t), intent(out), contiguous :: spins(:)
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    call settle(weiss_solution_read_file(to_c(path), size(spins, kind=c_int64_t), spins, raw), raw, error)
  end subroutine

  subroutine weiss_write_solution(path, spins, error)
    character(*), intent(in) :: path
    integer(c_int8_t), intent(in), contiguous :: spins(:)
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    call settle(weiss_solution_write_file(to_c(path), size(spins, kind=c_int64_t), spins, raw), raw, error)
  end subroutine

end module
