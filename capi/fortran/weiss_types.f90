! The constants and structs of the C interface, each under its C name; structs end in _t. Every offset and size is
! compared with layout.tsv by the tests. struct_size is preset, and all else is the default: zero.
module weiss_types
  use, intrinsic :: iso_c_binding, only: c_char, c_double, c_funptr, c_int32_t, c_int64_t, c_null_char, &
    c_null_funptr, c_null_ptr, c_ptr
  implicit none
  public

  ! Version of the interface that this module was written for.
  integer(c_int32_t), parameter :: weiss_abi_major = 0, weiss_abi_minor = 5
  ! Status: 0 is success, negative a failure, positive success with a remark.
  integer(c_int32_t), parameter :: weiss_ok = 0, weiss_stopped = 1, weiss_e_fail = -1, &
    weiss_e_argument = -2, weiss_e_nomem = -3, weiss_e_limit = -4, weiss_e_unsupported = -5, &
    weiss_e_option = -6, weiss_e_not_found = -7, weiss_e_format = -8, weiss_e_io = -9, weiss_e_abi = -10, &
    weiss_e_plugin = -11, weiss_e_busy = -12, weiss_e_internal = -13
  ! Types of options.
  integer(c_int32_t), parameter :: weiss_type_text = 0, weiss_type_bool = 1, weiss_type_int = 2, &
    weiss_type_real = 3, weiss_type_string = 4, weiss_type_algorithm = 5, weiss_type_real_list = 6
  ! Kinds of algorithm.
  integer(c_int32_t), parameter :: weiss_kind_partitioner = 1, weiss_kind_solver = 2, &
    weiss_kind_optimizer = 3
  ! Capabilities of an algorithm, added up.
  integer(c_int32_t), parameter :: weiss_cap_deterministic = 1, weiss_cap_warm_start = 2, &
    weiss_cap_exact = 4, weiss_cap_any_thread = 8, weiss_cap_marginals = 16
  ! Flags of an option.
  integer(c_int32_t), parameter :: weiss_option_advanced = 1, weiss_option_path = 2
  ! Why a run ended.
  integer(c_int32_t), parameter :: weiss_reason_none = 0, weiss_reason_optimal = 1, &
    weiss_reason_target = 2, weiss_reason_converged = 3, weiss_reason_work = 4, weiss_reason_time = 5, &
    weiss_reason_cancelled = 6, weiss_reason_plugin_failed = 7
  ! What a lower bound is.
  integer(c_int32_t), parameter :: weiss_proof_none = 0, weiss_proof_bound = 1, weiss_proof_optimal = 2
  ! Levels of log lines.
  integer(c_int32_t), parameter :: weiss_log_error = 1, weiss_log_warning = 2, weiss_log_info = 3, &
    weiss_log_debug = 4
  ! Flags of a context.
  integer(c_int32_t), parameter :: weiss_context_no_bundled_directory = 1, &
    weiss_context_read_environment = 2
  ! Forms in which a problem was given.
  integer(c_int32_t), parameter :: weiss_origin_ising = 0, weiss_origin_qubo = 1, weiss_origin_maxcut = 2
  ! Sense of the user's own value.
  integer(c_int32_t), parameter :: weiss_sense_default = 0, weiss_sense_min = 1, weiss_sense_max = 2
  ! What to do when a pair comes twice.
  integer(c_int32_t), parameter :: weiss_duplicates_sum = 0, weiss_duplicates_last = 1, &
    weiss_duplicates_error = 2
  ! Flags of a problem.
  integer(c_int32_t), parameter :: weiss_problem_integer = 1, weiss_problem_has_fields = 2, &
    weiss_problem_dense_advised = 4
  ! Events of progress.
  integer(c_int32_t), parameter :: weiss_event_started = 1, weiss_event_improved = 2, &
    weiss_event_progress = 3, weiss_event_finished = 4
  ! Engines of a search, and how a temperature falls.
  integer(c_int32_t), parameter :: weiss_engine_auto = 0, weiss_engine_sparse = 1, weiss_engine_dense = 2, &
    weiss_schedule_geometric = 0, weiss_schedule_linear = 1
  ! Gates: from rx to p with an angle; from cx on two qubits, and from rxx on with an angle, too.
  integer(c_int32_t), parameter :: weiss_gate_h = 1, weiss_gate_x = 2, weiss_gate_y = 3, weiss_gate_z = 4, &
    weiss_gate_s = 5, weiss_gate_sdg = 6, weiss_gate_t = 7, weiss_gate_tdg = 8, weiss_gate_rx = 9, &
    weiss_gate_ry = 10, weiss_gate_rz = 11, weiss_gate_p = 12, weiss_gate_cx = 13, weiss_gate_cz = 14, &
    weiss_gate_swap = 15, weiss_gate_rxx = 16, weiss_gate_ryy = 17, weiss_gate_rzz = 18, weiss_gate_cp = 19
  ! Registers: most qubits, and how amplitudes are stored.
  integer(c_int32_t), parameter :: weiss_max_qubits = 30, weiss_precision_double = 0, weiss_precision_single = 1
  ! How QAOA computes a mean energy, and its mixers.
  integer(c_int32_t), parameter :: weiss_qaoa_auto = 0, weiss_qaoa_statevector = 1, weiss_qaoa_closed_form = 2, &
    weiss_mixer_x = 0, weiss_mixer_warm_start = 1, weiss_mixer_xy_ring = 2, weiss_mixer_xy_complete = 3, &
    weiss_mixer_grover = 4

  type, bind(c) :: weiss_error_t
    integer(c_int32_t) :: struct_size = 600, status = 0
    integer(c_int64_t) :: line = 0, column = 0
    character(kind=c_char) :: origin(64) = c_null_char
    character(kind=c_char) :: message(512) = c_null_char
  end type

  type, bind(c) :: weiss_value_t
    type(c_ptr) :: key = c_null_ptr
    integer(c_int32_t) :: type = 0, count = 0
    integer(c_int64_t) :: i = 0
    real(c_double) :: f = 0
    type(c_ptr) :: s = c_null_ptr, list = c_null_ptr, choice = c_null_ptr
  end type

  type, bind(c) :: weiss_option_info_t
    integer(c_int32_t) :: struct_size = 112, flags = 0
    type(c_ptr) :: key = c_null_ptr, help = c_null_ptr, choices = c_null_ptr, s_default = c_null_ptr, &
      list_default = c_null_ptr
    integer(c_int32_t) :: type = 0, kind = 0, list_default_count = 0, algorithm_optional = 0
    integer(c_int64_t) :: i_default = 0, i_min = 0, i_max = 0
    real(c_double) :: f_default = 0, f_min = 0, f_max = 0
  end type

  type, bind(c) :: weiss_context_config_t
    integer(c_int32_t) :: struct_size = 96, flags = 0, log_level = 0, max_threads = 0
    integer(c_int64_t) :: memory_limit = 0
    type(c_ptr) :: simd = c_null_ptr, plugin_directories = c_null_ptr
    type(c_funptr) :: log = c_null_funptr
    type(c_ptr) :: log_user = c_null_ptr
    type(c_funptr) :: allocate = c_null_funptr, deallocate = c_null_funptr
    type(c_ptr) :: allocate_user = c_null_ptr
    type(c_funptr) :: parallel_for = c_null_funptr
    type(c_ptr) :: parallel_for_user = c_null_ptr
  end type

  type, bind(c) :: weiss_algorithm_info_t
    integer(c_int32_t) :: struct_size = 96, kind = 0, caps = 0, num_options = 0
    integer(c_int64_t) :: max_spins = 0
    type(c_ptr) :: id = c_null_ptr, name = c_null_ptr, title = c_null_ptr, version = c_null_ptr, &
      summary = c_null_ptr, options = c_null_ptr, plugin = c_null_ptr, license = c_null_ptr, path = c_null_ptr
  end type

  type, bind(c) :: weiss_problem_data_t
    integer(c_int32_t) :: struct_size = 88, origin = 0, sense = 0, index_base = 0, duplicates = 0, &
      both_directions = 0
    integer(c_int64_t) :: num_spins = 0, num_terms = 0
    type(c_ptr) :: row = c_null_ptr, row_start = c_null_ptr, column = c_null_ptr, value = c_null_ptr, &
      linear = c_null_ptr
    real(c_double) :: offset = 0
  end type

  type, bind(c) :: weiss_problem_view_t
    integer(c_int32_t) :: struct_size = 80, flags = 0
    integer(c_int64_t) :: num_spins = 0, num_entries = 0
    type(c_ptr) :: row_start = c_null_ptr, column = c_null_ptr, value = c_null_ptr, field = c_null_ptr
    real(c_double) :: offset = 0, scale = 0
    type(c_ptr) :: problem = c_null_ptr
  end type

  type, bind(c) :: weiss_problem_info_t
    integer(c_int32_t) :: struct_size = 104, flags = 0, origin = 0, sense = 0
    integer(c_int64_t) :: num_spins = 0, num_couplings = 0, num_fields = 0, duplicates_merged = 0, &
      self_loops = 0, zeros_dropped = 0, memory = 0
    real(c_double) :: smallest = 0, largest = 0, trivial_bound = 0
    type(c_ptr) :: format = c_null_ptr
  end type

  type, bind(c) :: weiss_reduction_info_t
    integer(c_int32_t) :: struct_size = 80, reserved = 0
    integer(c_int64_t) :: num_spins = 0, num_kept = 0, num_low_degree = 0, num_degree_two = 0, num_degree_three = 0, &
      num_dominated = 0, num_decided = 0, num_persistent = 0, work = 0
  end type

  type, bind(c) :: weiss_read_options_t
    integer(c_int32_t) :: struct_size = 32, sense = 0, duplicates = 0, lenient = 0
    type(c_ptr) :: format = c_null_ptr
    integer(c_int64_t) :: problem_number = 0
  end type

  type, bind(c) :: weiss_write_options_t
    integer(c_int32_t) :: struct_size = 16, plain_decimal = 0
    type(c_ptr) :: format = c_null_ptr
  end type

  type, bind(c) :: weiss_format_info_t
    integer(c_int32_t) :: struct_size = 40, can_write = 0
    type(c_ptr) :: name = c_null_ptr, extensions = c_null_ptr, summary = c_null_ptr, help = c_null_ptr
  end type

  type, bind(c) :: weiss_progress_t
    integer(c_int32_t) :: struct_size = 64, event = 0
    real(c_double) :: seconds = 0, fraction = 0, energy = 0, objective = 0, bound = 0
    integer(c_int64_t) :: work = 0
    type(c_ptr) :: source = c_null_ptr
  end type

  type, bind(c) :: weiss_run_config_t
    integer(c_int32_t) :: struct_size = 128, threads = 0
    integer(c_int64_t) :: seed = 0
    real(c_double) :: time_limit = 0
    integer(c_int64_t) :: work_limit = 0
    integer(c_int32_t) :: has_target = 0, num_starts = 0
    real(c_double) :: target = 0
    integer(c_int64_t) :: max_samples = 0
    type(c_ptr) :: starts = c_null_ptr, mean_spins = c_null_ptr, parameters = c_null_ptr
    integer(c_int64_t) :: num_parameters = 0
    type(c_funptr) :: progress = c_null_funptr
    type(c_ptr) :: progress_user = c_null_ptr, cancel_flag = c_null_ptr
    real(c_double) :: optimum = 0
    integer(c_int32_t) :: has_optimum = 0, reserved = 0
  end type

  type, bind(c) :: weiss_result_info_t
    integer(c_int32_t) :: struct_size = 168, kind = 0, reason = 0, proof = 0, exact = 0, threads = 0
    integer(c_int64_t) :: seed = 0
    real(c_double) :: energy = 0, objective = 0, bound = 0, seconds = 0, time_to_best = 0
    integer(c_int64_t) :: work = 0, work_limit = 0, num_spins = 0, num_samples = 0, samples_seen = 0, &
      num_parts = 0, num_counters = 0, num_trace = 0, dimension = 0, num_parameters = 0, num_warnings = 0, &
      num_figures = 0
  end type

  type, bind(c) :: weiss_result_sample_t
    integer(c_int32_t) :: struct_size = 40, reserved = 0
    type(c_ptr) :: spins = c_null_ptr
    real(c_double) :: energy = 0, objective = 0
    integer(c_int64_t) :: multiplicity = 0
  end type

  type, bind(c) :: weiss_result_improvement_t
    integer(c_int32_t) :: struct_size = 40, reserved = 0
    real(c_double) :: seconds = 0, energy = 0
    integer(c_int64_t) :: work = 0
    type(c_ptr) :: source = c_null_ptr
  end type

  type, bind(c) :: weiss_result_part_t
    integer(c_int32_t) :: struct_size = 48, reserved = 0
    integer(c_int64_t) :: num_members = 0
    type(c_ptr) :: members = c_null_ptr
    real(c_double) :: priority = 0
    integer(c_int64_t) :: num_parameters = 0
    type(c_ptr) :: parameters = c_null_ptr
  end type

  type, bind(c) :: weiss_host_t
    integer(c_int32_t) :: struct_size = 80, abi_major = 0, abi_minor = 0, reserved = 0
    type(c_ptr) :: context = c_null_ptr, name = c_null_ptr, version = c_null_ptr, simd = c_null_ptr
    type(c_funptr) :: log = c_null_funptr, alloc = c_null_funptr, free = c_null_funptr, &
      get_extension = c_null_funptr
  end type

  type, bind(c) :: weiss_run_t
    integer(c_int32_t) :: struct_size = 120, threads = 0, worker = 0, reserved = 0
    integer(c_int64_t) :: seed = 0
    real(c_double) :: time_limit = 0
    integer(c_int64_t) :: work_limit = 0
    type(c_ptr) :: impl = c_null_ptr
    type(c_funptr) :: should_stop = c_null_funptr, time_left = c_null_funptr, work_left = c_null_funptr, &
      spend = c_null_funptr, count = c_null_funptr, progress = c_null_funptr, parallel_for = c_null_funptr, &
      set_error = c_null_funptr, cancel = c_null_funptr
  end type

  type, bind(c) :: weiss_solver_input_t
    integer(c_int32_t) :: struct_size = 56, num_starts = 0
    type(c_ptr) :: starts = c_null_ptr, mean_spins = c_null_ptr, parameters = c_null_ptr
    integer(c_int64_t) :: num_parameters = 0
    real(c_double) :: target = 0
    integer(c_int32_t) :: has_target = 0, reserved = 0
  end type

  type, bind(c) :: weiss_sample_t
    integer(c_int32_t) :: struct_size = 40, reserved = 0
    type(c_ptr) :: spins = c_null_ptr
    real(c_double) :: energy = 0
    integer(c_int64_t) :: multiplicity = 0
    type(c_ptr) :: source = c_null_ptr
  end type

  type, bind(c) :: weiss_sink_t
    integer(c_int32_t) :: struct_size = 56, reserved = 0
    type(c_ptr) :: impl = c_null_ptr
    type(c_funptr) :: report = c_null_funptr, marginals = c_null_funptr, parameters = c_null_funptr, &
      bound = c_null_funptr, figure = c_null_funptr
  end type

  type, bind(c) :: weiss_solver_t
    integer(c_int32_t) :: struct_size = 24, reserved = 0
    type(c_funptr) :: run = c_null_funptr, run_batch = c_null_funptr
  end type

  type, bind(c) :: weiss_partition_task_t
    integer(c_int32_t) :: struct_size = 88, may_overlap = 0, may_omit = 0, pool_size = 0
    integer(c_int64_t) :: num_parts = 0, max_part_spins = 0
    real(c_double) :: imbalance = 0
    type(c_ptr) :: fixed = c_null_ptr, best = c_null_ptr, current = c_null_ptr, marginals = c_null_ptr, &
      pool = c_null_ptr, pool_energies = c_null_ptr
  end type

  type, bind(c) :: weiss_part_t
    integer(c_int32_t) :: struct_size = 48, reserved = 0
    integer(c_int64_t) :: num_members = 0
    type(c_ptr) :: members = c_null_ptr
    real(c_double) :: priority = 0
    integer(c_int64_t) :: num_parameters = 0
    type(c_ptr) :: parameters = c_null_ptr
  end type

  type, bind(c) :: weiss_part_sink_t
    integer(c_int32_t) :: struct_size = 24, reserved = 0
    type(c_ptr) :: impl = c_null_ptr
    type(c_funptr) :: add = c_null_funptr
  end type

  type, bind(c) :: weiss_partitioner_t
    integer(c_int32_t) :: struct_size = 16, reserved = 0
    type(c_funptr) :: run = c_null_funptr
  end type

  type, bind(c) :: weiss_objective_t
    integer(c_int32_t) :: struct_size = 72, has_gradient = 0, stochastic = 0, reserved = 0
    integer(c_int64_t) :: dimension = 0
    type(c_ptr) :: lower = c_null_ptr, upper = c_null_ptr, start = c_null_ptr
    real(c_double) :: initial_step = 0
    type(c_ptr) :: user = c_null_ptr
    type(c_funptr) :: evaluate = c_null_funptr
  end type

  type, bind(c) :: weiss_optimizer_output_t
    integer(c_int32_t) :: struct_size = 24, reason = 0
    real(c_double) :: f = 0
    type(c_ptr) :: x = c_null_ptr
  end type

  type, bind(c) :: weiss_optimizer_t
    integer(c_int32_t) :: struct_size = 16, reserved = 0
    type(c_funptr) :: run = c_null_funptr
  end type

  type, bind(c) :: weiss_algorithm_t
    integer(c_int32_t) :: struct_size = 104, kind = 0, caps = 0, num_options = 0
    integer(c_int64_t) :: max_spins = 0
    type(c_ptr) :: id = c_null_ptr, title = c_null_ptr, version = c_null_ptr, summary = c_null_ptr, &
      options = c_null_ptr, table = c_null_ptr, user = c_null_ptr
    type(c_funptr) :: create = c_null_funptr, destroy = c_null_funptr, get_extension = c_null_funptr
  end type

  type, bind(c) :: weiss_plugin_t
    integer(c_int32_t) :: struct_size = 72, abi_major = 0, abi_minor = 0, num_algorithms = 0
    type(c_ptr) :: id = c_null_ptr, title = c_null_ptr, version = c_null_ptr, license = c_null_ptr, &
      algorithms = c_null_ptr, user = c_null_ptr
    type(c_funptr) :: shutdown = c_null_funptr
  end type

  type, bind(c) :: weiss_tabu_params_t
    integer(c_int32_t) :: struct_size = 64, reserved = 0
    integer(c_int64_t) :: seed = 0, max_steps = 0, max_idle = 0, tenure = 0, tenure_range = 0
    real(c_double) :: target = 0
    integer(c_int32_t) :: has_target = 0, reserved_ = 0
  end type

  type, bind(c) :: weiss_anneal_params_t
    integer(c_int32_t) :: struct_size = 40, schedule = 0
    integer(c_int64_t) :: seed = 0, sweeps = 0
    real(c_double) :: t_first = 0, t_last = 0
  end type

  type, bind(c) :: weiss_trees_params_t
    integer(c_int32_t) :: struct_size = 48, schedule = 0
    integer(c_int64_t) :: seed = 0, moves = 0
    real(c_double) :: temperature = 0, t_last = 0
    integer(c_int64_t) :: width = 0
  end type

  type, bind(c) :: weiss_sdp_params_t
    integer(c_int32_t) :: struct_size = 48, reserved = 0
    integer(c_int64_t) :: seed = 0, max_sweeps = 0, rank = 0
    real(c_double) :: tolerance = 0
    integer(c_int64_t) :: num_roundings = 0
  end type

  type, bind(c) :: weiss_circuit_counts_t
    integer(c_int32_t) :: struct_size = 56, num_qubits = 0
    integer(c_int64_t) :: one_qubit_gates = 0, two_qubit_gates = 0, many_qubit_gates = 0, rotations = 0, depth = 0, &
      two_qubit_depth = 0
  end type

  type, bind(c) :: weiss_noise_t
    integer(c_int32_t) :: struct_size = 56, reserved = 0
    real(c_double) :: depolarizing_1 = 0, depolarizing_2 = 0, pauli_x = 0, pauli_y = 0, pauli_z = 0, readout = 0
  end type

  type, bind(c) :: weiss_qaoa_config_t
    integer(c_int32_t) :: struct_size = 48, precision = 0, method = 0, mixer = 0, multi_angle = 0, no_symmetry = 0, &
      threads = 0, reserved = 0
    type(c_ptr) :: start = c_null_ptr, groups = c_null_ptr
  end type

end module
