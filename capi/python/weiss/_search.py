"""Search on the library's kernels without an algorithm around it: one state, or many side by side; lower bounds."""

from __future__ import annotations

from array import array
from ctypes import byref, c_double, c_int64, c_uint64, c_void_p
from typing import Any, List, NamedTuple, Optional

from . import _arrays, _native
from ._arrays import Numbers
from ._errors import ArgumentError, Error, call
from ._handle import Alone, Handle, Owned
from ._problem import Problem, choice, fits, sized

lib = _native.lib


class RoofDual(NamedTuple):
    """The bound of roof duality."""

    bound: float  # no energy is below it
    persistent: array  # -1 or +1 for each spin that is decided, else 0


class SdpBound(NamedTuple):
    """The bound of semidefinite programming."""

    bound: float  # no energy is below it
    value: float  # the energy of the vectors
    roundings: List[array]  # states, best first


def roof_dual(problem: Problem) -> RoofDual:
    """A lower bound by roof duality, and the spins that it decides; see weiss_bound_roof_dual."""
    bound = c_double()
    with problem._handle as pointer:
        persistent = _arrays.zeros("b", lib.problem_num_spins(pointer))
        call(lib.bound_roof_dual, pointer, None, byref(bound), _arrays.address(persistent))
    return RoofDual(bound.value, persistent)


def sdp_bound(problem: Problem, *, roundings: int = 0, seed: int = 0, max_sweeps: int = 0, rank: int = 0,
              tolerance: float = 0.0) -> SdpBound:
    """A lower bound by semidefinite programming, and as many states by random hyperplanes as are asked for; 0 leaves
    a choice to the library. See weiss_bound_sdp."""
    if roundings < 0:
        raise ArgumentError("roundings must be 0 or more, got %d" % roundings)
    params = _native.SdpParams(
        seed=fits(c_uint64, seed, "seed"), max_sweeps=fits(c_int64, max_sweeps, "max_sweeps"),
        rank=fits(c_int64, rank, "rank"), tolerance=tolerance, num_roundings=roundings)
    bound, value = c_double(), c_double()
    with problem._handle as pointer:
        n = lib.problem_num_spins(pointer)
        states = _arrays.zeros("b", roundings * n)
        call(lib.bound_sdp, pointer, None, byref(params), byref(bound), byref(value), _arrays.address(states))
    return SdpBound(bound.value, value.value, [states[k * n:(k + 1) * n] for k in range(roundings)])


class Search(Owned):
    """One state of a problem, all +1 at first, and the best that was seen. For one thread at a time; it ends with its
    problem."""

    def __init__(self, problem: Problem, *, engine: str = "auto") -> None:
        out = c_void_p()
        with problem._handle as what:
            self.num_spins: int = lib.problem_num_spins(what)
            call(lib.search_create, what, None, choice(_native.ENGINES, engine, "engine"), byref(out))
            self._handle = Handle("search", out.value or 0, lib.search_destroy)
            _pin(self, problem)

    def set(self, spins: Numbers) -> None:
        """Starts from a state; the best is that state."""
        packed = sized("b", spins, self.num_spins, "spins")
        with Alone(self._handle) as search:
            call(lib.search_set, search, _arrays.address(packed))

    def set_random(self, seed: int) -> None:
        """Starts from a random state."""
        with Alone(self._handle) as search:
            lib.search_set_random(search, fits(c_uint64, seed, "seed"))

    @property
    def spins(self) -> array:
        with Alone(self._handle) as search:
            return _arrays.read("b", lib.search_spins(search), self.num_spins)

    @property
    def energy(self) -> float:
        with Alone(self._handle) as search:
            return lib.search_energy(search)

    @property
    def best_spins(self) -> array:
        with Alone(self._handle) as search:
            return _arrays.read("b", lib.search_best_spins(search), self.num_spins)

    @property
    def best_energy(self) -> float:
        with Alone(self._handle) as search:
            return lib.search_best_energy(search)

    def descend(self) -> int:
        """Flips spins while that lowers the energy; the number of flips."""
        with Alone(self._handle) as search:
            return lib.search_descend(search, None)

    def tabu(self, *, seed: int = 0, max_steps: int = 0, max_idle: int = 0, tenure: int = 0, tenure_range: int = 0,
             target: Optional[float] = None) -> int:
        """Tabu search, see weiss_tabu_params; the number of steps. target is an energy."""
        params = _native.TabuParams(
            seed=fits(c_uint64, seed, "seed"), max_steps=fits(c_int64, max_steps, "max_steps"),
            max_idle=fits(c_int64, max_idle, "max_idle"), tenure=fits(c_int64, tenure, "tenure"),
            tenure_range=fits(c_int64, tenure_range, "tenure_range"), target=0.0 if target is None else target,
            has_target=int(target is not None))
        return self._moved(lib.search_tabu, params)

    def anneal(self, *, seed: int = 0, sweeps: int = 0, t_first: float = 0.0, t_last: float = 0.0,
               schedule: str = "geometric") -> int:
        """Metropolis sweeps at falling temperature, see weiss_anneal_params; the number of sweeps."""
        return self._moved(lib.search_anneal, _anneal_params(seed, sweeps, t_first, t_last, schedule))

    def trees(self, *, seed: int = 0, moves: int = 0, temperature: float = 0.0, t_last: float = 0.0,
              schedule: str = "geometric", width: int = 0) -> int:
        """Moves of all spins of a random forest at once, see weiss_trees_params; the number of moves."""
        if not 0 <= width <= 16 or (width > 1 and temperature > 0):
            raise ArgumentError("width must lie in 0..16, and a width above 1 needs temperature 0, got width %d and "
                                "temperature %g" % (width, temperature))
        return self._moved(lib.search_trees, _native.TreesParams(
            schedule=choice(_native.SCHEDULES, schedule, "schedule"), seed=fits(c_uint64, seed, "seed"),
            moves=fits(c_int64, moves, "moves"), temperature=temperature, t_last=t_last, width=width))

    def _moved(self, move: Any, params: _native.Sized) -> int:
        with Alone(self._handle) as search:
            return _counted(move(search, None, byref(params)))


class Replicas(Owned):
    """Many states of one problem, all +1 at first, annealed side by side: a group of lanes(problem) for about the price
    of one. For one thread at a time; it ends with its problem."""

    def __init__(self, problem: Problem, count: int) -> None:
        out = c_void_p()
        with problem._handle as what:
            self.num_spins: int = lib.problem_num_spins(what)
            call(lib.replicas_create, what, None, fits(c_int64, count, "count"), byref(out))
            self._handle = Handle("set of replicas", out.value or 0, lib.replicas_destroy)
            _pin(self, problem)
        self.count = count

    @staticmethod
    def lanes(problem: Problem) -> int:
        """How many states make a group."""
        with problem._handle as what:
            return lib.replicas_lanes(what)

    def set(self, replica: int, spins: Numbers) -> None:
        """Sets one replica, 0 ... count - 1."""
        packed = sized("b", spins, self.num_spins, "spins")
        with Alone(self._handle) as replicas:
            call(lib.replicas_set, replicas, fits(c_int64, replica, "replica"), _arrays.address(packed))

    def set_random(self, seed: int) -> None:
        """Sets all to random states."""
        with Alone(self._handle) as replicas:
            lib.replicas_set_random(replicas, fits(c_uint64, seed, "seed"))

    def spins(self, replica: int) -> array:
        """The state of one replica."""
        state = _arrays.zeros("b", self.num_spins)
        with Alone(self._handle) as replicas:
            call(lib.replicas_spins, replicas, fits(c_int64, replica, "replica"), _arrays.address(state))
        return state

    def energies(self) -> array:
        """The energies of all."""
        energies = _arrays.zeros("d", self.count)
        with Alone(self._handle) as replicas:
            lib.replicas_energies(replicas, _arrays.address(energies))
        return energies

    def anneal(self, *, seed: int = 0, sweeps: int = 0, t_first: float = 0.0, t_last: float = 0.0,
               schedule: str = "geometric") -> int:
        """Anneals all by one schedule, each to a one-flip minimum; the number of sweeps that each had."""
        params = _anneal_params(seed, sweeps, t_first, t_last, schedule)
        with Alone(self._handle) as replicas:
            return _counted(lib.replicas_anneal(replicas, None, byref(params)))

    def sweep(self, sweeps: int, temperatures: Numbers, seed: int = 0) -> int:
        """Metropolis sweeps, each replica at a temperature of its own; the number of sweeps that each had."""
        packed = sized("d", temperatures, self.count, "temperatures")
        with Alone(self._handle) as replicas:
            return lib.replicas_sweep(replicas, None, fits(c_int64, sweeps, "sweeps"), _arrays.address(packed),
                                      fits(c_uint64, seed, "seed"))


def _pin(owned: Owned, problem: Problem) -> None:
    """While the problem is in use, so that its close() cannot come before."""
    owned._handle.pin(problem._handle)
    problem._dependents.add(owned)


def _anneal_params(seed: int, sweeps: int, t_first: float, t_last: float, schedule: str) -> _native.AnnealParams:
    return _native.AnnealParams(
        schedule=choice(_native.SCHEDULES, schedule, "schedule"), seed=fits(c_uint64, seed, "seed"),
        sweeps=fits(c_int64, sweeps, "sweeps"), t_first=t_first, t_last=t_last)


def _counted(count: int) -> int:
    """The params are in order: -1 means that memory is lacking."""
    if count < 0:
        raise Error("there is not enough memory for the search", _native.E_NOMEM)
    return count
