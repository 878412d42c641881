"""The name of a run's folder says what was run: the same run is found in the same place."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from kaname.alliance.inputs import latest_month
from kaname.alliance.policy import DEFAULT, Policy, named, select
from kaname.base.dates import Month
from kaname.base.workspace import Workspace
from kaname.register import Register

LONGEST_LIST_BYTES = 80
"""Length of policy ids that a name spells out; a longer list is named by its digest."""


def run_name(
    register: Register,
    policies: Sequence[str | Policy] = DEFAULT,
    n: int = 4096,
    seed: int = 0,
    as_of: Month | None = None,
    *,
    workspace: Workspace | None = None,
) -> str:
    """Return the name of the folder of a run, such as ``2026-04-n20000-seed7-e23c56b6``.

    It holds the as-of month, the number of futures, the seed, the first digits of the register's digest,
    and the policies unless they are the default ones; a reader's own policies with a digest of their levers.

    Args:
        register: where every value comes from.
        policies: ids or policies, in order.
        n: futures.
        seed: the run's seed.
        as_of: its as-of month (default: the latest the register knows of).
        workspace: whose own policies may be named.

    Raises:
        InputError: a policy that cannot be used.
    """
    digest = register.digest.removeprefix("sha256:")[:8]
    name = f"{as_of or latest_month(register)}-n{n}-seed{seed}-{digest}"
    chosen, shipped = select(policies, workspace), named()
    ids = tuple(policy.id for policy in chosen)
    own = [policy for policy in chosen if policy != shipped.get(policy.id)]
    if ids != DEFAULT or own:
        listed = "-".join(ids)
        short = len(listed.encode()) <= LONGEST_LIST_BYTES
        name += f"-{listed}" if short else f"-{len(ids)}-policies-{_digest(ids)}"
    if own:
        name += "-" + _digest([[policy.id, dict(policy.levers)] for policy in own])
    return name


def _digest(data: object) -> str:
    text = json.dumps(data, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:8]
