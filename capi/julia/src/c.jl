# The constants, structs and functions of the C interface under their C names; the contracts stand in the headers. Every
# offset and size is compared with layout.tsv by the tests.
module C

const WEISS_ABI_MAJOR = 0
const WEISS_ABI_MINOR = 5
const WEISS_OK = 0
const WEISS_STOPPED = 1
const WEISS_E_FAIL = -1
const WEISS_E_ARGUMENT = -2
const WEISS_E_NOMEM = -3
const WEISS_E_LIMIT = -4
const WEISS_E_UNSUPPORTED = -5
const WEISS_E_OPTION = -6
const WEISS_E_NOT_FOUND = -7
const WEISS_E_FORMAT = -8
const WEISS_E_IO = -9
const WEISS_E_ABI = -10
const WEISS_E_PLUGIN = -11
const WEISS_E_BUSY = -12
const WEISS_E_INTERNAL = -13
const WEISS_TYPE_TEXT = 0
const WEISS_TYPE_BOOL = 1
const WEISS_TYPE_INT = 2
const WEISS_TYPE_REAL = 3
const WEISS_TYPE_STRING = 4
const WEISS_TYPE_ALGORITHM = 5
const WEISS_TYPE_REAL_LIST = 6
const WEISS_KIND_PARTITIONER = 1
const WEISS_KIND_SOLVER = 2
const WEISS_KIND_OPTIMIZER = 3
const WEISS_CAP_DETERMINISTIC = 1
const WEISS_CAP_WARM_START = 2
const WEISS_CAP_EXACT = 4
const WEISS_CAP_ANY_THREAD = 8
const WEISS_CAP_MARGINALS = 16
const WEISS_OPTION_ADVANCED = 1
const WEISS_OPTION_PATH = 2
const WEISS_REASON_NONE = 0
const WEISS_REASON_OPTIMAL = 1
const WEISS_REASON_TARGET = 2
const WEISS_REASON_CONVERGED = 3
const WEISS_REASON_WORK = 4
const WEISS_REASON_TIME = 5
const WEISS_REASON_CANCELLED = 6
const WEISS_REASON_PLUGIN_FAILED = 7
const WEISS_PROOF_NONE = 0
const WEISS_PROOF_BOUND = 1
const WEISS_PROOF_OPTIMAL = 2
const WEISS_CONTEXT_NO_BUNDLED_DIRECTORY = 1
const WEISS_CONTEXT_READ_ENVIRONMENT = 2
const WEISS_ORIGIN_ISING = 0
const WEISS_ORIGIN_QUBO = 1
const WEISS_ORIGIN_MAXCUT = 2
const WEISS_SENSE_DEFAULT = 0
const WEISS_SENSE_MIN = 1
const WEISS_SENSE_MAX = 2
const WEISS_DUPLICATES_SUM = 0
const WEISS_DUPLICATES_LAST = 1
const WEISS_DUPLICATES_ERROR = 2
const WEISS_PROBLEM_INTEGER = 1
const WEISS_PROBLEM_HAS_FIELDS = 2
const WEISS_PROBLEM_DENSE_ADVISED = 4
const WEISS_ENGINE_AUTO = 0
const WEISS_ENGINE_SPARSE = 1
const WEISS_ENGINE_DENSE = 2
const WEISS_SCHEDULE_GEOMETRIC = 0
const WEISS_SCHEDULE_LINEAR = 1
const WEISS_LOG_ERROR = 1
const WEISS_LOG_WARNING = 2
const WEISS_LOG_INFO = 3
const WEISS_LOG_DEBUG = 4
const WEISS_EVENT_STARTED = 1
const WEISS_EVENT_IMPROVED = 2
const WEISS_EVENT_PROGRESS = 3
const WEISS_EVENT_FINISHED = 4
const WEISS_MAX_QUBITS = 30
const WEISS_GATE_CX = 13

struct weiss_error
    struct_size::UInt32; status::Int32; line::Int64; column::Int64; origin::NTuple{64,UInt8}
    message::NTuple{512,UInt8}
end

struct weiss_value
    key::Ptr{Cvoid}; type::Int32; count::Int32; i::Int64; f::Float64; s::Ptr{Cvoid}; list::Ptr{Cvoid}
    choice::Ptr{Cvoid}
end

struct weiss_option_info
    struct_size::UInt32; flags::UInt32; key::Ptr{Cvoid}; help::Ptr{Cvoid}; choices::Ptr{Cvoid}
    s_default::Ptr{Cvoid}; list_default::Ptr{Cvoid}; type::Int32; kind::Int32; list_default_count::Int32
    algorithm_optional::Int32; i_default::Int64; i_min::Int64; i_max::Int64; f_default::Float64
    f_min::Float64; f_max::Float64
end

struct weiss_context_config
    struct_size::UInt32; flags::UInt32; log_level::Int32; max_threads::Int32; memory_limit::Int64
    simd::Ptr{Cvoid}; plugin_directories::Ptr{Cvoid}; log::Ptr{Cvoid}; log_user::Ptr{Cvoid}
    allocate::Ptr{Cvoid}; deallocate::Ptr{Cvoid}; allocate_user::Ptr{Cvoid}; parallel_for::Ptr{Cvoid}
    parallel_for_user::Ptr{Cvoid}
end

struct weiss_algorithm_info
    struct_size::UInt32; kind::Int32; caps::UInt32; num_options::UInt32; max_spins::Int64; id::Ptr{Cvoid}
    name::Ptr{Cvoid}; title::Ptr{Cvoid}; version::Ptr{Cvoid}; summary::Ptr{Cvoid}; options::Ptr{Cvoid}
    plugin::Ptr{Cvoid}; license::Ptr{Cvoid}; path::Ptr{Cvoid}
end

struct weiss_problem_data
    struct_size::UInt32; origin::Int32; sense::Int32; index_base::Int32; duplicates::Int32
    both_directions::Int32; num_spins::Int64; num_terms::Int64; row::Ptr{Cvoid}; row_start::Ptr{Cvoid}
    column::Ptr{Cvoid}; value::Ptr{Cvoid}; linear::Ptr{Cvoid}; offset::Float64
end

struct weiss_problem_view
    struct_size::UInt32; flags::UInt32; num_spins::Int64; num_entries::Int64; row_start::Ptr{Cvoid}
    column::Ptr{Cvoid}; value::Ptr{Cvoid}; field::Ptr{Cvoid}; offset::Float64; scale::Float64
    problem::Ptr{Cvoid}
end

struct weiss_problem_info
    struct_size::UInt32; flags::UInt32; origin::Int32; sense::Int32; num_spins::Int64
    num_couplings::Int64; num_fields::Int64; duplicates_merged::Int64; self_loops::Int64
    zeros_dropped::Int64; memory::Int64; smallest::Float64; largest::Float64; trivial_bound::Float64
    format::Ptr{Cvoid}
end

struct weiss_reduction_info
    struct_size::UInt32; reserved::Int32; num_spins::Int64; num_kept::Int64; num_low_degree::Int64
    num_degree_two::Int64; num_degree_three::Int64; num_dominated::Int64; num_decided::Int64
    num_persistent::Int64; work::Int64
end

struct weiss_read_options
    struct_size::UInt32; sense::Int32; duplicates::Int32; lenient::Int32; format::Ptr{Cvoid}
    problem_number::Int64
end

struct weiss_write_options
    struct_size::UInt32; plain_decimal::Int32; format::Ptr{Cvoid}
end

struct weiss_format_info
    struct_size::UInt32; can_write::Int32; name::Ptr{Cvoid}; extensions::Ptr{Cvoid}; summary::Ptr{Cvoid}
    help::Ptr{Cvoid}
end

struct weiss_progress
    struct_size::UInt32; event::Int32; seconds::Float64; fraction::Float64; energy::Float64
    objective::Float64; bound::Float64; work::Int64; source::Ptr{Cvoid}
end

struct weiss_run_config
    struct_size::UInt32; threads::Int32; seed::UInt64; time_limit::Float64; work_limit::Int64
    has_target::Int32; num_starts::Int32; target::Float64; max_samples::Int64; starts::Ptr{Cvoid}
    mean_spins::Ptr{Cvoid}; parameters::Ptr{Cvoid}; num_parameters::Int64; progress::Ptr{Cvoid}
    progress_user::Ptr{Cvoid}; cancel_flag::Ptr{Cvoid}; optimum::Float64; has_optimum::Int32; reserved::Int32
end

struct weiss_result_info
    struct_size::UInt32; kind::Int32; reason::Int32; proof::Int32; exact::Int32; threads::Int32
    seed::UInt64; energy::Float64; objective::Float64; bound::Float64; seconds::Float64
    time_to_best::Float64; work::Int64; work_limit::Int64; num_spins::Int64; num_samples::Int64
    samples_seen::Int64; num_parts::Int64; num_counters::Int64; num_trace::Int64; dimension::Int64
    num_parameters::Int64; num_warnings::Int64; num_figures::Int64
end

struct weiss_result_improvement
    struct_size::UInt32; reserved::Int32; seconds::Float64; energy::Float64; work::Int64
    source::Ptr{Cvoid}
end

struct weiss_result_part
    struct_size::UInt32; reserved::Int32; num_members::Int64; members::Ptr{Cvoid}; priority::Float64
    num_parameters::Int64; parameters::Ptr{Cvoid}
end

struct weiss_host
    struct_size::UInt32; abi_major::UInt32; abi_minor::UInt32; reserved::UInt32; context::Ptr{Cvoid}
    name::Ptr{Cvoid}; version::Ptr{Cvoid}; simd::Ptr{Cvoid}; log::Ptr{Cvoid}; alloc::Ptr{Cvoid}
    free::Ptr{Cvoid}; get_extension::Ptr{Cvoid}
end

struct weiss_run
    struct_size::UInt32; threads::Int32; worker::Int32; reserved::Int32; seed::UInt64; time_limit::Float64
    work_limit::Int64; impl::Ptr{Cvoid}; should_stop::Ptr{Cvoid}; time_left::Ptr{Cvoid}
    work_left::Ptr{Cvoid}; spend::Ptr{Cvoid}; count::Ptr{Cvoid}; progress::Ptr{Cvoid}
    parallel_for::Ptr{Cvoid}; set_error::Ptr{Cvoid}; cancel::Ptr{Cvoid}
end

struct weiss_solver_input
    struct_size::UInt32; num_starts::Int32; starts::Ptr{Cvoid}; mean_spins::Ptr{Cvoid}
    parameters::Ptr{Cvoid}; num_parameters::Int64; target::Float64; has_target::Int32; reserved::Int32
end

struct weiss_sample
    struct_size::UInt32; reserved::Int32; spins::Ptr{Cvoid}; energy::Float64; multiplicity::Int64
    source::Ptr{Cvoid}
end

struct weiss_sink
    struct_size::UInt32; reserved::UInt32; impl::Ptr{Cvoid}; report::Ptr{Cvoid}; marginals::Ptr{Cvoid}
    parameters::Ptr{Cvoid}; bound::Ptr{Cvoid}; figure::Ptr{Cvoid}
end

struct weiss_solver
    struct_size::UInt32; reserved::UInt32; run::Ptr{Cvoid}; run_batch::Ptr{Cvoid}
end

struct weiss_partition_task
    struct_size::UInt32; may_overlap::Int32; may_omit::Int32; pool_size::Int32; num_parts::Int64
    max_part_spins::Int64; imbalance::Float64; fixed::Ptr{Cvoid}; best::Ptr{Cvoid}; current::Ptr{Cvoid}
    marginals::Ptr{Cvoid}; pool::Ptr{Cvoid}; pool_energies::Ptr{Cvoid}
end

struct weiss_part
    struct_size::UInt32; reserved::UInt32; num_members::Int64; members::Ptr{Cvoid}; priority::Float64
    num_parameters::Int64; parameters::Ptr{Cvoid}
end

struct weiss_part_sink
    struct_size::UInt32; reserved::UInt32; impl::Ptr{Cvoid}; add::Ptr{Cvoid}
end

struct weiss_partitioner
    struct_size::UInt32; reserved::UInt32; run::Ptr{Cvoid}
end

struct weiss_objective
    struct_size::UInt32; has_gradient::Int32; stochastic::Int32; reserved::Int32; dimension::Int64
    lower::Ptr{Cvoid}; upper::Ptr{Cvoid}; start::Ptr{Cvoid}; initial_step::Float64; user::Ptr{Cvoid}
    evaluate::Ptr{Cvoid}
end

struct weiss_optimizer_output
    struct_size::UInt32; reason::Int32; f::Float64; x::Ptr{Cvoid}
end

struct weiss_optimizer
    struct_size::UInt32; reserved::UInt32; run::Ptr{Cvoid}
end

struct weiss_algorithm
    struct_size::UInt32; kind::Int32; caps::UInt32; num_options::UInt32; max_spins::Int64; id::Ptr{Cvoid}
    title::Ptr{Cvoid}; version::Ptr{Cvoid}; summary::Ptr{Cvoid}; options::Ptr{Cvoid}; table::Ptr{Cvoid}
    user::Ptr{Cvoid}; create::Ptr{Cvoid}; destroy::Ptr{Cvoid}; get_extension::Ptr{Cvoid}
end

struct weiss_plugin
    struct_size::UInt32; abi_major::UInt32; abi_minor::UInt32; num_algorithms::UInt32; id::Ptr{Cvoid}
    title::Ptr{Cvoid}; version::Ptr{Cvoid}; license::Ptr{Cvoid}; algorithms::Ptr{Cvoid}; user::Ptr{Cvoid}
    shutdown::Ptr{Cvoid}
end

struct weiss_tabu_params
    struct_size::UInt32; reserved::Int32; seed::UInt64; max_steps::Int64; max_idle::Int64; tenure::Int64
    tenure_range::Int64; target::Float64; has_target::Int32; reserved_::Int32
end

struct weiss_anneal_params
    struct_size::UInt32; schedule::Int32; seed::UInt64; sweeps::Int64; t_first::Float64; t_last::Float64
end

struct weiss_trees_params
    struct_size::UInt32; schedule::Int32; seed::UInt64; moves::Int64; temperature::Float64; t_last::Float64
    width::Int64
end

struct weiss_sdp_params
    struct_size::UInt32; reserved::Int32; seed::UInt64; max_sweeps::Int64; rank::Int64; tolerance::Float64
    num_roundings::Int64
end

struct weiss_circuit_counts
    struct_size::UInt32; num_qubits::Int32; one_qubit_gates::Int64; two_qubit_gates::Int64
    many_qubit_gates::Int64; rotations::Int64; depth::Int64; two_qubit_depth::Int64
end

struct weiss_noise
    struct_size::UInt32; reserved::UInt32; depolarizing_1::Float64; depolarizing_2::Float64
    pauli_x::Float64; pauli_y::Float64; pauli_z::Float64; readout::Float64
end

struct weiss_qaoa_config
    struct_size::UInt32; precision::Int32; method::Int32; mixer::Int32; multi_angle::Int32
    no_symmetry::Int32; threads::Int32; reserved::Int32; start::Ptr{Cvoid}; groups::Ptr{Cvoid}
end

const STRUCTS = (weiss_error, weiss_value, weiss_option_info, weiss_context_config, weiss_algorithm_info,
    weiss_problem_data, weiss_problem_view, weiss_problem_info, weiss_reduction_info, weiss_read_options,
    weiss_write_options, weiss_format_info, weiss_progress, weiss_run_config, weiss_result_info,
    weiss_result_improvement, weiss_result_part, weiss_host, weiss_run, weiss_solver_input, weiss_sample,
    weiss_sink, weiss_solver, weiss_partition_task, weiss_part, weiss_part_sink, weiss_partitioner,
    weiss_objective, weiss_optimizer_output, weiss_optimizer, weiss_algorithm, weiss_plugin, weiss_tabu_params,
    weiss_anneal_params, weiss_trees_params, weiss_sdp_params, weiss_circuit_counts, weiss_noise,
    weiss_qaoa_config)

const FUNCTIONS = (
    :weiss_reason_name, :weiss_context_create, :weiss_context_destroy, :weiss_context_simd,
    :weiss_context_memory, :weiss_context_load_plugin, :weiss_context_add_algorithm,
    :weiss_context_num_algorithms, :weiss_context_algorithm, :weiss_context_find_algorithm, :weiss_version,
    :weiss_abi_version, :weiss_problem_create, :weiss_problem_update, :weiss_problem_destroy,
    :weiss_problem_get_info, :weiss_problem_num_spins, :weiss_problem_energies, :weiss_problem_objective,
    :weiss_problem_energy_of, :weiss_problem_clamp, :weiss_problem_contract, :weiss_problem_components,
    :weiss_problem_multiply, :weiss_problem_reduce, :weiss_reduction_lift, :weiss_reduction_restrict,
    :weiss_reduction_get_info,
    :weiss_reduction_destroy, :weiss_bound_roof_dual, :weiss_bound_sdp, :weiss_search_create,
    :weiss_search_destroy, :weiss_search_set, :weiss_search_set_random, :weiss_search_spins,
    :weiss_search_energy, :weiss_search_best_spins, :weiss_search_best_energy, :weiss_search_descend,
    :weiss_search_tabu, :weiss_search_anneal, :weiss_search_trees, :weiss_replicas_lanes, :weiss_replicas_create,
    :weiss_replicas_destroy, :weiss_replicas_set, :weiss_replicas_set_random, :weiss_replicas_spins,
    :weiss_replicas_energies, :weiss_replicas_anneal, :weiss_replicas_sweep, :weiss_problem_read_file,
    :weiss_problem_read_memory, :weiss_problem_write_file, :weiss_solution_read_file,
    :weiss_solution_write_file, :weiss_num_formats, :weiss_format_get_info, :weiss_instance_create,
    :weiss_instance_destroy, :weiss_instance_spec, :weiss_instance_cancel, :weiss_instance_reset_cancel,
    :weiss_instance_solve, :weiss_solve, :weiss_instance_partition, :weiss_instance_minimize,
    :weiss_result_destroy, :weiss_result_get_info, :weiss_result_energy, :weiss_result_objective,
    :weiss_result_reason, :weiss_result_counter, :weiss_result_figure, :weiss_result_warning,
    :weiss_result_report, :weiss_result_spins, :weiss_result_bits, :weiss_result_samples,
    :weiss_result_get_improvement, :weiss_result_get_part, :weiss_result_marginals, :weiss_result_parameters,
    :weiss_result_x, :weiss_status_name,
    :weiss_statevector_memory, :weiss_statevector_create, :weiss_statevector_destroy,
    :weiss_statevector_set_basis, :weiss_statevector_set_uniform, :weiss_statevector_set_amplitudes,
    :weiss_statevector_amplitudes, :weiss_statevector_copy, :weiss_statevector_gate,
    :weiss_statevector_matrix, :weiss_statevector_pauli_rotation, :weiss_statevector_phase,
    :weiss_statevector_norm, :weiss_statevector_expectation, :weiss_statevector_mean,
    :weiss_statevector_probabilities, :weiss_statevector_marginals, :weiss_statevector_correlations,
    :weiss_statevector_sample, :weiss_statevector_overlap, :weiss_circuit_create, :weiss_circuit_destroy,
    :weiss_circuit_num_qubits, :weiss_circuit_gate, :weiss_circuit_matrix, :weiss_circuit_pauli_rotation,
    :weiss_circuit_controlled_phase, :weiss_circuit_append, :weiss_circuit_count, :weiss_circuit_write_qasm,
    :weiss_circuit_run, :weiss_circuit_sample, :weiss_circuit_expectation, :weiss_qaoa_memory,
    :weiss_qaoa_create, :weiss_qaoa_destroy, :weiss_qaoa_set_problem, :weiss_qaoa_num_parameters,
    :weiss_qaoa_values, :weiss_qaoa_gradient, :weiss_qaoa_best_beta, :weiss_qaoa_values_many,
    :weiss_qaoa_prepare, :weiss_qaoa_mean, :weiss_qaoa_marginals, :weiss_qaoa_correlations,
    :weiss_qaoa_probabilities, :weiss_qaoa_sample, :weiss_qaoa_state, :weiss_qaoa_circuit)

# The addresses of the functions, filled when the library has been loaded.
@eval mutable struct Addresses
    $([:($name::Ptr{Cvoid}) for name in FUNCTIONS]...)
end
const F = Addresses(ntuple(_ -> C_NULL, length(FUNCTIONS))...)

# A struct with all other fields zero, and struct_size set when it has one.
@generated function make(::Type{T}, fields::NamedTuple{names}) where {T, names}
    unknown = setdiff(names, fieldnames(T))
    isempty(unknown) || error("$T has no field $(first(unknown))")
    value(name, type) =
        name in names ? :(convert($type, fields.$name)) :
        name === :struct_size ? :(UInt32(sizeof(T))) :
        type === Ptr{Cvoid} ? :C_NULL : :(zero($type))
    return :(T($(map(value, fieldnames(T), fieldtypes(T))...)))
end
make(::Type{T}; fields...) where {T} = make(T, values(fields))

end # module C
