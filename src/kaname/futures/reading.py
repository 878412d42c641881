"""Opening a run folder: is it one, is it whole, does each file have the digest that its manifest states?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import xarray as xr

from kaname.base.errors import InputError
from kaname.base.files import digest_file

MANIFEST = "run.json"
"""The file that says what a run is; it is written last."""

FORMAT = 1
"""Version of the run folder."""

_NEEDED = ("n", "seed", "policies", "outcomes", "files", "last_month")
_ABOUT_DATASET = ("kaname", "seed", "as_of", "last_month", "register_digest")


@dataclass(frozen=True)
class Run:
    """A run whose files are those of its manifest; its tables are read when asked for, once.

    Attributes:
        folder: where it is.
        manifest: its ``run.json``.
    """

    folder: Path
    manifest: Mapping[str, Any]

    @property
    def policies(self) -> list[str]:
        """The ids of its policies, in order."""
        return [str(policy["id"]) for policy in self.manifest["policies"]]

    @cached_property
    def outcomes(self) -> xr.Dataset:
        """The outcomes: dimensions future and policy, a variable an outcome, missing = NaN.

        Variables carry ``unit``, ``better`` (+, - or empty), ``lever_linked`` and ``label_en``, ``_ja``,
        ``_ko``; ``result_code`` is a variable too (0 = within the model).
        """
        table = _table(self.folder / "outcomes.parquet")
        shape = (self.manifest["n"], len(self.policies))
        futures = table["future"].to_numpy().reshape(shape)[:, 0]
        data: dict[str, Any] = {
            "result_code": (("future", "policy"), table["result_code"].to_numpy().reshape(shape))
        }
        for outcome in self.manifest["outcomes"]:
            level = np.asarray(table[outcome["id"]].to_numpy(), np.float32).reshape(shape)
            attributes = {key: outcome[key] for key in ("unit", "better", "lever_linked")}
            attributes |= {f"label_{language}": text for language, text in outcome["label"].items()}
            data[outcome["id"]] = (("future", "policy"), level, attributes)
        about = {key: self.manifest[key] for key in _ABOUT_DATASET if key in self.manifest}
        return xr.Dataset(data, coords={"future": futures, "policy": self.policies}, attrs=about)

    @cached_property
    def bands(self) -> pd.DataFrame:
        """The bands: policy, month, indicator, mean, q05, q25, q50, q75, q95."""
        frame: pd.DataFrame = _table(self.folder / "bands.parquet").to_pandas()
        return frame

    @cached_property
    def draws(self) -> pd.DataFrame:
        """The uncertain inputs of every future, by register id."""
        frame: pd.DataFrame = _table(self.folder / "draws.parquet").to_pandas()
        return frame


def load(folder: Path | str) -> Run:
    """Open a run folder and check its files against its manifest.

    Raises:
        InputError: it is not a run folder, the manifest is damaged or of another format, a file is missing
            or differs from its digest, or the rows are not the manifest's futures by its policies.
    """
    place = Path(folder)
    manifest = read_manifest(place)
    for name, digest in manifest["files"].items():
        path = place / name
        if not path.is_file():
            raise InputError("this file of the run is missing", where=str(path), todo="run it again")
        if digest_file(path) != digest:
            raise InputError(
                f"its digest differs from the one in {MANIFEST}: the file has changed since the run",
                where=str(path),
                todo="run it again, or restore the file",
            )
    run = Run(place, manifest)
    _check_rows(run)
    return run


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a run folder.

    Raises:
        InputError: there is none, or it is damaged or of another format.
    """
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        what = f"this is not a run folder (no {MANIFEST})" if folder.exists() else "no such folder"
        raise InputError(what, where=str(folder), todo="make one with: kaname run") from None
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise InputError(
            f"damaged, not readable as JSON ({error})", where=str(path), todo="run it again"
        ) from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        stated = manifest.get("format") if isinstance(manifest, dict) else None
        raise InputError(
            f"run format {stated!r}, this program reads {FORMAT}", where=str(path), todo="run it again"
        )
    absent = [key for key in _NEEDED if key not in manifest]
    if absent:
        fault = f"it does not state {', '.join(absent)}"
        raise InputError(f"damaged: {fault}", where=str(path), todo="run it again")
    if not isinstance(manifest["files"], dict) or "outcomes.parquet" not in manifest["files"]:
        fault = "it names no outcomes.parquet among its files"
        raise InputError(f"damaged: {fault}", where=str(path), todo="run it again")
    return manifest


def finished(runs: Path) -> list[Path]:
    """Return the runs under a folder, newest first by the time that their manifests state.

    Folders without a readable manifest (a run that was broken off) are passed over.
    """
    found: list[tuple[str, float, Path]] = []
    for path in sorted(runs.glob(f"*/{MANIFEST}")):
        try:
            manifest = read_manifest(path.parent)
        except InputError:
            continue
        found.append((str(manifest.get("created", "")), path.stat().st_mtime, path.parent))
    return [folder for _, _, folder in sorted(found, reverse=True)]


def newest(runs: Path) -> Path:
    """Return the newest run under a folder.

    Raises:
        InputError: there is no run.
    """
    for folder in finished(runs):
        return folder
    raise InputError("there is no run here", where=str(runs), todo="make one with: kaname run")


def _table(path: Path, columns: list[str] | None = None) -> pa.Table:
    try:
        return pq.read_table(path, columns=columns)
    except pa.ArrowInvalid as error:
        raise InputError(f"not readable as Parquet ({error})", where=str(path), todo="run it again") from None


def _check_rows(run: Run) -> None:
    """Refuse a table whose rows are not the manifest's futures by its policies, in its order."""
    path, policies, n = run.folder / "outcomes.parquet", run.policies, run.manifest["n"]
    found = _table(path, columns=["policy"])["policy"]
    if len(found) != n * len(policies) or found.slice(0, len(policies)).to_pylist() != policies:
        what = f"its rows are not {n} futures by policies {', '.join(policies)}"
        raise InputError(what, where=str(path), todo="run it again")
