"""Running the model and writing the run folder.

The folder holds ``outcomes.parquet``, ``bands.parquet``, ``draws.parquet`` and, last, ``run.json``. All are
made in a folder beside their place and moved there when everything is done: an interrupted run leaves what
was there before.
"""

from __future__ import annotations

import collections
import concurrent.futures
import contextlib
import json
import os
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from kaname.alliance import inputs as model_inputs
from kaname.alliance import outcomes
from kaname.alliance.policy import DEFAULT, Policy, select
from kaname.base.dates import Month
from kaname.base.errors import InputError, SurroundingsError
from kaname.base.files import digest_file
from kaname.base.workspace import Workspace
from kaname.futures import bands, manifest
from kaname.futures.engine import BLOCK, Block, Engine, Floats
from kaname.futures.reading import MANIFEST
from kaname.futures.sampling import Sampler
from kaname.register import Register

MOST_FUTURES = 2**20
"""A run holds at most so many futures."""

GROUP = 4096
"""Futures in one row group of the result files, whatever the chunk: so the bytes do not depend on it."""

FILES = ("outcomes.parquet", "bands.parquet", "draws.parquet")

Progress = Callable[[int, int], None]
"""Called with the futures done and the futures in all."""


class Task(NamedTuple):
    """One block to compute."""

    first: int
    values: dict[str, Floats]


def run(
    register: Register,
    policies: Sequence[str | Policy] = DEFAULT,
    n: int = 4096,
    seed: int = 0,
    as_of: Month | None = None,
    out: Path = Path("run"),
    chunk: int | None = None,
    progress: Progress | None = None,
    *,
    workspace: Workspace | None = None,
    pins: Mapping[str, float] | None = None,
    workers: int | None = None,
) -> Path:
    """Run the model through ``n`` futures under each policy and write the run folder.

    Args:
        register: where every value comes from.
        policies: ids or policies, in the order in which results are listed.
        n: futures; any number, best a power of two.
        seed: scrambles the sample of uncertain inputs and keys every random draw.
        as_of: the month whose state is taken as given (default: the latest the register knows of).
        out: the folder to write; an earlier run in it is replaced when the new one is complete.
        chunk: futures in hand at a time (default 4,096; at least a block of 1,024 a worker). It changes
            memory and the grain of progress, never the results.
        progress: called with futures done and in all.
        workspace: whose own policies may be named; it is held for writing if ``out`` is in it.
        pins: uncertain parameters or switches held at one value in every future.
        workers: threads (default: one a core).

    Returns:
        The folder.

    Raises:
        InputError: a number, policy, month or folder that cannot be used.
        SurroundingsError: the folder cannot be written, or another process is writing to the workspace. What
            was there is kept.
    """
    check_numbers(n, seed, chunk)
    chosen = select(policies, workspace)
    inputs = model_inputs.read(register, as_of, pins)
    started = time.monotonic()
    subset = min(n, bands.BANDS_FUTURES)
    account = manifest.describe(register, inputs, chosen, seed=seed, futures=n, bands_futures=subset)
    threads = workers or len(os.sched_getaffinity(0))
    with _holding(workspace, out), _workshop(out) as folder:
        engine = Engine(inputs, chosen, seed)
        with _pool(threads) as pool:
            _compile(engine, pool, next(_tasks(1, seed, inputs)))
            counts = _outcomes(
                engine, pool, folder, chosen, inputs, n, seed, _window(chunk, threads), progress
            )
            _bands(engine, pool, folder, chosen, inputs, subset, seed)
        account |= {"pins": dict(pins or {}), "result_codes": manifest.result_codes(counts)}
        _write_manifest(folder, account, time.monotonic() - started)
        _move_into_place(folder, out)
    return out


def _write_manifest(folder: Path, account: dict[str, Any], seconds: float) -> None:
    account |= {
        "files": {name: digest_file(folder / name) for name in FILES},
        "bytes": {name: (folder / name).stat().st_size for name in FILES},
        **manifest.surroundings(),
        "seconds": round(seconds, 3),
    }
    text = json.dumps(account, ensure_ascii=False, indent=1) + "\n"
    (folder / "run.json").write_text(text, encoding="utf-8")


def check_numbers(n: int, seed: int, chunk: int | None = None) -> None:
    """Refuse numbers that no run can have.

    Raises:
        InputError: futures, seed or chunk out of range.
    """
    if n < 1:
        raise InputError(f"{n} futures cannot be run", where="-n", todo="give a number of at least 1")
    if n > MOST_FUTURES:
        raise InputError(f"{n:,} futures are more than the {MOST_FUTURES:,} that a run holds", where="-n")
    if not 0 <= seed < 2**63:
        raise InputError(f"{seed} is no seed", where="--seed", todo="give a whole number from 0 on")
    if chunk is not None and chunk < 1:
        raise InputError(f"a chunk of {chunk} futures is none", where="--chunk", todo="give at least 1")


def _window(chunk: int | None, threads: int) -> int:
    """Return how many blocks are in hand at a time."""
    return max(-(-(chunk or GROUP) // BLOCK), threads)


def _holding(workspace: Workspace | None, out: Path) -> contextlib.AbstractContextManager[None]:
    """Hold the workspace from the start if the folder is in it, so that a refusal comes before the work."""
    if workspace is not None and out.resolve().is_relative_to(workspace.root.resolve()):
        return workspace.writing()
    return contextlib.nullcontext()


@contextlib.contextmanager
def _workshop(out: Path) -> Iterator[Path]:
    """Yield a folder inside ``out`` to work in; it is gone afterwards, as is an ``out`` made in vain."""
    if out.exists() and not out.is_dir():
        raise InputError(
            "this is a file, not a folder", where=str(out), todo="name another folder with --out"
        )
    existed = out.exists()
    if existed and any(out.iterdir()) and not (out / MANIFEST).is_file():
        raise InputError(
            "this folder is not empty and holds no run", where=str(out), todo="name another folder with --out"
        )
    try:
        out.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(dir=out, prefix=".run-"))
    except OSError as error:
        raise SurroundingsError(
            f"no run can be written here ({error.strerror})",
            where=str(out),
            todo="check the disk and permissions",
        ) from None
    try:
        yield folder
    except OSError as error:
        raise SurroundingsError(
            f"the run could not be written ({error.strerror or error}); what was there before is kept",
            where=str(out),
            todo="free some space or name another folder with --out",
        ) from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if not existed:
            with contextlib.suppress(OSError):
                out.rmdir()


@contextlib.contextmanager
def _pool(threads: int) -> Iterator[concurrent.futures.ThreadPoolExecutor]:
    """Yield a pool of threads; on Ctrl-C what waits is dropped and only blocks under way are awaited."""
    pool = concurrent.futures.ThreadPoolExecutor(threads, thread_name_prefix="kaname")
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _in_order(
    pool: concurrent.futures.Executor, work: Callable[[Task], Any], tasks: Iterator[Task], window: int
) -> Iterator[tuple[Task, Any]]:
    """Yield tasks with their results in order, at most ``window`` of them under way."""
    waiting: collections.deque[tuple[Task, concurrent.futures.Future[Any]]] = collections.deque()
    for task in tasks:
        waiting.append((task, pool.submit(work, task)))
        if len(waiting) >= window:
            done, result = waiting.popleft()
            yield done, result.result()
    while waiting:
        done, result = waiting.popleft()
        yield done, result.result()


def _tasks(n: int, seed: int, inputs: model_inputs.Inputs) -> Iterator[Task]:
    sampler = Sampler(seed, inputs.uncertain)
    for first in range(0, n, BLOCK):
        yield Task(first, sampler.take(BLOCK))


def _compile(engine: Engine, pool: concurrent.futures.Executor, task: Task) -> None:
    """Compile both programs side by side, each once: two threads that meet a new one would each do it."""
    draws = engine.draws(np.arange(task.first, task.first + BLOCK))
    for program in (
        pool.submit(engine.outcomes, draws, task.values),
        pool.submit(engine.paths, 0, draws, task.values),
    ):
        program.result()


def _outcomes(
    engine: Engine,
    pool: concurrent.futures.Executor,
    folder: Path,
    policies: Sequence[Policy],
    inputs: model_inputs.Inputs,
    n: int,
    seed: int,
    window: int,
    progress: Progress | None,
) -> collections.Counter[int]:
    """Write ``outcomes.parquet`` and ``draws.parquet``; return how often each result code came up."""

    def work(task: Task) -> Block:
        draws = engine.draws(np.arange(task.first, task.first + BLOCK))
        return engine.outcomes(draws, task.values)

    counts: collections.Counter[int] = collections.Counter()
    group: list[tuple[Task, Block]] = []
    with (
        pq.ParquetWriter(folder / FILES[0], _outcome_schema(), compression="zstd") as results,
        pq.ParquetWriter(folder / FILES[2], _draw_schema(inputs), compression="zstd") as drawn,
    ):

        def flush() -> None:
            if group:
                results.write_table(_outcome_table(group, policies, n), row_group_size=GROUP * len(policies))
                drawn.write_table(_draw_table(group, inputs, n), row_group_size=GROUP)
                group.clear()

        for task, block in _in_order(pool, work, _tasks(n, seed, inputs), window):
            group.append((task, block))
            kept = min(BLOCK, n - task.first)
            codes, number = np.unique(block.result_code[:, :kept], return_counts=True)
            counts.update(dict(zip(codes.tolist(), number.tolist(), strict=True)))
            if len(group) * BLOCK == GROUP:
                flush()
            if progress is not None:
                progress(task.first + kept, n)
        flush()
    return counts


def _outcome_schema() -> pa.Schema:
    fields = [
        pa.field("future", pa.int32(), nullable=False),
        pa.field("policy", pa.string(), nullable=False),
        pa.field("result_code", pa.int8(), nullable=False),
        *(
            pa.field(outcome.id, pa.float32(), metadata={"unit": outcome.unit})
            for outcome in outcomes.OUTCOMES
        ),
    ]
    return pa.schema(fields)


def _outcome_table(group: Sequence[tuple[Task, Block]], policies: Sequence[Policy], n: int) -> pa.Table:
    """Return the rows of some blocks, sorted by future and policy."""
    first, many = group[0][0].first, len(policies)
    kept = min(len(group) * BLOCK, n - first)
    # (policies, outcomes, futures) -> (outcomes, futures, policies) -> one row a future and policy
    levels = np.concatenate([block.outcomes for _, block in group], axis=-1)[..., :kept].transpose(1, 2, 0)
    codes = np.concatenate([block.result_code for _, block in group], axis=-1)[..., :kept].T
    numbers = np.tile(np.arange(many, dtype=np.int32), kept)
    columns = [
        pa.array(np.repeat(np.arange(first, first + kept, dtype=np.int32), many)),
        pa.array([policy.id for policy in policies]).take(pa.array(numbers)),
        pa.array(codes.ravel()),
        *(pa.array(level.ravel(), from_pandas=True) for level in levels),
    ]
    return pa.Table.from_arrays(columns, schema=_outcome_schema())


def _draw_schema(inputs: model_inputs.Inputs) -> pa.Schema:
    named = [pa.field(name, pa.float32(), nullable=False) for name in inputs.uncertain]
    return pa.schema([pa.field("future", pa.int32(), nullable=False), *named])


def _draw_table(group: Sequence[tuple[Task, Block]], inputs: model_inputs.Inputs, n: int) -> pa.Table:
    first = group[0][0].first
    kept = min(len(group) * BLOCK, n - first)
    columns = [pa.array(np.arange(first, first + kept, dtype=np.int32))]
    columns += [
        pa.array(np.concatenate([task.values[name] for task, _ in group])[:kept]) for name in inputs.uncertain
    ]
    return pa.Table.from_arrays(columns, schema=_draw_schema(inputs))


def _bands(
    engine: Engine,
    pool: concurrent.futures.Executor,
    folder: Path,
    policies: Sequence[Policy],
    inputs: model_inputs.Inputs,
    subset: int,
    seed: int,
) -> None:
    """Write ``bands.parquet`` from the first ``subset`` futures."""
    tasks = list(_tasks(subset, seed, inputs))
    draws = list(pool.map(lambda task: engine.draws(np.arange(task.first, task.first + BLOCK)), tasks))

    # One array a thread, filled again for each policy: fresh memory would cost as much as the sorting.
    kept = threading.local()

    def of_policy(number: int) -> dict[str, Floats]:
        if not hasattr(kept, "paths"):
            kept.paths = np.empty((inputs.months, len(bands.indicator_ids()), subset), np.float32)
        for task, drawn in zip(tasks, draws, strict=True):
            place = slice(task.first, min(task.first + BLOCK, subset))
            kept.paths[..., place] = engine.paths(number, drawn, task.values)[..., : place.stop - place.start]
        return bands.summarise(kept.paths)

    summaries = list(pool.map(of_policy, range(len(policies))))
    table = bands.table(policies, summaries, inputs)
    said = {"bands_futures": str(subset), "note": f"of the first {subset} futures of the run"}
    pq.write_table(table.replace_schema_metadata(said), folder / FILES[1], compression="zstd")


def _move_into_place(folder: Path, out: Path) -> None:
    """Move the finished files into the run folder, the manifest last; Ctrl-C waits for it."""
    for name in (*FILES, "run.json"):
        with (folder / name).open("rb") as written:
            os.fsync(written.fileno())
    with _undisturbed():
        for name in (*FILES, "run.json"):
            (folder / name).replace(out / name)


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold Ctrl-C back for a moment (only the main thread gets it)."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: asked.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if asked:
            raise KeyboardInterrupt
