"""The roster on the wall: what it says, what it never says, and that a screen reader can read it."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from datetime import date, time
from typing import Any

import page as pdf_standard
import pikepdf
import pytest
from pypdf import PdfReader

from hub_roster.domain.home import Home, PartKind, ShiftTemplate
from hub_roster.domain.lines import Lines
from hub_roster.domain.people import Employment, Skill
from hub_roster.domain.place import PlaceKind
from hub_roster.domain.problem import Problem
from hub_roster.domain.roster import RosterStatus
from hub_roster.examples import make_hub
from hub_roster.exchange.wall_pages import Paper
from hub_roster.exchange.wall_roster import wall_roster
from hub_roster.rules.rulebook import RULEBOOK
from hub_roster.rules.states import with_states
from tests.exchange.dealt import dealt
from tests.tiny import hub, need, on_call, people, person, resident, roster, shift, visit, young

POINTS = {Paper.A3: (1190.55, 841.89), Paper.A4: (841.89, 595.28)}


def tiny(**names: str) -> Problem:
    """Give a hub with a home, a resident, a visit and on-call; ann and ben go by their names, if any."""
    return hub(
        person("ann", name=names.get("ann", "Ann Lee")),
        person("ben", name=names.get("ben", "Ben Cole")),
        people("cat"),
        Home(code="Oak", hub="Hub", place="Oak house"),
        shift("early", seats=2),
        shift("late"),
        young("Heron", place="Dale"),
        resident("Wren", place="Oak house"),
        visit("visit77", "Heron", "Wed"),
        need("shift leader"),
        Skill(person="ann", skill="shift leader"),
        on_call("spell5", "Mon 17:00", "Tue 09:00"),
    )


def printed(problem: Problem, status: RosterStatus = RosterStatus.DRAFT, **said: str) -> str:
    """Give the text of the wall roster of the tiny hub."""
    found = roster(problem, **said).model_copy(update={"status": status})
    return text_of(wall_roster(Lines(problem, found)))


def text_of(pdf: bytes) -> str:
    """Give all text of a PDF, page by page, with its blanks made one."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    text = " ".join(page.extract_text() for page in pages)
    # Two letters set as one are two letters.
    return " ".join(unicodedata.normalize("NFKC", text).split())


def tags_of(pdf: bytes) -> Iterator[tuple[str, list[str]]]:
    """Give each tag of a PDF's structure with the tags below it, from the root down."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        yield from _below(document.Root.StructTreeRoot)


def _below(element: pikepdf.Object) -> Iterator[tuple[str, list[str]]]:
    kids: Any = element.get("/K", [])
    listed = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    below = [kid for kid in listed if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    inner = [found for kid in below for found in _below(kid)]
    if "/S" in element:
        yield str(element.S), [tag for tag, _ in inner]
    yield from inner


@pytest.fixture(scope="module")
def example() -> tuple[Problem, bytes]:
    """Give an example hub of forty young people and its wall roster for two weeks."""
    problem = make_hub(3, weeks=2)
    return problem, wall_roster(Lines(problem, dealt(problem)))


# What it never says -------------------------------------------------------------------------------


def test_no_young_person_is_on_it(example: tuple[Problem, bytes]) -> None:
    """No code, no visit, no area of a young person, and no home of theirs but the one it is for."""
    problem, pdf = example
    text = text_of(pdf)
    assert problem.people[0].name in text
    hidden = [young.code for young in problem.young_people]
    hidden += [visit.id for visit in problem.visits]
    hidden += [spell.id for spell in problem.on_call]
    hidden += [place.code for place in problem.places if place.kind is PlaceKind.AREA]
    assert len(hidden) > 100
    words = set(text.replace(",", " ").split())
    # A one-word code may not stand as a word of its own; anything longer nowhere at all.
    assert not [code for code in hidden if (code in words if code.isalpha() else code in text)]
    assert "Outreach" in text


def test_nothing_else_in_the_file_tells_more(example: tuple[Problem, bytes]) -> None:
    """Neither the properties of the file nor anything attached to it name a young person."""
    problem, pdf = example
    with pikepdf.open(io.BytesIO(pdf)) as document:
        about = " ".join(str(value) for value in document.docinfo.values())
        about += document.Root.Metadata.read_bytes().decode()
        assert "/Names" not in document.Root or "/EmbeddedFiles" not in document.Root.Names
    assert problem.hubs[0].name in about
    assert not [young.code for young in problem.young_people if young.code in about]


def test_a_visit_is_outreach_only() -> None:
    """Where a visit is made, when, and for whom stay off the wall; so does the name of a spell."""
    text = printed(tiny(), ben="visit77 Wed 10:00, spell5")
    assert text.count("Outreach") == 1
    assert "On call" in text
    assert not [word for word in ("Heron", "Wren", "Dale", "visit", "77", "10:00", "spell") if word in text]


# What it says -------------------------------------------------------------------------------------


def test_who_is_on_and_what_is_empty() -> None:
    """Names by shift, a word where a seat is empty, and on-call with nobody on it."""
    text = printed(tiny(), ann="early Mon", ben="early Mon, late Tue")
    assert "Ann Lee" in text
    assert text.count("Empty") == 6 * 2 + 6
    assert text.count("Nobody") == 1
    assert "No duty this week: cat." in text


def test_a_seat_nobody_has_agreed_to_says_so() -> None:
    """Relief staff who have yet to answer are to confirm, on both pages; an agency is to be named."""
    problem = hub(
        person("ann", name="Ann", employment=Employment.RELIEF),
        person("AGY:1", employment=Employment.AGENCY, unnamed=True),
        shift("early", "Mon Tue"),
    )
    found = roster(problem, **{"ann": "early Mon", "AGY:1": "early Tue"})
    stood = with_states(RULEBOOK.of(problem), Lines(problem, found))
    text = text_of(wall_roster(Lines(problem, stood)))
    assert text.count("to confirm") == 4
    assert "Agency, to be named" in text


def test_the_leader_is_marked() -> None:
    """Whoever alone can lead a shift is its leader; of several each may; with none it is said."""
    assert "leader" in printed(tiny(), ann="early Mon", ben="early Mon")
    assert "No leader" not in printed(tiny(), ann="early Mon", ben="early Mon")
    assert "No leader" in printed(tiny(), ben="early Mon")
    both = tiny().edited(skills=[Skill(person=key, skill="shift leader") for key in ("ann", "ben")])
    assert printed(both, ann="early Mon", ben="early Mon").count("may lead") == 2


def test_a_shift_whose_times_differ_says_them_day_by_day() -> None:
    """Where all days have the same times they stand beside the shift; else with each person."""
    later = ShiftTemplate(
        home="Oak", name="early", kind=PartKind.EARLY, start=time(9), end=time(15), days=(5,)
    )
    problem = hub(people("ann"), shift("early", "Mon Tue"), later)
    text = printed(problem, ann="early Mon, early Sat")
    assert text.count("07:00\u201315:00") == 1
    assert text.count("09:00\u201315:00") == 1


@pytest.mark.parametrize("status", list(RosterStatus))
def test_the_status_is_on_every_page(status: RosterStatus) -> None:
    """At the head and at the foot of each page, in words."""
    words = {
        RosterStatus.DRAFT: "Draft, not published",
        RosterStatus.PUBLISHED: "Published",
        RosterStatus.AMENDED: "Published, with changes",
        RosterStatus.WORKED: "As worked",
    }
    found = roster(tiny(), ann="early Mon").model_copy(update={"status": status})
    pages = PdfReader(io.BytesIO(wall_roster(Lines(tiny(), found)))).pages
    assert len(pages) == 2
    for number, page in enumerate(pages, start=1):
        text = page.extract_text()
        assert text.count(words[status]) == 2
        assert f"Page {number} of 2" in text
        assert "As at the week beginning 02/02/2026" in text


def test_bank_holidays_are_named() -> None:
    """A bank holiday stands with its day."""
    problem = hub(people("ann"), shift("early"), first_day=date(2026, 4, 6))
    assert printed(problem, ann="early Mon").count("Bank holiday") == 2
    assert "Bank holiday" not in printed(tiny(), ann="early Mon")


# Names --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["#strong[Ann]", "*Ann* _Lee_", "$x^2$ \\ Ann", "= Ann", "@ann <b>", "a//b"])
def test_a_name_is_never_markup(name: str) -> None:
    """What the typesetter would take for an order is set as it is written."""
    assert name in printed(tiny(ann=name), ann="early Mon")


def test_a_name_there_are_no_letters_for() -> None:
    """Somebody whose name cannot be set is called by their key, and everyone else by name."""
    text = printed(
        tiny(ann="\u738b\u5c0f\u660e", ben="\u0141ukasz \u017bak"), ann="early Mon", ben="late Mon"
    )
    assert "ann" in text
    assert "\u0141ukasz \u017bak" in text
    assert "?" not in text


def test_two_of_one_name_are_told_apart() -> None:
    """Their keys stand beside the name."""
    text = printed(tiny(ben="Ann Lee"), ann="early Mon", ben="late Mon")
    assert "Ann Lee (ann)" in text
    assert "Ann Lee (ben)" in text


# Pages --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", list(Paper))
def test_a_page_a_home_and_week_and_one_for_everyone(paper: Paper) -> None:
    """Four weeks of one home are eight pages, landscape, of the paper asked for."""
    problem = make_hub(3, weeks=4)
    pages = PdfReader(io.BytesIO(wall_roster(Lines(problem, dealt(problem)), paper))).pages
    assert len(pages) == 8
    for page in pages:
        size = (float(page.mediabox.width), float(page.mediabox.height))
        assert size == pytest.approx(POINTS[paper], abs=0.1)


def test_equal_rosters_are_equal_bytes(example: tuple[Problem, bytes]) -> None:
    """The file holds nothing of when it was made."""
    problem, pdf = example
    assert wall_roster(Lines(problem, dealt(problem))) == pdf


# For those who hear it read -----------------------------------------------------------------------


@pytest.mark.parametrize("paper", list(Paper))
def test_it_keeps_the_standard(example: tuple[Problem, bytes], paper: Paper) -> None:
    """A validator that is not the typesetter's finds it PDF/UA-1 (ISO 14289-1) in every rule."""
    problem, _ = example
    pdf = wall_roster(Lines(problem, dealt(problem)), paper)
    report = pdf_standard.validate_pdf_bytes(pdf, profile="ua1")
    assert [failure.message for failure in report.failures] == []
    assert report.is_compliant
    assert report.rules.passed > 100


def test_it_says_that_it_is_accessible(example: tuple[Problem, bytes]) -> None:
    """Tagged, in British English, with a title that readers show, under the PDF/UA-1 mark."""
    _, pdf = example
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = document.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == "en-GB"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        with document.open_metadata() as about:
            assert about["dc:title"] == (
                "Roster of Scarborough hub, Monday 30 November 2026 to Sunday 13 December 2026"
            )
            assert about["pdfuaid:part"] == "1"


def test_it_is_made_of_headings_and_tables_with_heads(example: tuple[Problem, bytes]) -> None:
    """Each page has a heading, its week under it, and a table with a head for each of its columns."""
    _, pdf = example
    tags = list(tags_of(pdf))
    tables = [below for tag, below in tags if tag == "/Table"]
    assert len(tables) == 4
    assert [tag for tag, _ in tags].count("/H1") == 4
    assert [tag for tag, _ in tags].count("/H2") == 4
    for below in tables:
        assert below.count("/TH") == 8
        assert below.count("/THead") == 1
        assert below.count("/TD") % 8 == 0
        assert below.count("/TD") > 0


def test_nothing_is_drawn_that_is_not_read(example: tuple[Problem, bytes]) -> None:
    """There is no picture, so none lacks words in its place; every page keeps the order of its tags."""
    _, pdf = example
    assert "/Figure" not in {tag for tag, _ in tags_of(pdf)}
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            assert "/StructParents" in page.obj
            assert "/XObject" not in page.obj.get("/Resources", {})


def test_its_fonts_come_with_it(example: tuple[Problem, bytes]) -> None:
    """Every font is in the file, with the letters each glyph stands for."""
    _, pdf = example
    with pikepdf.open(io.BytesIO(pdf)) as document:
        fonts = [font for page in document.pages for font in page.obj.Resources.Font.values()]
        assert fonts
        for font in fonts:
            inner = font.DescendantFonts[0].FontDescriptor
            assert "/ToUnicode" in font
            assert "/FontFile2" in inner or "/FontFile3" in inner
