"""Numbers of a brief with the trace entries behind them: the register's, the run's, the analysis'.

:class:`Ledger` is what the sections ask for numbers. Each method returns a
:class:`~kaname.brief.numbers.Number` and, the first time, enters the trace it leads to.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from markupsafe import Markup

from kaname.analysis import likelihood, missing
from kaname.base.dates import Month
from kaname.base.languages import Words
from kaname.brief import registered, results
from kaname.brief.findings import Row
from kaname.brief.material import Material
from kaname.brief.measures import Measure, measure_of
from kaname.brief.numbers import Number, plain
from kaname.brief.trace import RUN, BriefError, Entry, TraceBook, slug

_MOST_DIGITS = 6
"""Decimal places of a standard error, at most."""


class Ledger:
    """Gives out the numbers of one brief in one language.

    Args:
        material: what the brief is made of.
        words: the messages of the room ``brief``.
    """

    def __init__(self, material: Material, words: Words) -> None:
        self.material = material
        self.words = words
        self.book = TraceBook(words)
        self.format = self.book.format
        self.start = missing.MONTH_ZERO
        self._run()

    # The run -------------------------------------------------------------------------------------

    def _run(self) -> None:
        manifest = self.material.manifest
        word = self.words
        files = [
            (word("brief.trace.file", name=name), plain(digest)) for name, digest in manifest["files"].items()
        ]
        versions = ", ".join(
            f"{name} {version}" for name, version in dict(manifest.get("versions", {})).items()
        )
        codes = word("brief.list.semicolon").join(
            word(f"brief.trace.result_code.{code}", count=self.format.decimal(held["count"]))
            for code, held in dict(manifest.get("result_codes", {})).items()
        )
        rows: list[tuple[str, object]] = [
            (word("brief.trace.run_id"), plain(self.material.run_id)),
            (word("brief.trace.futures"), plain(self.format.decimal(self.material.futures))),
            (word("brief.trace.seed"), plain(manifest["seed"])),
            (word("brief.trace.as_of"), plain(self.format.date(self.material.as_of))),
            (
                word("brief.trace.months"),
                plain(
                    word(
                        "brief.trace.months_from_to",
                        count=manifest["months"],
                        first=self.format.date(self.material.first_month),
                        last=self.format.date(self.material.last_month),
                    )
                ),
            ),
            (word("brief.trace.register_digest"), plain(manifest["register_digest"])),
            *files,
            (word("brief.trace.versions"), plain(f"kaname {manifest.get('kaname', '')}; {versions}")),
            (word("brief.trace.result_codes"), plain(codes)),
        ]
        self.book.add(Entry(RUN, "run", word("brief.trace.run"), tuple(rows)))

    def run(self, text: str) -> Number:
        """Return a fact of the run (seed, number of futures, a digest)."""
        return self.book.cite(RUN, text)

    def date(self, month: Month) -> Number:
        """Return a month that the run's settings state (as-of, first, last)."""
        return self.run(self.format.date(month))

    # Outcomes and policies -----------------------------------------------------------------------

    def measure(self, outcome: str) -> Measure:
        """Return how an outcome of the run is written."""
        return measure_of(self.material.findings.outcomes[outcome].unit, identifier=outcome)

    def label(self, outcome: str) -> str:
        """Return an outcome's label in the reader's language, without a link."""
        return self.words.pick(self.material.findings.outcomes[outcome].labels or {"en": outcome})

    def definition(self, outcome: str) -> str:
        """Enter an outcome's definition and return its anchor."""
        anchor = slug("t-o", outcome)
        if not self.book.has(anchor):
            about = self.material.findings.outcomes[outcome]
            rows: list[tuple[str, object]] = [(self.words("brief.trace.id"), plain(outcome))]
            formula = self._formula(outcome)
            if formula:
                rows.append((self.words("brief.trace.formula"), plain(formula)))
            direction = {1: "more", -1: "less", 0: "none"}[about.better]
            rows += [
                (self.words("brief.trace.unit"), plain(self.unit(outcome))),
                (
                    self.words("brief.trace.direction"),
                    plain(self.words(f"brief.trace.direction.{direction}")),
                ),
            ]
            if about.lever_linked:
                rows.append(
                    (self.words("brief.tag.lever_linked"), plain(self.words("brief.tag.lever_linked.why")))
                )
            self.book.add(Entry(anchor, "outcome", self.label(outcome), tuple(rows), rests_on=(RUN,)))
        return anchor

    def _formula(self, outcome: str) -> str:
        """Return how an outcome is calculated, in words ("" where the catalogue does not say)."""
        try:
            return self.words(f"brief.formula.{outcome}")
        except KeyError:
            return ""

    def outcome(self, outcome: str, text: str | None = None) -> Number:
        """Return an outcome's name, or a figure of its definition, leading to the definition."""
        if text is None:
            return self.book.name(self.definition(outcome), self.label(outcome))
        return self.book.cite(self.definition(outcome), text)

    def unit(self, outcome: str) -> str:
        """Return an outcome's unit in the reader's language."""
        if self.material.findings.outcomes[outcome].unit == "count":
            return self.words("brief.unit.count")
        return self.measure(outcome).name(self.format)

    def policy_label(self, policy: str) -> str:
        """Return a policy's label in the reader's language, without a link."""
        return self.words.pick(self.material.described("policies", policy).get("label") or {"en": policy})

    def policy_anchor(self, policy: str) -> str:
        """Enter a policy's levers; return the anchor."""
        anchor = slug("t-p", policy)
        if not self.book.has(anchor):
            levers = dict(self.material.described("policies", policy).get("levers") or {})
            rows: list[tuple[str, object]] = [(self.words("brief.trace.id"), plain(policy))]
            for identifier, value in levers.items():
                label = (
                    self.words.pick(self.material.register[identifier].label)
                    if self.knows(identifier)
                    else identifier
                )
                rows.append((label, plain(registered.value_text(self, identifier, value))))
            if not levers:
                rows.append((self.words("brief.trace.levers"), plain(self.words("brief.trace.levers.none"))))
            self.book.add(
                Entry(
                    anchor, "policy", f"{policy} · {self.policy_label(policy)}", tuple(rows), rests_on=(RUN,)
                )
            )
        return anchor

    def policy(self, policy: str, *, short: bool = False) -> Number:
        """Return a policy's name (or its id alone), leading to its levers."""
        text = policy if short else self.policy_label(policy)
        return self.book.name(
            self.policy_anchor(policy), text, title=self.policy_label(policy) if short else ""
        )

    # Results -------------------------------------------------------------------------------------

    def summary(self, outcome: str, policy: str) -> Row:
        """Return the analysis' row of an outcome under a policy."""
        return self.material.findings.summary[(outcome, policy)]

    def result(self, outcome: str, policy: str, statistic: str = "mean", *, bare: bool = False) -> Number:
        """Return a statistic of an outcome under a policy (``mean``, ``median``, ``q05``, ``q95``)."""
        value = float(self.summary(outcome, policy)[statistic])
        measure = self.measure(outcome)
        if measure.kind == "probability":
            text = self.format.probability(value, int(self.summary(outcome, policy)["n"]))
        else:
            write = measure.bare if bare else measure.write
            text = write(value, self.format, start=self.start)
        return self.book.cite(results.enter(self, outcome, policy), text)

    def cite_result(self, outcome: str, policy: str, text: str) -> Number:
        """Return words with a figure that say something of a result, leading to it."""
        return self.book.cite(results.enter(self, outcome, policy), text)

    def likelihood(self, outcome: str, policy: str) -> Number:
        """Return an event's probability with its word of likelihood."""
        row = self.summary(outcome, policy)
        text = likelihood.phrase(float(row["mean"]), self.words.language, int(row["n"]))
        return self.book.cite(results.enter(self, outcome, policy), text)

    def likelihood_word(self, outcome: str, policy: str) -> str:
        """Return the word of likelihood that belongs to the number shown."""
        row = self.summary(outcome, policy)
        shown = likelihood.percent_shown(float(row["mean"]), int(row["n"])) / 100.0
        extreme = not 0.01 <= round(float(row["mean"]), 7) <= 0.99
        return likelihood.word(float(row["mean"]) if extreme else shown, self.words.language)

    def difference(self, outcome: str, policy: str, *, bare: bool = False) -> Number:
        """Return the paired difference from the baseline."""
        row = self.material.findings.differences[(outcome, policy)]
        measure = self.measure(outcome)
        write = measure.bare_difference if bare else measure.write_difference
        return self.book.cite(
            results.enter(self, outcome, policy), write(float(row["difference"]), self.format)
        )

    def same(self, outcome: str, policy: str) -> Number:
        """Return the sign that says: the same as under the baseline in every future."""
        return self.book.cite(
            results.enter(self, outcome, policy), "=", title=self.words("brief.options.same")
        )

    def difference_error(self, outcome: str, policy: str) -> Number:
        """Return the standard error of the paired difference, without its unit."""
        row = self.material.findings.differences[(outcome, policy)]
        measure = self.measure(outcome)
        value, digits = float(row["standard_error"]), measure.difference_digits
        scale = 100.0 if measure.kind == "probability" else measure.factor
        # An error is never shown as nothing: as many places as its first digit needs.
        while math.isfinite(value) and 0 < value * scale < 0.5 * 10.0**-digits and digits < _MOST_DIGITS:
            digits += 1
        return self.book.cite(
            results.enter(self, outcome, policy), self.format.decimal(value * scale, digits)
        )

    def regret(self, outcome: str, policy: str, statistic: str) -> Number:
        """Return a percentile of regret, without its unit, or the share of futures in which it is best."""
        row = self.material.findings.regrets[(outcome, policy)]
        measure = self.measure(outcome)
        if statistic == "best_share":
            text = self.format.probability(float(row[statistic]), int(row["n"]))
        else:
            text = measure.bare_difference(float(row[statistic]), self.format, signed=False)
        return self.book.cite(results.enter(self, outcome, policy), text)

    def criterion(self, key: str) -> str:
        """Return a criterion's name in the reader's language, thresholds filled in."""
        held = next(item for item in self.material.findings.criteria if item.key == key)
        threshold = held.conditions[0].threshold
        digits = 0 if threshold >= 10 else 1 if threshold >= 1 else 2
        analysis = Words(self.words.language, "analysis")
        text = self.format.decimal(threshold, digits)
        measure = self.measure(held.conditions[0].outcome)
        if measure.unit == "brief.unit.percent":
            # A share is a percentage everywhere in the brief.
            text = self.words(measure.unit, value=self.format.decimal(threshold * measure.factor))
        return analysis(f"criterion.{key}", threshold=text)

    def satisficing(self, criterion: str, policy: str) -> Number:
        """Return the share of futures in which a policy meets a criterion."""
        row = self.material.findings.satisficing[(criterion, policy)]
        anchor = slug("t-s", criterion, policy)
        if not self.book.has(anchor):
            held = next(item for item in self.material.findings.criteria if item.key == criterion)
            conditions = "; ".join(
                f"{item.outcome} {item.relation} {item.threshold:g}" for item in held.conditions
            )
            rows = (
                (self.words("brief.trace.definition"), plain(self.criterion(criterion))),
                (self.words("brief.trace.formula"), plain(conditions)),
                (self.words("brief.trace.n"), plain(self.format.decimal(row["n"]))),
                (
                    self.words("brief.trace.share"),
                    plain(f"{self.format.decimal(100 * row['fraction'], 2)} %"),
                ),
            )
            rests = tuple(self.definition(outcome) for outcome in held.outcomes)
            title = f"{self.criterion(criterion)} — {policy} {self.policy_label(policy)}"
            self.book.add(
                Entry(anchor, "result", title, rows, rests_on=(*rests, self.policy_anchor(policy), RUN))
            )
        return self.book.cite(anchor, self.format.probability(float(row["fraction"]), int(row["n"])))

    # Fans ----------------------------------------------------------------------------------------

    def series(self, indicator: str, policy: str) -> str:
        """Enter an indicator's fan under a policy; return the anchor."""
        return results.enter_series(self, indicator, policy)

    def indicator_label(self, indicator: str) -> str:
        """Return an indicator's label in the reader's language."""
        stated = self.material.described("indicators", indicator).get("label")
        if isinstance(stated, dict) and stated:
            return self.words.pick(stated)
        if self.knows(indicator):
            return self.words.pick(self.material.register[indicator].label)
        return indicator

    def indicator_measure(self, indicator: str) -> Measure:
        """Return how an indicator is written."""
        stated = self.material.described("indicators", indicator).get("unit", "")
        return measure_of(str(stated), identifier=indicator)

    def band(self, indicator: str, policy: str, text: str) -> Number:
        """Return a point of a fan, already written."""
        return self.book.cite(self.series(indicator, policy), text)

    # Inputs --------------------------------------------------------------------------------------

    def knows(self, identifier: str) -> bool:
        """Whether the register has an entry."""
        return identifier in self.material.register

    def parameter(self, identifier: str, text: str | None = None) -> Number:
        """Return a register entry's name, or a figure of it, leading to the entry.

        Raises:
            BriefError: the register lacks it, or it has neither class nor source.
        """
        if not self.knows(identifier):
            raise BriefError(f"the register has no entry {identifier!r}, which this run used")
        anchor = registered.enter(self, identifier)
        if text is None:
            return self.book.name(anchor, self.words.pick(self.material.register[identifier].label))
        return self.book.cite(anchor, text)

    def _held(self, identifier: str) -> str:
        """Enter a held quantity that is no register value (a derived one); return its anchor."""
        anchor = slug("t-h", identifier)
        if not self.book.has(anchor):
            held = next(item for item in self.material.manifest["model"]["held"] if item["id"] == identifier)
            rows = (
                (self.words("brief.trace.id"), plain(identifier)),
                (self.words("brief.trace.value"), plain(held["value"])),
                (self.words("brief.trace.status"), plain(self.words("brief.held.status"))),
            )
            self.book.add(Entry(anchor, "derived", identifier, rows, rests_on=(RUN,)))
        return anchor

    def held_name(self, identifier: str) -> Number:
        """Return the name of a held quantity that is no register value."""
        return self.book.name(self._held(identifier), identifier)

    def held_value(self, identifier: str, text: str) -> Number:
        """Return the value of a held quantity that is no register value."""
        return self.book.cite(self._held(identifier), text)

    def driver(self, outcome: str, parameter: str) -> Number:
        """Return the rank correlation of an outcome with an input."""
        anchor = self.drivers(outcome)
        for row in self.material.findings.drivers[outcome]:
            if row["parameter"] == parameter:
                return self.book.cite(anchor, self.format.decimal(float(row["rho"]), 2, signed=True))
        raise BriefError(f"{parameter} is no driver of {outcome}")

    def drivers(self, outcome: str) -> str:
        """Enter the drivers of an outcome; return the anchor."""
        return results.enter_drivers(self, outcome)

    def derived(
        self,
        key: str,
        text: str,
        *,
        title: str,
        how: str,
        rests_on: Sequence[str] = (),
        listed: Sequence[object] = (),
    ) -> Number:
        """Return a number that follows from others, with how.

        Args:
            key: name of the entry in the page.
            text: the number as shown.
            title: what it is.
            how: how it follows, in words.
            rests_on: anchors of what it follows from.
            listed: what was counted (names, links).
        """
        anchor = slug("t-n", key)
        rows: list[tuple[str, object]] = [
            (self.words("brief.trace.value"), plain(text)),
            (self.words("brief.trace.formula"), plain(how)),
        ]
        if listed:
            joined = Markup("; ").join(item if hasattr(item, "__html__") else plain(item) for item in listed)
            rows.append((self.words("brief.trace.counted"), joined))
        self.book.add(Entry(anchor, "derived", title, tuple(rows), rests_on=tuple(rests_on)))
        return self.book.cite(anchor, text)
