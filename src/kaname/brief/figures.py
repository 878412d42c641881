"""The charts of a brief, each with the table of its numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from kaname.analysis.likelihood import BANDS
from kaname.brief import chart
from kaname.brief.ledger import Ledger
from kaname.brief.measures import Measure
from kaname.brief.numbers import Number
from kaname.brief.prose import listed, say

PROBABILITY = "command.prob_opcon_transferred"
FANS = ("posture.usfk_troops", "burden.defence_share", "burden.sma_payment_trn_krw")
"""Indicators drawn as fans (ids of the run's bands; one that the run lacks is left out)."""

EVENTS = (
    "command.opcon_by_2028",
    "command.opcon_by_2030_06",
    "command.opcon_by_2040",
    "posture.cut_below_28500",
    "posture.cut_below_22000",
)
ALIKE = 0.02
"""A rival's median is drawn when somewhere it departs from the baseline's by so much of the fan's width."""
QUANTILES = ("q05", "q25", "q50", "q75", "q95")
MONTH_IN_TABLE = 12
"""Calendar month of the tables' rows."""
BUDGETS = "burden."
"""Indicators of this system are drawn by the year."""


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a legend: the policy's name, its colour and whether its line is dashed."""

    name: Number
    policy: str
    colour: str
    dashed: bool


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers behind a chart: heads and rows of links."""

    caption: Markup
    heads: Sequence[object]
    rows: Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart in two widths, with heading, reading, legend and table."""

    anchor: str
    heading: Markup
    reading: Markup
    wide: Markup
    narrow: Markup
    legend: Sequence[Key]
    note: Markup
    table: Table


class Drawing:
    """Draws the figures of one brief, each policy in the colour that it keeps."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.words = ledger.words
        self.styles = chart.lines(ledger.material.findings.policies)
        self.baseline = ledger.material.findings.baseline

    def likelihoods(self) -> Figure | None:
        """Draw the probability of the events judged, under each policy."""
        findings = self.ledger.material.findings
        events = [event for event in EVENTS if event in findings.outcomes]
        if not events:
            return None
        frame = pd.DataFrame(
            [
                {
                    "event": self.ledger.label(event),
                    "order": order,
                    "policy": policy,
                    "probability": 100 * float(self.ledger.summary(event, policy)["mean"]),
                }
                for order, event in enumerate(events)
                for policy in findings.policies
            ]
        )
        title = self.words("brief.figure.probability_axis")
        edges = [float(edge) for edge, _ in BANDS[1:]]
        drawn = {
            size.name: chart.svg(
                chart.events(frame, self.styles, edges, title, size),
                f"f-events-{size.name}",
                self.words("brief.figure.events.heading"),
                self.words("brief.figure.events.description"),
            )
            for size in (chart.WIDE, chart.NARROW)
        }
        rows = [
            [self.ledger.outcome(event), *(self.ledger.result(event, policy) for policy in findings.policies)]
            for event in events
        ]
        heads = [self.words("brief.table.event"), *self._heads(findings.policies)]
        return Figure(
            "f-events",
            say(self.words, "brief.figure.events.heading"),
            say(self.words, "brief.figure.events.reading"),
            drawn["wide"],
            drawn["narrow"],
            self._legend(findings.policies),
            Markup(""),
            Table(say(self.words, "brief.figure.events.heading"), heads, rows),
        )

    def opcon(self) -> Figure | None:
        """Draw the probability of transfer by month under each policy."""
        frame = self._series(PROBABILITY)
        if frame.empty:
            return None
        findings = self.ledger.material.findings
        apart = self._apart(frame, ("mean",), 1.0)
        drawn_frame = frame[frame["policy"].isin(list(apart))].assign(mean=lambda held: 100 * held["mean"])
        heading = self.words("brief.figure.opcon.heading")
        drawn = {
            size.name: chart.svg(
                chart.probability_lines(
                    drawn_frame, apart, self.baseline, self.words("brief.figure.probability_axis"), size
                ),
                f"f-opcon-{size.name}",
                heading,
                self.words("brief.figure.opcon.description", december=self.words("brief.cited.december")),
            )
            for size in (chart.WIDE, chart.NARROW)
        }
        return Figure(
            "f-opcon",
            say(self.words, "brief.figure.opcon.heading"),
            say(self.words, "brief.figure.opcon.reading"),
            drawn["wide"],
            drawn["narrow"],
            self._legend(list(apart)),
            self._note("alike", [policy for policy in findings.policies if policy not in apart]),
            self._yearly_table(
                PROBABILITY, frame, findings.policies, say(self.words, "brief.figure.opcon.heading")
            ),
        )

    def fan(self, indicator: str) -> Figure | None:
        """Draw an indicator's fan under the baseline, with the medians of the policies that differ."""
        name, frame = indicator, self._series(indicator)
        if frame.empty:
            return None
        measure = self.ledger.indicator_measure(name)
        for column in ("mean", "q05", "q25", "q50", "q75", "q95"):
            frame[column] = frame[column] * measure.factor
        yearly = name.startswith(BUDGETS)
        if yearly:
            # Budgets are set in January and GDP grows by the month: only like months compare.
            frame = frame[frame["month_of_year"] == MONTH_IN_TABLE].assign(at=lambda held: held["year"])
        base = frame[frame["policy"] == self.baseline]
        width = float((base["q95"] - base["q05"]).max())
        apart = self._apart(frame, ("q50",), width)
        spread = [policy for policy in self._apart(frame, QUANTILES, width) if policy not in apart]
        alike = [policy for policy in self.styles if policy not in apart and policy not in spread]
        key = name.replace(".", "_")
        label = self.ledger.indicator_label(name)
        unit = measure.name(self.ledger.format)
        heading = self.ledger.book.name(self.ledger.series(name, self.baseline), label)
        drawn = {
            size.name: chart.svg(
                chart.fan(frame, apart, self.baseline, unit, size, number=_d3(measure)),
                f"f-{key}-{size.name}",
                label,
                self.words(
                    "brief.figure.fan.description",
                    indicator=label,
                    unit=unit,
                    december=self.words("brief.cited.december"),
                ),
            )
            for size in (chart.WIDE, chart.NARROW)
        }
        return Figure(
            f"f-{key}",
            heading.__html__(),
            say(
                self.words,
                f"brief.figure.fan.reading{'.yearly' if yearly else ''}",
                policy=self.ledger.policy(self.baseline),
                nine_tenths=self._of(name, "brief.cited.nine_tenths"),
                **({"december": self._of(name, "brief.cited.december")} if yearly else {}),
            ),
            drawn["wide"],
            drawn["narrow"],
            self._legend(list(apart)),
            Markup(self.words("brief.list.sentence")).join(
                filter(None, (self._note("alike.median", spread), self._note("alike", alike)))
            ),
            self._fan_table(name, frame, measure, label),
        )

    def fans(self) -> list[Figure]:
        """Draw all fans that the run has."""
        return [figure for indicator in FANS if (figure := self.fan(indicator)) is not None]

    # Data ----------------------------------------------------------------------------------------

    def _series(self, indicator: str) -> pd.DataFrame:
        bands = self.ledger.material.bands
        frame = bands[bands["indicator"] == indicator].copy()
        frame["policy"] = frame["policy"].astype(str)
        when = pd.to_datetime(frame["month"])
        frame["year"], frame["month_of_year"] = when.dt.year, when.dt.month
        # The end of the month, so that a December lies at the turn of the year.
        frame["at"] = when.dt.year + when.dt.month / 12.0
        kept = ["policy", "year", "month_of_year", "at", "mean", "q05", "q25", "q50", "q75", "q95"]
        return frame.loc[frame["policy"].isin(self.ledger.material.findings.policies), kept]

    def _apart(self, frame: pd.DataFrame, columns: Sequence[str], width: float) -> dict[str, chart.Line]:
        """Return the styles of the baseline and of the policies that depart from it in some column."""
        tables = [frame.pivot(index="at", columns="policy", values=column) for column in columns]
        return {
            policy: style
            for policy, style in self.styles.items()
            if policy == self.baseline
            or any(
                policy in wide
                and float((wide[policy] - wide[self.baseline]).abs().max()) > ALIKE * (width or 1.0)
                for wide in tables
            )
        }

    def _legend(self, policies: Sequence[str]) -> list[Key]:
        return [
            Key(
                self.ledger.policy(policy),
                policy,
                self.styles[policy].colour,
                self.styles[policy].dash != (1, 0),
            )
            for policy in policies
        ]

    def _note(self, key: str, policies: Sequence[str]) -> Markup:
        """Say which policies are not drawn, and why (``brief.figure.KEY``)."""
        if not policies:
            return Markup("")
        names = [self.ledger.policy(policy) for policy in policies]
        return say(self.words, f"brief.figure.{key}", policies=listed(self.words, names))

    def _of(self, indicator: str, message: str) -> Number:
        """Return words that may hold a figure, leading to the fan under the baseline."""
        return self.ledger.band(indicator, self.baseline, self.words(message))

    # Tables --------------------------------------------------------------------------------------

    def _heads(self, policies: Sequence[str]) -> list[object]:
        return [self.ledger.policy(policy, short=True) for policy in policies]

    def _decembers(self, frame: pd.DataFrame) -> list[int]:
        held = frame[frame["month_of_year"] == MONTH_IN_TABLE]
        return sorted({int(year) for year in held["year"]})

    def _yearly_table(
        self, indicator: str, frame: pd.DataFrame, policies: Sequence[str], caption: Markup
    ) -> Table:
        rows = []
        values = _december_values(frame, "mean")
        for year in self._decembers(frame):
            row: list[object] = [self._year(indicator, year)]
            for policy in policies:
                text = self.ledger.format.probability(values[(policy, year)])
                row.append(self.ledger.band(indicator, policy, text))
            rows.append(row)
        return Table(caption, [self._december(indicator), *self._heads(policies)], rows)

    def _fan_table(self, indicator: str, frame: pd.DataFrame, measure: Measure, label: str) -> Table:
        policies = self.ledger.material.findings.policies
        held = {column: _december_values(frame, column) for column in QUANTILES}
        rows = []
        for year in self._decembers(frame):
            points = [(self.baseline, column) for column in QUANTILES]
            points += [(policy, "q50") for policy in policies[1:]]
            rows.append(
                [
                    self._year(indicator, year),
                    *(
                        self._point(indicator, policy, held[column][(policy, year)], measure)
                        for policy, column in points
                    ),
                ]
            )
        quantile_heads = [
            Markup("{} {}").format(
                self.ledger.policy(self.baseline, short=True), self._of(indicator, f"brief.cited.{column}")
            )
            for column in QUANTILES
        ]
        rival_heads = [
            Markup("{} {}").format(self.ledger.policy(policy, short=True), self.words("brief.cited.q50"))
            for policy in policies[1:]
        ]
        caption = Markup("{}").format(
            self.ledger.book.name(self.ledger.series(indicator, self.baseline), label)
        )
        return Table(caption, [self._december(indicator), *quantile_heads, *rival_heads], rows)

    def _december(self, indicator: str) -> Markup:
        return say(self.words, "brief.table.december", december=self._of(indicator, "brief.cited.december"))

    def _year(self, indicator: str, year: int) -> Number:
        return self.ledger.band(indicator, self.baseline, self.ledger.format.date(f"{year:04d}"))

    def _point(self, indicator: str, policy: str, value: float, measure: Measure) -> Number:
        return self.ledger.band(indicator, policy, self.ledger.format.decimal(value, measure.digits))


def _december_values(frame: pd.DataFrame, column: str) -> Mapping[tuple[str, int], float]:
    held = frame[frame["month_of_year"] == MONTH_IN_TABLE]
    return {
        (str(policy), int(year)): float(value)
        for policy, year, value in zip(held["policy"], held["year"], held[column], strict=True)
    }


def _d3(measure: Measure) -> str:
    return ",.0f" if measure.digits == 0 else ",.1f"
