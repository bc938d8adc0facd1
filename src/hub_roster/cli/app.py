"""The commands of `hub-roster`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from hub_roster.cli import (
    administering,
    backing_up,
    comparing,
    continuity_command,
    contract_command,
    database_meant,
    demo,
    drafting,
    explaining,
    exporting,
    judging,
    making,
    retaining,
    rulebook_command,
    serving,
    templating,
)
from hub_roster.cli.why import program
from hub_roster.service.settings import read_settings

# Without Typer's own tracebacks: they show the values of variables, and those may be about people.
app = typer.Typer(
    name="hub-roster",
    help="Draft the rosters of a children's services hub: homes safely covered, agreed visits made, "
    "by people the young people know.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def before_any(
    settings: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Take the service's settings from a file too, a NAME=VALUE a line, such as the "
            "EnvironmentFile of its unit of systemd. They go before those of the environment.",
        ),
    ] = None,
) -> None:
    """Take settings from a file, for whichever command follows."""
    if settings is not None:
        with database_meant.refusals():
            os.environ.update(read_settings(settings))


app.command()(drafting.draft)
app.command()(judging.check)
app.command()(explaining.explain)
app.command()(continuity_command.continuity)
app.command()(exporting.export)
app.command()(making.calendar)
app.command()(making.picture)
app.command()(comparing.diff)
app.command()(templating.template)
app.command()(rulebook_command.rulebook)
app.command("make-hub")(making.make_hub)
app.command()(demo.demo)
app.command()(serving.serve)
app.command()(contract_command.contract)
app.command()(administering.add_account)
app.command()(retaining.retention)
app.add_typer(administering.audit, name="audit")
app.command()(backing_up.backup)
app.command("restore")(backing_up.restore_command)
# What `serve` starts, and starts again when it ends.
app.command(hidden=True)(serving.web)
app.command(hidden=True)(serving.dispatch)


def main() -> None:
    """Run the command line."""
    app(prog_name=program())
