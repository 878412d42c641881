"""From a file to a document."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from kaname.base.dates import PartialDate
from kaname.base.errors import InputError
from kaname.base.files import digest_bytes, read_bytes
from kaname.base.languages import LANGUAGES
from kaname.documents import media
from kaname.documents.bibliography import Bibliography, Item, inferred_item, issued, language_of
from kaname.documents.dating import infer_date
from kaname.documents.decoding import decode
from kaname.documents.document import DateSource, Document, LanguageSource
from kaname.documents.language import infer_language
from kaname.documents.limits import MAX_CHARACTERS, MAX_FILE_BYTES
from kaname.documents.titles import infer_key, infer_title

_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060"


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a file's bytes give, before anything is known about it.

    Attributes:
        media_type: what the bytes are.
        text: the text as extracted.
        title: the title that the file's format states, if it states one.
        date: the date that the file's format states, if it states one.
    """

    media_type: str
    text: str
    title: str | None = None
    date: PartialDate | None = None


def read(
    path: Path | str,
    *,
    language: str | None = None,
    date: PartialDate | datetime.date | str | None = None,
    bibliography: Bibliography | None = None,
) -> Document:
    """Read a text, Markdown, HTML or PDF file.

    Args:
        path: the file.
        language: ``en``, ``ja`` or ``ko``; else the bibliography's, else told by the script.
        date: the date of publication; else the bibliography's, else a dateline in the text's head.
        bibliography: where the file's bibliographic data may stand.

    Raises:
        InputError: the file is missing, a folder, empty, blank, binary, mis-encoded, encrypted, damaged,
            without text or over a limit, or its language cannot be told; the message says which.
    """
    path = Path(path)
    return read_bytes_as(
        read_bytes(path, limit_bytes=MAX_FILE_BYTES),
        path,
        language=language,
        date=date,
        bibliography=bibliography,
    )


def read_bytes_as(
    content: bytes,
    path: Path | str,
    *,
    language: str | None = None,
    date: PartialDate | datetime.date | str | None = None,
    bibliography: Bibliography | None = None,
) -> Document:
    """Read the bytes of a file that has a name (see :func:`read`); for uploads and tests."""
    path = Path(path)
    where = str(path)
    extracted = extract(content, path)
    item = bibliography.match(path, extracted.text) if bibliography is not None else None
    known_language, language_source = _language(language, item, extracted.text, where)
    known_date, date_source = _date(date, item, extracted)
    if item is None:
        title = extracted.title or infer_title(extracted.text, path)
        item = inferred_item(infer_key(title, path), title, known_language, known_date)
    return Document(
        digest=digest_bytes(content),
        file_name=path.name,
        media_type=extracted.media_type,
        text=extracted.text,
        language=known_language,
        date=known_date,
        date_source=date_source,
        citation=item,
        key=str(item["id"]),
        title=" ".join(
            str(item.get("title") or extracted.title or infer_title(extracted.text, path)).split()
        ),
        language_source=language_source,
    )


def extract(content: bytes, path: Path) -> Extracted:
    """Return the text in a file's bytes, which decide what kind of file it is.

    Raises:
        InputError: as :func:`read`.
    """
    where = str(path)
    if not content:
        raise InputError("this file is empty", where=where, todo="check the file")
    if media.is_pdf(content):
        from kaname.documents.pdf import pdf_text

        extracted = Extracted(media.PDF, pdf_text(content, where=where))
    else:
        media.refuse_known_binary(content, where=where)
        extracted = _extract_text(content, path)
    if not extracted.text.translate({ord(c): None for c in _INVISIBLE}).strip():
        raise InputError("this file holds only blanks", where=where, todo="check the file")
    if len(extracted.text) > MAX_CHARACTERS:
        raise InputError(
            f"{len(extracted.text):,} characters is over the limit of {MAX_CHARACTERS:,}",
            where=where,
            todo="split the file",
        )
    return extracted


def _extract_text(content: bytes, path: Path) -> Extracted:
    where = str(path)
    declared = media.text_media_type(content[:8192].decode("latin-1"), path) == media.HTML
    if declared:
        from kaname.documents.html import decode_html

        text = decode_html(content, where=where)
    else:
        text, _ = decode(content, where=where)
    kind = media.text_media_type(text, path)
    if kind != media.HTML:
        return Extracted(kind, text)
    from kaname.documents.html import html_text

    main, title, date = html_text(text, where=where)
    return Extracted(media.HTML, main, title, date)


def _language(given: str | None, item: Item | None, text: str, where: str) -> tuple[str, LanguageSource]:
    if given is not None:
        if given not in LANGUAGES:
            raise InputError(f"language {given!r} is not read", todo=f"give one of {', '.join(LANGUAGES)}")
        return given, "given"
    stated = language_of(item) if item is not None else None
    if stated is not None:
        return stated, "bibliography"
    inferred = infer_language(text)
    if inferred is None:
        raise InputError(
            "the language is none of English, Japanese and Korean, or cannot be told",
            where=where,
            todo="say which with --lang",
        )
    return inferred, "text"


def _date(
    given: PartialDate | datetime.date | str | None, item: Item | None, extracted: Extracted
) -> tuple[PartialDate | None, DateSource]:
    if given is not None:
        return (given if isinstance(given, PartialDate) else PartialDate.parse(given)), "given"
    stated = issued(item) if item is not None else None
    if stated is not None:
        return stated, "bibliography"
    inferred = extracted.date or infer_date(extracted.text)
    return (inferred, "text") if inferred is not None else (None, "none")
