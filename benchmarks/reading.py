"""Speed of reading, text to claims, beside a peer on the same text in the same run.

Run it: ``python benchmarks/reading.py [CHARACTERS]`` (2,000,000 by default). The peer is ja-timex, which
reads dates only, where it is installed (``pip install 'kaname[bench]'``); else a plain baseline is used and
named: one search over the text for every figure. The ratio is of characters a second; one core.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from importlib import resources

from kaname.base.dates import PartialDate
from kaname.claims import extract_text

_DATE = PartialDate(2026, 3, 20)


def sample(characters: int) -> str:
    """The Japanese example documents, repeated to a length."""
    folder = resources.files("kaname.documents") / "examples"
    texts = [
        (folder / "opcon-2026-03.ja.txt").read_text(encoding="utf-8"),
        (folder / "negotiations-2026-02.ja.sjis.txt").read_bytes().decode("shift_jis"),
    ]
    whole = "\n\n".join(texts) + "\n\n"
    return (whole * (characters // len(whole) + 1))[:characters]


def peer() -> tuple[str, Callable[[str], int]]:
    """A peer's name, and a function that reads a text with it and counts what it found."""
    try:
        from ja_timex import TimexParser  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        figures = re.compile(r"[0-9０-９〇一二三四五六七八九十百千万億兆]+[年月日人%％円ド]?")
        return "a search for figures (ja-timex is not installed)", lambda text: len(figures.findall(text))
    parser = TimexParser()
    return "ja-timex", lambda text: sum(len(parser.parse(line)) for line in text.splitlines() if line)


def measured(read: Callable[[str], int], text: str) -> tuple[float, int]:
    """Characters a second, and what was found."""
    began = time.perf_counter()
    found = read(text)
    return len(text) / (time.perf_counter() - began), found


def main() -> None:
    """Print both speeds and their ratio."""
    text = sample(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000_000)
    name, other = peer()
    extract_text(text[:2000], "ja", _DATE)  # lexicons are loaded once, before the clock starts
    ours, claims = measured(lambda whole: len(extract_text(whole, "ja", _DATE)), text)
    theirs, found = measured(other, text)
    print(f"text      {len(text):>12,} characters")
    print(f"kaname    {ours:>12,.0f} characters/s  {claims:,} claims of five types")
    print(f"peer      {theirs:>12,.0f} characters/s  {found:,} found by {name}")
    print(f"ratio     {ours / theirs:>12.2f}")


if __name__ == "__main__":
    main()
