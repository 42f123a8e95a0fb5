"""What somebody owes, and which tasks are theirs: /status and /tasks."""

from dataclasses import replace

from handlers.context import Context
from models.actions.coming import nothing_to_report
from models.actions.standings import standings_of
from models.messages import owed as say_owed
from models.store.unit_tasks import unit_tasks


def show_tasks(context: Context, _argument: str) -> None:
    """/tasks: every task of the person's units, with its state in the open rounds."""
    standings = [standing for standing in standings_of(context.desk, context.person) if standing.kind != "registration"]
    shown = {item.number for standing in standings for item in standing.items}
    tasks = unit_tasks(context.desk.session, context.person.id or 0)
    led = [(number, title) for number, title in tasks.led if number not in shown]
    if not standings and not led and not tasks.supported:
        context.reply(say_owed.nothing_owed(context.language))
    else:
        context.reply(*say_owed.tasks_list(context.language, standings, led, tasks.supported))


def show_status(context: Context, _argument: str) -> None:
    """/status: what is still owed."""
    desk, person = context.desk, context.person
    standings = standings_of(desk, person)
    message = say_owed.owed_list(context.language, standings, desk.now)
    if all(standing.kind == "registration" for standing in standings):
        coming = nothing_to_report(desk, person)
        message = replace(message, html=f"{message.html}\n{coming.html}") if standings else coming
    context.reply(message)
