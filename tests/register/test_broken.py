"""The gallery: one broken file for each mistake, with the words that its message must hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaname.register import RegisterError, load
from kaname.register.yamlfile import LIMIT_BYTES

GALLERY = sorted((Path(__file__).parent / "broken").glob("*.yaml"))


def expected(path: Path) -> list[str]:
    """Return the words of the gallery file's first line (``# expect: a | b``)."""
    first = path.read_bytes().split(b"\n", 1)[0].decode("utf-8")
    assert first.startswith("# expect: "), "a file of the gallery says what its message must hold"
    return [words.strip() for words in first.removeprefix("# expect: ").split("|")]


def test_the_gallery_is_there() -> None:
    """An empty gallery would pass unseen."""
    assert len(GALLERY) >= 60


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.stem)
def test_a_mistake_is_named_with_its_place(path: Path, tmp_path: Path) -> None:
    """The first problem is one line that names file and line, and holds the words."""
    (tmp_path / path.name).write_bytes(path.read_bytes())
    with pytest.raises(RegisterError) as caught:
        load(data=tmp_path)
    line = str(caught.value.problems[0])
    assert "\n" not in line
    assert line.startswith(f"{tmp_path}/{path.name}:")
    for words in expected(path):
        assert words in line, line
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.stem)
def test_the_plain_reader_names_the_same_line(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where PyYAML has no C library, the same mistakes are found in the same place."""
    monkeypatch.delattr("yaml.CSafeLoader", raising=False)
    (tmp_path / path.name).write_bytes(path.read_bytes())
    with pytest.raises(RegisterError) as caught:
        load(data=tmp_path)
    line = str(caught.value.problems[0])
    for words in expected(path):
        assert words in line, line


def test_several_mistakes_come_together(tmp_path: Path) -> None:
    """The first is printed, the rest are counted and kept."""
    text = (Path(__file__).parent / "broken" / "unit_unknown.yaml").read_text(encoding="utf-8")
    (tmp_path / "all.yaml").write_text(text.replace("kind: state", "kind: stat"), encoding="utf-8")
    with pytest.raises(RegisterError) as caught:
        load(data=tmp_path)
    assert [problem.place.line for problem in caught.value.problems] == [3, 6]
    assert "1 more" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_id_in_two_files(tmp_path: Path) -> None:
    """An id given twice in different files names both places."""
    text = (Path(__file__).parent / "broken" / "unit_unknown.yaml").read_text(encoding="utf-8")
    right = text.replace("persn", "person")
    (tmp_path / "a.yaml").write_text(right, encoding="utf-8")
    (tmp_path / "b.yaml").write_text("\n" + right, encoding="utf-8")
    with pytest.raises(
        RegisterError, match=r"b\.yaml:3: id 'posture.example' is given twice \(first at .*a\.yaml:2\)"
    ):
        load(data=tmp_path)


def test_a_file_too_large(tmp_path: Path) -> None:
    """A file over the limit is refused before it is read."""
    (tmp_path / "a.yaml").write_bytes(b"#" * (LIMIT_BYTES + 1))
    with pytest.raises(RegisterError, match="over the limit"):
        load(data=tmp_path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "not JSON"),
        (b"{}", "not a CSL-JSON list"),
        (b'[{"title": "x"}]', "has no id"),
        (b'[{"id": "x"}]', "lacks a title"),
        (b'[{"id": "x", "type": "a", "title": "t"},\n{"id": "x"}]', ":2: .*twice"),
        ("[{}]".encode("utf-16"), "not UTF-8"),
        (b"[" * 100_000, "not JSON|nested too deep"),
    ],
)  # fmt: skip
def test_a_broken_bibliography(content: bytes, words: str, tmp_path: Path) -> None:
    """Mistakes in sources.json are named like those of the entries."""
    (tmp_path / "sources.json").write_bytes(content)
    with pytest.raises(RegisterError, match=words) as caught:
        load(data=tmp_path)
    assert "sources.json:" in str(caught.value)
