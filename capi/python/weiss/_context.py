"""The context: everything begins with one."""

from __future__ import annotations

import itertools
import os
import threading
import weakref
from array import array
from ctypes import addressof, byref, c_int64, c_void_p
from typing import Any, Callable, Iterable, List, NamedTuple, Optional, Sequence, Tuple, Union

from . import _arrays, _native
from ._algorithms import Registration
from ._arrays import Numbers
from ._circuit import Circuit, new_circuit
from ._errors import call
from ._handle import Handle, Owned
from ._problem import Coo, Path, Problem, Terms, build, choice, encoded
from ._qaoa import Qaoa, values_of_many
from ._result import Result
from ._run import Optimizer, Partitioner, Run, Solver, Spec
from ._services import Option
from ._statevector import Statevector

lib = _native.lib


class OptionInfo(NamedTuple):
    """One option of an algorithm."""

    key: str
    type: str  # "bool", "int", "real", "string", "algorithm", "real list"
    help: str
    default: Any  # of an algorithm: its name; None: the default of the kind, or none at all
    low: Union[int, float, None]
    high: Union[int, float, None]
    choices: Tuple[str, ...]
    kind: Optional[str]  # of an algorithm: what kind
    advanced: bool


class Algorithm(NamedTuple):
    """An algorithm as registered."""

    kind: str
    id: str
    name: str  # the shortest text that names it
    title: str
    version: str
    summary: str
    max_spins: int  # the largest problem that it takes; 0: no limit of its own
    caps: Tuple[str, ...]  # "deterministic", "warm start", "exact", "any thread", "marginals"
    options: Tuple[OptionInfo, ...]
    plugin: str
    license: str
    path: str


class Context(Owned):
    """Registry of algorithms, host services, threads. Two contexts do not meet.

    plugin_directories: absolute folders to look for plugins in; log: called with level ("error" ... "debug") and a
    line of text, from any thread; read_environment: WEISS_SIMD and WEISS_PLUGIN_PATH count.
    """

    def __init__(self, *, max_threads: int = 0, memory_limit: int = 0, simd: Optional[str] = None,
                 plugin_directories: Sequence[Path] = (), read_environment: bool = False,
                 log: Optional[Callable[[str, str], None]] = None, log_level: str = "warning") -> None:
        self._listing = threading.Lock()  # the library numbers algorithms by its last listing
        self._dependents: weakref.WeakSet[Owned] = weakref.WeakSet()
        self._registrations: List[Registration] = []
        self._log = log
        key = next(_keys)
        directories = os.pathsep.join(os.fspath(folder) for folder in plugin_directories)
        config = _native.ContextConfig(
            flags=2 if read_environment else 0, log_level=choice(_native.LOG_LEVELS, log_level, "log_level"),
            max_threads=max_threads, memory_limit=memory_limit, simd=encoded(simd),
            plugin_directories=os.fsencode(directories) if directories else None, log_user=key)
        if log is not None:
            _contexts[key] = self
            config.log = _on_log
        out = c_void_p()
        call(lib.context_create, byref(config), byref(out))
        self._structs: List[_native.Algorithm] = []  # what the library reads until the context has ended
        self._handle = Handle("context", out.value or 0, lib.context_destroy, self._structs)

    def close(self) -> None:
        """Closes the context and what was made with it; problems and results live on. Not while something runs."""
        self._handle.close(before=self._dependents)

    @property
    def simd(self) -> str:
        """The SIMD level in use."""
        with self._handle as context:
            return lib.context_simd(context).decode()

    @property
    def memory(self) -> Tuple[int, int]:
        """Bytes held now, and the most so far."""
        peak = c_int64()
        with self._handle as context:
            return lib.context_memory(context, byref(peak)), peak.value

    # ---- algorithms ----

    def load_plugin(self, path: Path) -> None:
        with self._handle as context:
            call(lib.context_load_plugin, context, os.fsencode(path))

    def scan_directory(self, directory: Path) -> int:
        """Loads the plugins of a folder; how many there were."""
        count = c_int64()
        with self._handle as context:
            call(lib.context_scan_directory, context, os.fsencode(directory), byref(count))
        return count.value

    def algorithms(self) -> List[Algorithm]:
        """All that can be found, by kind and id."""
        count = c_int64()
        info = _native.AlgorithmInfo()
        found = []
        with self._listing, self._handle as context:
            call(lib.context_num_algorithms, context, byref(count))
            for index in range(count.value):
                call(lib.context_algorithm, context, index, byref(info))
                found.append(_algorithm(info))
        return found

    def algorithm(self, name: Optional[str] = None, kind: Optional[str] = None) -> Algorithm:
        """One by id or short name; None is the default of the kind."""
        info = _native.AlgorithmInfo()
        number = choice({None: 0, "solver": 2, "partitioner": 1, "optimizer": 3}, kind, "kind")
        with self._handle as context:
            call(lib.context_find_algorithm, context, number, encoded(name), byref(info))
            return _algorithm(info)

    def _add(self, kind: int, name: str, function: Callable[..., Any], options: Iterable[Option], title: str,
             version: str, summary: str, max_spins: int, deterministic: bool, caps: int = 0) -> None:
        if deterministic:
            caps |= _native.CAP_DETERMINISTIC
        texts = (title or name, version, summary or (function.__doc__ or name).strip().splitlines()[0])
        registration = Registration(kind, name, function, options, texts, caps, max_spins)
        with self._handle as context:
            self._structs.append(registration.struct)
            call(lib.context_add_algorithm, context, addressof(registration.struct), None)
            self._registrations.append(registration)

    def add_solver(self, name: str, function: Callable[..., Any], options: Iterable[Option] = (), *, title: str = "",
                   version: str = "1.0.0", summary: str = "", max_spins: int = 0, deterministic: bool = False,
                   warm_start: bool = False, exact: bool = False) -> None:
        """Registers function(problem, run, **options), which leaves what it finds by run.report(spins).

        name is an id such as "org.example.descent"; its last word is the short name. run is a SolverRun. exact: its
        claims of proven optimality are believed. deterministic: the same input and seed give the same results.
        """
        caps = (_native.CAP_WARM_START if warm_start else 0) | (_native.CAP_EXACT if exact else 0)
        self._add(_native.SOLVER, name, function, options, title, version, summary, max_spins, deterministic, caps)

    def add_partitioner(self, name: str, function: Callable[..., Any], options: Iterable[Option] = (), *,
                        title: str = "", version: str = "1.0.0", summary: str = "", max_spins: int = 0,
                        deterministic: bool = False) -> None:
        """Registers function(problem, task, run, **options), which returns or yields parts: arrays of spins, or Part.

        task is a Task, run a Services.
        """
        self._add(_native.PARTITIONER, name, function, options, title, version, summary, max_spins, deterministic)

    def add_optimizer(self, name: str, function: Callable[..., Any], options: Iterable[Option] = (), *,
                      title: str = "", version: str = "1.0.0", summary: str = "",
                      deterministic: bool = False) -> None:
        """Registers function(objective, run, **options), which evaluates objective(x): the best point is the result.

        objective is an Objective, run a Services. objective(x) raises Stopped when the run is over: let it pass.
        """
        self._add(_native.OPTIMIZER, name, function, options, title, version, summary, 0, deterministic)

    # ---- problems ----

    def ising(self, num_spins: int, terms: Union[Terms, Coo], fields: Optional[Numbers] = None, *,
              offset: float = 0.0, sense: Optional[str] = None, duplicates: str = "sum",
              index_base: int = 0) -> Problem:
        """offset + sum_i field_i s_i + sum J_ij s_i s_j. terms: {(i, j): J}, or (i, j, J) each, or a Coo."""
        with self._handle as context:
            return build(context, 0, num_spins, terms, fields, offset, sense, duplicates, index_base)

    def qubo(self, num_variables: int, terms: Union[Terms, Coo], linear: Optional[Numbers] = None, *,
             offset: float = 0.0, sense: Optional[str] = None, duplicates: str = "sum",
             index_base: int = 0) -> Problem:
        """offset + sum q_ij x_i x_j, where i = j is the linear term; linear is added to it."""
        with self._handle as context:
            return build(context, 1, num_variables, terms, linear, offset, sense, duplicates, index_base)

    def maxcut(self, num_nodes: int, edges: Union[Terms, Coo], *, offset: float = 0.0, sense: Optional[str] = None,
               duplicates: str = "sum", index_base: int = 0) -> Problem:
        """The weight of the edges (i, j) or (i, j, w) that are cut, maximised."""
        with self._handle as context:
            return build(context, 2, num_nodes, edges, None, offset, sense, duplicates, index_base)

    def read(self, path: Path, *, format: Optional[str] = None, sense: Optional[str] = None, duplicates: str = "sum",
             lenient: bool = False, problem_number: int = 0) -> Problem:
        """Reads a problem from a file."""
        options = _read_options(format, sense, duplicates, lenient, problem_number)
        out = c_void_p()
        with self._handle as context:
            call(lib.problem_read_file, context, os.fsencode(path), byref(options), byref(out))
        return Problem(out.value or 0)

    def parse(self, text: Union[str, bytes], *, name: Optional[str] = None, format: Optional[str] = None,
              sense: Optional[str] = None, duplicates: str = "sum", lenient: bool = False,
              problem_number: int = 0) -> Problem:
        """Reads a problem from text; name stands for the file."""
        data = text.encode() if isinstance(text, str) else text
        options = _read_options(format, sense, duplicates, lenient, problem_number)
        out = c_void_p()
        with self._handle as context:
            call(lib.problem_read_memory, context, data, len(data), encoded(name), byref(options), byref(out))
        return Problem(out.value or 0)

    # ---- runs ----

    def solver(self, spec: Union[str, Spec, None] = None, **options: Any) -> Solver:
        """A solver, by name or spec, with options; None is the default.

        An option of type algorithm takes a name, or a Spec with options of its own.
        """
        return Solver(self, spec, options)

    def partitioner(self, spec: Union[str, Spec, None] = None, **options: Any) -> Partitioner:
        return Partitioner(self, spec, options)

    def optimizer(self, spec: Union[str, Spec, None] = None, **options: Any) -> Optimizer:
        return Optimizer(self, spec, options)

    def solve(self, problem: Problem, spec: Union[str, Spec, None] = None, **keywords: Any) -> Result:
        """One call: makes a solver and runs it. Keywords are those of Run; all others are options of the solver."""
        run = {name: keywords.pop(name) for name in Run.NAMES if name in keywords}
        with self.solver(spec, **keywords) as solver:
            return solver.solve(problem, **run)

    # ---- quantum engine ----

    def statevector(self, num_qubits: int, *, precision: str = "double", threads: int = 1) -> Statevector:
        """A register of up to 30 qubits, all 0; its amplitudes are kept as "double" or "single"."""
        return Statevector(self, num_qubits, precision, threads)

    def circuit(self, num_qubits: int) -> Circuit:
        """A circuit of any number of qubits, without gates."""
        return new_circuit(self, num_qubits)

    def qaoa(self, problem: Problem, *, mixer: str = "x", method: str = "auto", precision: str = "double",
             multi_angle: bool = False, symmetry: bool = True, threads: int = 1, start: Optional[Numbers] = None,
             groups: Optional[Numbers] = None) -> Qaoa:
        """An evaluator of the QAOA circuit of a problem.

        mixer: "x"; "warm-start" with start, Pr[x_i = 1] of each spin; "xy-ring", "xy-complete" or "grover" with groups,
        the number of each spin's one-hot group, -1 for none. method: "auto", "statevector" or, for depth 1 at any size,
        "closed-form". multi_angle: an angle for each term. symmetry: half of the amplitudes do where there are no
        fields.
        """
        return Qaoa(self, problem, mixer, method, precision, multi_angle, symmetry, threads, start, groups)

    def qaoa_values(self, problems: Sequence[Problem], depth: int, parameters: Numbers) -> array:
        """Mean energies of many small problems, each with its own 2 depth parameters, one after another."""
        return values_of_many(self, problems, depth, parameters)


_keys = itertools.count(1)
_contexts: weakref.WeakValueDictionary[int, Context] = weakref.WeakValueDictionary()
_LOG_NAMES = {number: name for name, number in _native.LOG_LEVELS.items()}


@_native.LogFn
def _on_log(user: int, level: int, text: bytes) -> None:
    """What log raises goes to sys.unraisablehook: there is no call of the user's to raise it from."""
    context = _contexts.get(user)
    if context is not None and context._log is not None:
        context._log(_LOG_NAMES.get(level, "debug"), text.decode("utf-8", "replace"))


def _read_options(format: Optional[str], sense: Optional[str], duplicates: str, lenient: bool,
                  problem_number: int) -> _native.ReadOptions:
    return _native.ReadOptions(
        sense=choice(_native.SENSES, sense, "sense"), duplicates=choice(_native.DUPLICATES, duplicates, "duplicates"),
        lenient=int(lenient), format=encoded(format), problem_number=problem_number)


def _algorithm(info: _native.AlgorithmInfo) -> Algorithm:
    caps = tuple(name for bit, name in _native.CAPS.items() if info.caps & bit)
    options = tuple(_option(info.options[k].contents) for k in range(info.num_options))
    return _arrays.record(Algorithm, info, kind=_native.KINDS[info.kind], caps=caps, options=options)


def _option(info: _native.OptionInfo) -> OptionInfo:
    default: Any = info.s_default.decode() if info.s_default is not None else None
    low: Union[int, float, None] = None
    high: Union[int, float, None] = None
    if info.type == _native.BOOL:
        default = bool(info.i_default)
    elif info.type == _native.INT:
        default, low, high = info.i_default, info.i_min, info.i_max
    elif info.type in (_native.REAL, _native.REAL_LIST):
        default, low, high = info.f_default, info.f_min, info.f_max
    if info.type == _native.REAL_LIST:
        default = list(_arrays.read("d", info.list_default, info.list_default_count))
    return OptionInfo(
        info.key.decode(), _native.TYPES[info.type], info.help.decode(), default, low, high,
        tuple(info.choices.decode().split("|")) if info.choices else (), _native.KINDS.get(info.kind),
        bool(info.flags & 1))
