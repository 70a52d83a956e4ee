"""Every piece of the deployment guide is carried by something that is there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tools.guide_coverage import PAGE, Carrier, Row, Section, page, problems, read

GUIDE = Path(__file__).parents[3] / "shared" / "deployment-guide.md"
SECTIONS = read()
# Work that is under way, and what the guide has of it.
LATER = {"the command graph": 1}

needs_guide = pytest.mark.skipif(not GUIDE.is_file(), reason="the guide is not in ../shared")


def test_no_row_points_to_nothing() -> None:
    """What is renamed or taken away takes its row along."""
    assert list(problems(SECTIONS)) == []


def test_the_page_is_what_make_docs_writes() -> None:
    """Nobody edits it, and nobody forgets it."""
    assert page(SECTIONS) == PAGE.read_text("utf-8")


def test_what_comes_later_is_known() -> None:
    """Nothing is put off in passing."""
    rows = [row.later for section in SECTIONS for row in section.rows if row.later]

    assert {part: rows.count(part) for part in rows} == LATER


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (Row(guide="x"), "nothing carries it"),
        (
            Row(guide="x", here=(Carrier(object="production/31-redis RedisCluster/other"),)),
            "there is no RedisCluster/other in dist/production/31-redis.k8s.yaml",
        ),
        (
            Row(guide="x", here=(Carrier(object="production/99-none Service/web-app"),)),
            "there is no Service/web-app in dist/production/99-none.k8s.yaml",
        ),
        (
            Row(guide="x", here=(Carrier(object="production/40-web-app Service/web-app", says="port: 1"),)),
            "Service/web-app in dist/production/40-web-app.k8s.yaml does not say 'port: 1'",
        ),
        (Row(guide="x", here=(Carrier(file="docs/none.md"),)), "there is no docs/none.md"),
        (Row(guide="x", here=(Carrier(file="README.md", says="\0"),)), "README.md does not say '\\x00'"),
        (Row(guide="x", here=(Carrier(command="tigerex-k8s relaese"),)), "there is no command tigerex-k8s relaese"),
        (Row(guide="x", here=(Carrier(),)), "expected an object, a file or a command"),
    ],
)
def test_a_row_that_points_to_nothing_is_found(row: Row, said: str) -> None:
    """The law can be broken, one cause at a time."""
    assert list(problems((Section(heading="H", level=1, text=(row,)),))) == [f"H: x: {said}"]


@dataclass(slots=True)
class _Heading:
    """A heading of the guide, with the bullets of its text and the contents of its code blocks."""

    level: int
    title: str
    bullets: int = 0
    blocks: list[tuple[str, str]] = field(default_factory=list)


def _guide() -> Iterator[_Heading]:
    """Read the guide's headings in their order."""
    heading, block = _Heading(0, ""), ""
    language: str | None = None
    for line in GUIDE.read_text("utf-8").splitlines():
        fence = re.match(r" *```(\w*)", line)
        title = re.match(r"(#+) (?:\d+\. )?(.*)", line)
        if fence and language is None:
            language, block = fence[1], ""
        elif fence:
            heading.blocks.append((str(language), block))
            language = None
        elif language is not None:
            block += f"{line}\n"
        elif title:
            if heading.level:
                yield heading
            heading = _Heading(len(title[1]), title[2])
        else:
            heading.bullets += bool(re.match(r" *- ", line))
    yield heading


def _pieces(language: str, block: str) -> int:
    """Count the statements of SQL, or the groups of lines that are more than comments."""
    if language == "sql":
        return block.count(";")
    groups = re.split(r"\n\s*\n", block)
    return sum(any(line.strip() and not line.strip().startswith("#") for line in one.splitlines()) for one in groups)


@needs_guide
def test_every_heading_of_the_guide_is_here_in_its_order() -> None:
    """Whoever reads the guide finds each place again."""
    assert [(one.level, one.heading) for one in SECTIONS] == [(one.level, one.title) for one in _guide()]


@needs_guide
def test_every_code_block_is_here() -> None:
    """Under its heading, and none twice."""
    assert [len(one.blocks) for one in SECTIONS] == [len(one.blocks) for one in _guide()]
    assert sum(len(one.blocks) for one in SECTIONS) == GUIDE.read_text("utf-8").count("```") // 2


@needs_guide
def test_every_statement_and_group_of_lines_has_a_row() -> None:
    """A block as a whole would hide what is in it."""
    short = [
        (section.heading, len(rows), _pieces(language, block))
        for section, heading in zip(SECTIONS, _guide(), strict=True)
        for rows, (language, block) in zip(section.blocks, heading.blocks, strict=True)
        if len(rows) < _pieces(language, block) or (language == "sql" and len(rows) != _pieces(language, block))
    ]

    assert short == []


@needs_guide
def test_every_bullet_has_a_row() -> None:
    """The guide asks for things in lists, too."""
    texts = {one.title: one.bullets for one in _guide() if one.bullets}

    assert {one.heading: len(one.text) for one in SECTIONS if one.heading in texts} == texts


def test_every_last_heading_has_a_row() -> None:
    """A heading without rows is one that others are below."""
    empty = [
        one.heading
        for one, below in zip(SECTIONS, (*SECTIONS[1:], None), strict=True)
        if not one.rows and (below is None or below.level <= one.level)
    ]

    assert empty == []
