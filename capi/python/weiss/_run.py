"""Algorithms with options, ready to run."""

from __future__ import annotations

from array import array
from ctypes import byref, c_uint64, c_void_p, pointer
from typing import TYPE_CHECKING, Any, Callable, Iterator, List, Mapping, Optional, Tuple, Union

from . import _arrays, _native
from ._arrays import Numbers
from ._call import Call, Progress, find
from ._handle import Handle, Owned
from ._problem import Problem, fits, sized, states
from ._result import Result

if TYPE_CHECKING:
    from ._context import Context

lib = _native.lib
Option = Union[bool, int, float, str, None, "Spec", Any]  # also a sequence of numbers


class Spec:
    """An algorithm with settings, as the value of an option: Spec("tabu", tenure=20). Specs may be nested."""

    def __init__(self, name: str, **options: Option) -> None:
        self.name = name
        self.options = options

    def __repr__(self) -> str:
        return " ".join([self.name] + ["%s=%s" % setting for setting in settings(self.options)])


def settings(options: Mapping[str, Option], prefix: str = "") -> Iterator[Tuple[str, str]]:
    """Key and text of each option; those of a Spec have the key that it stands for in front."""
    for key, value in options.items():
        if isinstance(value, Spec):
            yield prefix + key, value.name
            yield from settings(value.options, prefix + key + ".")
        else:
            yield prefix + key, _text(value)


def _text(value: Option) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(float(value))  # of NumPy's floats, too
    if isinstance(value, (str, int)):
        return str(value)
    if hasattr(value, "__iter__"):
        return ",".join(_text(entry) for entry in value)
    return str(value)


class Run:
    """The settings that every run takes as keywords.

    threads, seed, time_limit (seconds), work_limit (units); target: the user's own value that is good enough;
    optimum: the best value there is, for the ratios of the report;
    max_samples: how many distinct samples to keep; starts: states to start from; mean_spins, parameters: priors;
    progress: called with a Progress, stops the run when it returns something true.
    """

    NAMES = ("threads", "seed", "time_limit", "work_limit", "target", "max_samples", "starts", "mean_spins",
             "parameters", "progress", "optimum")

    def __init__(self, num_spins: int, *, threads: int = 1, seed: int = 0, time_limit: float = 0.0,
                 work_limit: int = 0, target: Optional[float] = None, max_samples: int = 0,
                 starts: Optional[Numbers] = None, mean_spins: Optional[Numbers] = None,
                 parameters: Optional[Numbers] = None, progress: Optional[Callable[[Progress], Any]] = None,
                 optimum: Optional[float] = None) -> None:
        self.progress = progress
        self.config = config = _native.RunConfig(threads=threads, seed=fits(c_uint64, seed, "seed"),
                                                 time_limit=time_limit, work_limit=work_limit,
                                                 max_samples=max_samples)
        if target is not None:
            config.has_target, config.target = 1, target
        if optimum is not None:
            config.has_optimum, config.optimum = 1, optimum
        self._kept: List[Any] = []  # what the config points to
        if starts is not None:
            config.num_starts, packed = states(starts, num_spins, "starts")
            config.starts = self._keep(packed)
        if mean_spins is not None:
            config.mean_spins = self._keep(sized("d", mean_spins, num_spins, "mean_spins"))
        if parameters is not None:
            packed = _arrays.pack("d", parameters)
            config.parameters, config.num_parameters = self._keep(packed), len(packed)

    def _keep(self, numbers: Optional[array]) -> Optional[int]:
        self._kept.append(numbers)
        return _arrays.address(numbers)


class Instance(Owned):
    """An algorithm with checked options; see Context.solver, .partitioner and .optimizer."""

    _kind = 0

    def __init__(self, context: Context, spec: Union[str, Spec, None], options: Mapping[str, Option]) -> None:
        if isinstance(spec, Spec):
            options = {**spec.options, **options}
            spec = spec.name
        pairs = [(key.encode(), text.encode()) for key, text in settings(options)]
        values = (_native.Value * len(pairs))(*[_native.Value(key=key, s=text) for key, text in pairs])
        out = c_void_p()
        report = _native.Error()
        callbacks = Call()
        with context._handle as owner, callbacks:
            status = lib.instance_create(owner, self._kind, None if spec is None else spec.encode(), values,
                                         len(pairs), byref(out), byref(report))
            if out.value:
                self._handle = Handle(_native.KINDS[self._kind], out.value, lib.instance_destroy, context._handle)
                self._context = context  # which holds the algorithms written in Python
                context._dependents.add(self)  # before close() of the context can come
        callbacks.check(status, report)

    @property
    def spec(self) -> str:
        """All settings, those of nested algorithms too, defaults filled in: a spec that creates the same again."""
        with self._handle as instance:
            return lib.instance_spec(instance).decode()

    def __repr__(self) -> str:
        return "<weiss.%s closed>" % type(self).__name__ if self.closed else "<weiss.%s %s>" % (
            type(self).__name__, self.spec)

    def cancel(self) -> None:
        """Asks the run to stop soon and keep its best; from any thread. Sticky, until reset_cancel."""
        with self._handle as instance:
            lib.instance_cancel(instance)

    def reset_cancel(self) -> None:
        with self._handle as instance:
            lib.instance_reset_cancel(instance)


class Solver(Instance):
    _kind = _native.SOLVER

    def solve(self, problem: Problem, **run: Any) -> Result:
        """Runs the solver; the keywords are those of Run."""
        with self._context._handle, self._handle as instance, problem._handle as what:
            settings_of_run = Run(lib.problem_num_spins(what), **run)
            return Call(settings_of_run.progress).run(lib.instance_solve, settings_of_run.config, instance, what)


class Partitioner(Instance):
    _kind = _native.PARTITIONER

    def partition(self, problem: Problem, *, num_parts: int = 0, max_part_spins: int = 0, imbalance: float = 0.0,
                  may_overlap: bool = False, may_omit: bool = False, fixed: Optional[Numbers] = None,
                  best: Optional[Numbers] = None, current: Optional[Numbers] = None,
                  marginals: Optional[Numbers] = None, **run: Any) -> Result:
        """Cuts the problem; num_parts 0: the method chooses. See weiss_partition_task and, for more keywords, Run."""
        with self._context._handle, self._handle as instance, problem._handle as what:
            n = lib.problem_num_spins(what)
            settings_of_run = Run(n, **run)
            kept = [sized("i", fixed, n, "fixed"), sized("b", best, n, "best"), sized("b", current, n, "current"),
                    sized("d", marginals, n, "marginals")]
            addresses = [_arrays.address(numbers) for numbers in kept]
            task = _native.PartitionTask(
                may_overlap=int(may_overlap), may_omit=int(may_omit), num_parts=num_parts,
                max_part_spins=max_part_spins, imbalance=imbalance, fixed=addresses[0], best=addresses[1],
                current=addresses[2], marginals=addresses[3])
            return Call(settings_of_run.progress).run(lib.instance_partition, settings_of_run.config, instance, what,
                                                      byref(task))


class Optimizer(Instance):
    _kind = _native.OPTIMIZER

    def minimize(self, function: Callable[[array], float], start: Optional[Numbers] = None, *, dimension: int = 0,
                 gradient: Optional[Callable[[array], Numbers]] = None, lower: Optional[Numbers] = None,
                 upper: Optional[Numbers] = None, initial_step: float = 0.0, stochastic: bool = False,
                 **run: Any) -> Result:
        """Minimises function(x). Without a start give the dimension. result.x is the best point, result.energy its
        value; work_limit counts evaluations. More keywords: those of Run."""
        point = None if start is None else _arrays.pack("d", start)
        dimension = dimension or (len(point) if point is not None else 0)
        kept = [sized("d", numbers, dimension, name)
                for name, numbers in (("lower", lower), ("upper", upper), ("start", point))]
        with self._context._handle, self._handle as instance:
            settings_of_run = Run(0, **run)
            callbacks = Call(settings_of_run.progress, (function, gradient))
            objective = _native.Objective(
                has_gradient=int(gradient is not None), stochastic=int(stochastic), dimension=dimension,
                lower=_arrays.address(kept[0]), upper=_arrays.address(kept[1]), start=_arrays.address(kept[2]),
                initial_step=initial_step, user=callbacks.key, evaluate=_evaluate)
            return callbacks.run(lib.instance_minimize, settings_of_run.config, instance, pointer(objective))


@_native.EvaluateFn
def _evaluate(objective: Any, count: int, x: int, f: int, g: Optional[int]) -> int:
    callbacks = find(objective.contents.user)
    try:
        function, gradient = callbacks.objective
        dimension = objective.contents.dimension
        points = _arrays.read("d", x, count * dimension)
        values, slopes = array("d"), array("d")
        for k in range(0, count * dimension, dimension):
            values.append(function(points[k:k + dimension]))
            if g:
                slopes.extend(sized("d", gradient(points[k:k + dimension]), dimension, "gradient") or ())
        _arrays.write(f, values)
        if g:
            _arrays.write(g, slopes)
        return _native.OK
    except BaseException as error:  # noqa: B902 - whatever it is, it may not cross the library
        callbacks.fail(error)
        return _native.E_FAIL
