"""The pages as a browser without scripts gets them."""

from __future__ import annotations

import html
import re

import pytest
from fastapi.testclient import TestClient

from kaname.base.languages import LANGUAGES
from kaname.base.workspace import Workspace
from kaname.cli import run as kaname
from kaname.documents import Library
from kaname.register import load

PATHS = ["", "documents", "register", "register/posture.usfk_troops", "runs", "runs/small", "search?q=28,500"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PATHS)
def test_every_page_opens_in_every_language(client: TestClient, language: str, path: str) -> None:
    """Each page answers 200, states its language, and leaves no message id unfilled."""
    answer = client.get(f"/{language}/{path}")
    assert answer.status_code == 200, answer.text[-500:]
    assert f'<html lang="{language}">' in answer.text
    visible = re.sub(r"<(code|style)\b.*?</\1>|<[^>]+>", " ", answer.text, flags=re.S)
    assert not re.search(r"\b(web|brief|analysis|unit)\.[a-z_]+\b", visible)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_of_every_page_leads_somewhere(client: TestClient, language: str) -> None:
    """Following every link from the first page, no address is missing and no anchor is absent."""
    waiting, seen = [f"/{language}/"], set()
    while waiting and len(seen) < 250:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        answer = client.get(path)
        assert answer.status_code == 200, path
        if "text/html" not in answer.headers["content-type"]:
            continue
        anchors = set(re.findall(r'\bid="([^"]+)"', answer.text))
        for link in map(html.unescape, re.findall(r'href="([^"]+)"', answer.text)):
            if link.startswith("#"):
                assert link[1:] in anchors, f"{path}: {link}"
            elif link.startswith(f"/{language}/"):
                waiting.append(link.partition("#")[0])
            else:
                assert link.startswith(("/static/", "/en/", "/ja/", "/ko/", "?")), f"{path}: {link}"


def test_the_first_page_shows_the_levels(client: TestClient) -> None:
    """As of 2026-04 the first page says 28,500 troops, in each language's way, and nothing has lapsed."""
    for language, figure in [("en", "28,500 persons"), ("ja", "28,500人"), ("ko", "28,500명")]:
        cards = re.search(
            r'<ul class="cards">(.*?)</ul>', client.get(f"/{language}/?as_of=2026-04").text, re.S
        )
        assert cards is not None
        assert figure in cards[1]
    assert "lapsed" not in client.get("/en/?as_of=2026-04").text


def test_figures_in_tables_and_cards_are_links(client: TestClient) -> None:
    """A number in a cell or a card is always a link to where it comes from."""
    for path in ["/en/", "/en/register", "/en/register/posture.usfk_troops", "/en/runs/small"]:
        page = client.get(path).text
        cells = re.findall(r'<td class="number">(.*?)</td>|<div class="figure"[^>]*>(.*?)</div>', page, re.S)
        assert cells, path
        for cell in ("".join(pair) for pair in cells):
            assert not re.search(r"\d", cell) or re.match(r"\s*<a href=", cell), f"{path}: {cell}"


def test_the_reader_shows_the_text_unedited(client: TestClient, workspace: Workspace) -> None:
    """The article of the reader, tags taken out, is the document's text."""
    with Library(workspace) as library:
        for document in library.documents():
            page = client.get(f"/ja/documents/{document.key}").text
            article = re.search(r"<article[^>]*>(.*)</article>", page, re.S)
            assert article is not None
            text = html.unescape(re.sub(r"<[^>]+>", "", article[1]))
            assert text.splitlines() == document.text.splitlines()


def test_a_page_and_the_command_line_give_the_same(
    client: TestClient, workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """JSON from the application equals JSON from ``kaname trace --json`` on the same workspace."""
    import json

    asked = ["trace", "posture.usfk_troops", "--as-of", "2026-04", "--json", "--workspace"]
    assert kaname([*asked, str(workspace.root)]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert client.get("/api/register/posture.usfk_troops?as_of=2026-04").json() == printed


def test_what_is_not_there_is_said_in_one_line(client: TestClient) -> None:
    """An unknown entry, document, run or date is a 404 page with one sentence, in JSON for programs."""
    for path in ["/en/register/posture.usfk_trops", "/en/documents/none", "/en/runs/none", "/en/?as_of=soon"]:
        answer = client.get(path)
        assert answer.status_code == 404, path
        assert 'role="alert"' in answer.text
    assert "usfk_troops" in client.get("/en/register/posture.usfk_trops").text
    assert "error" in client.get("/api/register/nothing.here").json()
    assert client.get("/nowhere").status_code == 404


def test_pages_keep_to_themselves(client: TestClient) -> None:
    """Nothing is loaded from elsewhere, no script runs, and another host's name is refused."""
    answer = client.get("/en/")
    assert "script-src" not in answer.headers["content-security-policy"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "<script" not in answer.text
    assert client.get("/en/", headers={"host": "evil.example"}).status_code == 400


def test_hostile_words_stay_words(client: TestClient) -> None:
    """A query is shown as text, never as markup."""
    page = client.get("/en/search", params={"q": "<script>alert(1)</script>"})
    assert "<script>" not in page.text


def test_the_start_page_follows_the_browser(client: TestClient) -> None:
    """Accept-Language decides, with its weights; English where none of ours is asked for."""
    for header, language in [
        ("ja", "ja"),
        ("fr, ko;q=0.8, en;q=0.5", "ko"),
        ("fr", "en"),
        ("en;q=x, ja", "ja"),
    ]:
        answer = client.get("/", headers={"accept-language": header}, follow_redirects=False)
        assert answer.headers["location"] == f"/{language}/"


def test_serving_no_workspace_is_said(tmp_path: object, capsys: pytest.CaptureFixture[str]) -> None:
    """``kaname serve`` on a folder that is no workspace is one line and exit code 2."""
    assert kaname(["serve", "--workspace", str(tmp_path)]) == 2
    assert "not a workspace" in capsys.readouterr().err


def test_a_changed_overlay_shows_at_once(client: TestClient, workspace: Workspace) -> None:
    """A value that the reader adds to the workspace's register is on the next page, and gone when removed."""
    overlay = workspace.register / "mine.yaml"
    overlay.write_text(
        "posture.usfk_troops:\n  values:\n    2026-03-01:\n      value: 27123\n      status: announced\n"
        "      known_from: 2026-03-01\n      evidence:\n        - {source: SOURCE}\n".replace(
            "SOURCE", next(iter(load().sources))
        ),
        encoding="utf-8",
    )
    try:
        assert "27,123" in client.get("/en/?as_of=2026-04").text
    finally:
        overlay.unlink()
    assert "27,123" not in client.get("/en/?as_of=2026-04").text
