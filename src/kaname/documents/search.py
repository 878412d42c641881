"""Words and bigrams: how a text is cut for the index, and how a phrase is found again at its place.

What counts as found:

- Chinese characters, kana and Hangul match as substrings: a query finds every place where its characters
  stand side by side in the view, inside a longer word or not (半島 in 朝鮮半島, 주한미군 in 주한미군의).
- Latin (and other) letters match as whole words, case and accents aside: ``rok`` is not found in
  ``broken``.
- Digits match as whole numbers with their commas taken out: ``28500`` finds ``28,500`` and not
  ``128,500``; a decimal point belongs to its number.
- Blanks and punctuation between two words or numbers are passed over; between two characters of the
  first kind they part them.

Each character of the first kind becomes one token, itself with the next one of its run, so that a phrase
of tokens is a substring and a single character is a prefix.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kaname.base.errors import InputError

TOKENS_VERSION = 1
"""Counted up when tokens change; a library indexed by another version is indexed anew."""

_CHARACTERS = (
    "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3041-\u3096\u3099\u309a\u309d-\u309f"
    "\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
_PIECE = re.compile(
    f"(?P<run>[{_CHARACTERS}]+)"
    r"|(?P<number>(?<!\d[.,])[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9]|[.,][0-9])"
    r"|(?<![0-9]\.)[0-9]+\.[0-9]+(?![0-9]|\.[0-9])|[0-9]+)"
    f"|(?P<word>(?:(?![{_CHARACTERS}0-9_])\\w)+)"
)
_QUERY_TERM = re.compile(r'"([^"]*)"|([^\s"]+)')


class Token(NamedTuple):
    """One token of a text and the half-open span it stands for."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that must stand side by side; the last one may be only the beginning of a token."""

    tokens: tuple[str, ...]
    prefix: bool

    def match_expression(self) -> str:
        """Return the phrase in the query language of FTS5."""
        return '"' + " ".join(self.tokens) + '"' + (" *" if self.prefix else "")

    def find(self, tokens: list[Token]) -> Iterator[tuple[int, int]]:
        """Yield the spans where the phrase stands, from left to right, none overlapping another."""
        texts = [token.text for token in tokens]
        *whole, last = self.tokens
        last_end = -1
        for index in range(len(texts) - len(whole)):
            final = tokens[index + len(whole)]
            fits = final.text.startswith(last) if self.prefix else final.text == last
            if not fits or tokens[index].start < last_end or texts[index : index + len(whole)] != whole:
                continue
            last_end = final.start + 1 if self.prefix else final.end
            yield tokens[index].start, last_end


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a query stands in a document.

    Attributes:
        key: citation key of the document.
        digest: digest of the document.
        title: title of the document.
        start: offset in the document's text where the hit begins.
        end: offset just after it.
        before: what stands before it in its paragraph, as the view shows it.
        hit: the hit as the view shows it.
        after: what stands after it in its paragraph.
    """

    key: str
    digest: str
    title: str
    start: int
    end: int
    before: str
    hit: str
    after: str

    @property
    def span(self) -> tuple[int, int]:
        """Half-open span in the document's text."""
        return self.start, self.end


def tokens(text: str) -> list[Token]:
    """Cut a text into tokens, in order."""
    found: list[Token] = []
    for match in _PIECE.finditer(text):
        start, end = match.span()
        if match.lastgroup == "run":
            found += (
                Token(_character_token(text[at : min(at + 2, end)]), at, min(at + 2, end))
                for at in range(start, end)
            )
        elif match.lastgroup == "number":
            found.append(Token("n" + match.group().replace(",", "").replace(".", "p"), start, end))
        else:
            found.append(Token(_word_token(match.group()), start, end))
    return found


def index_text(text: str) -> str:
    """Return the tokens of a text parted by blanks, ASCII only, as the index stores them."""
    return " ".join(token.text for token in tokens(text))


def parse_query(query: str) -> list[Phrase]:
    """Return the phrases that must all stand in one paragraph: words parted by blanks, or "in quotes".

    Raises:
        InputError: the query holds no letter or digit.
    """
    folded = unicodedata.normalize("NFKC", query).replace("“", '"').replace("”", '"')
    phrases = [
        phrase
        for quoted, bare in _QUERY_TERM.findall(folded)
        if (phrase := _phrase(quoted or bare)) is not None
    ]
    if not phrases:
        raise InputError(f"nothing to search for in {query!r}", todo="give a word or a phrase")
    return phrases


def _phrase(term: str) -> Phrase | None:
    found = tokens(term)
    if not found:
        return None
    last = found[-1]
    if last.text[0] != "c":
        return Phrase(tuple(token.text for token in found), prefix=False)
    # Nobody knows what follows the last character in the text, so it asks for no end of a run: it is
    # covered by the bigram before it, or else it is the beginning of any bigram.
    bigram_before = len(found) > 1 and found[-2].text[0] == "c" and found[-2].end == last.end
    kept = found[:-1] if bigram_before else found
    return Phrase(tuple(token.text for token in kept), prefix=not bigram_before)


@functools.lru_cache(maxsize=65_536)
def _character_token(characters: str) -> str:
    return "c" + "".join(f"{ord(character):06x}" for character in characters)


def _word_token(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    if plain.isascii() and plain.isalnum():
        return "w" + plain
    return "x" + plain.encode().hex()
