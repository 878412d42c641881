"""The specification of the four systems read a second time, in plain Python, one future at a time.

Written from the equations alone, without looking at ``kaname.alliance``, so that the two can be held
against each other (and timed against each other). Slow, scalar, double precision: ``math`` and ``if``.

Parameters are looked up by register id; uniforms and normals come as a mapping of channel names of
this file (``u`` 0-32 and ``z`` 0-11 of the specification's table) to one month's draws.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

FIRST_YEAR, FIRST_MONTH = 2026, 4
HORIZON_MONTHS = 176


def clip(value: float, low: float = 0.0, high: float = 1.0) -> float:
    """Hold a value between two bounds."""
    return min(max(value, low), high)


def logistic(value: float) -> float:
    """The logistic function."""
    return 1.0 / (1.0 + math.exp(-value))


def logit(probability: float) -> float:
    """The inverse of the logistic function."""
    return math.log(probability / (1.0 - probability))


def monthly(hazard_per_year: float) -> float:
    """The probability in a month of a hazard per year."""
    return 1.0 - math.exp(-hazard_per_year / 12.0)


def relax(value: float, target: float, speed: float) -> float:
    """Move a value toward its target."""
    return value + speed * (target - value)


@dataclass
class World:
    """The stored states of politics, command, posture and burden in 2026-04."""

    us_administration: int = 0
    rok_government: int = 0
    months_to_rok_term_end: float = 50
    rok_assembly_majority: int = 1
    us_congress_support: float = 0.75
    ndaa_troop_floor: float = 28_500
    dmz_act_passed: int = 0
    public_nuclear_support: float = 0.74
    opcon_stage: int = 0
    months_in_stage: float = 0
    months_frozen: float = 0
    months_since_transfer: float = -1
    condition1_rok_lead: float = 0.78
    combined_effectiveness: float = 0.85
    unc_friction: float = 0.45
    usfk_troops: float = 28_500
    ordered_troop_level: float = 28_500
    cooldown_months: float = 0
    out_of_area_share: float = 0.06
    out_of_area_months_left: float = 6
    heavy_force_share: float = 0.50
    strategic_flexibility: float = 0.35
    strategic_asset_visibility: float = 1.0
    gdp_trn_krw: float = 2_720
    defence_budget_trn_krw: float = 65.9
    sma_payment_trn_krw: float = 1.5192
    sma_months_to_expiry: float = 57
    sma_talks_months_left: float = -1
    sma_gap_months: float = 0
    inflation_rate: float = 0.02
    us_grievance: float = 0.40


@dataclass
class Held:
    """What the four systems read of systems that stand still at their initial values."""

    tension: float = 0.35
    talks: int = 0
    three_axis: float = 1.0
    warheads: float = 58.0
    fear: float = 0.5
    ed_credibility: float = 0.60
    tactical_nuclear_value: float = 0.0
    taiwan_state: int = 0
    us_china_relation: float = 0.05
    chinese_coercion: float = 0.05
    naval_work: float = 0.3
    investment: float = 5.0

    @property
    def priority(self) -> float:
        """US priority on China."""
        return clip(0.65 - 0.35 * self.us_china_relation)

    @property
    def deal(self) -> float:
        """The value of the industrial deal."""
        return clip(0.5 * self.naval_work / 4 + 0.5 * self.investment / 350, 0, 1.2)


@dataclass
class Levers:
    """Lever settings; the defaults are the status quo."""

    strategic_flexibility: float = 0.35
    troop_cut: float = 0
    troop_cut_month: tuple[int, int] | None = None
    floor_binding: float = 1
    opcon_mode: str = "plan"
    defence_goal_percent: float = 3.5
    defence_goal_year: int = 2035
    budget_execution: float | str = 1
    sma_mode: str = "agreement"
    dmz_act_push: float = 1
    exercise_level: float = 1
    assurance_package: float = 0


OPCON_MODES = {
    "plan": (1.0, 0.0, 0.0, 1.0, 1.0),
    "target2028": (1.0, 0.0, 0.4, 0.75, 0.5),
    "strict": (1.5, 0.06, -0.3, 1.0, 1.0),
    "early": (0.35, -0.10, 0.6, 0.6, 0.5),
    "freeze": (1.0, 0.5, -3.0, 1.0, 1.0),
}


@dataclass
class Future:
    """One future: its parameters (by register id), levers, held couplings and state."""

    parameters: Mapping[str, float]
    levers: Levers = field(default_factory=Levers)
    held: Held = field(default_factory=Held)
    world: World = field(default_factory=World)
    hollowing: int = 0
    transfer_month: int | None = None
    immature: bool = False
    election: bool = False

    def types(self) -> dict[str, float]:
        """The type vectors of the administrations in office."""
        adm, gov = self.world.us_administration, self.world.rok_government
        return {
            "retrenchment": (1.0, 1.4, -1.0)[adm],
            "assurance": (0.40, 0.40, 0.75)[adm],
            "us_opcon": (0.5, 0.8, -0.5)[adm],
            "rok_opcon": (1.0, -1.3)[gov],
            "autonomy": (0.6, 0.2)[gov],
            "demand": (self.parameters["burden.transactional_demand"], 1.3, 1.1)[adm],
        }

    def step(self, m: int, u: Sequence[float], z: Sequence[float]) -> None:
        """Run month ``m`` (1 is 2026-05) in the order of the phases."""
        year = FIRST_YEAR + (FIRST_MONTH - 1 + m) // 12
        month = (FIRST_MONTH - 1 + m) % 12 + 1
        self.prices(month, z)
        self.elections(year, month, u, z)
        self.flexibility()
        self.economy(m, year, month, z)
        self.cost_sharing(m, month, u, z)
        self.posture(year, month, u)
        self.command(m, month, u, z)
        self.grievance(m)
        self.nuclear_support()

    def prices(self, month: int, z: Sequence[float]) -> None:
        """Inflation of the calendar year."""
        if month == 1:
            mean = self.parameters["burden.inflation_mean"]
            self.world.inflation_rate = clip(mean + 0.008 * z[1], 0, 0.06)

    def elections(self, year: int, month: int, u: Sequence[float], z: Sequence[float]) -> None:
        """Governments, the Congress, the floor, the DMZ act; then friction with the UN Command."""
        p, w, lever = self.parameters, self.world, self.levers
        if month == 1 and year in (2029, 2033, 2037):
            first = p["politics.prob_us_transactional"]
            second = first + p["politics.prob_us_restraint"]
            w.us_administration = 0 if u[3] < first else 1 if u[3] < second else 2
        if month == 1 and year % 2 == 1:
            w.us_congress_support = clip(0.7 + 0.12 * z[2], 0.2, 1)
        if w.months_to_rok_term_end > 8 and u[4] < p["politics.snap_election_hazard"] / 12:
            w.months_to_rok_term_end = 6
        else:
            w.months_to_rok_term_end -= 1
        self.election = w.months_to_rok_term_end <= 0
        if self.election:
            if u[5] < p["politics.prob_rok_alternation"]:
                w.rok_government = 1 - w.rok_government
            w.months_to_rok_term_end = 60
        if month == 6 and year in (2028, 2032, 2036, 2040):
            w.rok_assembly_majority = int(u[6] < 0.55)
        if month == 1:
            institutional = w.us_administration == 2
            name = "prob_floor_institutional" if institutional else "prob_floor_nonassuring"
            chance = min(1, p[f"politics.{name}"] * (0.6 + 0.55 * w.us_congress_support))
            w.ndaa_troop_floor = 28_500 if u[7] < chance * lever.floor_binding else 0
        passed = False
        if w.rok_government == 0 and w.rok_assembly_majority == 1 and w.dmz_act_passed == 0:
            passed = u[8] < monthly(p["politics.dmz_act_hazard"] * lever.dmz_act_push)
            w.dmz_act_passed = int(passed)
        target = 0.25 + 0.35 * self.types()["autonomy"] + 0.15 * w.dmz_act_passed
        w.unc_friction = clip(relax(w.unc_friction, target, 0.05) + 0.25 * passed + 0.01 * z[3])

    def flexibility(self) -> None:
        """The strategic-flexibility regime."""
        shift = -0.10 if self.world.rok_government == 0 else 0.10
        target = clip(self.levers.strategic_flexibility + shift)
        self.world.strategic_flexibility = relax(self.world.strategic_flexibility, target, 0.06)

    def economy(self, m: int, year: int, month: int, z: Sequence[float]) -> None:
        """Nominal GDP every month, the defence budget each January."""
        p, w, lever = self.parameters, self.world, self.levers
        growth = p["burden.real_growth"] - p["burden.real_growth_decline"] * m / 12
        shock = p["region.coercion_gdp_loss"] * self.held.chinese_coercion / 12
        if self.held.taiwan_state:
            name = ("taiwan_crisis_gdp_loss", "taiwan_war_gdp_loss")[self.held.taiwan_state - 1]
            shock += p[f"region.{name}"] / 12
        w.gdp_trn_krw *= 1 + (growth + w.inflation_rate) / 12 - shock
        if month != 1:
            return
        goal = lever.defence_goal_percent / 100
        share = w.defence_budget_trn_krw / w.gdp_trn_krw
        if share >= goal:
            rise = growth + w.inflation_rate + 0.004 * z[6]
        elif lever.budget_execution == "on_time":
            years = max(lever.defence_goal_year - year + 1, 1)
            rise = (goal / share) ** (1 / years) * (1 + growth + w.inflation_rate) - 1 + 0.004 * z[6]
        else:
            planned = (goal / (65.9 / 2_720)) ** (1 / (lever.defence_goal_year - 2026)) * 1.034 - 1
            rise = p["burden.budget_execution"] * float(lever.budget_execution) * planned
            rise += 0.008 * z[6] + 0.01 * (self.held.tension > 0.6)
        w.defence_budget_trn_krw *= 1 + clip(rise, -0.02, 0.13)

    def cost_sharing(self, m: int, month: int, u: Sequence[float], z: Sequence[float]) -> None:
        """The special measures agreement: indexation, reopening, talks, settlement."""
        p, w, mode = self.parameters, self.world, self.levers.sma_mode
        adm = w.us_administration
        if month == 1 and w.sma_talks_months_left < 0:
            w.sma_payment_trn_krw *= 1 + min(w.inflation_rate, 0.05)
        w.sma_months_to_expiry -= 1
        demand, reopening = self.types()["demand"], 1.0
        if mode == "capped":
            demand, reopening = min(demand, 1.3), 0.3
        elif mode == "5x":
            demand, reopening = (5.0 if adm != 2 else 1.5), 3.0
        reopened = adm == 0 and u[12] < monthly(p["burden.sma_reopening_hazard"] * reopening)
        if w.sma_talks_months_left < 0 and (w.sma_months_to_expiry <= 12 or reopened):
            w.sma_talks_months_left = math.exp(math.log(5) + 0.8 * math.log(demand) + 0.4 * z[7])
        elif w.sma_talks_months_left > 0:
            w.sma_talks_months_left -= 1
        if -1 < w.sma_talks_months_left <= 0:
            w.sma_payment_trn_krw *= self.settlement(m, demand, u)
            w.sma_months_to_expiry = 60
            w.sma_talks_months_left = -1
        overdue = w.sma_months_to_expiry < 0 and w.sma_talks_months_left > 0
        w.sma_gap_months = w.sma_gap_months + 1 if overdue else 0

    def settlement(self, m: int, demand: float, u: Sequence[float]) -> float:
        """The ratio of the new payment to the old."""
        p, w, mode = self.parameters, self.world, self.levers.sma_mode
        ceiling = 1 + p["burden.audience_cost_slope"] * (0.3 + self.held.fear)
        ceiling += 0.10 * (self.held.tension - 0.35)
        nash = 1 + max(0.5 * (ceiling - 1) + 0.5 * (1.02 - 1), 0)
        weight = p["burden.demand_anchor_weight"]
        settled = (1 - weight) * nash + weight * demand
        if mode == "capped":
            return min(settled, 1.083)
        if mode == "5x":
            if w.us_administration == 0:
                deflator = (1 + p["burden.inflation_mean"]) ** (m / 12)
                return max(1, min(2 + 2 * u[13], 5 * 1.5192 * deflator / w.sma_payment_trn_krw))
            return min(settled, 1.05)
        return settled

    def posture(self, year: int, month: int, u: Sequence[float]) -> None:
        """Strategic assets, cuts by lever and by choice, the troop level, out-of-area draws."""
        p, w, lever = self.parameters, self.world, self.levers
        target = 0.8 + 0.6 * self.types()["assurance"] + lever.assurance_package
        target += 0.5 * (self.held.tension > 0.5)
        w.strategic_asset_visibility = relax(w.strategic_asset_visibility, target, 0.15)
        ordered_now = lever.troop_cut_month == (year, month)
        if ordered_now:
            w.ordered_troop_level = min(w.ordered_troop_level, 28_500 - lever.troop_cut)
        if month == 3 and year >= 2027:
            self.march_decision(u[20])
        w.cooldown_months = max(w.cooldown_months - 1, 0)
        if ordered_now:
            w.cooldown_months = 48
        w.usfk_troops += (w.ordered_troop_level - w.usfk_troops) / 9
        regime = w.strategic_flexibility
        if u[21] < monthly(p["posture.out_of_area_hazard"] * (0.6 + 0.9 * regime)):
            w.out_of_area_months_left = 4 + 8 * u[22]
            size = p["posture.out_of_area_base_size"] + p["posture.out_of_area_flex_slope"] * regime
            w.out_of_area_share = max(w.out_of_area_share, size)
        else:
            w.out_of_area_months_left = max(w.out_of_area_months_left - 1, 0)
        if w.out_of_area_months_left <= 0:
            w.out_of_area_share = relax(w.out_of_area_share, 0.01, 0.15)
        if self.held.taiwan_state:
            least = (0.05 + 0.25 * regime, 0.10 + 0.5 * regime)[self.held.taiwan_state - 1]
            w.out_of_area_share = max(w.out_of_area_share, least)

    def march_decision(self, draw: float) -> None:
        """Washington's yearly choice among five levels, by quantal response."""
        p, w = self.parameters, self.world
        retrenchment, priority = self.types()["retrenchment"], self.held.priority
        stake = p["posture.retrenchment_weight"] * retrenchment
        stake += p["posture.grievance_weight"] * (w.us_grievance - 0.4)
        stake += p["posture.flexibility_demand_weight"] * priority * (0.5 - w.strategic_flexibility)
        stake -= p["posture.korea_strategic_value"] * (0.6 + 0.4 * priority * w.strategic_flexibility)
        stake -= 0.4 * (self.held.taiwan_state > 0)
        stake -= p["industry.deal_grievance_relief"] * self.held.deal
        stake += 0.5 * (self.hollowing == 1 and w.opcon_stage == 3)
        cuts = (0.0, 4_500.0, 8_000.0, w.usfk_troops, -1_500.0)

        def floor_cost(cut: float) -> float:
            breached = w.usfk_troops - cut < w.ndaa_troop_floor
            return p["posture.floor_cost"] * (1 - 0.5 * p["politics.floor_waiver_prob"]) if breached else 0.0

        utilities = (
            0.0,
            stake - 0.9 - floor_cost(cuts[1]),
            1.2 * stake - 1.5 - floor_cost(cuts[2]),
            1.5 * stake - 5 - floor_cost(cuts[3]),
            -1.2 - 0.6 * retrenchment + 0.6 * (self.held.tension > 0.6),
        )
        weights = [math.exp(clip(p["posture.us_choice_precision"] * value, -30, 30)) for value in utilities]
        cumulative, choice = 0.0, len(weights) - 1
        for index, weight in enumerate(weights):
            cumulative += weight / sum(weights)
            if draw <= cumulative:
                choice = index
                break
        if w.cooldown_months > 0 and choice in (1, 2, 3):
            choice = 0
        w.ordered_troop_level = clip(w.ordered_troop_level - cuts[choice], 0, 30_000)
        if choice in (1, 2, 3):
            w.cooldown_months = 48

    def command(self, m: int, month: int, u: Sequence[float], z: Sequence[float]) -> None:
        """Conditions, postponement, verification at the SCM, transfer, effectiveness."""
        p, w, lever, held = self.parameters, self.world, self.levers, self.held
        slope, threshold_shift, political_shift, wait_factor, lag_factor = OPCON_MODES[lever.opcon_mode]
        share = w.defence_budget_trn_krw / w.gdp_trn_krw
        growth = p["command.condition1_growth"] * share / (65.9 / 2_720) * lever.exercise_level
        growth *= 0.7 if held.talks > 0 else 1
        w.condition1_rok_lead = clip(
            w.condition1_rok_lead + growth * (1 - w.condition1_rok_lead) + 0.002 * z[10]
        )
        arsenal = p["deterrence.warhead_elasticity"] * math.log(max(held.warheads, 1) / 58)
        gap = math.log(held.three_axis) - arsenal
        condition2 = logistic(logit(0.55) + p["command.condition2_sensitivity"] * gap)
        crisis, war = held.taiwan_state > 0, held.taiwan_state == 2
        condition3 = clip(0.75 - 0.45 * held.tension - 0.25 * crisis - 0.1 * war)
        binding = min(w.condition1_rok_lead, 0.5 * w.condition1_rok_lead + 0.5 * condition2 + 0.08)
        threshold = p["command.condition_threshold"]
        w.months_frozen = max(w.months_frozen - 1, 0)
        w.months_in_stage += 1
        types = self.types()
        conditions = 0.6 * binding + 0.4 * condition3 - 0.6 * (threshold + threshold_shift) - 0.22
        politics = 0.6 * types["rok_opcon"] + 0.6 * types["us_opcon"] + political_shift
        chance = logistic(
            logit(p["command.scm_base_prob"])
            + p["command.condition_weight"] * slope * conditions
            + p["command.political_weight"] * politics
        )
        postponing = p["command.postponement_prob"] + 0.3 * (held.tension > 0.6)
        if self.election and w.rok_government == 1 and w.opcon_stage < 3 and u[23] < postponing:
            w.months_frozen = 36 + 36 * u[24]
            w.opcon_stage = 1 if w.opcon_stage == 2 else w.opcon_stage
        if month == 11 and w.months_frozen <= 0 and u[25] < chance:
            enough = w.months_in_stage >= p["command.min_months_foc_to_fmc"] * wait_factor
            if w.opcon_stage == 0 or (w.opcon_stage == 1 and enough):
                w.opcon_stage += 1
                w.months_in_stage = 0
        transferring = 0.30 * (0.12 if w.rok_government == 1 else 1)
        transferring *= 0.4 if types["us_opcon"] < 0 else 1
        waited = w.months_in_stage >= p["command.min_months_fmc_to_transfer"] * lag_factor
        transferred = w.opcon_stage == 2 and w.months_frozen <= 0 and waited and u[26] < transferring
        if transferred:
            w.opcon_stage, self.transfer_month, w.months_since_transfer = 3, m, 0
            self.immature = binding < threshold
        elif w.months_since_transfer >= 0:
            w.months_since_transfer += 1
        target = 0.86 - 0.10 * (w.unc_friction - 0.45)
        if w.months_since_transfer >= 0:
            target += 0.10 * min(w.months_since_transfer, 36) / 36
        if w.opcon_stage == 3:
            target -= 0.15 * w.unc_friction
        w.combined_effectiveness = clip(relax(w.combined_effectiveness, target, 0.05), 0.3, 1)
        if transferred:
            shortfall = max(threshold + 0.04 - binding, 0)
            w.combined_effectiveness -= p["command.transfer_effectiveness_dip"] + 0.8 * shortfall

    def grievance(self, m: int) -> None:
        """Washington's grievance about burdens."""
        p, w = self.parameters, self.world
        goal = self.levers.defence_goal_percent / 100
        share = w.defence_budget_trn_krw / w.gdp_trn_krw
        deflator = (1 + p["burden.inflation_mean"]) ** (m / 12)
        target = 0.34 + 0.5 * clip((goal - share) / 0.035, -0.3, 0.6)
        target += 0.25 * self.held.priority * (0.35 - w.strategic_flexibility)
        target -= 0.6 * p["industry.deal_grievance_relief"] * self.held.deal
        target += 0.15 * (w.sma_gap_months > 0) + 0.06 * (self.types()["retrenchment"] - 1)
        target -= 0.15 * (w.sma_payment_trn_krw / 1.5192 / deflator - 1)
        w.us_grievance = relax(w.us_grievance, clip(target), 0.06)

    def nuclear_support(self) -> None:
        """Public support in Korea for a weapon of its own."""
        held = self.held
        target = 0.73 + 0.40 * (held.fear - 0.5) + 0.12 * math.log(max(held.warheads, 1) / 58)
        target += -0.12 * held.tactical_nuclear_value + 0.15 * (held.ed_credibility < 0.5)
        support = self.world.public_nuclear_support
        self.world.public_nuclear_support = relax(support, clip(target, 0.2, 0.95), 0.05)


def run(
    future: Future, uniforms: Sequence[Sequence[float]], normals: Sequence[Sequence[float]]
) -> list[dict[str, Any]]:
    """Run a future through the horizon and return the state after each month.

    Args:
        future: the future, changed in place.
        uniforms: for each of the 176 months, the uniforms 0-32.
        normals: for each of the 176 months, the normals 0-11.
    """
    path = []
    for m, (u, z) in enumerate(zip(uniforms, normals, strict=True), start=1):
        future.step(m, u, z)
        path.append(dict(vars(future.world)))
    return path
