"""Named random channels."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kaname.alliance import channels
from kaname.alliance.world import CHANNELS, Draws


def test_channels_have_names_of_their_own() -> None:
    """A name is a key: no two channels share one."""
    names = [channel.name for channel in CHANNELS]
    assert len(set(names)) == len(names)
    assert all(name.partition(".")[0] in Draws._fields for name in names)


def test_every_channel_has_one_number_of_the_specification() -> None:
    """The crosswalk to specification §0.4 is one to one and keeps the kind of draw."""
    assert set(channels.SPECIFICATION) == {channel.name for channel in CHANNELS}
    assert len(set(channels.SPECIFICATION.values())) == len(CHANNELS)
    for channel in CHANNELS:
        assert channels.SPECIFICATION[channel.name][0] == {"uniform": "u", "normal": "z"}[channel.kind]


@pytest.mark.shared
def test_the_numbers_are_those_of_the_specification(shared: Path) -> None:
    """Table 0.4 gives the use of each number; a word of it stands in the channel's name."""
    text = (shared / "model" / "MODEL.md").read_text(encoding="utf-8")
    table = text[text.index("### 0.4") : text.index("Lengths drawn from u")]
    uses: dict[str, str] = {}
    for row in table.splitlines():
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        if len(cells) == 8 and cells[0].isdigit():
            uses |= {f"u{cells[i]}": cells[i + 1].lower() for i in (0, 2, 4) if cells[i].isdigit()}
            if cells[6] and cells[6][0].isdigit():
                for number, use in zip(re.findall(r"\d+", cells[6]), cells[7].split(", "), strict=False):
                    uses[f"z{number}"] = use.lower()
    words = {
        "politics.us_election": "us election", "politics.rok_removal": "removal",
        "politics.rok_alternation": "alternation", "politics.assembly": "assembly",
        "politics.ndaa_floor": "ndaa floor", "politics.dmz_act": "dmz act", "politics.congress": "cong",
        "command.opcon_postponement": "opcon postponement", "command.opcon_postponement_length": "its length",
        "command.scm_verification": "scm verification", "command.opcon_transfer": "transfer",
        "command.unc_friction": "unc", "command.condition1": "c1",
        "posture.us_posture_choice": "us posture choice", "posture.out_of_area_draw": "out-of-area draw",
        "posture.out_of_area_length": "draw length", "burden.sma_reopening": "sma reopening",
        "burden.sma_settlement_fivefold": "settlement under 5x", "burden.inflation": "cpi",
        "burden.budget": "budget", "burden.sma_talks_length": "sma talks length",
    }  # fmt: skip
    for name, number in channels.SPECIFICATION.items():
        assert words[name] in uses[number], (name, number, uses[number])
