"""Draws of the uncertain inputs: a scrambled Sobol sequence, one column a parameter (specification §0.3).

A parameter's column never moves: columns stand in the order of the specification (§12), then the switches,
whether the system that reads one is built or not. The sequence is prefix-stable: future 7 of 1,000 is
future 7 of 1,000,000.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy.stats import qmc

from kaname.alliance.inputs import Range

COLUMNS = (
    "politics.prob_us_transactional",
    "politics.prob_us_restraint",
    "politics.prob_rok_alternation",
    "politics.snap_election_hazard",
    "politics.prob_floor_nonassuring",
    "politics.prob_floor_institutional",
    "politics.floor_waiver_prob",
    "politics.dmz_act_hazard",
    "command.condition1_growth",
    "command.condition2_sensitivity",
    "command.scm_base_prob",
    "command.condition_weight",
    "command.political_weight",
    "command.condition_threshold",
    "command.min_months_foc_to_fmc",
    "command.min_months_fmc_to_transfer",
    "command.postponement_prob",
    "command.transfer_effectiveness_dip",
    "posture.us_choice_precision",
    "posture.retrenchment_weight",
    "posture.grievance_weight",
    "posture.flexibility_demand_weight",
    "posture.korea_strategic_value",
    "posture.floor_cost",
    "posture.out_of_area_hazard",
    "posture.out_of_area_base_size",
    "posture.out_of_area_flex_slope",
    "burden.real_growth",
    "burden.real_growth_decline",
    "burden.inflation_mean",
    "burden.budget_execution",
    "burden.demand_anchor_weight",
    "burden.sma_reopening_hazard",
    "burden.transactional_demand",
    "burden.audience_cost_slope",
    "deterrence.dprk_warhead_production",
    "deterrence.dprk_assembly_rate",
    "deterrence.icbm_growth",
    "deterrence.dprk_conventional_growth",
    "deterrence.capital_depreciation",
    "deterrence.procurement_efficiency",
    "deterrence.enlistment_rate",
    "deterrence.provocation_base_hazard",
    "deterrence.dprk_choice_precision",
    "deterrence.denial_slope",
    "deterrence.usfk_weight",
    "deterrence.reinforcement_weight",
    "deterrence.warhead_elasticity",
    "deterrence.tripwire_effect",
    "deterrence.icbm_effect",
    "deterrence.cohesion_effect",
    "deterrence.tactical_nuclear_effect",
    "deterrence.assurance_slope",
    "deterrence.escalation_prob",
    "deterrence.nuclear_test_hazard",
    "deterrence.taiwan_opportunism",
    "deterrence.talks_start_hazard",
    "deterrence.rok_nuclear_intercept",
    "deterrence.rok_nuclear_support_effect",
    "deterrence.rok_nuclear_fear_effect",
    "deterrence.rok_nuclear_cost_effect",
    "deterrence.rok_weapon_lead_time",
    "region.us_china_mean",
    "region.us_china_reversion",
    "region.us_china_volatility",
    "region.mediation_strength",
    "region.coercion_gdp_loss",
    "region.coercion_half_life",
    "region.coercion_hazard",
    "region.taiwan_crisis_hazard",
    "region.taiwan_war_prob",
    "region.taiwan_crisis_gdp_loss",
    "region.taiwan_war_gdp_loss",
    "industry.arms_export_growth",
    "industry.arms_export_volatility",
    "industry.naval_work_ceiling",
    "industry.investment_execution",
    "industry.deal_grievance_relief",
    "consultation.oplan_decay_time",
    "consultation.guidance_prob",
    "cohesion.adjustment_speed",
    "deterrence.switch_tripwire_type",
    "deterrence.switch_flexibility_effect",
    "cohesion.switch_us_reaction_to_programme",
    "deterrence.switch_exercise_effect",
    "posture.switch_commitment_after_transfer",
    "deterrence.switch_tactical_nuclear_effect",
)
"""The 87 columns of the Sobol sequence."""

NOTE = (
    "scrambled Sobol sequence in 87 columns (scipy.stats.qmc), scrambled by the seed; prefix-stable. "
    "Its balance is best at powers of two"
)

Floats = np.ndarray[Any, np.dtype[np.float32]]


class Sampler:
    """The sequence of draws, read from the front in blocks.

    Args:
        seed: scrambles the sequence.
        uncertain: parameters and switches with their ranges.
    """

    def __init__(self, seed: int, uncertain: Mapping[str, Range]) -> None:
        self._uncertain = uncertain
        self._sequence = qmc.Sobol(len(COLUMNS), scramble=True, rng=np.random.default_rng(seed))
        missing = [name for name in uncertain if name not in COLUMNS]
        # A parameter that a later register or overlay adds takes a column of its own, by its name, from a
        # second sequence: the first 87 columns must not move.
        self._extra = {name: _named_generator(seed, name) for name in missing}

    def take(self, futures: int) -> dict[str, Floats]:
        """Return the next futures' values by id, float32 arrays of shape (futures,).

        ``futures`` must be a power of two (blocks are), which keeps the sequence balanced.
        """
        points = self._sequence.random(futures)
        values = {}
        for name, span in self._uncertain.items():
            if name in self._extra:
                point = self._extra[name].random(futures)[:, 0]
            else:
                point = points[:, COLUMNS.index(name)]
            values[name] = span.at(point)
        return values


def _named_generator(seed: int, name: str) -> qmc.Sobol:
    entropy = np.random.SeedSequence([seed, *name.encode("utf-8")])
    return qmc.Sobol(1, scramble=True, rng=np.random.default_rng(entropy))


def note(futures: int) -> str:
    """Return what to say of a number of futures."""
    if futures & (futures - 1) == 0:
        return NOTE + "."
    return f"{NOTE}; {futures:,} is none, which costs a little of it and nothing else."
