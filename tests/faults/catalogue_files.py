"""Kinds of fault of a file as a whole: cut short, of another kind, without a part, far too large."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable

from hub_roster.exchange.workbook_layout import MOST_MARKUP
from tests.exchange.protecting import of_old_kind, protected
from tests.faults.kinds import FileKind
from tests.faults.mutations import packed, unpacked

Made = Callable[[bytes], bytes]

SHEET = "xl/worksheets/sheet2.xml"
EMPTY_ROW = b'<row r="%d"><c r="A%d" s="1"/><c r="B%d" s="1"/></row>'


def always(content: bytes) -> Made:
    """Give the same content whatever the hub."""
    return lambda _: content


def part(name: str, change: Callable[[bytes], bytes | None]) -> Made:
    """Change one part of a workbook; None leaves it out."""

    def made(content: bytes) -> bytes:
        parts = unpacked(content)
        new = change(parts.pop(name))
        return packed(parts if new is None else {**parts, name: new})

    return made


def _endless(markup: bytes) -> bytes:
    count = MOST_MARKUP // 40
    rows = b"".join(EMPTY_ROW % (row, row, row) for row in range(100, 100 + count))
    return markup.replace(b"</sheetData>", rows + b"</sheetData>")


def _sheets(book: bytes) -> bytes:
    first = book[book.index(b"<sheet ") : book.index(b"/>", book.index(b"<sheet ")) + 2]
    more = 300 - book.count(b"<sheet ")
    return book.replace(b"</sheets>", first * more + b"</sheets>")


def _bomb(_: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("[Content_Types].xml", b"<Types/>")
        container.writestr("xl/sharedStrings.xml", b"<sst>" + b" " * (2 * MOST_MARKUP))
    return made.getvalue()


def _doubled_name(content: bytes) -> bytes:
    return content.replace(b'"weeks": 2', b'"weeks": 2, "weeks": 3', 1)


def _without(name: str) -> Made:
    def made(content: bytes) -> bytes:
        whole = json.loads(content)
        del whole[name]
        return json.dumps(whole).encode()

    return made


def _with(name: str, value: object) -> Made:
    return lambda content: json.dumps({**json.loads(content), name: value}).encode()


FILES: tuple[FileKind, ...] = (
    FileKind("An empty file", "Take an earlier copy.", "hub.xlsx", always(b""), "The file is empty."),
    FileKind(
        "A workbook cut short",
        "Copy or download it again; a memory stick may have been taken out too early.",
        "hub.xlsx",
        lambda content: content[: len(content) // 2],
        "The workbook is cut short or damaged: copy or download it again.",
    ),
    FileKind(
        "A web page named as a workbook",
        "Open it in Excel and save it as an Excel workbook.",
        "hub.xlsx",
        always(b"<html><table><tr><td>Key</td></tr></table></html>"),
        "This is a web page with the name of a workbook: open it in Excel and save it as .xlsx.",
    ),
    FileKind(
        "A CSV file named as a workbook",
        "Open it in Excel and save it as an Excel workbook.",
        "hub.xlsx",
        always(b"Key,Name\n007,Ben\n"),
        "This is plain text with the name of a workbook: open it in Excel and save it as .xlsx.",
    ),
    FileKind(
        "A workbook with a password",
        "Type the password when you are asked for it, or give its file with --password-file.",
        "hub.xlsx",
        protected,
        "The workbook is protected with a password, and none was given.",
    ),
    FileKind(
        "A workbook of old Excel under a new name",
        "Open it in Excel and save it as an Excel workbook.",
        "hub.xlsx",
        of_old_kind,
        "This is a workbook of an old kind (.xls), whatever its name says: open it in Excel and save it as .xlsx.",
    ),
    FileKind(
        "A protected workbook that is damaged",
        "Open it in Excel, let Excel repair it, and save it again.",
        "hub.xlsx",
        always(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)),
        "The workbook is protected or of an old kind, and it is damaged: Excel may be able to repair it.",
    ),
    FileKind(
        "A file whose name ends otherwise",
        "Open it in Excel and save it as an Excel workbook.",
        "hub.csv",
        always(b"Key,Name\n"),
        "A hub's file is an Excel workbook (.xlsx) or a JSON file (.json); open this .csv file and save it as .xlsx.",
    ),
    FileKind(
        "Another kind of zip file named as a workbook",
        "Choose the hub's file.",
        "hub.xlsx",
        always(packed({"photo.jpg": b"\xff\xd8"})),
        "This is not an Excel workbook.",
    ),
    FileKind(
        "A workbook with macros in it",
        "Save it in Excel as .xlsx, which leaves them out; if you did not expect any, ask who sent it.",
        "hub.xlsx",
        lambda content: packed({**unpacked(content), "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
        "The workbook holds macros, which are programs: save it in Excel as .xlsx, which leaves them out.",
    ),
    FileKind(
        "A workbook with broken markup",
        "Open it in Excel, let Excel repair it, and look at what it says it lost.",
        "hub.xlsx",
        part(SHEET, lambda markup: markup[: len(markup) // 2]),
        "The workbook is damaged: Excel may be able to repair it. Open it there and save it again.",
    ),
    FileKind(
        "A workbook with wrong content types",
        "Open it in Excel, let Excel repair it, and look at what it says it lost.",
        "hub.xlsx",
        part("[Content_Types].xml", lambda markup: markup.replace(b"spreadsheetml", b"wordprocessingml")),
        "The workbook is damaged: Excel may be able to repair it. Open it there and save it again.",
    ),
    FileKind(
        "A workbook that has lost a sheet",
        "Take an earlier copy of the file.",
        "hub.xlsx",
        part(SHEET, lambda _: None),
        "The workbook is damaged: what this sheet held is not in the file. Take an earlier copy.",
        place="sheet 'Hubs'",
    ),
    FileKind(
        "A sheet with hundreds of thousands of empty rows",
        "Choose the rows below the last filled one, delete them, and save.",
        "hub.xlsx",
        part(SHEET, _endless),
        "This sheet is far too large to be a hub's. Delete the empty rows and columns beyond the last filled ones (choose them, then Delete), save, and try again.",
        place="sheet 'Hubs'",
    ),
    FileKind(
        "A workbook with hundreds of sheets",
        "Move what is not the hub's into a file of its own.",
        "hub.xlsx",
        part("xl/workbook.xml", _sheets),
        "The workbook has 300 sheets: far too many to be a hub's.",
    ),
    FileKind(
        "A small file that unpacks to a huge one",
        "Do not open it; ask who sent it.",
        "hub.xlsx",
        _bomb,
        "The workbook is far too large to be a hub's.",
    ),
    FileKind(
        "JSON cut short",
        "Export or copy the file again.",
        "hub.json",
        lambda content: content[:200],
        "This is not JSON: expecting ':' delimiter at line 10, character 11.",
    ),
    FileKind(
        "JSON that is not text in UTF-8",
        "Save it as UTF-8.",
        "hub.json",
        always(b"\xff\xfe{}"),
        "This is not a JSON file: it is not text in UTF-8.",
    ),
    FileKind(
        "A workbook named as JSON",
        "Let its name end in .xlsx.",
        "hub.json",
        always(packed({"[Content_Types].xml": b"<Types/>"})),
        "This is a workbook with the name of a JSON file: let its name end in .xlsx.",
    ),
    FileKind(
        "JSON that is a list",
        "Give one object, with a name for each table.",
        "hub.json",
        always(b"[]"),
        "The file holds no JSON object: it must begin with {.",
    ),
    FileKind(
        "JSON nested without end",
        "Look at what wrote it.",
        "hub.json",
        always(b"[" * 100_000),
        "This is JSON nested far too deeply to be a hub's.",
    ),
    FileKind(
        "A number of thousands of digits in JSON",
        "Look at what wrote it.",
        "hub.json",
        always(b'{"weeks": ' + b"9" * 5000 + b"}"),
        "The file holds a number with far too many digits.",
    ),
    FileKind(
        "A name twice in JSON",
        "Keep one of the two.",
        "hub.json",
        _doubled_name,
        "This name stands here more than once.",
        place="$.weeks",
    ),
    FileKind(
        "A table missing from JSON",
        "Add it, be it as an empty list.",
        "hub.json",
        _without("hubs"),
        "This list is missing, and it is needed.",
        place="$.hubs",
    ),
    FileKind(
        "A name JSON of a hub does not have",
        "Correct the name, or leave it out.",
        "hub.json",
        _with("pepole", []),
        "'pepole' is not known here. Did you mean 'people'?",
        place="$.pepole",
    ),
    FileKind(
        "No duty shape at all in JSON",
        "Leave the list out to use the usual shapes.",
        "hub.json",
        _with("shapes", []),
        "No duty shape is named: leave this out to use the usual ones.",
        place="$.shapes",
    ),
    FileKind(
        "A table in JSON that is no list",
        "Write it in square brackets.",
        "hub.json",
        _with("leave", {}),
        "'{}' must be a list, in square brackets.",
        place="$.leave",
    ),
    FileKind(
        "A row in JSON that is no object",
        "Write it in braces.",
        "hub.json",
        _with("leave", [3]),
        "'3' must be an object, in braces.",
        place="$.leave[0]",
    ),
)
