"""`invite`: links by which units' people come in."""

import asyncio
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from telegram.error import TelegramError

from bot.commands.authorities import see_authorities
from bot.commands.workplace import RefusedError, Workplace, WrongUsageError, check_target, say, say_json
from bot.telegram.connection import Connection
from locales import t
from models.actions.invitations import Issued, issue_invitations, units_to_invite
from models.actions.refusals import ActionRefusedError
from models.messages.words import say_moment


def invite(place: Workplace, arguments: Namespace) -> None:
    """Make invitation links for one unit, or for every unit of the plan."""
    if bool(arguments.unit) == bool(arguments.all):
        raise WrongUsageError(t(place.language, "invite-which"))
    if arguments.out:
        check_target(place, Path(arguments.out))
    # Before anything is made: Telegram is asked for the bot's name.
    see_authorities(place)
    try:
        issued = place.transact(
            "invite",
            lambda desk: issue_invitations(
                desk, units_to_invite(desk, arguments.unit), uses=arguments.uses, days=arguments.days
            ),
        )
    except ActionRefusedError as error:
        raise RefusedError(t(place.language, error.key, error.arguments)) from error
    name = _bot_name(place)
    rows = [_row(place, one, name) for one in issued]
    if arguments.out:
        _write_workbook(place, rows, Path(arguments.out))
    if arguments.json:
        say_json(rows)
    elif arguments.out:
        say(t(place.language, "invite-written", file=arguments.out, count=len(rows)))
    else:
        for one, row in zip(issued, rows, strict=True):
            until = say_moment(place.language, one.expires_at, place.settings.zone)
            say(
                t(
                    place.language,
                    "invite-line",
                    unit=one.unit,
                    link=row["link"] or one.token,
                    uses=one.uses,
                    until=until,
                )
            )
    if name is None and not arguments.json:
        print(t(place.language, "invite-no-name"), file=sys.stderr)  # noqa: T201 - a word beside what is printed


def _bot_name(place: Workplace) -> str | None:
    """Ask Telegram for the bot's name; None where it cannot be asked."""
    if place.settings.bot_token is None:
        return None

    async def ask() -> str | None:
        connection = Connection(place.settings)
        await connection.open()
        try:
            return await connection.name()
        except TelegramError:
            return None
        finally:
            await connection.close()

    return asyncio.run(ask())


def _row(place: Workplace, one: Issued, name: str | None) -> dict[str, Any]:
    return {
        "unit": one.unit,
        "token": one.token,
        "link": one.link(name),
        "uses": one.uses,
        "expires_at": one.expires_at.astimezone(place.settings.zone).isoformat(timespec="seconds"),
    }


def _write_workbook(place: Workplace, rows: list[dict[str, Any]], path: Path) -> None:
    import xlsxwriter  # noqa: PLC0415 - only this option needs it

    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        # It is printed and cut into slips: all columns on one page, the head on each.
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 0, 36)
        sheet.set_column(1, 1, 64)
        sheet.set_column(2, 2, 12)
        sheet.set_column(3, 3, 28)
        cell, bold = book.add_format({"border": 1}), book.add_format({"border": 1, "bold": True, "bg_color": "#DCE6F1"})
        language = place.language
        heads = (
            t(language, "invite-column-unit"),
            t(language, "invite-column-link"),
            t(language, "invite-column-uses"),
            t(language, "invite-column-until"),
        )
        for column, head in enumerate(heads):
            sheet.write_string(0, column, head, bold)
        for number, row in enumerate(rows, 1):
            sheet.write_string(number, 0, row["unit"], cell)
            sheet.write_string(number, 1, row["link"] or row["token"], cell)
            sheet.write_number(number, 2, row["uses"], cell)
            # People read it: the day and the wall time, without the zone.
            sheet.write_string(number, 3, row["expires_at"][:16].replace("T", " "), cell)
