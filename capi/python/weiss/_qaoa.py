"""QAOA circuits: mean energies, gradients, states."""

from __future__ import annotations

from array import array
from contextlib import ExitStack
from ctypes import byref, c_double, c_int32, c_uint64, c_void_p
from typing import TYPE_CHECKING, List, Optional, Sequence, Tuple

from . import _arrays, _native
from ._arrays import Numbers
from ._circuit import Circuit
from ._errors import ArgumentError, LimitError, call
from ._handle import Alone, Handle, Owned
from ._problem import Problem, choice, fits, sized
from ._statevector import Shots, Statevector, span, take_shots

if TYPE_CHECKING:
    from ._context import Context

lib = _native.lib


class Qaoa(Owned):
    """An evaluator of the QAOA circuit of a problem; see Context.qaoa. For one thread at a time.

    Parameters are [gamma_1 ... gamma_p, beta_1 ... beta_p]; the depth p follows from their number. With gamma > 0 a
    good beta of the X mixer is negative. It ends with its problem, which is not updated while it lives.
    """

    def __init__(self, context: Context, problem: Problem, mixer: str, method: str, precision: str, multi_angle: bool,
                 symmetry: bool, threads: int, start: Optional[Numbers], groups: Optional[Numbers]) -> None:
        out = c_void_p()
        with context._handle as owner, problem._handle as what:
            self.num_spins: int = lib.problem_num_spins(what)
            self._kept = (sized("d", start, self.num_spins, "start"), sized("i", groups, self.num_spins, "groups"))
            self._config = _native.QaoaConfig(
                precision=choice(_native.PRECISIONS, precision, "precision"),
                method=choice(_native.QAOA_METHODS, method, "method"),
                mixer=choice(_native.MIXERS, mixer, "mixer"), multi_angle=int(multi_angle),
                no_symmetry=int(not symmetry), threads=fits(c_int32, threads, "threads"),
                start=_arrays.address(self._kept[0]), groups=_arrays.address(self._kept[1]))
            call(lib.qaoa_create, owner, what, byref(self._config), byref(out))
            self._handle = Handle("evaluator", out.value or 0, lib.qaoa_destroy, context._handle)
            self._pin(problem)  # before close() of one of the two can come
            context._dependents.add(self)
        self._context = context

    def set_problem(self, problem: Problem) -> None:
        """Goes on with another problem of as many spins, in the memory that it has."""
        with Alone(self._handle) as qaoa, problem._handle as what:
            call(lib.qaoa_set_problem, qaoa, what)
            self._problem._dependents.discard(self)
            self._pin(problem)

    def _pin(self, problem: Problem) -> None:
        self._handle.pin(problem._handle)
        problem._dependents.add(self)
        self._problem = problem

    def num_parameters(self, depth: int) -> int:
        """2 depth; with multi_angle for each layer an angle for each coupling, field and spin."""
        with Alone(self._handle) as qaoa:
            return lib.qaoa_num_parameters(qaoa, fits(c_int32, depth, "depth"))

    def memory(self, depth: int, *, gradient: bool = False) -> int:
        """Bytes that the state of the circuit needs, with gradient those of gradient()."""
        bytes_ = lib.qaoa_memory(self.num_spins, byref(self._config), fits(c_int32, depth, "depth"), int(gradient))
        if bytes_ < 0:
            raise LimitError("states have up to %d qubits and depths of 0 and more, not %d and %d"
                             % (_native.MAX_QUBITS, self.num_spins, depth), _native.E_LIMIT)
        return bytes_

    # ---- mean energies, with the problem's offset ----

    def value(self, parameters: Numbers) -> float:
        """Mean energy."""
        value = c_double()
        with Alone(self._handle) as qaoa:
            depth, packed = self._parameters(qaoa, parameters)
            call(lib.qaoa_values, qaoa, None, 1, depth, _arrays.address(packed), byref(value))
        return value.value

    def values(self, depth: int, parameters: Numbers) -> array:
        """Mean energies of several parameter vectors, one after another."""
        packed = _arrays.pack("d", parameters)
        with Alone(self._handle) as qaoa:
            each = lib.qaoa_num_parameters(qaoa, fits(c_int32, depth, "depth"))
            if each == 0 or len(packed) % each:
                raise ArgumentError("parameters must hold %d entries for each vector of depth %d, got %d"
                                    % (each, depth, len(packed)))
            values = _arrays.zeros("d", len(packed) // each)
            call(lib.qaoa_values, qaoa, None, len(values), depth, _arrays.address(packed), _arrays.address(values))
        return values

    def gradient(self, parameters: Numbers) -> Tuple[float, array]:
        """Mean energy and its derivatives."""
        value = c_double()
        with Alone(self._handle) as qaoa:
            depth, packed = self._parameters(qaoa, parameters)
            gradient = _arrays.zeros("d", len(packed))
            call(lib.qaoa_gradient, qaoa, None, depth, _arrays.address(packed), byref(value),
                 _arrays.address(gradient))
        return value.value, gradient

    def best_beta(self, gamma: float) -> Tuple[float, float]:
        """The beta of least mean energy at a gamma, depth 1, and that energy."""
        beta, value = c_double(), c_double()
        with Alone(self._handle) as qaoa:
            call(lib.qaoa_best_beta, qaoa, None, gamma, byref(beta), byref(value))
        return beta.value, value.value

    # ---- the state: prepare() keeps one for the others, until one of those above is called ----

    def prepare(self, parameters: Numbers) -> None:
        """Runs the circuit; no parameters: only its start."""
        with Alone(self._handle) as qaoa:
            depth, packed = self._parameters(qaoa, parameters)
            call(lib.qaoa_prepare, qaoa, None, depth, _arrays.address(packed))

    def mean(self) -> float:
        """Mean energy of the prepared state."""
        value = c_double()
        with Alone(self._handle) as qaoa:
            call(lib.qaoa_mean, qaoa, byref(value))
        return value.value

    def marginals(self) -> array:
        """<s_i> of each spin."""
        marginals = _arrays.zeros("d", self.num_spins)
        with Alone(self._handle) as qaoa:
            call(lib.qaoa_marginals, qaoa, _arrays.address(marginals))
        return marginals

    def correlations(self) -> List[array]:
        """<s_i s_j>, a row for each i."""
        n = self.num_spins
        correlations = _arrays.zeros("d", n * n)
        with Alone(self._handle) as qaoa:
            call(lib.qaoa_correlations, qaoa, _arrays.address(correlations))
        return _arrays.rows(correlations, n)

    def probabilities(self, first: int = 0, count: Optional[int] = None) -> array:
        """Of all basis states, or of some."""
        return self._of_basis_states(first, count, 0)

    def energies(self, first: int = 0, count: Optional[int] = None) -> array:
        """Of all basis states, or of some."""
        return self._of_basis_states(first, count, 1)

    def _of_basis_states(self, first: int, count: Optional[int], place: int) -> array:
        """The library's array in that place of two."""
        first, count = span(self.num_spins, first, count)
        numbers = _arrays.zeros("d", count)
        wanted: List[Optional[int]] = [None, None]
        wanted[place] = _arrays.address(numbers)
        with Alone(self._handle) as qaoa:
            call(lib.qaoa_probabilities, qaoa, first, count, *wanted)
        return numbers

    def sample(self, shots: int, *, seed: int = 0) -> Shots:
        """Measures all qubits, shots times."""
        with Alone(self._handle) as qaoa:
            return take_shots(shots, lambda room, seen: call(
                lib.qaoa_sample, qaoa, None, fits(c_uint64, seed, "seed"), shots, _arrays.address(room.states),
                _arrays.address(room.counts), _arrays.address(room.energies), seen), with_energies=True)

    def state(self, register: Optional[Statevector] = None) -> Statevector:
        """Copies the amplitudes, up to a global phase, into a register; None: into a new one."""
        register = register or self._context.statevector(self.num_spins)
        with Alone(self._handle) as qaoa, Alone(register._handle) as state:
            call(lib.qaoa_state, qaoa, state)
        return register

    # ---- gates ----

    def circuit(self, parameters: Numbers) -> Circuit:
        """The circuit as gates; of any number of spins."""
        out = c_void_p()
        with self._context._handle as owner, self._problem._handle as what, Alone(self._handle) as qaoa:
            depth, packed = self._parameters(qaoa, parameters)
            call(lib.qaoa_circuit, owner, what, byref(self._config), depth, _arrays.address(packed), byref(out))
            return Circuit(self._context, out.value or 0)

    def _parameters(self, qaoa: int, parameters: Numbers) -> Tuple[int, array]:
        """The depth that they are for, and they."""
        packed = _arrays.pack("d", parameters)
        each = lib.qaoa_num_parameters(qaoa, 1)
        if packed and (each == 0 or len(packed) % each):
            raise ArgumentError("parameters must hold %d entries for each layer, got %d" % (each, len(packed)))
        return len(packed) // each if packed else 0, packed


def values_of_many(context: Context, problems: Sequence[Problem], depth: int, parameters: Numbers) -> array:
    """Mean energies of many small problems, each with its own 2 depth parameters."""
    packed = sized("d", parameters, 2 * depth * len(problems), "parameters")
    values = _arrays.zeros("d", len(problems))
    with ExitStack() as used:
        owner = used.enter_context(context._handle)
        pointers = (c_void_p * len(problems))(*[used.enter_context(problem._handle) for problem in problems])
        call(lib.qaoa_values_many, owner, None, len(problems), pointers, fits(c_int32, depth, "depth"),
             _arrays.address(packed), _arrays.address(values))
    return values
