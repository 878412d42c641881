"""The main text of HTML pages, with trafilatura; offsets are those of the extracted text."""

from __future__ import annotations

import re

from lxml import etree
from lxml import html as lxml_html

from kaname.base.dates import PartialDate
from kaname.base.errors import InputError
from kaname.documents.decoding import decode, decode_as
from kaname.documents.limits import MAX_HTML_BYTES, MAX_HTML_DEPTH, MAX_HTML_ELEMENTS

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_DECLARED_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_:.-]{2,40})""")
_HEAD_BYTES = 4096
# What pages call their encoding, and the wider one that their bytes are in.
_ENCODINGS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "cp932": "cp932",
    "euc-jp": "euc_jp",
    "x-euc-jp": "euc_jp",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "cp949": "cp949",
    "windows-949": "cp949",
    "iso-2022-jp": "iso2022_jp",
    "iso-8859-1": "cp1252",
    "windows-1252": "cp1252",
    "us-ascii": "utf-8",
}
_DATE_FIELDS = (
    "article:published_time",
    "datePublished",
    "dc.date",
    "dc.date.issued",
    "DC.date.issued",
    "DC.date",
    "date",
    "citation_publication_date",
)


def decode_html(content: bytes, *, where: str) -> str:
    """Decode a page as it declares, else as any text file.

    Raises:
        InputError: the bytes break the declared encoding, or fit none.
    """
    head = content[:_HEAD_BYTES]
    declared = _DECLARED_XML.search(head) or _DECLARED.search(head)
    if declared is None or head.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return decode(content, where=where)[0]
    name = declared.group(1).decode("ascii").lower()
    encoding = _ENCODINGS.get(name)
    if encoding is None:
        return decode(content, where=where)[0]
    return decode_as(content, encoding, claim=f"the page declares {name},", where=where)


def html_text(page: str, *, where: str) -> tuple[str, str | None, PartialDate | None]:
    """Return the main text of a page, its title and the date its header fields state.

    Raises:
        InputError: the page is over a limit, cannot be parsed, or holds no main text.
    """
    tree = _tree(page, where)
    title = _title(tree)
    date = _date(tree)
    # Imported here: it takes a tenth of a second, and most files are no web pages.
    import trafilatura

    try:
        text = trafilatura.extract(
            tree, include_comments=False, include_tables=True, include_formatting=False, output_format="txt"
        )
    except (RecursionError, ValueError, etree.LxmlError) as error:
        raise InputError(f"this page cannot be read ({error})", where=where, todo="save it as text") from None
    if not text or not text.strip():
        raise InputError("no main text in this page", where=where, todo="save its text in a file")
    return text, title, date


def _tree(page: str, where: str) -> lxml_html.HtmlElement:
    if len(page) > MAX_HTML_BYTES:
        raise InputError(
            f"{len(page):,} characters is over the limit of {MAX_HTML_BYTES:,} for a page",
            where=where,
            todo="save its text in a file",
        )
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = lxml_html.document_fromstring(page.encode("utf-8", errors="replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise InputError(
            f"this page cannot be parsed ({error})", where=where, todo="save it as text"
        ) from None
    _refuse_large(tree, where)
    return tree


def _refuse_large(tree: lxml_html.HtmlElement, where: str) -> None:
    depth = deepest = elements = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        deepest = max(deepest, depth)
    for what, found, limit in (
        ("levels of nesting", deepest, MAX_HTML_DEPTH),
        ("elements", elements, MAX_HTML_ELEMENTS),
    ):
        if found > limit:
            raise InputError(
                f"{found:,} {what} is over the limit of {limit:,} for a page",
                where=where,
                todo="save its text in a file",
            )


def _title(tree: lxml_html.HtmlElement) -> str | None:
    for path in ("//meta[@property='og:title']/@content", "//h1[1]", "//title"):
        for found in tree.xpath(path):
            text = found if isinstance(found, str) else found.text_content()
            title = " ".join(text.split())
            if title:
                return title
    return None


def _date(tree: lxml_html.HtmlElement) -> PartialDate | None:
    stated: list[str] = []
    for field in _DATE_FIELDS:
        stated += tree.xpath(
            "//meta[@property=$field or @name=$field or @itemprop=$field]/@content", field=field
        )
    for text in stated:
        try:
            return PartialDate.parse(text.strip()[:10].replace("/", "-"))
        except InputError:
            continue
    return None
