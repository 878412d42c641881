"""Run folders: the same bytes however they are made, and nothing half-written."""

from __future__ import annotations

import datetime
import errno
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

from kaname import futures, register
from kaname.base.dates import Month
from kaname.base.errors import InputError, SurroundingsError
from kaname.base.files import digest_file
from kaname.base.workspace import Workspace

from .conftest import RunSome

NEWS = """
command.opcon_stage:
  values:
    2026-11-06: {value: 1, status: observed, known_from: 2026-11-06, evidence: [{source: SOURCE}]}
command.months_in_stage:
  values:
    2026-11-06: {value: 0, status: observed, known_from: 2026-11-06, evidence: [{source: SOURCE}]}
posture.usfk_troops:
  values:
    2026-12-01: {value: 26000, status: observed, known_from: 2026-12-01, evidence: [{source: SOURCE}]}
posture.ordered_troop_level:
  values:
    2026-12-01: {value: 26000, status: observed, known_from: 2026-12-01, evidence: [{source: SOURCE}]}
"""

RESULTS = ("outcomes.parquet", "bands.parquet", "draws.parquet")


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_results_do_not_depend_on_chunk_or_workers(
    finished: futures.Run, run_into: RunSome, tmp_path: Path
) -> None:
    """3,000 futures in chunks of 512, 1,024 or 4,096, by one worker or three: the same bytes."""
    for number, options in enumerate(
        ({"chunk": 512}, {"chunk": 1024, "workers": 1}, {"chunk": 4096, "workers": 3})
    ):
        other = run_into(tmp_path / str(number), 3000, **options)
        for name in RESULTS:
            assert (other.folder / name).read_bytes() == (finished.folder / name).read_bytes(), (
                name,
                options,
            )


def test_a_shorter_run_is_the_front_of_a_longer_one(
    finished: futures.Run, run_into: RunSome, tmp_path: Path
) -> None:
    """One future, or 1,500, have the outcomes that they have among 3,000."""
    whole = finished.outcomes
    for n in (1, 1500):
        part = run_into(tmp_path / str(n), n).outcomes
        for name, level in part.items():
            np.testing.assert_array_equal(level, whole[name].isel(future=slice(0, n)), err_msg=str(name))


def test_the_folder_is_as_the_contract_says(finished: futures.Run) -> None:
    """Sorted rows, plain types, nulls for what is missing, units and digests in the manifest."""
    table = pq.read_table(finished.folder / "outcomes.parquet")
    assert [str(field.type) for field in table.schema][:3] == ["int32", "string", "int8"]
    assert table["future"].to_numpy().tolist() == [i for i in range(3000) for _ in range(2)]
    assert table["policy"].to_pylist()[:4] == ["P00", "P04", "P00", "P04"]
    never = np.asarray(table["command.opcon_by_2040"]) == 0
    assert table["command.opcon_transfer_month"].null_count == int(never.sum()) > 0
    manifest = finished.manifest
    for name in RESULTS:
        assert manifest["files"][name] == digest_file(finished.folder / name)
    assert manifest["result_codes"]["0"]["count"] == 6000
    assert [row["id"] for row in manifest["outcomes"]] == table.column_names[3:]
    assert manifest["model"]["held"] and all(row["why"] for row in manifest["model"]["held"])
    assert manifest["months"] == 176 and manifest["first_month"] == "2026-05"


def test_draws_are_kept_by_register_id(finished: futures.Run) -> None:
    """A column an uncertain input, a row a future."""
    draws = finished.draws
    assert list(draws.columns[1:]) == finished.manifest["model"]["uncertain"]
    assert len(draws) == 3000
    assert set(draws["posture.switch_commitment_after_transfer"]) == {0.0, 1.0}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"n": 0}, "0 futures cannot be run"),
        ({"n": -3}, "-3 futures cannot be run"),
        ({"n": 10**9}, "1,000,000,000 futures are more than"),
        ({"seed": -1}, "-1 is no seed"),
        ({"chunk": 0}, "a chunk of 0 futures is none"),
        ({"policies": ["P99"]}, "there is no policy 'P99'"),
        ({"as_of": Month(1990, 1)}, "has no value on 1990-01-31"),
    ],
)
def test_what_cannot_be_used_is_refused_before_anything_is_written(
    tmp_path: Path, options: dict[str, Any], message: str
) -> None:
    """One line, exit code 2, and no folder."""
    with pytest.raises(InputError, match=message) as caught:
        futures.run(register.load(), **{"n": 8, "out": tmp_path / "run", **options})
    assert caught.value.exit_code == 2 and "\n" not in str(caught.value)
    assert not (tmp_path / "run").exists()


def test_a_file_where_the_folder_should_be_is_kept(tmp_path: Path) -> None:
    """A file is not replaced by a folder."""
    (tmp_path / "run").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="this is a file, not a folder"):
        futures.run(register.load(), n=8, out=tmp_path / "run")
    assert (tmp_path / "run").read_text(encoding="utf-8") == "mine"


def test_ctrl_c_keeps_the_earlier_run(run_into: RunSome, tmp_path: Path) -> None:
    """Interrupted half-way, the folder holds the earlier run and nothing else."""
    run_into(tmp_path / "run", 1500)
    before = contents(tmp_path / "run")

    def interrupt(done: int, total: int) -> None:
        assert total == 3000
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_into(tmp_path / "run", 3000, progress=interrupt)
    assert contents(tmp_path / "run") == before
    with pytest.raises(KeyboardInterrupt):
        run_into(tmp_path / "new", 3000, progress=interrupt)
    assert not (tmp_path / "new").exists()


def test_a_full_disk_keeps_the_earlier_run(
    run_into: RunSome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No space left: one line, exit code 1, and what was there is there."""
    run_into(tmp_path / "run", 1500)
    before = contents(tmp_path / "run")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(pq.ParquetWriter, "write_table", full)
    with pytest.raises(SurroundingsError, match="No space left on device") as caught:
        run_into(tmp_path / "run", 3000)
    assert caught.value.exit_code == 1
    assert contents(tmp_path / "run") == before


def test_futures_that_leave_the_model_are_kept_and_counted(run_into: RunSome, tmp_path: Path) -> None:
    """A parameter that is no number makes code 1 in every future; none is dropped."""
    run = run_into(tmp_path / "run", 100, pins={"burden.inflation_mean": float("nan")})
    assert run.manifest["result_codes"]["1"]["count"] == 200
    assert (run.outcomes["result_code"] == 1).all()
    assert len(run.outcomes.future) == 100


def test_a_later_as_of_month_makes_a_shorter_run(run_into: RunSome, tmp_path: Path) -> None:
    """As of 2026-11 the run begins in 2026-12; what was observed by then is in the state."""
    run = run_into(tmp_path / "run", 64, as_of=Month(2026, 11))
    assert (run.manifest["first_month"], run.manifest["months"]) == ("2026-12", 169)
    assert str(run.bands["month"].min()) == "2026-12-01"
    assert any("169 months after 2026-11" in note for note in run.manifest["notes"])
    carried = {row["id"]: row["date"] for row in run.manifest["carried_levels"]}
    assert carried["posture.out_of_area_share"] == "2026-04-01"
    assert "burden.sma_months_to_expiry" not in carried
    assert np.nanmin(run.outcomes["command.opcon_transfer_month"]) > 7


def test_no_future_contradicts_what_has_been_observed(tmp_path: Path) -> None:
    """A verification observed in November 2026 and a new troop level stand in every future of a later run."""
    workspace = Workspace.create(tmp_path / "desk")
    (workspace.register / "news.yaml").write_text(
        NEWS.replace("SOURCE", next(iter(register.load().sources))), encoding="utf-8"
    )
    known = register.load(workspace)
    out = futures.run(known, ["P00"], 256, 7, Month(2026, 12), tmp_path / "run")
    bands = futures.load(out).bands.set_index(["indicator", "month"])
    first = bands.loc[("command.opcon_stage", datetime.date(2027, 1, 1))]
    assert first["q05"].item() == first["q95"].item() == 1
    troops = bands.loc[("posture.usfk_troops", datetime.date(2027, 1, 1))]
    assert troops["q95"].item() <= 26_000
    age = bands.loc[("command.months_in_stage", datetime.date(2027, 1, 1))]
    assert age["q50"].item() == 2
    quo = futures.load(futures.run(register.load(), ["P00"], 256, 7, Month(2026, 12), tmp_path / "quo"))
    later = float(quo.outcomes["command.opcon_by_2030_06"].mean())
    assert float(futures.load(out).outcomes["command.opcon_by_2030_06"].mean()) > later
