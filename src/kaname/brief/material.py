"""What one brief is made of, in no language yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kaname.base.dates import Month
from kaname.brief.findings import Findings
from kaname.claims.model import Claim
from kaname.documents.document import Document
from kaname.register import Register
from kaname.register.conflicts import Conflict
from kaname.register.links import Link


@dataclass(frozen=True, slots=True)
class Reading:
    """One document with what was found in it.

    Attributes:
        document: the document.
        claims: its claims, in the order of the text.
        links: those that bear on a register entry.
    """

    document: Document
    claims: Sequence[Claim]
    links: Sequence[Link]


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read: its name and why, in one line."""

    file_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that a brief shows.

    Attributes:
        run_id: name of the run's folder.
        manifest: the run's ``run.json``.
        bands: the run's fans (policy, month, indicator, mean, q05 … q95).
        inputs: ids of the uncertain inputs that were drawn (parameters and switches).
        findings: what the analysis found.
        register: the register that the run used.
        readings: the documents read, oldest first.
        conflicts: where documents and register disagree.
        command: the command that makes the run and this brief again.
        failures: files that could not be read.
        library: other documents of the reader, which evidence may point to.
    """

    run_id: str
    manifest: Mapping[str, Any]
    bands: pd.DataFrame
    inputs: Sequence[str]
    findings: Findings
    register: Register
    readings: Sequence[Reading]
    conflicts: Sequence[Conflict]
    command: str
    failures: Sequence[Failure] = ()
    library: Sequence[Document] = ()

    @property
    def shelf(self) -> dict[str, Document]:
        """The reader's documents by digest: those read for this brief and those already in the library."""
        held = {document.digest: document for document in self.library}
        return held | {reading.document.digest: reading.document for reading in self.readings}

    @property
    def as_of(self) -> Month:
        """The month up to which the register's knowledge was taken as it happened."""
        return Month.parse(str(self.manifest["as_of"]))

    @property
    def first_month(self) -> Month:
        """The first simulated month."""
        return Month.parse(str(self.manifest["first_month"]))

    @property
    def last_month(self) -> Month:
        """The last simulated month."""
        return Month.parse(str(self.manifest["last_month"]))

    @property
    def futures(self) -> int:
        """Number of futures."""
        return int(self.manifest["n"])

    def described(self, kind: str, identifier: str) -> Mapping[str, Any]:
        """Return what the manifest says of an outcome, indicator or policy (empty when nothing)."""
        for item in self.manifest.get(kind, ()):
            if item.get("id") == identifier:
                return dict(item)
        return {}
