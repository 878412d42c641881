"""Couplings to systems that are not built yet: the one place where they are held.

Politics, command, posture and burden read a few quantities of deterrence, region, industry, consultation
and cohesion. Until those systems exist, each such quantity stays at its register value of the as-of month
in every future and under every policy. A system that is built replaces its types here by its own; the
equations that read them stay as they are. ``kaname model show`` and every run's manifest list what is held.
"""

from __future__ import annotations

from typing import NamedTuple

from kaname.alliance.arrays import Array, clip


class Deterrence(NamedTuple):
    """What the built systems read of deterrence."""

    peninsula_tension: Array
    """Tension on the peninsula (T); index."""
    us_dprk_diplomacy: Array
    """0 none, 1 talks, 2 freeze (talks)."""
    three_axis_index: Array
    """ROK three-axis capability, 1 in 2026 (tri3); index."""
    dprk_assembled_warheads: Array
    """DPRK assembled warheads (W); warheads."""
    extended_deterrence_credibility: Array
    """Credibility of extended deterrence as Pyongyang sees it (ed); index."""
    rok_assurance: Array
    """Assurance as Seoul sees it (asr); index."""
    tactical_nuclear_value: Array
    """Value of US tactical nuclear weapons in theatre (tnwv); index."""
    withdrawal_order: Array
    """1 in a month in which Washington orders forces out over a Korean weapon programme, else 0."""


class DeterrenceParameters(NamedTuple):
    """Parameters of deterrence that the built systems read."""

    warhead_elasticity: Array
    """Effect of ln(warheads / warheads of 2026) on condition 2 (eta_w)."""


class Region(NamedTuple):
    """What the built systems read of the region."""

    us_china_relation: Array
    """US-China relation, -1 to 1 (uscn); index."""
    chinese_coercion: Array
    """Economic coercion, 1 = THAAD 2017 (co); index."""
    taiwan_state: Array
    """0 normal, 1 crisis or quarantine, 2 war (tw)."""


class RegionParameters(NamedTuple):
    """Parameters of the region that the built systems read."""

    coercion_gdp_loss: Array
    """GDP loss at coercion 1 (coerce_gdp); share per year."""
    taiwan_crisis_gdp_loss: Array
    """GDP loss rate in a Taiwan crisis (tw_gdp); share per year."""
    taiwan_war_gdp_loss: Array
    """GDP loss rate in a Taiwan war (tw_war_gdp); share per year."""
    us_china_priority_base: Array
    """Priority of China to Washington at a neutral relation (prio0); index."""


class Industry(NamedTuple):
    """What the built systems read of industry."""

    naval_work_usd_bn: Array
    """US naval work in ROK-linked yards (ship); billion USD per year."""
    us_investment_usd_bn: Array
    """Cumulative US investment (inv); billion USD."""


class IndustryParameters(NamedTuple):
    """Parameters of industry that the built systems read."""

    deal_grievance_relief: Array
    """Relief that the industrial deal gives to US stake and grievance (ind_griev)."""


class Cohesion(NamedTuple):
    """What the built systems read of cohesion."""

    rupture_event: Array
    """1 in a month in which the alliance breaks, else 0."""


class ConsultationLevers(NamedTuple):
    """Levers of consultation that the built systems read."""

    lever_exercise_level: Array
    """Combined exercises, 1 = level of 2025 (L_exer)."""


REASONS = {
    "deterrence.peninsula_tension": "read by postponement, settlement ceiling, posture choice and budget",
    "deterrence.us_dprk_diplomacy": "read by the growth of condition 1 (exercises during talks)",
    "deterrence.three_axis_index": "read by condition 2",
    "deterrence.dprk_assembled_warheads": "read by condition 2 and public nuclear support",
    "deterrence.extended_deterrence_credibility": "read by public nuclear support",
    "deterrence.rok_assurance": "abandonment fear is 1 - assurance: settlement ceiling, nuclear support",
    "deterrence.tactical_nuclear_value": "read by public nuclear support (no deployment)",
    "deterrence.withdrawal_order": "ceiling of the ordered level (no order: needs the ROK nuclear path)",
    "region.us_china_relation": "priority of China: posture choice and grievance",
    "region.chinese_coercion": "GDP loss",
    "region.taiwan_state": "condition 3, posture choice, out-of-area floor and GDP loss",
    "industry.naval_work_usd_bn": "value of the industrial deal: posture choice and grievance",
    "industry.us_investment_usd_bn": "value of the industrial deal: posture choice and grievance",
    "cohesion.rupture_event": "ceiling of the ordered level (no rupture: needs alliance cohesion)",
}
"""Every held quantity, with the equations that read it."""

WAITING = {
    "deterrence.rok_nuclear_stage": "read by nothing yet: waits for the ROK nuclear path of deterrence",
    "region.taiwan_months_left": "read by nothing yet: waits for the region, whose crises it ends",
}
"""Entries of the register that no equation reads before their system is built, and what they wait for.

They are named here so that ``kaname register check`` need not call them unused in silence; ``kaname model
show`` lists them. An entry leaves this table when its system is built, or the register.
"""


def abandonment_fear(deterrence: Deterrence) -> Array:
    """Return Seoul's fear of abandonment, 1 - assurance (fear; ``deterrence.abandonment_fear``)."""
    return 1.0 - deterrence.rok_assurance


def us_china_priority(region: Region, parameters: RegionParameters) -> Array:
    """Return the priority of China to Washington (prio; ``region.us_china_priority``), 0 to 1."""
    return clip(parameters.us_china_priority_base - 0.35 * region.us_china_relation)


def deal_value(industry: Industry) -> Array:
    """Return the value of the industrial deal (deal; ``industry.deal_value``), 0 to 1.2."""
    naval, invested = industry.naval_work_usd_bn / 4.0, industry.us_investment_usd_bn / 350.0
    return clip(0.5 * naval + 0.5 * invested, 0.0, 1.2)
