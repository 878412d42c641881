"""Reading a run folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import xarray as xr

from kaname.base.errors import InputError

FORMAT = 1
"""Version of the run folder."""


@dataclass(frozen=True)
class Run:
    """A run on disk.

    Attributes:
        folder: where it is.
        manifest: its ``run.json``.
    """

    folder: Path
    manifest: dict[str, Any]

    @property
    def policies(self) -> list[str]:
        """The ids of its policies, in order."""
        return [policy["id"] for policy in self.manifest["policies"]]

    def outcomes(self) -> xr.Dataset:
        """Return the outcomes: dimensions future and policy, a variable an outcome, missing = NaN.

        Variables carry ``unit``, ``better`` (+, - or empty), ``lever_linked`` and ``label_en``, ``_ja``,
        ``_ko``; ``result_code`` is a variable too (0 = within the model).
        """
        table = pq.read_table(self.folder / "outcomes.parquet")
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
        kept = {key: self.manifest[key] for key in ("kaname", "seed", "as_of", "register_digest")}
        return xr.Dataset(data, coords={"future": futures, "policy": self.policies}, attrs=kept)

    def bands(self) -> pd.DataFrame:
        """Return the bands: policy, month, indicator, mean, q05, q25, q50, q75, q95."""
        table: pd.DataFrame = pq.read_table(self.folder / "bands.parquet").to_pandas()
        return table

    def draws(self) -> pd.DataFrame:
        """Return the uncertain inputs of every future, by register id."""
        table: pd.DataFrame = pq.read_table(self.folder / "draws.parquet").to_pandas()
        return table


def load(folder: Path | str) -> Run:
    """Open a run folder.

    Raises:
        InputError: it is none, another version of the program made it, or its files are not the ones that
            its manifest names.
    """
    place = Path(folder)
    try:
        manifest = json.loads((place / "run.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise InputError(
            "no run is here (no run.json)", where=str(place), todo="make one: kaname run"
        ) from None
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"run.json is damaged ({error})", where=str(place), todo="run again") from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        found = manifest.get("format") if isinstance(manifest, dict) else None
        raise InputError(f"run format {found!r}, this program reads {FORMAT}", where=str(place / "run.json"))
    for name, size in manifest["bytes"].items():
        path = place / name
        if not path.is_file() or path.stat().st_size != size:
            raise InputError(f"{name} is not the file of this run", where=str(place), todo="run again")
    return Run(place, manifest)
