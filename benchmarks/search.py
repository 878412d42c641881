"""How quickly the library answers, against a LIKE scan of the same text in the same run.

    python benchmarks/search.py [--documents 400] [--rounds 20] [--json]

The library is generated from a fixed seed: made-up words of three languages drawn by Zipf's law,
30 words a paragraph, 40 paragraphs a document. Times depend on the machine, so the figure to watch
is the ratio of the scan's median to the search's; both return the same paragraphs, which is checked.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from kaname.base.workspace import Workspace
from kaname.documents import Library, read_bytes_as
from kaname.documents.search import parse_query

PARAGRAPHS = 40
WORDS_PER_PARAGRAPH = 30
VOCABULARY = 4_000
"""Words of a language; the known ones stand among them at the ranks below."""

RANKS = (20, 60, 200, 600, 1_500)
KNOWN = {
    "ja": ("米軍", "半島", "在韓米軍", "戦時作戦統制権", "撤退"),
    "ko": ("동맹", "한반도", "주한미군", "전시작전통제권", "감축"),
    "en": ("alliance", "troops", "USFK", "OPCON", "withdrawal"),
}
LETTERS = {"ja": (0x4E8C, 0x5800), "ko": (0xAC00, 0xB400), "en": (0x61, 0x7B)}
QUERIES = (*KNOWN["ja"], *KNOWN["ko"], *KNOWN["en"], "軍", "28500", "米軍 半島", "撤回")


def vocabulary(language: str, chance: random.Random) -> list[str]:
    """Return made-up words of a language, most frequent first, with the known ones at their ranks."""
    low, high = LETTERS[language]
    shortest, longest = (3, 9) if language == "en" else (1, 4)
    words = [
        "".join(chr(chance.randrange(low, high)) for _ in range(chance.randint(shortest, longest)))
        for _ in range(VOCABULARY)
    ]
    for rank, word in zip(RANKS, KNOWN[language], strict=True):
        words[rank] = word
    return words


def generated(number: int, chance: random.Random, words: dict[str, list[str]]) -> tuple[str, str]:
    """Return the language and the text of one document."""
    language = ("ja", "ko", "en")[number % 3]
    weights = list(itertools.accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))
    gap = "" if language == "ja" else " "
    paragraphs = []
    for _ in range(PARAGRAPHS):
        drawn = chance.choices(words[language], cum_weights=weights, k=WORDS_PER_PARAGRAPH)
        figure = f"{chance.randrange(1_000, 40_000):,}" if chance.random() < 0.99 else "28,500"
        stop = "。" if language == "ja" else "."
        paragraphs.append(gap.join([*drawn, figure]) + stop)
    return language, f"{number}\n\n" + "\n\n".join(paragraphs)


def quantiles_ms(run: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Return the median and the 95th percentile of a call's time, in milliseconds."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        run()
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times), sorted(times)[int(0.95 * (len(times) - 1))]


def scanned(library: Library, query: str) -> list[int]:
    """Return the paragraphs that hold every word of a query as a substring, by a scan."""
    words = query.replace("28500", "28,500").split()
    where = " AND ".join("text LIKE ?" for _ in words)
    rows = library.connection.execute(
        f"SELECT id FROM paragraph WHERE {where} ORDER BY id",  # noqa: S608 (marks only)
        [f"%{word}%" for word in words],
    )
    return [row[0] for row in rows]


def matched(library: Library, query: str) -> list[int]:
    """Return the paragraphs that the index finds."""
    expression = " AND ".join(phrase.match_expression() for phrase in parse_query(query))
    rows = library.connection.execute(
        "SELECT rowid FROM passage WHERE passage MATCH ? ORDER BY rowid", (expression,)
    )
    return [row[0] for row in rows]


def measure(library: Library, query: str, rounds: int) -> dict[str, float | int | str]:
    """Time one query both ways, having checked that both find the same paragraphs."""
    found = matched(library, query)
    if query != "28500" and found != scanned(library, query):
        raise SystemExit(f"{query}: the index and the scan disagree")
    search, search_95 = quantiles_ms(lambda: library.search(query), rounds)
    scan, scan_95 = quantiles_ms(lambda: scanned(library, query), rounds)
    return {
        "query": query, "paragraphs": len(found), "search_p50_ms": search, "search_p95_ms": search_95,
        "scan_p50_ms": scan, "scan_p95_ms": scan_95, "ratio": scan / search,
    }  # fmt: skip


def main() -> None:
    """Build the library, time the queries, print a table or JSON."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--documents", type=int, default=400)
    options.add_argument("--rounds", type=int, default=20)
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args()
    chance = random.Random(7)
    words = {language: vocabulary(language, chance) for language in KNOWN}
    with tempfile.TemporaryDirectory() as folder, Library(Workspace.create(Path(folder) / "w")) as library:
        began, characters = time.perf_counter(), 0
        for number in range(chosen.documents):
            language, text = generated(number, chance, words)
            content = text.encode()
            library.add(read_bytes_as(content, f"d{number}.txt", language=language), content)
            characters += len(text)
        building = time.perf_counter() - began
        rows = [measure(library, query, chosen.rounds) for query in QUERIES]
        pages, size = (
            library.connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size")
        )
    summary = {
        "documents": chosen.documents,
        "characters": characters,
        "megabytes": pages * size / 1e6,
        "added_characters_per_second": characters / building,
        "median_ratio": statistics.median(float(row["ratio"]) for row in rows),
        "worst_p95_ms": max(float(row["search_p95_ms"]) for row in rows),
    }
    if chosen.json:
        print(json.dumps({"summary": summary, "queries": rows}, ensure_ascii=False))
        return
    print("paragraphs  search p50      p95  scan p50      p95   ratio  query (times in ms)")
    for row in rows:
        print(
            f"{row['paragraphs']:>10} {row['search_p50_ms']:>11.2f} {row['search_p95_ms']:>8.2f}"
            f" {row['scan_p50_ms']:>9.2f} {row['scan_p95_ms']:>8.2f} {row['ratio']:>7.1f}  {row['query']}"
        )
    for name, value in summary.items():
        print(f"{name}: {value:,.1f}")


if __name__ == "__main__":
    main()
