"""The C interface as ctypes sees it: every struct that the package touches, every function that it calls.

Names are those of the headers without the prefix. The tests compare the fields with layout.tsv and the functions
with the signatures there.
"""

from __future__ import annotations

import ctypes
from ctypes import (
    CFUNCTYPE, POINTER, Structure, c_char, c_char_p, c_double, c_int32, c_int64, c_size_t, c_uint32, c_uint64,
    c_void_p,
)

from typing import TYPE_CHECKING, Any, Callable

from . import _library

SOLVER, PARTITIONER, OPTIMIZER = 2, 1, 3
KINDS = {PARTITIONER: "partitioner", SOLVER: "solver", OPTIMIZER: "optimizer"}
ORIGINS = {0: "ising", 1: "qubo", 2: "maxcut"}
SENSES = {None: 0, "min": 1, "max": 2}
DUPLICATES = {"sum": 0, "last": 1, "error": 2}
TEXT, BOOL, INT, REAL, STRING, ALGORITHM, REAL_LIST = range(7)
TYPES = {BOOL: "bool", INT: "int", REAL: "real", STRING: "string", ALGORITHM: "algorithm", REAL_LIST: "real list"}
PROOFS = {0: None, 1: "bound", 2: "optimal"}
EVENTS = {1: "started", 2: "improved", 3: "progress", 4: "finished"}
LOG_LEVELS = {"error": 1, "warning": 2, "info": 3, "debug": 4}
CAP_DETERMINISTIC, CAP_WARM_START, CAP_EXACT, CAP_ANY_THREAD, CAP_MARGINALS = 1, 2, 4, 8, 16
CAPS = {
    CAP_DETERMINISTIC: "deterministic", CAP_WARM_START: "warm start", CAP_EXACT: "exact",
    CAP_ANY_THREAD: "any thread", CAP_MARGINALS: "marginals",
}
MAX_QUBITS = 30
PRECISIONS = {"double": 0, "single": 1}
QAOA_METHODS = {"auto": 0, "statevector": 1, "closed-form": 2}
MIXERS = {"x": 0, "warm-start": 1, "xy-ring": 2, "xy-complete": 3, "grover": 4}
SCHEDULES = {"geometric": 0, "linear": 1}
ENGINES = {"auto": 0, "sparse": 1, "dense": 2}
GATES = {name: number for number, name in enumerate(
    "h x y z s sdg t tdg rx ry rz p cx cz swap rxx ryy rzz cp".split(), start=1)}
OK, STOPPED = 0, 1
E_FAIL, E_ARGUMENT, E_NOMEM, E_LIMIT, E_OPTION = -1, -2, -3, -4, -6
E_NOT_FOUND, E_FORMAT, E_BUSY = -7, -8, -12


class Sized(Structure):
    """A struct that begins with struct_size; everything else starts as zero."""

    def __init__(self, **fields: object) -> None:
        super().__init__(struct_size=ctypes.sizeof(type(self)), **fields)


def _fields(text: str, /, **types: object) -> list:
    """Fields written as "type name name, type name": the letters of _SCALARS, or a type given by keyword."""
    fields = []
    for group in text.split(","):
        kind, *names = group.split()
        fields += [(name, types.get(kind) or _SCALARS[kind]) for name in names]
    return fields


_SCALARS = {
    "i": c_int32, "u": c_uint32, "q": c_int64, "Q": c_uint64, "d": c_double, "z": c_size_t, "s": c_char_p,
    "P": c_void_p,
}
_P, _i, _q, _d = c_void_p, c_int32, c_int64, c_double


class Error(Sized):
    _fields_ = _fields("u struct_size,i status,q line column,o origin,m message", o=c_char * 64, m=c_char * 512)


class Value(Structure):
    _fields_ = _fields("s key,i type count,q i,d f,s s,P list choice")


class OptionInfo(Sized):
    _fields_ = _fields(
        "u struct_size flags,s key help choices s_default,P list_default,"
        "i type kind list_default_count algorithm_optional,q i_default i_min i_max,d f_default f_min f_max")


LogFn = CFUNCTYPE(None, _P, _i, c_char_p)


class ContextConfig(Sized):
    _fields_ = _fields(
        "u struct_size flags,i log_level max_threads,q memory_limit,s simd plugin_directories,log log,"
        "P log_user allocate deallocate allocate_user parallel_for parallel_for_user", log=LogFn)


class AlgorithmInfo(Sized):
    _fields_ = _fields(
        "u struct_size,i kind,u caps num_options,q max_spins,s id name title version summary,options options,"
        "s plugin license path", options=POINTER(POINTER(OptionInfo)))


class ProblemData(Sized):
    _fields_ = _fields(
        "u struct_size,i origin sense index_base duplicates both_directions,q num_spins num_terms,"
        "P row row_start column value linear,d offset")


class ProblemView(Sized):
    _fields_ = _fields(
        "u struct_size flags,q num_spins num_entries,P row_start column value field,d offset scale,P problem")


class ProblemInfo(Sized):
    _fields_ = _fields(
        "u struct_size flags,i origin sense,q num_spins num_couplings num_fields duplicates_merged self_loops "
        "zeros_dropped memory,d smallest largest trivial_bound,s format")


class ReductionInfo(Sized):
    _fields_ = _fields(
        "u struct_size,i reserved,q num_spins num_kept num_low_degree num_degree_two num_degree_three num_dominated "
        "num_decided num_persistent work")


class ReadOptions(Sized):
    _fields_ = _fields("u struct_size,i sense duplicates lenient,s format,q problem_number")


class WriteOptions(Sized):
    _fields_ = _fields("u struct_size,i plain_decimal,s format")


class FormatInfo(Sized):
    _fields_ = _fields("u struct_size,i can_write,s name extensions summary help")


class Progress(Sized):
    _fields_ = _fields("u struct_size,i event,d seconds fraction energy objective bound,q work,s source")


ProgressFn = CFUNCTYPE(_i, _P, POINTER(Progress))


class RunConfig(Sized):
    _fields_ = _fields(
        "u struct_size,i threads,Q seed,d time_limit,q work_limit,i has_target num_starts,d target,q max_samples,"
        "P starts mean_spins parameters,q num_parameters,progress progress,P progress_user cancel_flag,"
        "d optimum,i has_optimum reserved",
        progress=ProgressFn)


class ResultInfo(Sized):
    _fields_ = _fields(
        "u struct_size,i kind reason proof exact threads,Q seed,d energy objective bound seconds time_to_best,"
        "q work work_limit num_spins num_samples samples_seen num_parts num_counters num_trace dimension "
        "num_parameters num_warnings num_figures")


class ResultImprovement(Sized):
    _fields_ = _fields("u struct_size,i reserved,d seconds energy,q work,s source")


class ResultPart(Sized):
    _fields_ = _fields("u struct_size,i reserved,q num_members,P members,d priority,q num_parameters,P parameters")


class TabuParams(Sized):
    _fields_ = _fields(
        "u struct_size,i reserved,Q seed,q max_steps max_idle tenure tenure_range,d target,i has_target reserved_")


class AnnealParams(Sized):
    _fields_ = _fields("u struct_size,i schedule,Q seed,q sweeps,d t_first t_last")


class TreesParams(Sized):
    _fields_ = _fields("u struct_size,i schedule,Q seed,q moves,d temperature t_last,q width")


class SdpParams(Sized):
    _fields_ = _fields("u struct_size,i reserved,Q seed,q max_sweeps rank,d tolerance,q num_roundings")


class CircuitCounts(Sized):
    _fields_ = _fields(
        "u struct_size,i num_qubits,q one_qubit_gates two_qubit_gates many_qubit_gates rotations depth "
        "two_qubit_depth")


class Noise(Sized):
    _fields_ = _fields("u struct_size reserved,d depolarizing_1 depolarizing_2 pauli_x pauli_y pauli_z readout")


class QaoaConfig(Sized):
    _fields_ = _fields(
        "u struct_size,i precision method mixer multi_angle no_symmetry threads reserved,P start groups")


# ---- plugin.h: what an algorithm written in Python gets and gives ----

class Run(Sized):
    _fields_ = _fields(
        "u struct_size,i threads worker reserved,Q seed,d time_limit,q work_limit,P impl,stop should_stop,"
        "time time_left,work work_left,spend spend,count count,progress progress,P parallel_for,text set_error,"
        "cancel cancel",
        stop=CFUNCTYPE(_i, _P), time=CFUNCTYPE(_d, _P), work=CFUNCTYPE(_q, _P), spend=CFUNCTYPE(None, _P, _q),
        count=CFUNCTYPE(None, _P, c_char_p, _q), progress=CFUNCTYPE(None, _P, _d),
        text=CFUNCTYPE(None, _P, c_char_p), cancel=CFUNCTYPE(None, _P))


class SolverInput(Sized):
    _fields_ = _fields(
        "u struct_size,i num_starts,P starts mean_spins parameters,q num_parameters,d target,i has_target reserved")


class Sample(Sized):
    _fields_ = _fields("u struct_size,i reserved,P spins,d energy,q multiplicity,s source")


class Sink(Sized):
    _fields_ = _fields(
        "u struct_size reserved,P impl,report report,reals marginals,list parameters,bound bound,"
        "figure figure",
        report=CFUNCTYPE(_i, _P, POINTER(Sample)), reals=CFUNCTYPE(None, _P, _P), list=CFUNCTYPE(None, _P, _q, _P),
        bound=CFUNCTYPE(None, _P, _d, _i), figure=CFUNCTYPE(None, _P, c_char_p, _d))


class PartitionTask(Sized):
    _fields_ = _fields(
        "u struct_size,i may_overlap may_omit pool_size,q num_parts max_part_spins,d imbalance,"
        "P fixed best current marginals pool pool_energies")


class Part(Sized):
    _fields_ = _fields("u struct_size reserved,q num_members,P members,d priority,q num_parameters,P parameters")


class PartSink(Sized):
    _fields_ = _fields("u struct_size reserved,P impl,add add", add=CFUNCTYPE(_i, _P, POINTER(Part)))


class Objective(Sized):
    pass


EvaluateFn = CFUNCTYPE(_i, POINTER(Objective), _q, _P, _P, _P)
Objective._fields_ = _fields(
    "u struct_size,i has_gradient stochastic reserved,q dimension,P lower upper start,d initial_step,P user,"
    "evaluate evaluate", evaluate=EvaluateFn)


class OptimizerOutput(Sized):
    _fields_ = _fields("u struct_size,i reason,d f,P x")


SolverRunFn = CFUNCTYPE(_i, _P, POINTER(ProblemView), POINTER(SolverInput), POINTER(Run), POINTER(Sink))
PartitionerRunFn = CFUNCTYPE(_i, _P, POINTER(ProblemView), POINTER(PartitionTask), POINTER(Run), POINTER(PartSink))
OptimizerRunFn = CFUNCTYPE(_i, _P, POINTER(Objective), POINTER(Run), POINTER(OptimizerOutput))


class Solver(Sized):
    _fields_ = _fields("u struct_size reserved,run run,P run_batch", run=SolverRunFn)


class Partitioner(Sized):
    _fields_ = _fields("u struct_size reserved,run run", run=PartitionerRunFn)


class Optimizer(Sized):
    _fields_ = _fields("u struct_size reserved,run run", run=OptimizerRunFn)


class Algorithm(Sized):
    pass


CreateFn = CFUNCTYPE(_i, POINTER(Algorithm), _P, POINTER(Value), c_uint32, POINTER(c_void_p), POINTER(Error))
DestroyFn = CFUNCTYPE(None, _P, _P)
ReleaseFn = CFUNCTYPE(None, POINTER(Algorithm))
Algorithm._fields_ = _fields(
    "u struct_size,i kind,u caps num_options,q max_spins,s id title version summary,options options,P table user,"
    "create create,destroy destroy,P get_extension", options=POINTER(POINTER(OptionInfo)), create=CreateFn,
    destroy=DestroyFn)

# ---- functions: result and arguments by the letters of _SCALARS; v is void ----
FUNCTIONS = {
    "abi_version": "vPP", "version": "s", "status_name": "si", "reason_name": "si",
    "context_create": "iPPP", "context_destroy": "vP", "context_simd": "sP", "context_memory": "qPP",
    "context_load_plugin": "iPsP", "context_scan_directory": "iPsPP", "context_add_algorithm": "iPPPP",
    "context_num_algorithms": "iPPP", "context_algorithm": "iPqPP", "context_find_algorithm": "iPisPP",
    "problem_create": "iPPPP", "problem_update": "iPPP", "problem_destroy": "vP", "problem_get_view": "iPPP",
    "problem_get_info": "iPPP", "problem_num_spins": "qP", "problem_energies": "iPqPPP", "problem_objective": "dPd",
    "problem_energy_of": "dPd", "problem_clamp": "iPPqPPPiPP", "problem_contract": "iPPqPPPP",
    "problem_components": "iPPPP", "problem_reduce": "iPPPPP", "reduction_lift": "vPPP", "reduction_destroy": "vP",
    "reduction_restrict": "vPPP", "reduction_get_info": "iPPP", "problem_multiply": "iPqPPP",
    "problem_read_file": "iPsPPP", "problem_read_memory": "iPszsPPP", "problem_write_file": "iPsPP",
    "problem_write": "iPPPPP", "num_formats": "q", "format_get_info": "iqPP", "solution_read_file": "isqPP",
    "solution_write_file": "isqPP",
    "instance_create": "iPisPqPP", "instance_destroy": "vP", "instance_spec": "sP", "instance_cancel": "vP",
    "instance_reset_cancel": "vP", "instance_solve": "iPPPPP", "instance_partition": "iPPPPPP",
    "instance_minimize": "iPPPPP",
    "result_destroy": "vP", "result_get_info": "iPPP", "result_counter": "sPqP", "result_figure": "sPqP",
    "result_warning": "sPq",
    "result_report": "sP", "result_spins": "PP", "result_bits": "PP", "result_samples": "iPqqPPPPP",
    "result_get_improvement": "iPqPP", "result_marginals": "PP", "result_parameters": "PP",
    "result_get_part": "iPqPP", "result_x": "PP",
    "bound_roof_dual": "iPPPPP", "bound_sdp": "iPPPPPPP",
    "search_create": "iPPiPP", "search_destroy": "vP", "search_set": "iPPP", "search_set_random": "vPQ",
    "search_spins": "PP", "search_energy": "dP", "search_best_spins": "PP", "search_best_energy": "dP",
    "search_descend": "qPP", "search_tabu": "qPPP", "search_anneal": "qPPP", "search_trees": "qPPP",
    "replicas_lanes": "qP", "replicas_create": "iPPqPP", "replicas_destroy": "vP", "replicas_set": "iPqPP",
    "replicas_set_random": "vPQ", "replicas_spins": "iPqPP", "replicas_energies": "vPP", "replicas_anneal": "qPPP",
    "replicas_sweep": "qPPqPQ",
    "statevector_memory": "qii", "statevector_create": "iPiiiPP", "statevector_destroy": "vP",
    "statevector_set_basis": "iPQP", "statevector_set_uniform": "vP", "statevector_set_amplitudes": "iPqqPP",
    "statevector_amplitudes": "iPqqPP", "statevector_copy": "iPPP", "statevector_gate": "iPiiidP",
    "statevector_matrix": "iPiPPP", "statevector_pauli_rotation": "iPsdP", "statevector_phase": "iPPdP",
    "statevector_norm": "dP", "statevector_expectation": "iPqPPPP", "statevector_mean": "iPPPP",
    "statevector_probabilities": "iPqqPP", "statevector_marginals": "iPPP", "statevector_correlations": "iPPP",
    "statevector_sample": "iPQqPPPP", "statevector_overlap": "iPPPP",
    "circuit_create": "iPiPP", "circuit_destroy": "vP", "circuit_num_qubits": "iP", "circuit_gate": "iPiiidP",
    "circuit_matrix": "iPiPPP", "circuit_pauli_rotation": "iPsdP", "circuit_controlled_phase": "iPiPdP",
    "circuit_append": "iPPP", "circuit_count": "iPiPP", "circuit_write_qasm": "iPiPPP", "circuit_run": "iPPPP",
    "circuit_sample": "iPPPQqPPPP", "circuit_expectation": "iPPPQqqPPPPP",
    "qaoa_memory": "qqPii", "qaoa_create": "iPPPPP", "qaoa_destroy": "vP", "qaoa_set_problem": "iPPP",
    "qaoa_num_parameters": "qPi", "qaoa_values": "iPPqiPPP", "qaoa_gradient": "iPPiPPPP",
    "qaoa_best_beta": "iPPdPPP", "qaoa_values_many": "iPPqPiPPP", "qaoa_prepare": "iPPiPP", "qaoa_mean": "iPPP",
    "qaoa_marginals": "iPPP", "qaoa_correlations": "iPPP", "qaoa_probabilities": "iPqqPPP",
    "qaoa_sample": "iPPQqPPPPP", "qaoa_state": "iPPP", "qaoa_circuit": "iPPPiPPP",
}
WriteFn = CFUNCTYPE(_i, _P, _P, c_size_t)


class Library:
    """The functions of FUNCTIONS as attributes. A call releases the interpreter's lock, a callback takes it again."""

    def __init__(self, path: str) -> None:
        try:
            functions = ctypes.CDLL(path)
        except OSError as error:
            raise ImportError("libweiss cannot be loaded: %s. Install Weiss, or set WEISS_LIBRARY to the path of %s"
                              % (error, _library.SONAME)) from None
        try:
            self._check_version(functions, path)
            for name, letters in FUNCTIONS.items():
                function = getattr(functions, "weiss_" + name)
                function.restype = None if letters[0] == "v" else _SCALARS[letters[0]]
                function.argtypes = [_SCALARS[letter] for letter in letters[1:]]
                setattr(self, name, function)
        except AttributeError as error:
            raise ImportError("%s is not the libweiss of this package: %s" % (path, error)) from None

    if TYPE_CHECKING:
        def __getattr__(self, name: str) -> Callable[..., Any]: ...

    @staticmethod
    def _check_version(functions: ctypes.CDLL, path: str) -> None:
        major, minor = c_int32(-1), c_int32(-1)
        functions.weiss_abi_version(ctypes.byref(major), ctypes.byref(minor))
        found, wanted = (major.value, minor.value), _library.ABI
        if found[0] != wanted[0] or found[1] < wanted[1] or (wanted[0] == 0 and found[1] != wanted[1]):
            raise ImportError("%s has the interface %d.%d and this package was written for %d.%d: use the package "
                              "that was installed with the library" % ((path,) + found + wanted))


lib = Library(_library.find())
