"""The settings: read from a file as systemd reads them, and all that is wrong with them said at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import hub_roster
from hub_roster.service.settings import KNOWN, UnusableSettings, check, read_settings

SOURCE = Path(hub_roster.__file__).parent


def faults_of(environment: dict[str, str]) -> list[str]:
    """Give what is said to be wrong with settings."""
    with pytest.raises(UnusableSettings) as told:
        check(environment)
    first, *faults = str(told.value).splitlines()
    assert first == "The settings cannot be used as they are:"
    return [fault.removeprefix("  - ") for fault in faults]


def test_every_setting_that_is_read_is_known() -> None:
    """One that is added and not listed would be refused wherever somebody sets it."""
    read = set()
    for file in SOURCE.rglob("*.py"):
        read |= set(re.findall(r'"(HUB_ROSTER_[A-Z_]*[A-Z])"', file.read_text(encoding="utf-8")))
    assert read == KNOWN


def test_what_is_sound_passes() -> None:
    """Nothing at all, and much of it; others' variables are theirs."""
    check({})
    check(
        {
            "PATH": "/bin",
            "HUB_ROSTER_CALLED": "./hub",
            "HUB_ROSTER_ORIGIN": "https://rota.example",
            "HUB_ROSTER_LOG": "json",
            "HUB_ROSTER_DATABASE_URL": "postgresql://hub:secret@host/hub",
            "DASK_SCHEDULER_ADDRESS": "tls://10.0.0.5:8786",
            "DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION": "true",
        }
    )


def test_everything_wrong_is_said_at_once() -> None:
    """Each by the name of its setting, and no value with it."""
    faults = faults_of(
        {
            "HUB_ROSTER_SECRET": "short-value",
            "HUB_ROSTER_ORIGIN": "rota.example",
            "HUB_ROSTER_LOG": "yaml-value",
            "HUB_ROSTER_PASSWORDS": "maybe-value",
            "HUB_ROSTER_TEXT_URL": "ftp://value",
            "HUB_ROSTER_SMTP_URL": "ftp://value",
            "HUB_ROSTER_OIDC_ISUER": "https://value",
            "HUB_ROSTER_XYZZY": "value",
            "DASK_SCHEDULER_ADDRESS": "tcp://value:8786",
        }
    )
    assert [re.findall(r"[A-Z]+(?:_[A-Z]+)+", fault) for fault in faults] == [
        ["HUB_ROSTER_OIDC_ISUER", "HUB_ROSTER_OIDC_ISSUER"],
        ["HUB_ROSTER_XYZZY"],
        ["HUB_ROSTER_SECRET"],
        ["HUB_ROSTER_ORIGIN"],
        ["HUB_ROSTER_PASSWORDS"],
        ["HUB_ROSTER_SMTP_URL"],
        ["HUB_ROSTER_TEXT_URL"],
        ["DASK_SCHEDULER_ADDRESS"],
        ["HUB_ROSTER_LOG"],
    ]
    assert "PostgreSQL" in faults[-2]
    assert not any("value" in fault for fault in faults)


def test_a_file_is_read_as_systemd_reads_it(tmp_path: Path) -> None:
    """Comments, blank lines, quotation marks around a value and within it, spaces around it."""
    file = tmp_path / "hub-roster.env"
    file.write_text(
        "# how the service runs\n; and so on\n\n"
        "HUB_ROSTER_ORIGIN = https://rota.example  \n"
        "HUB_ROSTER_MAIL_FROM='rota@council.example'\n"
        'HUB_ROSTER_SECRET="a \\"secret\\" #1"\n'
        'HUB_ROSTER_TEXT_BODY={"to": "{number}"}\n'
        "DASK_SCHEDULER_ADDRESS=\n"
    )
    assert read_settings(file) == {
        "HUB_ROSTER_ORIGIN": "https://rota.example",
        "HUB_ROSTER_MAIL_FROM": "rota@council.example",
        "HUB_ROSTER_SECRET": 'a "secret" #1',
        "HUB_ROSTER_TEXT_BODY": '{"to": "{number}"}',
        "DASK_SCHEDULER_ADDRESS": "",
    }


def test_every_faulty_line_of_a_file_is_listed(tmp_path: Path) -> None:
    """With its number, and without what may be a password."""
    file = tmp_path / "hub-roster.env"
    lines = [
        "HUB_ROSTER_LOG=json",
        "export HUB_ROSTER_SECRET=value",
        "value",
        "HUB_ROSTER_OIDC_ISUER=value",
        'HUB_ROSTER_SECRET="value',
        "HUB_ROSTER_SECRET=value\\",
        "HUB_ROSTER_SECRET='value' value",
        'HUB_ROSTER_SECRET="val\\ue"',
    ]
    file.write_text("\n".join(lines))
    with pytest.raises(UnusableSettings) as told:
        read_settings(file)
    said = str(told.value)
    assert re.findall(r"line (\d)", said) == ["2", "3", "4", "5", "6", "7", "8"]
    assert "HUB_ROSTER_OIDC_ISUER is no setting of hub-roster: HUB_ROSTER_OIDC_ISSUER is." in said
    assert said.count("value") == said.count("the value of HUB_ROSTER_SECRET") == 4


def test_a_file_that_is_not_there_or_no_text_is_said_to_be_so(tmp_path: Path) -> None:
    """By its path."""
    with pytest.raises(UnusableSettings, match="there is no such file"):
        read_settings(tmp_path / "none")
    (tmp_path / "picture").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UnusableSettings, match="no settings can be read"):
        read_settings(tmp_path / "picture")
