"""How fast the engine is, against the same equations in NumPy, in one run.

    python benchmarks/engine.py [--futures 16384] [--json FILE]

Both run the same policies over the same futures with the same draws, outcomes kept; the NumPy form is the
model's own code with NumPy put in the place of jax.numpy, vectorised over futures in the chunk that suits
it best. Compilation is timed apart. Best of three tries each, so that other work on the machine counts
less; what to compare between machines is the ratio.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import contextlib
import json
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np

from kaname import register
from kaname.alliance import arrays, burden, command, held, outcomes, politics, posture, world
from kaname.alliance.calendar import Now
from kaname.alliance.inputs import read
from kaname.alliance.policy import DEFAULT, select
from kaname.base.dates import Month
from kaname.futures import engine as engines
from kaname.futures.engine import BLOCK, Engine
from kaname.futures.sampling import Sampler

TRIES = 3
NUMPY_CHUNK = 8192


def best(work: Callable[[], object]) -> float:
    """Return the shortest of some tries, in seconds."""
    taken = []
    for _ in range(TRIES):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return min(taken)


@contextlib.contextmanager
def numpy_in_place_of_jax() -> Iterator[None]:
    """Run the model's own equations with NumPy arrays."""

    def only_if(calendar_rule: Any, happens: Callable[[], Any], otherwise: Any) -> Any:
        return happens() if bool(calendar_rule) else otherwise

    with contextlib.ExitStack() as patched:
        for module in (arrays, politics, command, posture, burden, outcomes, world, held):
            if hasattr(module, "jnp"):
                patched.enter_context(mock.patch.object(module, "jnp", np))
            if hasattr(module, "only_if"):
                patched.enter_context(mock.patch.object(module, "only_if", only_if))
        yield


def run_numpy(engine: Engine, draws: Any, values: dict[str, Any], policies: int) -> np.ndarray:
    """Return the outcomes of a chunk by NumPy, shape (policies, outcomes, futures)."""
    inputs, months = engine._inputs, engine._months
    parameters, _ = engines.parameter_arrays(inputs, values)
    futures = len(next(iter(values.values())))
    start = world.World(
        *(type(part)(*(np.full(futures, level, np.float32) for level in part)) for part in inputs.initial)
    )
    months = Now(*(np.asarray(row) for row in months))
    found = []
    with numpy_in_place_of_jax(), np.errstate(all="ignore"):
        for policy in range(policies):
            levers = world.Levers(
                *(type(part)(*(np.asarray(row)[policy] for row in part)) for part in engine._levers)
            )
            state, tally = start, outcomes.begin(start, months.number[0])
            for month in range(inputs.months):
                given = world.Given(
                    parameters,
                    levers,
                    world.as_draws(tuple(row[month] for row in draws)),
                    Now(*(row[month] for row in months)),
                    inputs.norms,
                )
                state = world.advance(state, given)
                tally = outcomes.observe(tally, state, given)
            found.append(np.stack([np.asarray(row) for row in outcomes.finish(tally, state, inputs.months)]))
    return np.stack(found)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--futures", type=int, default=16_384)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    inputs = read(register.load(), Month(2026, 4))
    policies = select(DEFAULT)
    engine = Engine(inputs, policies, seed=7)
    sampler = Sampler(7, inputs.uncertain)
    blocks = [(first, sampler.take(BLOCK)) for first in range(0, chosen.futures, BLOCK)]

    def block(task: tuple[int, dict[str, Any]]) -> np.ndarray:
        first, values = task
        return engine.outcomes(engine.draws(np.arange(first, first + BLOCK)), values).outcomes

    begun = time.perf_counter()
    ours = block(blocks[0])
    compiled = time.perf_counter() - begun
    work = len(blocks) * BLOCK * len(policies)
    cores = len(os.sched_getaffinity(0))
    result: dict[str, Any] = {
        "policies": len(policies),
        "months": inputs.months,
        "futures": len(blocks) * BLOCK,
    }
    for threads in sorted({1, cores}):
        with concurrent.futures.ThreadPoolExecutor(threads) as pool:
            rate = work / best(lambda pool=pool: list(pool.map(block, blocks)))
        result[f"engine, {threads} thread(s), policy-futures/s"] = round(rate)
    values = Sampler(7, inputs.uncertain).take(NUMPY_CHUNK)
    drawn = [np.asarray(row) for row in engine.draws(np.arange(NUMPY_CHUNK))]
    theirs = run_numpy(engine, [row[:, :BLOCK] for row in drawn], blocks[0][1], len(policies))
    agree = np.isclose(ours, theirs, rtol=1e-3, atol=1e-3, equal_nan=True).mean()
    rate = NUMPY_CHUNK / best(lambda: run_numpy(engine, drawn, values, 1))
    result["NumPy, 1 thread, draws given, policy-futures/s"] = round(rate)
    result["engine over NumPy, 1 thread each"] = round(
        result["engine, 1 thread(s), policy-futures/s"] / rate, 1
    )
    result["share of outcomes on which both agree"] = round(float(agree), 5)
    result["compilation (or reading it from the cache), s"] = round(compiled, 2)
    for name, number in result.items():
        print(f"{name}: {number:,}" if isinstance(number, int) else f"{name}: {number}")
    if chosen.json:
        chosen.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
