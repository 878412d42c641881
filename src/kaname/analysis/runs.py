"""Opening a run folder: is it one, is it whole, does each file have the digest that its manifest states?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import xarray as xr

from kaname import futures
from kaname.base.errors import InputError

MANIFEST = "run.json"
FORMAT = 1
_NEEDED = ("n", "seed", "policies", "outcomes", "files", "bytes", "last_month")


@dataclass(frozen=True)
class CheckedRun:
    """A run whose files are those of its manifest; its tables are read when asked for, once.

    Attributes:
        folder: the run folder.
        manifest: ``run.json`` as plain data.
    """

    folder: Path
    manifest: Mapping[str, Any]

    @cached_property
    def outcomes(self) -> xr.Dataset:
        """Outcomes, dimensions future and policy (see :mod:`kaname.analysis.ensemble`)."""
        dataset = futures.load(self.folder).outcomes()
        return dataset.assign_attrs(last_month=self.manifest["last_month"])

    @cached_property
    def bands(self) -> pd.DataFrame:
        """Fans of the indicators by policy and month."""
        return futures.load(self.folder).bands()

    @cached_property
    def draws(self) -> pd.DataFrame:
        """The uncertain inputs of each future."""
        return futures.load(self.folder).draws()


def open_run(folder: Path) -> CheckedRun:
    """Open a run folder and check its files against its manifest.

    Raises:
        InputError: it is not a run folder, the manifest is damaged or of another format, or a file is
            missing or differs from its digest.
    """
    manifest = read_manifest(folder)
    for name, digest in manifest["files"].items():
        path = folder / name
        if not path.is_file():
            raise InputError("this file of the run is missing", where=str(path), todo="run it again")
        if _digest(path) != digest:
            raise InputError(
                f"its digest differs from the one in {MANIFEST}: the file has changed since the run",
                where=str(path),
                todo="run it again, or restore the file",
            )
    _check_rows(folder / "outcomes.parquet", manifest)
    return CheckedRun(folder, manifest)


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a run folder.

    Raises:
        InputError: there is none, or it is damaged or of another format.
    """
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        what = "this is not a run folder" if folder.exists() else "no such folder"
        raise InputError(
            what if not folder.exists() else f"{what} (no {MANIFEST})",
            where=str(folder),
            todo="make one with: kaname run",
        ) from None
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
    if absent or not isinstance(manifest["files"], dict) or "outcomes.parquet" not in manifest["files"]:
        what = (
            f"it does not state {', '.join(absent)}"
            if absent
            else "it names no outcomes.parquet among its files"
        )
        raise InputError(f"damaged: {what}", where=str(path), todo="run it again")
    return manifest


def newest(runs: Path) -> Path:
    """Return the newest run under a workspace's folder of runs, by the time that its manifest states.

    Folders without a readable manifest (a run that was broken off) are passed over.

    Raises:
        InputError: there is no run.
    """
    found: list[tuple[str, float, Path]] = []
    for path in sorted(runs.glob(f"*/{MANIFEST}")):
        try:
            manifest = read_manifest(path.parent)
        except InputError:
            continue
        found.append((str(manifest.get("created", "")), path.stat().st_mtime, path.parent))
    if not found:
        raise InputError("there is no run here", where=str(runs), todo="make one with: kaname run")
    return max(found)[2]


def _digest(path: Path) -> str:
    with path.open("rb") as content:
        return "sha256:" + hashlib.file_digest(content, "sha256").hexdigest()


def _check_rows(path: Path, manifest: Mapping[str, Any]) -> None:
    """Refuse a table whose rows are not the manifest's futures by its policies, in its order."""
    policies = [str(policy["id"]) for policy in manifest["policies"]]
    try:
        found = pq.read_table(path, columns=["policy"])["policy"]
    except pa.ArrowInvalid as error:
        raise InputError(f"not readable as Parquet ({error})", where=str(path), todo="run it again") from None
    if len(found) != manifest["n"] * len(policies) or found.slice(0, len(policies)).to_pylist() != policies:
        what = f"its rows are not {manifest['n']} futures by policies {', '.join(policies)}"
        raise InputError(what, where=str(path), todo="run it again")
