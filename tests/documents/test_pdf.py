"""PDF: text by page, and one line for every kind of bad file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kaname.base.errors import InputError
from kaname.documents import pdf as module
from kaname.documents import pdf_process
from kaname.documents.limits import MAX_PDF_PAGES
from kaname.documents.pdf import pdf_text

Maker = Callable[..., bytes]


def test_pages_come_in_order_with_breaks_between(pdf: Maker) -> None:
    """Each page's text, three scripts, parted by form feeds; an empty page leaves its place."""
    pages = ["US Forces Korea: 28,500", "米韓同盟は2万8500人", "", "주한미군 감축"]
    assert pdf_text(pdf(pages), where="a.pdf").split("\f") == pages


def test_as_many_pages_as_the_limit_are_read(pdf: Maker) -> None:
    """The limit itself is allowed, one more is not, and a 500-page file says so in one line."""
    assert pdf_text(pdf(["p"] * MAX_PDF_PAGES), where="a.pdf").count("\f") == MAX_PDF_PAGES - 1
    for pages in (MAX_PDF_PAGES + 1, 500):
        with pytest.raises(
            InputError, match=f"a.pdf: {pages} pages is over the limit of {MAX_PDF_PAGES}; split"
        ):
            pdf_text(pdf(["p"] * pages), where="a.pdf")


def test_too_much_text_is_refused(pdf: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Characters are counted while reading, so a small file with endless text stops early."""
    monkeypatch.setattr(pdf_process, "MAX_CHARACTERS", 10)
    with pytest.raises(InputError, match="over 10 characters by page 3"):
        pdf_process.pages_text(pdf(["12345"] * 9))


@pytest.mark.slow
def test_a_page_that_unpacks_without_end_is_refused(bomb: Callable[[], bytes]) -> None:
    """A small file that unpacks into more memory than allowed gives one line; this process goes on."""
    with pytest.raises(InputError, match="this PDF cannot be read"):
        pdf_text(bomb(), where="a.pdf")


def test_a_page_that_takes_too_long_is_refused(pdf: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading ends at its time limit, whatever the page does."""
    monkeypatch.setattr(module, "MAX_PDF_SECONDS", 0.01)
    with pytest.raises(InputError, match=r"takes over 0\.01 s"):
        pdf_text(pdf(["page"]), where="a.pdf")


def test_modules_are_not_taken_from_the_readers_folder(
    pdf: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file json.py in the current folder is not run."""
    (tmp_path / "json.py").write_text("raise SystemExit")
    monkeypatch.chdir(tmp_path)
    assert pdf_text(pdf(["page"]), where="a.pdf") == "page"


def test_bad_pdfs_say_what_is_wrong(pdf: Maker) -> None:
    """Encrypted, image-only, cut short, damaged: one line each."""
    whole = pdf(["one page", "two pages", "three pages"])
    for content, said in (
        (pdf(["secret"], encrypted=True), "encrypted"),
        (pdf(["", ""]), "2 pages of images only"),
        (whole[: len(whole) // 2], "cut short"),
        (whole[:-8], "cut short"),
        (b"%PDF-1.7\n" + b"noise " * 99 + b"%%EOF", "damaged"),
        (pdf([]), "damaged"),
    ):
        with pytest.raises(InputError, match=said) as caught:
            pdf_text(content, where="a.pdf")
        assert str(caught.value).startswith("a.pdf: ")
        assert "\n" not in str(caught.value)
