"""From files to a brief: read, find claims, link, run, analyse, write.

Each step is the room's own function; here is only their order, and what happens to a bad file.
"""

from __future__ import annotations

import datetime
import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kaname.base.dates import Month
from kaname.base.errors import InputError
from kaname.base.files import read_bytes
from kaname.base.workspace import Workspace
from kaname.brief import findings, page
from kaname.brief.judgements import JUDGED
from kaname.brief.material import Failure, Material, Reading
from kaname.brief.reading import shown_claims
from kaname.claims import extract
from kaname.claims.store import ClaimStore
from kaname.documents import Bibliography, Document, Library, read_bytes_as
from kaname.documents.limits import MAX_FILE_BYTES
from kaname.futures.reading import load as load_run
from kaname.futures.reading import read_manifest
from kaname.register import Register, conflicts, load
from kaname.register.links import link

Say = Callable[[str], None]
"""Told what is being done, in one line."""

Progress = Callable[[int, int], None]
"""Told how many futures are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a brief is asked for.

    Attributes:
        files: files to read; empty for all documents of the library.
        bibliography: CSL-JSON beside them.
        futures: number of futures of a new run.
        seed: its seed.
        as_of: its as-of month; None for the latest that the register knows.
        policies: its policies; None for the default ones.
        run: a run folder to use in place of a new run.
        languages: languages of the pages.
    """

    files: Sequence[Path]
    bibliography: Path | None
    futures: int
    seed: int
    as_of: Month | None
    policies: Sequence[str] | None
    run: Path | None
    languages: Sequence[str]

    def command(self, as_of: Month) -> str:
        """Return the command that makes the brief again; files by name, without the reader's folders."""
        parts = ["kaname", "brief", *(path.name for path in self.files)]
        if self.bibliography is not None:
            parts += ["--bibliography", self.bibliography.name]
        if self.run is not None:
            parts += ["--run", self.run.name]
        else:
            parts += ["-n", str(self.futures), "--seed", str(self.seed), "--as-of", str(as_of)]
            if self.policies is not None:
                parts += ["--policies", ",".join(self.policies)]
        return " ".join(shlex.quote(part) for part in parts)


def check(request: Request, workspace: Workspace | None) -> None:
    """Refuse what cannot be used before a file is read or a folder made.

    Args:
        request: what is asked for.
        workspace: where it is asked for; None where there is none yet.

    Raises:
        InputError: a policy or a run that cannot be used, or nothing to read.
    """
    if request.run is not None:
        read_manifest(request.run)
    elif request.policies is not None:
        from kaname.alliance.policy import select

        select(request.policies, workspace)
    if request.files:
        return
    if workspace is not None:
        with Library(workspace) as library:
            if library.documents():
                return
    raise InputError("no documents: name files, or --workspace DIR")


def read_files(workspace: Workspace, request: Request, say: Say) -> tuple[list[Document], list[Failure]]:
    """Read files into the library; a bad one is noted and the others go on.

    Raises:
        InputError: the bibliography cannot be used, or none of the files can.
    """
    entries = Bibliography.load(request.bibliography) if request.bibliography is not None else None
    documents: list[Document] = []
    failures: list[Failure] = []
    errors: list[InputError] = []
    with workspace.writing(), Library(workspace) as library:
        for path in request.files:
            try:
                content = read_bytes(path, limit_bytes=MAX_FILE_BYTES)
                documents.append(library.add(read_bytes_as(content, path, bibliography=entries), content))
            except InputError as error:
                errors.append(error)
                failures.append(Failure(path.name, error.what))
                if len(request.files) > 1:
                    say(f"kaname: {error}")
    if errors and not documents:
        raise errors[0] if len(errors) == 1 else InputError(f"none of the {len(errors)} files could be read")
    return list({document.digest: document for document in documents}.values()), failures


def understand(workspace: Workspace, documents: Sequence[Document], register: Register) -> list[Reading]:
    """Find, keep and link the claims of some documents; oldest document first."""
    readings = []
    with workspace.writing():
        store = ClaimStore(workspace)
        for document in sorted(documents, key=_age):
            claims = extract(document)
            store.save(document, claims)
            readings.append(Reading(document, claims, link(claims, document, register)))
    return readings


def _age(document: Document) -> tuple[datetime.date, str]:
    """Sort by date, documents without one last, then by key."""
    return (document.date.first if document.date is not None else datetime.date.max, document.key)


def make(
    workspace: Workspace,
    request: Request,
    out: Path,
    say: Say = lambda line: None,
    progress: Progress | None = None,
) -> tuple[list[Path], list[Failure]]:
    """Make a brief; return its pages and the files that could not be read.

    Args:
        workspace: holds the library, the register's overlay and the run.
        request: what is asked for.
        out: folder of the pages.
        say: told of each step.
        progress: told of the run's progress.

    Raises:
        InputError: a file, number, policy or run that cannot be used; a register value without evidence.
        SurroundingsError: the disk or another process.
    """
    check(request, workspace)
    register = load(workspace)
    if request.run is not None:
        _check_register(read_manifest(request.run), register, request.run)
    documents: list[Document] = []
    failures: list[Failure] = []
    if request.files:
        say(f"reading {_counted(len(request.files), 'file', 'files')}")
        documents, failures = read_files(workspace, request, say)
    with Library(workspace) as library:
        held = library.documents()
    readings = understand(workspace, documents if request.files else held, register)
    claims = sum(len(shown_claims(reading)) for reading in readings)
    documents_read = _counted(len(readings), "document", "documents")
    say(f"{documents_read}, {_counted(claims, 'claim', 'claims')}")
    folder = request.run or _run(workspace, register, request, say, progress)
    say("analysing and writing")
    material = gather(register, readings, held, folder, request, failures)
    return page.write(material, out, list(request.languages)), failures


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _run(
    workspace: Workspace, register: Register, request: Request, say: Say, progress: Progress | None
) -> Path:
    """Run the model into the workspace; the folder's name says what was run."""
    from kaname.alliance.policy import DEFAULT
    from kaname.futures.naming import run_name
    from kaname.futures.runner import run

    policies = tuple(request.policies or DEFAULT)
    made_of = (register, policies, request.futures, request.seed, request.as_of)
    folder = workspace.runs / run_name(*made_of, workspace=workspace)
    futures = _counted(request.futures, "future", "futures")
    say(f"running {futures} under {_counted(len(policies), 'policy', 'policies')}")
    return run(
        register,
        policies,
        n=request.futures,
        seed=request.seed,
        as_of=request.as_of,
        out=folder,
        progress=progress,
        workspace=workspace,
    )


def _check_register(manifest: Mapping[str, Any], register: Register, folder: Path) -> None:
    if manifest["register_digest"] != register.digest:
        raise InputError(
            "this run was made with another register than the one in use",
            where=str(folder),
            todo="run it again, or name the workspace whose overlay it used",
        )


def gather(
    register: Register,
    readings: Sequence[Reading],
    library: Sequence[Document],
    run_folder: Path,
    request: Request,
    failures: Sequence[Failure] = (),
) -> Material:
    """Put together what a brief shows.

    Raises:
        InputError: the folder is no run, or the run is of another register.
    """
    run = load_run(run_folder)
    _check_register(run.manifest, register, run_folder)
    draws = run.draws
    links = [each for reading in readings for each in reading.links]
    return Material(
        run_id=run_folder.resolve().name,
        manifest=run.manifest,
        bands=run.bands,
        inputs=[str(name) for name in draws.columns if name != "future"],
        findings=findings.find(run.outcomes, draws, judged=JUDGED),
        register=register,
        readings=readings,
        conflicts=conflicts.find(links, register, [reading.document for reading in readings]),
        command=request.command(Month.parse(str(run.manifest["as_of"]))),
        failures=failures,
        library=library,
    )
