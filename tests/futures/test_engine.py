"""Many futures are one future, many times."""

from __future__ import annotations

import numpy as np

from kaname.alliance import inputs as model_inputs
from kaname.alliance import outcomes, policy
from kaname.alliance.world import CHANNELS
from kaname.futures.engine import BLOCK, Engine
from kaname.futures.paths import follow, of_future
from kaname.futures.sampling import Sampler

NAMED = policy.named()
PLACE = {outcome.id: number for number, outcome in enumerate(outcomes.OUTCOMES)}


def block_of(inputs: model_inputs.Inputs, *policies: str, seed: int = 7) -> np.ndarray:
    """Outcomes of the first block, shape (policies, outcomes, futures)."""
    engine = Engine(inputs, [NAMED[name] for name in policies], seed)
    values = Sampler(seed, inputs.uncertain).take(BLOCK)
    return engine.outcomes(engine.draws(np.arange(BLOCK)), values).outcomes


def test_a_future_alone_is_the_future_in_its_batch(inputs: model_inputs.Inputs) -> None:
    """Run with its own draws and values, one future has the outcomes that it has among 1,024."""
    engine = Engine(inputs, [NAMED["P00"]], 7)
    values = Sampler(7, inputs.uncertain).take(BLOCK)
    draws = engine.draws(np.arange(BLOCK))
    together = engine.outcomes(draws, values).outcomes[0]
    for future in (0, 511, 1023):
        alone = follow(
            inputs,
            NAMED["P00"],
            {channel.name: np.asarray(row)[:, future] for channel, row in zip(CHANNELS, draws, strict=True)},
            {name: level[future] for name, level in values.items()},
        )
        for name, number in PLACE.items():
            np.testing.assert_allclose(
                alone.outcomes[name][0], together[number, future], rtol=1e-5, err_msg=name
            )


def test_policies_do_not_touch_one_another(inputs: model_inputs.Inputs) -> None:
    """A policy's bits are the same whatever else is compared, in whatever order."""
    pair, turned = block_of(inputs, "P00", "P04"), block_of(inputs, "P04", "P00")
    np.testing.assert_array_equal(pair[0], turned[1])
    np.testing.assert_array_equal(pair[1], turned[0])


def test_what_a_lever_cannot_reach_is_identical(inputs: model_inputs.Inputs) -> None:
    """Common random numbers: an announced cut leaves command and burden's money as they are, bit for bit."""
    quo, cut = block_of(inputs, "P00", "P04")
    untouched = [
        name for name in PLACE
        if name.startswith(("command.", "politics.", "burden."))
    ]  # fmt: skip
    assert len(untouched) > 10
    for name in untouched:
        np.testing.assert_array_equal(quo[PLACE[name]], cut[PLACE[name]], err_msg=name)
    assert (quo[PLACE["posture.min_usfk"]] != cut[PLACE["posture.min_usfk"]]).any()


def test_status_quo_levers_are_the_baseline(inputs: model_inputs.Inputs) -> None:
    """A policy that sets every lever to where it is has the baseline's bits."""
    settings = policy.Policy("", {}, {}).settings(inputs.baseline)
    same = policy.Policy("same", {}, settings)
    engine = Engine(inputs, [NAMED["P00"], same], 7)
    values = Sampler(7, inputs.uncertain).take(BLOCK)
    found = engine.outcomes(engine.draws(np.arange(BLOCK)), values).outcomes
    np.testing.assert_array_equal(found[0], found[1])


def test_of_future_follows_the_future_of_a_run(inputs: model_inputs.Inputs) -> None:
    """Drilling into future 1,500 of a run gives that future."""
    followed = of_future(inputs, NAMED["P00"], 7, 1500)
    sampler = Sampler(7, inputs.uncertain)
    sampler.take(BLOCK)
    engine = Engine(inputs, [NAMED["P00"]], 7)
    block = engine.outcomes(engine.draws(np.arange(BLOCK, 2 * BLOCK)), sampler.take(BLOCK))
    for name, number in PLACE.items():
        np.testing.assert_array_equal(followed.outcomes[name], block.outcomes[0, number, 1500 - BLOCK])
    assert followed.paths["posture.usfk_troops"].shape == (176,)
    low = min(28_500.0, float(followed.paths["posture.usfk_troops"].min()))
    assert np.isclose(low, followed.outcomes["posture.min_usfk"], rtol=1e-5)
