! Weiss for Fortran. This is the one file to compile; the others are included from beside it:
!     gfortran weiss.f90 program.f90 -lweiss
! Every procedure that can fail takes error as an optional last argument; without it a failure stops the program.
include 'weiss_types.f90'
include 'weiss_text.f90'
include 'weiss_tables.f90'
include 'weiss_algorithms.f90'
include 'weiss_callbacks.f90'
include 'weiss_functions.f90'
include 'weiss_handles.f90'
include 'weiss_contexts.f90'
include 'weiss_problems.f90'
include 'weiss_search_functions.f90'
include 'weiss_searches.f90'
include 'weiss_results.f90'
include 'weiss_runs.f90'
include 'weiss_quantum_functions.f90'
include 'weiss_quantum_gates.f90'
include 'weiss_quantum_states.f90'
include 'weiss_quantum_circuits.f90'
include 'weiss_quantum_qaoa.f90'

module weiss
  use weiss_types, only: &
    weiss_ok, weiss_stopped, weiss_e_fail, weiss_e_argument, weiss_e_nomem, weiss_e_limit, weiss_e_unsupported, &
    weiss_e_option, weiss_e_not_found, weiss_e_format, weiss_e_io, weiss_e_abi, weiss_e_plugin, weiss_e_busy, &
    weiss_e_internal, weiss_type_bool, weiss_type_int, weiss_type_real, weiss_type_string, weiss_type_algorithm, &
    weiss_type_real_list, weiss_kind_partitioner, weiss_kind_solver, weiss_kind_optimizer, weiss_cap_deterministic, &
    weiss_cap_warm_start, weiss_cap_exact, weiss_cap_any_thread, weiss_cap_marginals, weiss_reason_none, &
    weiss_reason_optimal, weiss_reason_target, weiss_reason_converged, weiss_reason_work, weiss_reason_time, &
    weiss_reason_cancelled, weiss_reason_plugin_failed, weiss_proof_none, weiss_proof_bound, weiss_proof_optimal, &
    weiss_engine_auto, weiss_engine_sparse, weiss_engine_dense, weiss_schedule_geometric, weiss_schedule_linear, &
    weiss_origin_ising, weiss_origin_qubo, weiss_origin_maxcut, weiss_sense_min, weiss_sense_max, &
    weiss_log_error, weiss_log_warning, weiss_log_info, weiss_log_debug, &
    weiss_event_started, weiss_event_improved, weiss_event_progress, weiss_event_finished, &
    weiss_gate_h, weiss_gate_x, weiss_gate_y, weiss_gate_z, weiss_gate_s, weiss_gate_sdg, weiss_gate_t, &
    weiss_gate_tdg, weiss_gate_rx, weiss_gate_ry, weiss_gate_rz, weiss_gate_p, weiss_gate_cx, weiss_gate_cz, &
    weiss_gate_swap, weiss_gate_rxx, weiss_gate_ryy, weiss_gate_rzz, weiss_gate_cp, weiss_max_qubits, &
    weiss_precision_double, weiss_precision_single, weiss_qaoa_auto, weiss_qaoa_statevector, &
    weiss_qaoa_closed_form, weiss_mixer_x, weiss_mixer_warm_start, weiss_mixer_xy_ring, weiss_mixer_xy_complete, &
    weiss_mixer_grover
  use weiss_text, only: weiss_error
  use weiss_algorithms, only: weiss_algorithm, weiss_solver, weiss_partitioner, weiss_optimizer, weiss_option, &
    weiss_settings, weiss_model, weiss_run, weiss_solver_run, weiss_partitioner_run, weiss_function
  use weiss_contexts, only: weiss_context, weiss_algorithm_info, weiss_register, weiss_library_version, weiss_logger
  use weiss_problems, only: weiss_problem, weiss_problem_info, weiss_format, weiss_formats, weiss_read_solution, &
    weiss_write_solution, weiss_reduction, weiss_reduction_info
  use weiss_searches, only: weiss_search, weiss_replicas, weiss_roof_dual, weiss_sdp_bound, weiss_replica_lanes
  use weiss_results, only: weiss_result, weiss_result_info, weiss_sample, weiss_part, weiss_improvement
  use weiss_runs, only: weiss_instance, weiss_run_options, weiss_solve, weiss_partition_task, weiss_observer, &
    weiss_progress, weiss_objective
  use weiss_quantum_states, only: weiss_statevector, weiss_state_memory
  use weiss_quantum_circuits, only: weiss_circuit, weiss_circuit_counts, weiss_noise
  use weiss_quantum_qaoa, only: weiss_qaoa, weiss_qaoa_mean_energies
  implicit none
  public
end module
