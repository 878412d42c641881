"""What the tests of the engine share: a run as of 2026-04 and its inputs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kaname import futures
from kaname import register as registers
from kaname.alliance import inputs as model_inputs
from kaname.base.dates import Month

AS_OF = Month(2026, 4)

RunSome = Callable[..., futures.Run]


@pytest.fixture(scope="session")
def register() -> registers.Register:
    """The register that comes with the program."""
    return registers.load()


@pytest.fixture(scope="session")
def inputs(register: registers.Register) -> model_inputs.Inputs:
    """What a run takes from it as of 2026-04."""
    return model_inputs.read(register, AS_OF)


@pytest.fixture(scope="session")
def run_into(register: registers.Register) -> Callable[..., futures.Run]:
    """Run two policies as of 2026-04 into a folder and open it."""

    def run(out: Path, n: int, **options: object) -> futures.Run:
        settings = {"seed": 7, "as_of": AS_OF, **options}
        futures.run(register, ["P00", "P04"], n, out=out, **settings)  # type: ignore[arg-type]
        return futures.load(out)

    return run


@pytest.fixture(scope="session")
def finished(run_into: RunSome, tmp_path_factory: pytest.TempPathFactory) -> futures.Run:
    """A run of 3,000 futures."""
    return run_into(tmp_path_factory.mktemp("finished"), 3000)
