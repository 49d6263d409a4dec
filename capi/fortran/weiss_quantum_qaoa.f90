! The QAOA circuit of a problem: mean energies, gradients, states. Parameters are [gammas, betas]; the depth follows from
! their number. With gamma > 0 a good beta of the X mixer is negative.
module weiss_quantum_qaoa
  use, intrinsic :: iso_c_binding
  use weiss_types
  use weiss_quantum_functions
  use weiss_text
  use weiss_handles
  use weiss_contexts
  use weiss_problems
  use weiss_quantum_gates
  use weiss_quantum_states
  use weiss_quantum_circuits
  implicit none
  private
  public :: weiss_qaoa, weiss_qaoa_mean_energies

  ! What an evaluator needs as long as it lives, shared by its owners.
  type :: needed
    type(weiss_context) :: context
    type(weiss_problem) :: problem
    type(weiss_qaoa_config_t) :: config ! points into the arrays
    real(c_double), allocatable :: start(:)
    integer(c_int32_t), allocatable :: groups(:)
  end type

  ! An evaluator. For one thread at a time; its problem is not updated while it lives.
  type :: weiss_qaoa
    private
    type(needed), pointer :: needs => null() ! freed by the handle
    type(shared_handle) :: handle
  contains
    procedure :: create
    procedure :: free
    procedure :: get
    procedure :: set_problem
    procedure :: num_parameters
    procedure :: memory
    procedure :: mean_energy
    procedure :: mean_energies
    procedure :: gradient
    procedure :: best_beta
    procedure :: prepare
    procedure :: prepared_energy
    procedure :: marginals
    procedure :: correlations
    procedure :: probabilities
    procedure :: energies
    procedure :: sample
    procedure :: state => copy_state
    procedure :: circuit => make_circuit
    procedure, private :: assign
    generic :: assignment(=) => assign
  end type

contains

  ! mixer: weiss_mixer_*; method: weiss_qaoa_*; precision: weiss_precision_*. multi_angle: an angle for each term;
  ! symmetry false: all amplitudes, also where half of them would do. start: Pr[x(i) = 1] for a warm start. groups: the
  ! number of the group of each spin from 1, or 0, for XY and Grover mixers; one of a group is x = 1.
  subroutine create(self, context, problem, mixer, method, precision, multi_angle, symmetry, threads, start, groups, &
    error)
    class(weiss_qaoa), intent(inout) :: self
    type(weiss_context), intent(in) :: context
    type(weiss_problem), intent(in) :: problem
    integer(c_int32_t), intent(in), optional :: mixer, method, precision
    logical, intent(in), optional :: multi_angle, symmetry
    integer, intent(in), optional :: threads
    real(c_double), intent(in), optional :: start(:)
    integer(c_int32_t), intent(in), optional :: groups(:)
    type(weiss_error), intent(out), optional :: error
    type(needed), pointer :: needs
    class(*), pointer :: kept
    type(weiss_error_t) :: raw
    type(c_ptr) :: handle
    integer(c_int32_t) :: status
    call self%free()
    allocate (needs)
    needs%context = context
    needs%problem = problem
    associate (config => needs%config)
      if (present(mixer)) config%mixer = mixer
      if (present(method)) config%method = method
      if (present(precision)) config%precision = precision
      if (present(multi_angle)) config%multi_angle = merge(1, 0, multi_angle)
      if (present(symmetry)) config%no_symmetry = merge(0, 1, symmetry)
      if (present(threads)) config%threads = threads
      if (present(start)) then
        if (size(start) /= problem%num_spins()) call deny("start has one entry for each spin", raw)
        needs%start = start
        config%start = c_loc(needs%start)
      end if
      if (present(groups)) then
        if (size(groups) /= problem%num_spins()) call deny("groups has one entry for each spin", raw)
        needs%groups = groups - 1
        config%groups = c_loc(needs%groups)
      end if
    end associate
    status = raw%status
    if (status >= weiss_ok) status = weiss_qaoa_create(context%get(), problem%get(), needs%config, handle, raw)
    if (status >= weiss_ok) then
      kept => needs
      call self%handle%own(handle, weiss_qaoa_destroy, kept)
      self%needs => needs
    else
      deallocate (needs)
    end if
    call settle(status, raw, error)
  end subroutine

  subroutine free(self)
    class(weiss_qaoa), intent(inout) :: self
    call self%handle%release()
    self%needs => null()
  end subroutine

  ! The handle, for functions of the C interface that have no procedure here.
  function get(self) result(handle)
    class(weiss_qaoa), intent(in) :: self
    type(c_ptr) :: handle
    handle = self%handle%get()
  end function

  ! Both are one evaluator then.
  impure elemental subroutine assign(self, from)
    class(weiss_qaoa), intent(inout) :: self
    type(weiss_qaoa), intent(in) :: from
    self%handle = from%handle
    self%needs => from%needs
  end subroutine

  ! Goes on with another problem of as many spins, in the memory that it has.
  subroutine set_problem(self, problem, error)
    class(weiss_qaoa), intent(in) :: self
    type(weiss_problem), intent(in) :: problem
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    integer(c_int32_t) :: status
    status = weiss_qaoa_set_problem(self%get(), problem%get(), raw)
    if (status >= weiss_ok) self%needs%problem = problem
    call settle(status, raw, error)
  end subroutine

  ! Length of a parameter vector: 2 depth, or with multi_angle one for each coupling, field and spin in each layer.
  integer(c_int64_t) function num_parameters(self, depth)
    class(weiss_qaoa), intent(in) :: self
    integer, intent(in) :: depth
    num_parameters = weiss_qaoa_num_parameters(self%get(), depth)
  end function

  ! Bytes that its states need, with_gradient those of gradient; -1 for more than weiss_max_qubits spins.
  integer(c_int64_t) function memory(self, depth, with_gradient)
    class(weiss_qaoa), intent(in) :: self
    integer, intent(in) :: depth
    logical, intent(in) :: with_gradient
    memory = -1
    if (associated(self%needs)) memory = weiss_qaoa_memory(int(num_spins(self), c_int64_t), self%needs%config, depth, &
      merge(1, 0, with_gradient))
  end function

  integer function num_spins(self)
    class(weiss_qaoa), intent(in) :: self
    num_spins = 0
    if (associated(self%needs)) num_spins = self%needs%problem%num_spins()
  end function

  ! The depth that so many parameters are for.
  integer function depth_of(self, count, raw) result(depth)
    class(weiss_qaoa), intent(in) :: self
    integer, intent(in) :: count
    type(weiss_error_t), intent(inout) :: raw
    integer :: each
    character(100) :: message
    depth = 0
    each = int(weiss_qaoa_num_parameters(self%get(), 1))
    if (each > 0) depth = count / each
    if (depth * each == count .or. .not. associated(self%needs)) return
    write (message, '(2(a, i0))') "a layer has ", each, " parameters, of which this is no multiple: ", count
    call deny(message, raw)
  end function

  ! ---- mean energies, with the problem's offset ----

  subroutine mean_energy(self, parameters, value, error)
    class(weiss_qaoa), intent(in) :: self
    real(c_double), intent(in) :: parameters(:)
    real(c_double), intent(out) :: value
    type(weiss_error), intent(out), optional :: error
    real(c_double) :: values(1)
    call self%mean_energies(reshape(parameters, [size(parameters), 1]), values, error)
    value = values(1)
  end subroutine

  ! At the parameter vectors parameters(:, k).
  subroutine mean_energies(self, parameters, values, error)
    class(weiss_qaoa), intent(in) :: self
    real(c_double), intent(in), contiguous :: parameters(:, :)
    real(c_double), intent(out), contiguous :: values(:)
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    integer(c_int32_t) :: status
    integer :: depth
    values = 0
    depth = depth_of(self, size(parameters, 1), raw)
    if (size(values) /= size(parameters, 2)) call deny("there must be one value for each column of parameters", raw)
    status = raw%status
    if (status >= weiss_ok) &
      status = weiss_qaoa_values(self%get(), c_null_ptr, size(values, kind=c_int64_t), depth, parameters, values, raw)
    call settle(status, raw, error)
  end subroutine

  ! Mean energies of many small problems at once, X mixer: parameters(:, k) is for problems(k). Fastest when neighbours
  ! have equally many spins, 7 at most.
  subroutine weiss_qaoa_mean_energies(context, problems, parameters, values, error)
    type(weiss_context), intent(in) :: context
    type(weiss_problem), intent(in) :: problems(:)
    real(c_double), intent(in), contiguous :: parameters(:, :)
    real(c_double), intent(out), contiguous :: values(:)
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    type(c_ptr), allocatable :: handles(:)
    integer(c_int32_t) :: status
    integer :: k
    values = 0
    allocate (handles(size(problems)))
    do k = 1, size(problems)
      handles(k) = problems(k)%get()
    end do
    if (mod(size(parameters, 1), 2) /= 0) call deny("parameters(:, k) holds gammas and as many betas", raw)
    if (size(parameters, 2) /= size(problems) .or. size(values) /= size(problems)) &
      call deny("there must be one column of parameters, and one value, for each problem", raw)
    status = raw%status
    if (status >= weiss_ok) &
      status = weiss_qaoa_values_many(context%get(), c_null_ptr, size(problems, kind=c_int64_t), handles, &
        size(parameters, 1) / 2, parameters, values, raw)
    call settle(status, raw, error)
  end subroutine

  ! Mean energy and its derivatives, in about the time of three mean energies.
  subroutine gradient(self, parameters, value, slope, error)
    class(weiss_qaoa), intent(in) :: self
    real(c_double), intent(in), contiguous :: parameters(:)
    real(c_double), intent(out) :: value
    real(c_double), intent(out), contiguous :: slope(:)
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    integer(c_int32_t) :: status
    integer :: depth
    value = 0
    depth = depth_of(self, size(parameters), raw)
    if (size(slope) /= size(parameters)) call deny("slope and parameters have different lengths", raw)
    status = raw%status
    if (status >= weiss_ok) &
      status = weiss_qaoa_gradient(self%get(), c_null_ptr, depth, parameters, value, slope, raw)
    call settle(status, raw, error)
  end subroutine

  ! The beta of least mean energy at a gamma, depth 1, X mixer, and that energy.
  subroutine best_beta(self, gamma, beta, value, error)
    class(weiss_qaoa), intent(in) :: self
    real(c_double), intent(in) :: gamma
    real(c_double), intent(out) :: beta, value
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    beta = 0
    value = 0
    call settle(weiss_qaoa_best_beta(self%get(), c_null_ptr, gamma, beta, value, raw), raw, error)
  end subroutine

  ! ---- the state: prepare keeps one for the procedures below, until one of those above is called ----

  ! Runs the circuit; no parameters: only its start.
  subroutine prepare(self, parameters, error)
    class(weiss_qaoa), intent(in) :: self
    real(c_double), intent(in), contiguous :: parameters(:)
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    integer(c_int32_t) :: status
    integer :: depth
    depth = depth_of(self, size(parameters), raw)
    status = raw%status
    if (status >= weiss_ok) status = weiss_qaoa_prepare(self%get(), c_null_ptr, depth, parameters, raw)
    call settle(status, raw, error)
  end subroutine

  ! Mean energy of the prepared state.
  subroutine prepared_energy(self, value, error)
    class(weiss_qaoa), intent(in) :: self
    real(c_double), intent(out) :: value
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    value = 0
    call settle(weiss_qaoa_mean(self%get(), value, raw), raw, error)
  end subroutine

  ! <s(i)> of each spin.
  subroutine marginals(self, values, error)
    class(weiss_qaoa), intent(in) :: self
    real(c_double), allocatable, intent(out) :: values(:)
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    allocate (values(num_spins(self)))
    call settle(weiss_qaoa_marginals(self%get(), values, raw), raw, error)
  end subroutine

  ! <s(i) s(j)> of all pairs, 1 on the diagonal.
  subroutine correlations(self, values, error)
    class(weiss_qaoa), intent(in) :: self
    real(c_double), allocatable, intent(out) :: values(:, :)
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    allocate (values(num_spins(self), num_spins(self)))
    call settle(weiss_qaoa_correlations(self%get(), values, raw), raw, error)
  end subroutine

  ! Probabilities, and energies, of size(values) basis states from entry first on, 1 when that is left out.
  subroutine probabilities(self, values, first, error)
    class(weiss_qaoa), intent(in) :: self
    real(c_double), intent(out), contiguous, target :: values(:)
    integer(c_int64_t), intent(in), optional :: first
    type(weiss_error), intent(out), optional :: error
    call read_states(self, size(values, kind=c_int64_t), c_loc(values), c_null_ptr, first, error)
  end subroutine

  subroutine energies(self, values, first, error)
    class(weiss_qaoa), intent(in) :: self
    real(c_double), intent(out), contiguous, target :: values(:)
    integer(c_int64_t), intent(in), optional :: first
    type(weiss_error), intent(out), optional :: error
    call read_states(self, size(values, kind=c_int64_t), c_null_ptr, c_loc(values), first, error)
  end subroutine

  subroutine read_states(self, count, to_probabilities, to_energies, first, error)
    class(weiss_qaoa), intent(in) :: self
    integer(c_int64_t), intent(in) :: count
    type(c_ptr), intent(in) :: to_probabilities, to_energies
    integer(c_int64_t), intent(in), optional :: first
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    integer(c_int64_t) :: from
    integer(c_int32_t) :: status
    from = 0
    if (present(first)) from = first - 1
    if (associated(self%needs)) call check_entries(num_spins(self), from + 1, count, raw)
    status = raw%status
    if (status >= weiss_ok) &
      status = weiss_qaoa_probabilities(self%get(), from, count, to_probabilities, to_energies, raw)
    call settle(status, raw, error)
  end subroutine

  ! Measures all qubits, shots times: the numbers of the basis states seen, ascending, how often each was, and their
  ! energies.
  subroutine sample(self, shots, states, counts, values, seed, error)
    class(weiss_qaoa), intent(in) :: self
    integer(c_int64_t), intent(in) :: shots
    integer(c_int64_t), allocatable, intent(out) :: states(:), counts(:)
    real(c_double), allocatable, intent(out) :: values(:)
    integer(c_int64_t), intent(in), optional :: seed
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    integer(c_int64_t) :: count, start
    integer(c_int32_t) :: status
    start = 0
    if (present(seed)) start = seed
    allocate (states(shots), counts(shots), values(shots))
    status = weiss_qaoa_sample(self%get(), c_null_ptr, start, shots, states, counts, values, count, raw)
    call cut(states, counts, count, status)
    values = values(:size(states))
    call settle(status, raw, error)
  end subroutine

  ! Copies the amplitudes, up to a global phase, into a register of as many qubits.
  subroutine copy_state(self, state, error)
    class(weiss_qaoa), intent(in) :: self
    type(weiss_statevector), intent(in) :: state
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    call settle(weiss_qaoa_state(self%get(), state%get(), raw), raw, error)
  end subroutine

  ! ---- gates ----

  ! The circuit as gates, its start included; of any number of spins.
  subroutine make_circuit(self, parameters, made, error)
    class(weiss_qaoa), intent(in) :: self
    real(c_double), intent(in), contiguous :: parameters(:)
    type(weiss_circuit), intent(inout) :: made
    type(weiss_error), intent(out), optional :: error
    type(weiss_error_t) :: raw
    type(c_ptr) :: handle
    integer(c_int32_t) :: status
    integer :: depth
    call made%free()
    if (.not. associated(self%needs)) call deny("there is no evaluator", raw)
    depth = depth_of(self, size(parameters), raw)
    status = raw%status
    if (status >= weiss_ok) status = weiss_qaoa_circuit(self%needs%context%get(), self%needs%problem%get(), &
      self%needs%config, depth, parameters, handle, raw)
    if (status >= weiss_ok) call own_circuit(made, handle, self%needs%context)
    call settle(status, raw, error)
  end subroutine

end module
