"""`sandbox --play`: one month of the 2024 plan, played by made-up people with the real program (issue 2)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from bot.sandbox.cast import DIRECTOR_ID
from bot.sandbox.emulator import Group, PrivateChat
from bot.sandbox.office import DEMO_PLAN, Moment, invite, moments, units_in_plan
from bot.sandbox.stage import Stage, button_data, staged
from bot.sandbox.transcript import Transcript
from locales import t
from models.rules.words import RoundKind

CULTURE = "市文旅局"
COMMERCE = "市商务局"
CERAMICS = "市先陶办"
UNIVERSITY = "景德镇陶瓷大学"
OFFICE = "国家试验区管委会办公室"
PUBLICITY = "市委宣传部"
INDUSTRY = "市工信局"
REFORM = "市发改委"


class NothingToPlayError(Exception):
    """The plan has ended before the play begins."""


async def play(folder: Path, start: datetime, language: str, write: Callable[[str], None]) -> "Played":
    """Play a month, beginning at `start`; `write` gets the transcript's lines.

    Raises an ExceptionGroup of NothingToPlayError where no monthly round of the plan would be left to play, and of
    TimeoutError where the program hangs.
    """
    async with staged(folder, start, language) as stage:
        played = Played(stage, write)
        await played.run()
    return played


class Played:
    """A month being played. `documents` are what the office received, by file name."""

    def __init__(self, stage: Stage, write: Callable[[str], None]) -> None:
        self._stage = stage
        self._language = stage.language
        self._labels: dict[int, str] = {stage.admin.id: stage.admin.user.first_name}
        self._transcript = Transcript(stage.emulator.world, stage.language, stage.settings.zone, self._labels, write)
        self._moments: list[Moment] = []
        self._month = ""

    @property
    def documents(self) -> dict[str, bytes]:
        """The documents sent, by file name."""
        return self._transcript.documents

    @property
    def violations(self) -> list[str]:
        """Requests that were not of the official Bot API."""
        return [f"{one.method}: {one.problem}" for one in self._stage.emulator.violations]

    async def run(self) -> None:
        """Play from the circular to the digests."""
        self._stage.emulator.subscribe(self._transcript.listen)
        await self._begin()
        group = await self._bind_office()
        await self._register_everybody()
        await self._monthly_round(group)
        await self._registration_cutoff(group)

    def _scene(self, title: str) -> None:
        self._transcript.scene(self._stage.clock.now(), title)

    def _words(self, unit: str) -> PrivateChat:
        return self._stage.liaison(unit)

    # Before the first round

    async def _begin(self) -> None:
        stage, language = self._stage, self._language
        self._scene(t(language, "play-scene-import"))
        chat = stage.admin.chat(stage.bot)
        await stage.say(chat, "/start")
        chat.upload(DEMO_PLAN.name, DEMO_PLAN.read_bytes())
        await stage.settle()
        await stage.press(chat, "import", "yes")
        stage.cast_units(stage.look(lambda desk: units_in_plan(desk.session)))
        self._labels.update({cast.liaison.id: unit for unit, cast in stage.cast.items()})
        self._moments = stage.look(moments)
        self._month = next((one.round_slug for one in self._moments if one.kind == RoundKind.MONTHLY), "")
        if not self._month:
            raise NothingToPlayError
        await stage.app.tick()
        await stage.settle()

    async def _bind_office(self) -> Group:
        stage, language = self._stage, self._language
        self._scene(t(language, "play-scene-bind"))
        group = stage.office_group(t(language, "sandbox-group-name"))
        group.send(stage.admin, "/bind_office")
        await stage.settle()
        return group

    async def _register_everybody(self) -> None:
        stage, language = self._stage, self._language
        await self._later(timedelta(minutes=30))
        self._scene(t(language, "play-scene-register"))
        await self._register_by_questions(CULTURE)
        await self._register_at_once(COMMERCE)
        await self._register_by_task(UNIVERSITY)
        for unit in (CERAMICS, OFFICE, PUBLICITY, INDUSTRY):
            await self._register_at_once(unit)
        # This one is called away in the middle of it.
        await self._open_invitation(REFORM)
        await stage.say(self._words(REFORM), stage.cast[REFORM].leader.name)
        self._transcript.note(t(language, "play-left-unfinished", unit=REFORM))
        await self._later(timedelta(minutes=45))
        self._scene(t(language, "play-scene-approve"))
        for _ in (CULTURE, COMMERCE, UNIVERSITY, UNIVERSITY, CERAMICS, OFFICE, PUBLICITY, INDUSTRY):
            await stage.press(stage.admin.chat(stage.bot), "approve")

    async def _open_invitation(self, unit: str) -> PrivateChat:
        tokens = self._stage.transact(lambda desk: invite(desk, [unit]))
        chat = self._words(unit)
        await self._stage.say(chat, f"/start {tokens[unit]}")
        return chat

    async def _register_by_questions(self, unit: str) -> None:
        stage, cast = self._stage, self._stage.cast[unit]
        chat = await self._open_invitation(unit)
        for answer in (cast.leader.name, cast.leader.phone, cast.liaison.name):
            await stage.say(chat, answer)
        chat.share_contact()
        await stage.settle()
        await stage.press(chat, "form", "all")
        await stage.press(chat, "form", "submit")

    async def _register_at_once(self, unit: str) -> None:
        stage, cast = self._stage, self._stage.cast[unit]
        chat = await self._open_invitation(unit)
        await stage.say(chat, self._four(cast.leader.name, cast.leader.phone, cast.liaison.name, cast.liaison.phone))
        await stage.press(chat, "form", "all")
        await stage.press(chat, "form", "submit")

    def _four(self, leader: str, leader_phone: str, liaison: str, liaison_phone: str) -> str:
        return t(
            self._language,
            "play-say-four",
            leader=leader,
            leader_phone=leader_phone,
            liaison=liaison,
            liaison_phone=liaison_phone,
        )

    async def _register_by_task(self, unit: str) -> None:
        """Register two leaders, who share the unit's tasks between them; the liaison is the same."""
        stage, cast = self._stage, self._stage.cast[unit]
        chat = await self._open_invitation(unit)
        await stage.say(chat, self._four(cast.leader.name, cast.leader.phone, cast.liaison.name, cast.liaison.phone))
        await stage.press(chat, "form", "each")
        await stage.say(chat, t(self._language, "play-say-some-tasks"))
        await stage.press(chat, "form", "submit")
        second = cast.second_leader
        await stage.press(chat, "register")
        await stage.say(chat, self._four(second.name, second.phone, cast.liaison.name, cast.liaison.phone))
        await stage.press(chat, "form", "all")
        await stage.press(chat, "form", "submit")

    # The monthly round

    async def _later(self, span: timedelta) -> None:
        await self._stage.move_to(self._stage.clock.now() + span)

    async def _to(self, slug: str, name: str, title: str) -> bool:
        """Go to a moment of a round, if it is still ahead, through all moments before it; tell whether it was."""
        moment = next((one for one in self._moments if (one.round_slug, one.name) == (slug, name)), None)
        now = self._stage.clock.now()
        if moment is None or moment.at < now:
            return False
        for between in sorted({one.at for one in self._moments if now < one.at < moment.at}):
            self._transcript.scene(between)
            await self._stage.move_to(between)
        self._transcript.scene(moment.at, title)
        await self._stage.move_to(moment.at)
        return True

    async def _monthly_round(self, group: Group) -> None:
        language = self._language
        if await self._to(self._month, "opening", t(language, "play-scene-opening")):
            await self._report_by_buttons()
            await self._report_in_one_message()
        if await self._to(self._month, "T-1", t(language, "play-scene-day-before")):
            await self._report_with_delay()
            await self._ask_office(group, "/progress")
        if await self._to(self._month, "due-day", t(language, "play-scene-due-day")):
            await self._report_own_tasks()
        if await self._to(self._month, "due-day-15", t(language, "play-scene-unbegun")):
            await self._report_for_university()
            await self._ask_office(group, "/missing")
        await self._to(self._month, "due", t(language, "play-scene-digest"))
        if await self._to(self._month, "overdue-1", t(language, "play-scene-overdue")):
            await self._report_late()
            await self._ask_office(group, "/progress")

    async def _ask_office(self, group: Group, command: str) -> None:
        await self._later(timedelta(minutes=10))
        director = self._stage.emulator.person(DIRECTOR_ID)
        group.send(director, command)
        await self._stage.settle()

    async def _report_by_buttons(self) -> None:
        """Two tasks, the fewest possible taps."""
        stage, language = self._stage, self._language
        await self._later(timedelta(minutes=25))
        chat = self._words(CERAMICS)
        await stage.press(chat, "report")
        await stage.press(chat, "status", "t")
        await stage.say(chat, t(language, "play-say-ceramics"))
        await stage.press(chat, "status", "n")
        await stage.press(chat, "submit")

    async def _report_in_one_message(self) -> None:
        """Sixteen tasks in two messages; the rest has nothing new."""
        stage, language = self._stage, self._language
        await self._later(timedelta(hours=5))
        chat = self._words(CULTURE)
        await stage.say(chat, t(language, "play-word-tasks"))
        await stage.say(chat, t(language, "play-say-culture-1"))
        await stage.say(chat, t(language, "play-say-culture-2"))
        await stage.press(chat, "report")
        await stage.press(chat, "rest")
        await stage.press(chat, "submit")

    async def _report_with_delay(self) -> None:
        stage, language = self._stage, self._language
        await self._later(timedelta(minutes=40))
        chat = self._words(COMMERCE)
        await stage.press(chat, "report")
        await stage.press(chat, "status", "d")
        await stage.say(chat, t(language, "play-say-commerce-1"))
        await stage.press(chat, "status", "l")
        await stage.say(chat, t(language, "play-say-commerce-2"))
        await stage.press(chat, "rest")
        await stage.press(chat, "submit")

    async def _report_own_tasks(self) -> None:
        """Report for the office, which does so like anybody."""
        stage, language = self._stage, self._language
        await self._later(timedelta(minutes=15))
        chat = self._words(OFFICE)
        await stage.say(chat, t(language, "play-say-office"))
        await stage.press(chat, "submit")

    async def _report_for_university(self) -> None:
        stage, language = self._stage, self._language
        await self._later(timedelta(minutes=20))
        chat = self._words(UNIVERSITY)
        await stage.say(chat, t(language, "play-say-university"))
        await stage.press(chat, "submit")

    async def _report_late(self) -> None:
        stage, language = self._stage, self._language
        await self._later(timedelta(minutes=35))
        chat = self._words(PUBLICITY)
        await stage.say(chat, t(language, "play-say-publicity"))
        await stage.press(chat, "submit")

    # The registration cutoff

    async def _registration_cutoff(self, group: Group) -> None:
        language = self._language
        slug = next((one.round_slug for one in self._moments if one.kind == RoundKind.REGISTRATION), "")
        if await self._to(slug, "due-day", t(language, "play-scene-last-call")):
            await self._finish_registration()
            await self._finalize(group)
        if await self._to(slug, "due", t(language, "play-scene-registration-digest")):
            await self._ask_office(group, "/missing")

    async def _finalize(self, group: Group) -> None:
        """Let the director make the month final; the documents that come back are the ones to sign."""
        stage = self._stage
        await self._later(timedelta(hours=4))
        self._scene(t(self._language, "play-scene-finalize"))
        director = stage.emulator.person(DIRECTOR_ID)
        for verb in ("finalize", "finalize_yes"):
            group.press_data(director, button_data(group, verb))
            await stage.settle()

    async def _finish_registration(self) -> None:
        stage, cast = self._stage, self._stage.cast[REFORM]
        await self._later(timedelta(minutes=50))
        chat = self._words(REFORM)
        await stage.press(chat, "register")
        await stage.say(chat, cast.leader.phone)
        await stage.say(chat, cast.liaison.name)
        await stage.say(chat, cast.liaison.phone)
        await stage.press(chat, "form", "all")
        await stage.press(chat, "form", "submit")
        await stage.press(stage.admin.chat(stage.bot), "approve")
