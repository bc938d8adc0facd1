"""One reader fuzzed with coverage as its guide: `fuzz_reader.py json|workbook FINDINGS LIBFUZZER-ARGUMENTS`.

Started by readers.py, in a process of its own, which libFuzzer ends.
"""

from __future__ import annotations

import json
import sys
import time
import traceback
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import atheris  # type: ignore[import-not-found, import-untyped, unused-ignore]

with atheris.instrument_imports(include=["hub_roster.exchange", "hub_roster.domain", "openpyxl"]):
    from tests.faults.mutations import json_changed, packed, unpacked, workbook_changed
    from tests.faults.promise import read_or_told

SUFFIXES = {"json": ".json", "workbook": ".xlsx"}
SLOW = 5.0
"""Seconds of computing after which reading counts as hanging."""


class Fuzzed:
    """A reader being fuzzed.

    Attributes
    ----------
    slowest
        Seconds of computing that the slowest input took.
    """

    def __init__(self, reader: str, findings: Path, folder: Path) -> None:
        self._file = folder / f"hub{SUFFIXES[reader]}"
        self._findings = findings
        self._change = json_changed if reader == "json" else workbook_changed
        self._zipped = reader == "workbook"
        self.slowest = 0.0
        self._count = 0

    def try_one(self, data: bytes) -> None:
        """Read one input; keep it where the reader breaks its promise or takes too long."""
        self._file.write_bytes(data)
        begun = time.process_time()
        try:
            read_or_told(self._file)
        except Exception as error:
            self._keep(data, _kind(error), traceback.format_exc())
        seconds = time.process_time() - begun
        if seconds > SLOW:
            self._keep(data, "slow", f"{seconds:.1f} s")
        self._count += 1
        if seconds > self.slowest:
            self.slowest = seconds
            (self._findings / "slowest.bin").write_bytes(data)
        if self._count % 50 == 0 or seconds == self.slowest:
            told = {"executions": self._count, "slowest_seconds": round(self.slowest, 3)}
            (self._findings / "progress").write_text(json.dumps(told), encoding="utf-8")

    def _keep(self, data: bytes, kind: str, said: str) -> None:
        file = self._findings / f"{kind}{self._file.suffix}"
        if not file.exists() or file.stat().st_size > len(data):
            file.write_bytes(data)
            file.with_suffix(".txt").write_text(said, encoding="utf-8", errors="replace")

    def mutate(self, data: bytes, most: int, seed: int) -> bytes:
        """Change an input in the way of its kind, or by libFuzzer's own means, whole or one part of it."""
        chance = Random(seed)
        if chance.random() < 0.6:
            changed = self._change(data, chance)
        elif self._zipped:
            changed = _part_mutated(data, most, chance)
        else:
            changed = atheris.Mutate(data, most)
        return changed if len(changed) <= most else data


def _part_mutated(data: bytes, most: int, chance: Random) -> bytes:
    parts = unpacked(data)
    if not parts:
        return bytes(atheris.Mutate(data, most))
    name = chance.choice(sorted(parts))
    parts[name] = bytes(atheris.Mutate(parts[name], max(1000, 2 * len(parts[name]))))
    return packed(parts)


def _kind(error: Exception) -> str:
    """Name a finding by the line it came from, so that each is kept once."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}-{Path(frame.filename).stem}-{frame.lineno}"


def main() -> None:
    """Fuzz until libFuzzer's arguments say it is enough."""
    reader, findings, *rest = sys.argv[1:]
    with TemporaryDirectory() as folder:
        fuzzed = Fuzzed(reader, Path(findings), Path(folder))
        atheris.Setup([sys.argv[0], *rest], fuzzed.try_one, custom_mutator=fuzzed.mutate)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
