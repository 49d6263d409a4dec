"""Problems and algorithms of the tests."""

import random


def ring(n):
    return {(i, (i + 1) % n): 1.0 for i in range(n)}


def random_terms(n, count, seed):
    draw = random.Random(seed)
    return {tuple(sorted(draw.sample(range(n), 2))): float(draw.randint(-9, 9) or 1) for _ in range(count)}


def ising_energy(spins, terms, fields=None, offset=0.0):
    energy = offset + sum(value * spins[i] * spins[j] for (i, j), value in terms.items())
    return energy + sum(h * s for h, s in zip(fields or [], spins))


def descend(problem, run):
    """A solver: flips spins while that lowers the energy, from each start or from a random state."""
    start, column, value, field = problem.row_start, problem.column, problem.value, problem.field
    draw = random.Random(run.seed)
    for state in run.starts or [[draw.choice((-1, 1)) for _ in field]]:
        spins, flipped = list(state), True
        while flipped and not run.should_stop():
            flipped = False
            for i in range(len(spins)):
                row = range(start[i], start[i + 1])
                if spins[i] * (field[i] + sum(value[e] * spins[column[e]] for e in row)) > 0:
                    spins[i], flipped = -spins[i], True
            run.spend(len(column))
        run.count("descents")
        run.report(spins)


def stripes(problem, task, run):
    """A partitioner: spins in the order of their index, as many to a part as there may be."""
    size = task.max_part_spins or -(-problem.num_spins // max(task.num_parts, 1))
    for first in range(0, problem.num_spins, size):
        yield range(first, min(first + size, problem.num_spins))


def compass(objective, run, step):
    """An optimizer: compass search with a step that is halved when no direction leads down."""
    objective(objective.start)
    while step > 1e-6 and not run.should_stop():
        x, before = objective.best_x, objective.best_f
        for i in range(len(x)):
            for delta in (step, -step):
                y = x[:]
                y[i] += delta
                objective(y)
        if objective.best_f == before:
            step /= 2
