"""Reporting by free text: what was read goes into the same draft and is read back as a list."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from models.actions.conversing import await_next, conversation_of
from models.actions.desk import Desk
from models.actions.reporting import Place, show_item, show_preview, task_round, write_entry
from models.actions.standings import standing_of
from models.actions.taking_back import is_bare, take_back
from models.messages import remarks as say
from models.messages.owed import block_headings
from models.messages.standings import Standing
from models.rules.assignments import Item
from models.rules.chats import Message
from models.rules.own_titles import without_titles
from models.rules.own_words import own_words
from models.rules.replies import Entry, Intent, Reply, read_numbers, read_reply, split_delay
from models.rules.replies.folding import fold
from models.rules.replies.labels import find_labels
from models.rules.replies.named import Kind
from models.rules.replies.passages import named_alone
from models.rules.replies.values import Sender
from models.rules.words import Status
from models.store.plans import current_plan, tasks_of
from models.store.rounds import latest_answers
from models.tables import Person, Round

_NUMBER_ALONE = re.compile(
    r"(?:任务|第|no\.?|#|task)?\s*[0-9]{1,3}\s*(?:号任务|项任务|号|项|任务)?[。.,、:]?", re.IGNORECASE
)
# In the draft already, these stand until another is named; of the others more words would say something else.
_STANDS = (Status.DELAYED, Status.ON_TRACK)


def own_numbers(standing: Standing) -> tuple[int, ...]:
    """Return the task numbers of a round that are the person's own."""
    return tuple(dict.fromkeys(item.number for item in standing.items if item.number is not None))


def read_message(desk: Desk, person: Person, text: str) -> tuple[Round | None, Reply]:
    """Return what a message says, read against the sender's own task numbers, and the round it would report in."""
    round_ = task_round(desk, person)
    standing = None if round_ is None else standing_of(desk, person, round_)
    own = () if standing is None else own_numbers(standing)
    if standing is not None:
        text = without_titles(text, {item.number: item.title for item in standing.items if item.number is not None})
    plan = current_plan(desk.session)
    numbers = [] if plan is None else [task.number for task in tasks_of(desk.session, plan.id or 0)]
    return round_, read_reply(text, own, max(numbers, default=0))


def open_named(desk: Desk, person: Person, text: str) -> list[Message] | None:
    """Show the card of the person's own task whose number is all that was said (3, 任务3, 3号); None for anything else."""
    if _NUMBER_ALONE.fullmatch(fold(text).strip()) is None:
        return None
    round_ = task_round(desk, person)
    if round_ is None:
        return None
    number = read_numbers(text)[0]
    items = [item for item in standing_of(desk, person, round_).items if item.number == number]
    if items:
        return show_item(desk, person, items[0].assignment_id)
    return say.plain_remarks([say.not_owed(desk.language_of(person), [number])])


def open_bare(desk: Desk, person: Person, reply: Reply) -> list[Message] | None:
    """Show the card of the person's own task that is all that was named, with nothing said of it; None for anything else."""
    if reply.intent is Intent.CORRECTION or len(reply.entries) != 1 or not is_bare(reply.entries[0]):
        return None
    if reply.not_own or reply.invalid:
        return None
    return open_named(desk, person, str(reply.entries[0].task))


def drop_blank_lines(desk: Desk, person: Person, text: str) -> str:
    """Return a text without the heading of a copied block, and its lines (`28（短题）：`) behind which nothing was written."""
    if "（" not in text:
        return text
    round_ = task_round(desk, person)
    items = () if round_ is None else standing_of(desk, person, round_).items
    blank = {_packed(f"{item.number}（{item.title}）") for item in items if item.title}
    blank |= {_packed(heading) for heading in block_headings()}
    return "\n".join(line for line in text.split("\n") if _packed(line.rstrip(" \t：:")) not in blank)


def _packed(line: str) -> str:
    return "".join(line.split())


def take_reply(
    desk: Desk,
    person: Person,
    round_: Round,
    reply: Reply,
    said_at: datetime,
    message_id: int,
    text: str,
    remarks: Sequence[str] = (),
) -> list[Message]:
    """Put what a message reports into the draft and read the whole draft back; what could not be filed is named.

    `text` is the message itself; `remarks` go before what is said of it.
    """
    language = desk.language_of(person)
    standing = standing_of(desk, person, round_)
    items: dict[int, list[Item]] = {}
    for item in standing.items:
        if item.number is not None:
            # Whoever holds the posts of two units that lead the same task speaks for both.
            items.setdefault(item.number, []).append(item)
    if reply.intent in (Intent.NO_PROGRESS_ALL, Intent.SAME_AS_LAST):
        _take_blanket(desk, person, round_, standing, said_at, message_id, again=reply.intent is Intent.SAME_AS_LAST)
    placed = _placed(desk, person, reply, standing)
    answered, drafted = _left_alone(placed, items, text, standing, message_id)
    left = [entry for entry in placed if entry.task not in {*answered, *drafted}]
    for entry in left:
        if entry.status or entry.text or entry.percent is not None:
            for item in items.get(entry.task or 0, ()):
                _write(desk, person, Place(round_, standing, item), entry, said_at, message_id)
    desk.session.flush()
    doubts = take_back(desk, person, text, reply, items)
    said = [*remarks, *doubts, *_remarks(language, left, items, reply, answered, drafted)]
    if not standing_of(desk, person, round_).entries:
        return say.plain_remarks(said) if said else [say.unclear(language, sorted(items))]
    return show_preview(desk, person, round_, remarks=tuple(said))


def _remarks(
    language: str,
    entries: Sequence[Entry],
    items: Mapping[int, Sequence[Item]],
    reply: Reply,
    answered: Sequence[int],
    drafted: Sequence[int],
) -> list[str]:
    """Return what is to be said of whatever could not be put into the draft: nothing is dropped silently."""
    remarks = [say.answered_before(language, answered)] if answered else []
    if drafted:
        remarks.append(say.drafted_before(language, drafted))
    bare: list[int] = []
    for entry in entries:
        if entry.task is None:
            remarks.append(say.asked(language, entry.text))
        elif entry.task in items and is_bare(entry) and reply.intent is not Intent.CORRECTION:
            bare.append(entry.task)
    if bare:
        remarks.append(say.nothing_said(language, bare))
    not_owed = sorted(
        {*reply.not_own, *(entry.task for entry in reply.entries if entry.task is not None)} - items.keys()
    )
    if not_owed:
        remarks.append(say.not_owed(language, not_owed))
    if reply.invalid:
        remarks.append(say.unknown_tasks(language, reply.invalid))
    return remarks


def _left_alone(
    entries: Sequence[Entry], items: Mapping[int, Sequence[Item]], text: str, standing: Standing, message_id: int
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the tasks that are only meant by a word for all the rest (其余按计划推进) and have been answered already, or drafted.

    What was said of such a task by its number, or on its card, is not undone by a word about the others.
    """
    meant = [entry.task for entry in entries if entry.task is not None and entry.task in items]
    answered = {number for number in meant if not any(item.is_owed for item in items[number])}
    ready = {key for key in standing.complete if standing.entries[key].message_id != message_id}
    drafted = {number for number in meant if all(item.assignment_id in ready for item in items[number])} - answered
    if not answered and not drafted:
        return (), ()
    sender = Sender.of(tuple(items), max(items, default=0))
    labels = find_labels(fold(text), sender).labels
    named = named_alone(labels, sender)
    if len(items) == 1:
        answered = set()
    if all(label.kind is not Kind.REST for label in labels):
        # A word for all of them (全部完成) means those in the draft too.
        drafted = set()
    return tuple(sorted(answered - named)), tuple(sorted(drafted - named))


def _placed(desk: Desk, person: Person, reply: Reply, standing: Standing) -> tuple[Entry, ...]:
    """Return the entries, one without a number taken for the task whose card is open."""
    state = conversation_of(desk, person)
    if len(reply.entries) != 1 or reply.entries[0].task is not None or state.get("kind") != "card":
        return reply.entries
    numbers = {item.assignment_id: item.number for item in standing.items}
    number = numbers.get(int(state["assignment"]))
    only = reply.entries[0]
    if number is None:
        return reply.entries
    return (Entry(number, only.status, only.percent, only.text, (), only.problems, only.next_step),)


def _write(desk: Desk, person: Person, place: Place, entry: Entry, said_at: datetime, message_id: int) -> None:
    row = write_entry(desk, person, place)
    if entry.status is not None:
        row.status, row.status_assumed = entry.status, False
    elif row.status not in _STANDS:
        # Finished steps or a percent without a word on the whole: on track, marked as our reading (design, section 3).
        row.status, row.status_assumed = _stands_as(desk, place), True
    row.percent = entry.percent
    text = own_words(entry.text, Status(row.status))
    row.text, row.problems, row.next_step = text, "", ""
    if row.status == Status.DELAYED:
        # The entry's text is verbatim and still holds the labelled parts.
        row.text, row.problems, row.next_step = split_delay(text)
    row.sent_at, row.by_button, row.message_id = said_at, False, message_id


def _stands_as(desk: Desk, place: Place) -> Status:
    """Return how a task stands where nothing is said of that: late where it was answered so in this round, else on track.

    Whoever sends the reason of a delay afterwards has not caught up by that.
    """
    answer = latest_answers(desk.session, [place.item.assignment_id]).get(place.item.assignment_id)
    return Status.DELAYED if answer is not None and answer.status == Status.DELAYED else Status.ON_TRACK


def _take_blanket(
    desk: Desk, person: Person, round_: Round, standing: Standing, said_at: datetime, message_id: int, *, again: bool
) -> None:
    for item in standing.items:
        if not item.is_owed or item.assignment_id in standing.complete:
            continue
        last = standing.last.get(item.assignment_id)
        row = write_entry(desk, person, Place(round_, standing, item))
        row.status, row.status_assumed = Status.NO_CHANGE, False
        row.text = last[1] if again and last is not None else ""
        row.sent_at, row.by_button, row.message_id = said_at, False, message_id


# Telegram's clients cut a long text at 4,096 characters and send the rest as the next message.
_CUT_AT = 4000
_CONTINUED_WITHIN = timedelta(minutes=2)


def join_continuation(desk: Desk, person: Person, text: str, said_at: datetime) -> str:
    """Return the text with the piece before it, where that was cut by the client at its limit just before."""
    state = conversation_of(desk, person)
    cut = state.get("cut")
    if cut is None or said_at - datetime.fromisoformat(cut["at"]) > _CONTINUED_WITHIN:
        return text
    return str(cut["text"]) + text


def remember_cut(desk: Desk, person: Person, text: str, said_at: datetime) -> None:
    """Remember a text so long that the next message may go on with it."""
    state = {key: value for key, value in conversation_of(desk, person).items() if key != "cut"}
    if len(text) >= _CUT_AT:
        state["cut"] = {"text": text[-20000:], "at": said_at.isoformat()}
    elif "cut" not in conversation_of(desk, person):
        return
    await_next(desk, person, state)
