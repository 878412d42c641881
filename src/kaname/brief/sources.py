"""Sources: the documents read, and the bibliography that the register values shown rest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kaname.analysis.likelihood import BANDS
from kaname.base.languages import Words
from kaname.brief import naming
from kaname.brief.ledger import Ledger
from kaname.brief.numbers import Number, plain
from kaname.brief.prose import listed, say
from kaname.brief.reading import DocumentPart
from kaname.register.schema import SourceEvidence


@dataclass(frozen=True, slots=True)
class LikelihoodWord:
    """One row of the table of words: the band and its word."""

    band: Number
    word: str


@dataclass(frozen=True, slots=True)
class Method:
    """Method and limits, and what is needed to make the brief again."""

    paragraphs: Sequence[Markup]
    words: Sequence[LikelihoodWord]
    command: Markup
    seed: Number
    digests: Sequence[tuple[str, Number]]


def register_sources(ledger: Ledger, shown: Sequence[str]) -> list[Markup]:
    """Return the bibliography of the register entries shown in the brief, sorted."""
    register = ledger.material.register
    cited: set[str] = set()
    for name in shown:
        parameter = register[name]
        evidence = [*parameter.evidence, *(item for row in parameter.history for item in row.evidence)]
        cited |= {item.source for item in evidence if isinstance(item, SourceEvidence)}
    known = [register.sources[source] for source in cited if source in register.sources]
    language = ledger.words.language
    lines = (
        " ".join(filter(None, (naming.citation(item, language), item.get("DOI") or item.get("URL"))))
        for item in known
    )
    return sorted(plain(line) for line in lines)


def method(ledger: Ledger, documents: Sequence[DocumentPart]) -> Method:
    """Return the section on method and limits."""
    words, material = ledger.words, ledger.material
    findings = material.findings
    manifest = material.manifest
    policies = ledger.derived(
        "policies",
        ledger.format.decimal(len(findings.policies)),
        title=words("brief.trace.policies"),
        how=words("brief.trace.policies.how"),
        rests_on=("t-run",),
        listed=[ledger.policy(policy) for policy in findings.policies],
    )
    systems = [words(f"brief.system.{system}") for system in manifest.get("model", {}).get("systems", ())]
    run = say(
        words,
        "brief.method.run",
        futures=ledger.run(ledger.format.decimal(material.futures)),
        policies=policies,
        first=ledger.date(material.first_month),
        last=ledger.date(material.last_month),
        systems=listed(words, systems),
    )
    paragraphs = [
        say(words, "brief.method.kind"),
        run,
        say(words, "brief.method.same_draws"),
        say(words, "brief.method.confidence"),
        say(words, "brief.method.documents"),
        say(words, "brief.method.limits"),
    ]
    digests = [
        (words("brief.trace.register_digest"), ledger.run(_short(str(manifest["register_digest"])))),
        *((name, ledger.run(_short(str(digest)))) for name, digest in manifest["files"].items()),
    ]
    return Method(
        paragraphs,
        _likelihood_words(ledger),
        plain(material.command),
        ledger.run(str(manifest["seed"])),
        digests,
    )


def _short(digest: str) -> str:
    return digest[:19] + "…" if len(digest) > 20 else digest


def _likelihood_words(ledger: Ledger) -> list[LikelihoodWord]:
    analysis = Words(ledger.words.language, "analysis")
    words = ledger.words
    uppers = [edge for edge, _ in BANDS[1:]] + [99]
    rows = []
    for (low, key), high in zip(BANDS, uppers, strict=True):
        band = ledger.derived(
            "likelihood-words",
            words("brief.method.band", low=ledger.format.decimal(low), high=ledger.format.decimal(high)),
            title=words("brief.trace.likelihood_words"),
            how=words("brief.trace.likelihood_words.how"),
        )
        rows.append(LikelihoodWord(band, analysis(f"likelihood.{key}")))
    return rows
