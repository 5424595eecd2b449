"""The work of `cargo bench --bench draws` in numpy: 1,000 draws of all weights of an index of 51
countries and 49 indicators, with scores, ranks and percentiles. Needs numpy; nothing else does.

    python3 benches/draws.py [DRAWS]
"""

import os
import sys
import time

# One core, as the first column of the bench.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np

ROWS, INDICATORS, GROUPS = 51, 49, 8


def level(values, here, weights, group_of, groups):
    """The means of groups over what is present, for all draws at once: draws x rows x groups."""
    belongs = np.equal.outer(group_of, np.arange(groups)).astype(float)
    weighted = weights[:, :, None] * belongs[None, :, :]
    total = np.matmul(values * here, weighted)
    weight = np.matmul(np.broadcast_to(here, values.shape), weighted)
    present = weight > 0
    return np.divide(total, weight, out=np.zeros_like(total), where=present), present.astype(float)


def ranks(scores):
    """The highest first, ties share the best place: how many stand above, and one."""
    order = np.sort(scores, axis=1)
    above = [ROWS - np.searchsorted(order[d], scores[d], side="right") for d in range(len(scores))]
    return np.array(above) + 1


def run(columns, here, draws, numbers):
    weights = [1 + 0.25 * (2 * numbers.random((draws, n)) - 1) for n in (INDICATORS, GROUPS, 2)]
    values = np.broadcast_to(columns, (draws, ROWS, INDICATORS))
    groups, here = level(values, here, weights[0], np.arange(INDICATORS) % GROUPS, GROUPS)
    halves, here = level(groups, here, weights[1], np.arange(GROUPS) % 2, 2)
    index, _ = level(halves, here, weights[2], np.zeros(2, dtype=int), 1)
    scores = index[:, :, 0]
    ends = (5, 50, 95)
    return np.percentile(scores, ends, axis=0), np.percentile(ranks(scores), ends, axis=0)


def main():
    draws = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    numbers = np.random.default_rng(1)
    columns = numbers.random((ROWS, INDICATORS)) * 100
    here = (np.arange(ROWS * INDICATORS).reshape(ROWS, INDICATORS) % 40 > 0).astype(float)
    times = []
    for _ in range(11):
        start = time.perf_counter()
        # In pieces of 1,000, so that the arrays stay in reach.
        for first in range(0, draws, 1000):
            run(columns, here, min(1000, draws - first), numbers)
        times.append((time.perf_counter() - start) * 1e3)
    print(f"{draws:7} draws  numpy {np.__version__}  one core {sorted(times)[5]:8.1f} ms (fastest {min(times):.1f})")


main()
