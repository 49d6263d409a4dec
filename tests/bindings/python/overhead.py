"""Run by hand: what the package adds to a call, in microseconds; tests/bindings/overhead.c is the same in C.

    PYTHONPATH=PREFIX/share/weiss/python python3 overhead.py
"""

from time import perf_counter

import weiss


def median(call, count=10000):
    times = []
    for _ in range(count):
        begin = perf_counter()
        call()
        times.append(perf_counter() - begin)
    return sorted(times)[count // 2] * 1e6


with weiss.Context() as context:
    problem = context.ising(8, {(i, (i + 1) % 8): 1.0 for i in range(8)})
    solver = context.solver("exact")
    calls = []

    def solve(**run):
        result = solver.solve(problem, **run)
        return result.objective, result.bits

    plain = median(solve)
    called = median(lambda: solve(progress=calls.append))
    print("solve, best value and bits: %.2f us" % plain)
    print("with a progress callback:   %.2f us, %d calls of it in each" % (called, len(calls) // 10000))
