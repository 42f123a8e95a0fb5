"""The people of a crash run: they register, report by buttons or in free text, and wait for every answer they are owed."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from random import Random

from bot.sandbox.emulator import Emulator, Event, SeenMessage
from bot.sandbox.emulator.world import Json

# How long somebody waits for an answer, kills and restarts included, before it counts as lost.
PATIENCE_SECONDS = 120.0
# How long they dawdle over a step at most; a kill and the start after it take some seconds.
_DAWDLE_SECONDS, _DAWDLE_A_KILL = 0.4, 0.7
RECEIPT = re.compile(r"回执\s*(\d{4}-\w+-\d{4})")
_LETTERS = "ABCDEFGHJK"
_PRESSES = 100
_STATUS = {"已完成": True, "正常推进": True, "尚未启动": True, "本月无新进展": False}


class LostError(Exception):
    """Somebody waited in vain."""


class Observer:
    """Sees every message as it appears: who said what, between which kills, in which order."""

    def __init__(self, emulator: Emulator, bot_id: int) -> None:
        self.epoch = 0
        self.count = 0
        self.touched: dict[tuple[int, int], int] = {}
        # By chat: between which kills, and what it said then; an edit may change that later.
        self.posted: dict[int, list[tuple[int, Json, Json | None]]] = {}
        self.on_bot_act: Callable[[], None] = lambda: None
        self._bot_id = bot_id
        self._stirred: dict[int, asyncio.Event] = {}
        emulator.subscribe(self._see)

    def _see(self, event: Event) -> None:
        message = event.message
        if event.kind not in ("message", "edit") or message is None or message.sender_id != self._bot_id:
            return
        self.count += 1
        self.touched[event.chat.id, message.message_id] = self.count
        if event.kind == "message" and message.pinned_id is None:
            self.posted.setdefault(event.chat.id, []).append((self.epoch, message.content, message.markup))
        self.stirred(event.chat.id).set()
        self.on_bot_act()

    def stirred(self, chat_id: int) -> asyncio.Event:
        """Return what is set whenever the bot does something in a chat."""
        return self._stirred.setdefault(chat_id, asyncio.Event())


@dataclass(slots=True)
class Batch:
    """What one 确认提交 must have recorded: each of these tasks once, under one receipt; its texts carry `marker`."""

    marker: str
    tasks: tuple[int, ...]
    receipts: list[str] = field(default_factory=list)


def _receipt(seen: SeenMessage) -> object:
    return RECEIPT.search(seen.text)


def _status_data(seen: SeenMessage) -> set[str]:
    """Return what a card's 已完成 sends, which names its task; nothing for any other message."""
    button = seen.find("已完成")
    return {button.data} if button is not None and button.data is not None else set()


class Robot:
    """One liaison. `style` is `text`, `buttons` or `late` (by buttons, but only after a second reminder)."""

    def __init__(
        self,
        emulator: Emulator,
        observer: Observer,
        number: int,
        unit: str,
        token: str,
        tasks: tuple[int, ...],
        style: str,
        seed: int,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self.id = 10_000 + number
        self.unit = unit
        self.tasks = tasks
        self.style = style
        self.batches: list[Batch] = []
        self._token = token
        self._observer = observer
        self._chat = emulator.person(self.id, f"联络员{number}").chat()
        self._random = Random(seed * 1_000_003 + number)  # noqa: S311 - a play, no secret
        self._markers = 0
        self._patience = patience
        self._dawdle_seconds = _DAWDLE_SECONDS

    @property
    def chat_messages(self) -> list[SeenMessage]:
        """What stands in the chat now."""
        return self._chat.messages

    def take_time(self, kills: int) -> None:
        """Take so long over each step that there is something going on at each of so many kills to come."""
        self._dawdle_seconds = max(_DAWDLE_SECONDS, _DAWDLE_A_KILL * kills)

    async def register(self) -> None:
        """Come in by the unit's link, say all four in one message, and hand the form in."""
        await self._dawdle()
        mark = self._mark()
        self._chat.start(self._token)
        await self._sees(lambda seen: seen.text, mark, "an answer to /start")
        mark = self._mark()
        self._chat.send(f"张某某 138{self.id:08d}，李某某 139{self.id:08d}")
        await self._sees_button("全部相同", mark)
        mark = self._mark()
        self._chat.press("全部相同")
        await self._confirm(await self._sees_button("确认提交", mark))

    async def report(self, is_open: asyncio.Event, reminded_after: int | None) -> None:
        """Report everything the unit owes, once by buttons or twice in text, as soon as the round is open.

        Who reports by buttons begins at the reminder that comes after the mark `reminded_after`, or, with None, by a word.
        """
        await is_open.wait()
        await self._dawdle()
        if self.style == "text":
            await self._report_in_text(self.tasks[:6])
            await self._report_in_text(self.tasks[:1])
        else:
            await self._report_by_buttons(reminded_after)

    async def _report_in_text(self, tasks: tuple[int, ...]) -> None:
        batch = self._new_batch(tasks)
        mark = self._mark()
        self._chat.send("；".join(f"{task}已完成，材料{batch.marker}已印发" for task in tasks))
        await self._hand_in(batch, await self._sees_button("确认提交", mark))

    async def _report_by_buttons(self, reminded_after: int | None) -> None:
        batch = self._new_batch(self.tasks)
        if reminded_after is not None:
            reminder = await self._sees_button("开始填报", reminded_after)
            mark = self._mark()
            self._chat.press("开始填报", message=reminder)
        else:
            mark = self._mark()
            self._chat.send("填报")
        answered: set[str] = set()

        def is_next(seen: SeenMessage) -> object:
            # A card that stands here twice, after a kill, is not the next one.
            return _status_data(seen) - answered

        for turn in range(len(self.tasks)):
            card = (await self._sees(is_next, mark, "the next card")).id
            answered |= _status_data(self._chat.message(card))
            if turn == 2 and self._chat.message(card).find("其余均无新进展"):
                mark = self._mark()
                self._chat.press("其余均无新进展", message=card)
                break
            mark = await self._answer_card(card, batch.marker)
        await self._hand_in(batch, await self._sees_button("确认提交", mark))

    async def _answer_card(self, card: int, marker: str) -> int:
        """Choose a status and write a text where it wants one; returns the mark after which the next card comes."""
        await self._dawdle()
        word = self._random.choice(list(_STATUS))
        mark = self._mark()
        self._chat.press(word, message=card)
        if not _STATUS[word]:
            return mark
        await self._sees(lambda seen: seen.find("已完成") is None, mark, f"a question for the text after {word}")
        mark = self._mark()
        self._chat.send(f"材料{marker}已印发")
        return mark

    async def _hand_in(self, batch: Batch, preview: int) -> None:
        """Press 确认提交, again where a colleague's answer is shown beside, until there is a receipt."""
        began = mark = self._mark()
        # Kills make one and the same preview come again and again: each of them is pressed.
        for _ in range(_PRESSES):
            await self._dawdle()
            # Pressed twice in haste, the second press may have been the decision: its receipt is there already.
            if self._newest(_receipt, began) is None:
                mark = self._press_confirm(preview)
            seen = await self._waits(partial(self._receipt_or_preview, began, mark), "a receipt")
            found = RECEIPT.search(seen.text)
            if found is not None:
                batch.receipts.append(found[1])
                return
            preview = seen.id
        raise LostError(f"{self.id}: {_PRESSES} presses of 确认提交 and no receipt")

    async def _confirm(self, preview: int) -> None:
        await self._dawdle()
        mark = self._press_confirm(preview)
        await self._sees(lambda seen: RECEIPT.search(seen.text), mark, "a receipt")

    def _press_confirm(self, preview: int) -> int:
        mark = self._mark()
        self._chat.press("确认提交", message=preview)
        if self._random.random() < 0.3:
            # Whoever gets no answer at once presses again.
            self._chat.press("确认提交", message=preview)
        return mark

    def _new_batch(self, tasks: tuple[int, ...]) -> Batch:
        self._markers += 1
        name = "".join(_LETTERS[int(digit)] for digit in f"{self.id}{self._markers}")
        batch = Batch(f"K{name}K", tasks)
        self.batches.append(batch)
        return batch

    def _mark(self) -> int:
        return self._observer.count

    async def _dawdle(self) -> None:
        await asyncio.sleep(self._random.uniform(0, self._dawdle_seconds))

    async def _sees_button(self, word: str, mark: int) -> int:
        return (await self._sees(lambda seen: seen.find(word), mark, f"a button {word}")).id

    def _receipt_or_preview(self, began: int, mark: int) -> SeenMessage | None:
        return self._newest(_receipt, began) or self._newest(lambda seen: seen.find("确认提交"), mark)

    def _newest(self, matches: Callable[[SeenMessage], object], mark: int) -> SeenMessage | None:
        """Return the newest message said or changed after `mark` that matches."""
        for seen in reversed(self._chat.messages):
            if self._observer.touched.get((seen.chat.id, seen.id), 0) > mark and matches(seen):
                return seen
        return None

    async def _sees(self, matches: Callable[[SeenMessage], object], mark: int, what: str) -> SeenMessage:
        """Wait for something said or changed after `mark`."""
        return await self._waits(partial(self._newest, matches, mark), what)

    async def _waits(self, look: Callable[[], SeenMessage | None], what: str) -> SeenMessage:
        stirred = self._observer.stirred(self._chat.chat.id)
        try:
            async with asyncio.timeout(self._patience):
                while True:
                    stirred.clear()
                    seen = look()
                    if seen is not None:
                        return seen
                    await stirred.wait()
        except TimeoutError:
            tail = "\n".join(f"    {seen.sender}: {seen.text!r} {seen.words}" for seen in self._chat.messages[-5:])
            raise LostError(f"{self.id} ({self.style}, {self.unit}) waited in vain for {what}:\n{tail}") from None
