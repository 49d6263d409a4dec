! Problems: built from arrays, read, written, evaluated, transformed.
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
  public :: weiss_reduction, weiss_reduction_info

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
    procedure :: multiply
    procedure :: update
    procedure :: clamp
    procedure :: contract
    procedure :: components
    procedure :: reduce
    procedure, private :: assign
    generic :: assignment(=) => assign
  end type

  ! The way back from a reduced problem.
  type :: weiss_reduction
    private
    type(shared_handle) :: handle
    integer :: reduced_spins = 0, num_spins = 0
  contains
    procedure :: lift
    procedure :: restrict
    procedure :: info => reduction_info
    procedure, private :: assign_reduction
    generic :: assignment(=) => assign_reduction
  end type

  ! How many spins a reduction removed by each rule, and its work; see weiss_reduction_info in problem.h.
  type :: weiss_reduction_info
    integer(c_int64_t) :: num_spins = 0, num_kept = 0, num_low_degree = 0, num_degree_two = 0, num_degree_three = 0, &
      num_dominated = 0, num_decided = 0, num_persistent = 0, work = 0
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
    data%origin = origin
    data%num_spins = num_spins
    if (present(maximise)) data%sense = merge(weiss_sense_max, weiss_sense_min, maximise)
    call fill(data, raw, row, column, value, linear, offset)
    status = raw%status
    if (status >= weiss_ok) status = weiss_problem_create(context%get(), data, handle, raw)
    if (status >= weiss_ok) call self%handle%own(handle, weiss_problem_destroy)
    call settle(status, raw, error)
  end subroutine

  ! Gives the problem new coefficients, in the form that it was made in: on pairs that it was made with; others
  ! become 0. Not while a run or a weiss_qaoa uses it.
  subroutine update(self, row, column, value, linear, offset, error)
    class(weiss_problem), intent(inout) :: self
    integer(c_int32_t), intent(in), contiguous, target :: row(:), column(:)
    real(c_double), intent(in), contiguous, optional, target :: value(:), linear(:)
    real(c_double), intent(in), optional :: offset
    type(weiss_error), intent(out), optional :: error
    type(weiss_problem_data_t) :: data
    type(weiss_problem_info_t) :: info
    type(weiss_error_t) :: raw
    integer(c_int32_t) :: status
    status = weiss_problem_get_info(self%get(), info, raw)
    data%origin = info%origin
    data%sense = info%sense
    data%num_spins = info%num_spins
    if (status >= weiss_ok) then
      call fill(data, raw, row, column, value, linear, offset)
      status = raw%status
    end if
    if (status >= weiss_ok) status = weiss_problem_update(self%get(), data, raw)
    call settle(status, raw, error)
  end subroutine

  ! The terms of data, which go on pointing to the arrays.
  subroutine fill(data, raw, row, column, value, linear, offset)
    type(weiss_problem_data_t), intent(inout) :: data
    type(weiss_error_t), intent(inout) :: raw
    integer(c_int32_t), intent(in), contiguous, target :: row(:), column(:)
    real(c_double), intent(in), contiguous, optional, target :: value(:), linear(:)
    real(c_double), intent(in), optional :: offset
    if (size(column) /= size(row)) call deny("row and column have different lengths", raw)
    data%index_base = 1
    data%num_terms = size(row, kind=c_int64_t)
    if (size(row) > 0) data%row = c_loc(row)
    if (size(row) > 0) data%column = c_loc(column)
    if (present(value)) then
      if (size(value) /= size(row)) call deny("row and value have different lengths", raw)
      if (size(value) > 0) data%value = c_loc(value)
    end if
    if (present(linear)) then
      if (size(linear, kind=c_int64_t) /= data%num_spins) &
        call deny("there must be one linear coefficient for each variable", raw)
      if (size(linear) > 0) data%linear = c_loc(linear)
    end if
    if (present(offset)) data%offset = offset
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

  ! The couplings times count vectors, without fields: x(k, i) is entry i of vector k.
  subroutine multiply(self, x, y, error)
    class(weiss_problem), intent(in) :: self
    real(c_double), intent(in), contiguous :: x(:, :)
    real(c_double), intent(out), contiguous :: y(:, :)
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    if (size(x, 2) /= self%num_spins() .or. any(shape(y) /= shape(x))) then
      call refuse("multiply: x and y are (count, num_spins)", error)
      return
    end if
    call settle(weiss_problem_multiply(self%get(), size(x, 1, kind=c_int64_t), x, y, raw), raw, error)
  end subroutine

  ! ---- transform: made must be another variable than the problem itself ----

  ! The energy of the spins members with all others clamped to a state, or to mean values in [-1, 1]. Spin k of the new
  ! problem is members(k).
  subroutine clamp(self, members, made, spins, mean_spins, error)
    class(weiss_problem), intent(in) :: self
    integer(c_int32_t), intent(in) :: members(:)
    type(weiss_problem), intent(inout) :: made
    integer(c_int8_t), intent(in), contiguous, optional, target :: spins(:)
    real(c_double), intent(in), contiguous, optional, target :: mean_spins(:)
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    type(c_ptr) :: handle, state, means
    integer(c_int32_t) :: status
    state = c_null_ptr
    means = c_null_ptr
    if (present(spins)) then
      call check_size(self, size(spins), "spins", raw)
      if (size(spins) > 0) state = c_loc(spins)
    end if
    if (present(mean_spins)) then
      call check_size(self, size(mean_spins), "mean_spins", raw)
      if (size(mean_spins) > 0) means = c_loc(mean_spins)
    end if
    status = raw%status
    if (status >= weiss_ok) &
      status = weiss_problem_clamp(self%get(), c_null_ptr, size(members, kind=c_int64_t), members - 1, state, means, 1, &
      handle, raw)
    call become(made, status, handle, raw, error)
  end subroutine

  ! The energy with the spins of each group 1, 2, ... tied together: s(i) = sign(i) S(group(i)). sign left out: all +1;
  ! num_groups: the largest number in group.
  subroutine contract(self, group, made, sign, num_groups, error)
    class(weiss_problem), intent(in) :: self
    integer(c_int32_t), intent(in) :: group(:)
    type(weiss_problem), intent(inout) :: made
    integer(c_int8_t), intent(in), contiguous, optional, target :: sign(:)
    integer, intent(in), optional :: num_groups
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    type(c_ptr) :: handle, signs
    integer(c_int64_t) :: count
    integer(c_int32_t) :: status
    signs = c_null_ptr
    call check_size(self, size(group), "group", raw)
    if (present(sign)) then
      call check_size(self, size(sign), "sign", raw)
      if (size(sign) > 0) signs = c_loc(sign)
    end if
    count = max(0, maxval(group))
    if (present(num_groups)) count = num_groups
    status = raw%status
    if (status >= weiss_ok) &
      status = weiss_problem_contract(self%get(), c_null_ptr, count, group - 1, signs, handle, raw)
    call become(made, status, handle, raw, error)
  end subroutine

  ! The number of the connected component of each spin, from 1.
  subroutine components(self, component, error)
    class(weiss_problem), intent(in) :: self
    integer(c_int32_t), allocatable, intent(out) :: component(:)
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    integer(c_int64_t) :: count
    integer(c_int32_t) :: status
    allocate (component(self%num_spins()))
    status = weiss_problem_components(self%get(), component, count, raw)
    if (status >= weiss_ok) component = component + 1
    call settle(status, raw, error)
  end subroutine

  ! The problem without the spins that can be decided exactly, of the same minimum, and the way back.
  subroutine reduce(self, made, reduction, error)
    class(weiss_problem), intent(in) :: self
    type(weiss_problem), intent(inout) :: made
    type(weiss_reduction), intent(inout) :: reduction
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    type(c_ptr) :: handle, way_back
    integer(c_int32_t) :: status
    call reduction%handle%release()
    status = weiss_problem_reduce(self%get(), c_null_ptr, handle, way_back, raw)
    if (status >= weiss_ok) call reduction%handle%own(way_back, weiss_reduction_destroy)
    call become(made, status, handle, raw, error)
    reduction%reduced_spins = made%num_spins()
    reduction%num_spins = self%num_spins()
  end subroutine

  subroutine reduction_info(self, info, error)
    class(weiss_reduction), intent(in) :: self
    type(weiss_reduction_info), intent(out) :: info
    type(weiss_error), intent(out), optional :: error
    type(weiss_reduction_info_t) :: found
    type(weiss_error_t) :: raw
    integer(c_int32_t) :: status
    status = weiss_reduction_get_info(self%handle%get(), found, raw)
    info = weiss_reduction_info(found%num_spins, found%num_kept, found%num_low_degree, found%num_degree_two, &
      found%num_degree_three, found%num_dominated, found%num_decided, found%num_persistent, found%work)
    call settle(status, raw, error)
  end subroutine

  ! The state of least energy among those that agree with one of the reduced problem.
  subroutine lift(self, reduced_spins, spins, error)
    class(weiss_reduction), intent(in) :: self
    integer(c_int8_t), intent(in), contiguous :: reduced_spins(:)
    integer(c_int8_t), allocatable, intent(out) :: spins(:)
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    allocate (spins(0))
    if (.not. c_associated(self%handle%get())) call deny("there is no reduction", raw)
    if (size(reduced_spins) /= self%reduced_spins .or. any(abs(reduced_spins) /= 1)) &
      call deny("lift: there must be one -1 or +1 for each spin of the reduced problem", raw)
    if (raw%status >= weiss_ok) then
      deallocate (spins)
      allocate (spins(self%num_spins))
      call weiss_reduction_lift(self%handle%get(), reduced_spins, spins)
    end if
    call settle(raw%status, raw, error)
  end subroutine

  ! The kept spins of a state of the problem; lifted again, it has no higher energy than before.
  subroutine restrict(self, spins, reduced_spins, error)
    class(weiss_reduction), intent(in) :: self
    integer(c_int8_t), intent(in), contiguous :: spins(:)
    integer(c_int8_t), allocatable, intent(out) :: reduced_spins(:)
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    allocate (reduced_spins(0))
    if (.not. c_associated(self%handle%get())) call deny("there is no reduction", raw)
    if (size(spins) /= self%num_spins .or. any(abs(spins) /= 1)) &
      call deny("restrict: there must be one -1 or +1 for each spin of the problem", raw)
    if (raw%status >= weiss_ok) then
      deallocate (reduced_spins)
      allocate (reduced_spins(self%reduced_spins))
      call weiss_reduction_restrict(self%handle%get(), spins, reduced_spins)
    end if
    call settle(raw%status, raw, error)
  end subroutine

  impure elemental subroutine assign_reduction(self, from)
    class(weiss_reduction), intent(inout) :: self
    type(weiss_reduction), intent(in) :: from
    self%handle = from%handle
    self%reduced_spins = from%reduced_spins
    self%num_spins = from%num_spins
  end subroutine

  subroutine check_size(self, count, name, raw)
    class(weiss_problem), intent(in) :: self
    integer, intent(in) :: count
    character(*), intent(in) :: name
    type(weiss_error_t), intent(inout) :: raw
    if (count /= self%num_spins()) call deny(name // " has one entry for each spin", raw)
  end subroutine

  subroutine become(made, status, handle, raw, error)
    type(weiss_problem), intent(inout) :: made
    integer(c_int32_t), intent(in) :: status
    type(c_ptr), intent(in) :: handle
    type(weiss_error_t), intent(in) :: raw
    type(weiss_error), intent(out), optional :: error
    call made%free()
    if (status >= weiss_ok) call made%handle%own(handle, weiss_problem_destroy)
    call settle(status, raw, error)
  end subroutine

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
