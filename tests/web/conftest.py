"""A small workspace of example documents and one run, and the application over it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
import uvicorn
from fastapi.testclient import TestClient

from kaname import futures, register
from kaname.base.workspace import Workspace
from kaname.claims import extract
from kaname.claims.store import ClaimStore
from kaname.documents import Bibliography, Library, read
from kaname.web.app import create_app

EXAMPLES = Path(str(resources.files("kaname.documents"))) / "examples"


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace with the example documents, their claims and a run of two policies."""
    made = Workspace.create(tmp_path_factory.mktemp("web") / "workspace")
    bibliography = Bibliography.load(EXAMPLES / "library.json")
    store = ClaimStore(made)
    with Library(made) as library:
        for path in sorted([*EXAMPLES.glob("*.txt"), *EXAMPLES.glob("*.html")]):
            document = library.add(read(path, bibliography=bibliography), path.read_bytes())
            store.save(document, extract(document))
    futures.run(
        register.load(), ["P00", "P01"], n=64, seed=1, out=made.runs / "small", as_of=None, workspace=made
    )
    return made


@pytest.fixture(scope="session")
def client(workspace: Workspace) -> TestClient:
    """A client of the application."""
    return TestClient(create_app(workspace))


@pytest.fixture(scope="session")
def address(workspace: Workspace) -> Iterator[str]:
    """The address of the application served to this machine on a free port."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    server = uvicorn.Server(uvicorn.Config(create_app(workspace), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=10)
