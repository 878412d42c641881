"""The executable model of the US-ROK alliance: one future is a pure function of one draw.

A system is a module (:mod:`~kaname.alliance.politics`, :mod:`~kaname.alliance.command`,
:mod:`~kaname.alliance.posture`, :mod:`~kaname.alliance.burden`); :mod:`~kaname.alliance.world` runs their
phases in the order of a month; :mod:`~kaname.alliance.held` holds the couplings to systems still to come at
their register values. Batches of futures are the business of :mod:`kaname.futures`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kaname.alliance import runtime

if TYPE_CHECKING:
    from kaname.alliance.description import ModelDescription
    from kaname.register import Register

# Before anything imports JAX: its flags are read once, when its first array is made.
runtime.prepare()


def describe(register: Register | None = None) -> ModelDescription:
    """Return the model's account of itself (see :func:`kaname.alliance.description.describe`)."""
    from kaname.alliance.description import describe as account

    return account(register)
