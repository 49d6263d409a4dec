"""Algorithms written in Python, as the library calls them.

The functions that the library gets are made once and live as long as the module: it never holds a pointer to
something that Python may collect. What it hands back is a number, by which the Python object is looked up here.
"""

from __future__ import annotations

import itertools
import math
import weakref
from ctypes import byref, c_void_p, cast, pointer
from typing import Any, Callable, Dict, Iterable, Tuple

from . import _arrays, _native
from ._call import current
from ._errors import Stopped
from ._problem import Problem
from ._result import Part
from ._services import Objective, Option, Services, SolverRun, Task


class Registration:
    """One algorithm as the library sees it, and the function behind it."""

    def __init__(self, kind: int, name: str, function: Callable[..., Any], options: Iterable[Option],
                 texts: Tuple[str, str, str], caps: int, max_spins: int) -> None:
        self.function = function
        self.key = next(_keys)
        infos = [_option_info(option) for option in options]
        pointers = (_native.POINTER(_native.OptionInfo) * len(infos))(*[pointer(info) for info in infos])
        title, version, summary = (text.encode() for text in texts)
        # The structs point to each other and do not refer to the function: the library's part of it.
        self.struct = _native.Algorithm(
            kind=kind, caps=caps, num_options=len(infos), max_spins=max_spins, id=name.encode(), title=title,
            version=version, summary=summary, options=pointers, table=cast(pointer(_TABLES[kind]), c_void_p),
            user=self.key, create=_create, destroy=_destroy)
        _registrations[self.key] = self


def _option_info(option: Option) -> _native.OptionInfo:
    info = _native.OptionInfo(key=option.key.encode(), help=option.help.encode(), flags=int(option.advanced))
    default = option.default
    if isinstance(default, bool):
        info.type, info.i_default, info.i_max = _native.BOOL, int(default), 1
    elif isinstance(default, int):
        info.type, info.i_default = _native.INT, default
        info.i_min = -(1 << 63) if option.low is None else int(option.low)
        info.i_max = (1 << 63) - 1 if option.high is None else int(option.high)
    elif isinstance(default, str):
        info.type, info.s_default = _native.STRING, default.encode()
        info.choices = "|".join(option.choices).encode() if option.choices else None
    else:
        info.f_min = -math.inf if option.low is None else option.low
        info.f_max = math.inf if option.high is None else option.high
        if isinstance(default, float):
            info.type, info.f_default = _native.REAL, default
        else:
            info.type, info._list = _native.REAL_LIST, _arrays.pack("d", default)
            info.list_default, info.list_default_count = _arrays.address(info._list), len(info._list)
    return info


_keys = itertools.count(1)
_registrations: weakref.WeakValueDictionary[int, Registration] = weakref.WeakValueDictionary()  # contexts own them
_instances: Dict[int, Tuple[int, Dict[str, Any]]] = {}  # by self: the key of the registration, the options


def _value(value: _native.Value) -> Any:
    if value.type == _native.BOOL:
        return bool(value.i)
    if value.type == _native.INT:
        return value.i
    if value.type == _native.REAL:
        return value.f
    if value.type == _native.REAL_LIST:
        return list(_arrays.read("d", value.list, value.count))
    return value.s.decode()


def _failed(error: BaseException) -> Tuple[int, bytes]:
    """Status and text of an exception, which the call that we are in will raise."""
    call = current()
    if call is not None:
        call.fail(error)
    text = "%s: %s" % (type(error).__name__, error)
    return (_native.E_NOMEM if isinstance(error, MemoryError) else _native.E_FAIL), text.encode("utf-8", "replace")


@_native.CreateFn
def _create(algorithm: Any, _host: int, values: Any, num_values: int, out: Any, report: Any) -> int:
    try:
        options = {values[k].key.decode(): _value(values[k]) for k in range(num_values)}
        key = next(_keys)
        _instances[key] = (algorithm.contents.user, options)
        out[0] = key
        return _native.OK
    except BaseException as error:  # noqa: B902 - whatever it is, it may not cross the library
        status, text = _failed(error)
        report.contents.message = text[:511]
        return status


@_native.DestroyFn
def _destroy(_algorithm: int, key: int) -> None:
    _instances.pop(key, None)


def _run(key: int, run: Any, body: Callable[[Callable[..., Any], Dict[str, Any]], None]) -> int:
    """Runs body(function, options) of the instance; an exception becomes a status, waits in the call, and ends it."""
    try:
        registration, options = _instances[key]
        body(_registrations[registration].function, options)
        return _native.OK
    except Stopped:
        return _native.STOPPED
    except BaseException as error:  # noqa: B902 - whatever it is, it may not cross the library
        status, text = _failed(error)
        run.contents.set_error(run, text)
        run.contents.cancel(run)  # a scheme would go on without us
        return status


@_native.SolverRunFn
def _run_solver(key: int, view: Any, given: Any, run: Any, sink: Any) -> int:
    def body(function: Callable[..., Any], options: Dict[str, Any]) -> None:
        services = SolverRun(run, given, sink, view.contents.num_spins)
        problem = Problem(view.contents.problem, borrowed=True)
        try:
            function(problem, services, **options)
        finally:
            services._end()
            problem.close()

    return _run(key, run, body)


@_native.PartitionerRunFn
def _run_partitioner(key: int, view: Any, task: Any, run: Any, sink: Any) -> int:
    def body(function: Callable[..., Any], options: Dict[str, Any]) -> None:
        services = Services(run)
        problem = Problem(view.contents.problem, borrowed=True)
        try:
            for part in function(problem, Task.of(task.contents, view.contents.num_spins), services, **options):
                if _add(sink, part if isinstance(part, Part) else Part(part)):
                    break
        finally:
            services._end()
            problem.close()

    return _run(key, run, body)


def _add(sink: Any, part: Part) -> bool:
    members, parameters = _arrays.pack("i", part.members), _arrays.pack("d", part.parameters)
    struct = _native.Part(num_members=len(members), members=_arrays.address(members), priority=part.priority,
                          num_parameters=len(parameters), parameters=_arrays.address(parameters))
    return sink.contents.add(sink, byref(struct)) != 0


@_native.OptimizerRunFn
def _run_optimizer(key: int, table: Any, run: Any, output: Any) -> int:
    objective = Objective(table, _arrays.read("d", output.contents.x, table.contents.dimension))

    def body(function: Callable[..., Any], options: Dict[str, Any]) -> None:
        services = Services(run)
        try:
            function(objective, services, **options)
        finally:
            services._end()
            objective._end()
            if objective.best_x is not None:
                _arrays.write(output.contents.x, objective.best_x)
                output.contents.f = objective.best_f

    return _run(key, run, body)


_TABLES = {
    _native.SOLVER: _native.Solver(run=_run_solver),
    _native.PARTITIONER: _native.Partitioner(run=_run_partitioner),
    _native.OPTIMIZER: _native.Optimizer(run=_run_optimizer),
}
