"""Posting updates to webhooks until they are taken: in order in each queue, the queues side by side."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import httpx

from bot.sandbox.emulator import methods
from bot.sandbox.emulator.refusals import Refusal
from bot.sandbox.emulator.updates import bodies
from bot.sandbox.emulator.world import Bot, PendingUpdate, Webhook

if TYPE_CHECKING:
    from bot.sandbox.emulator.emulator import Emulator

# Telegram waits longer between attempts; a test should not.
RETRY_AFTER_SECONDS = 0.2
POST_TIMEOUT_SECONDS = 10.0


@asynccontextmanager
async def delivering(emulator: "Emulator", transport: httpx.AsyncBaseTransport | None) -> AsyncIterator[None]:
    """Post every bot's updates to its webhook while inside."""
    async with (
        httpx.AsyncClient(transport=transport, timeout=POST_TIMEOUT_SECONDS, trust_env=False) as client,
        asyncio.TaskGroup() as tasks,
    ):
        delivery = tasks.create_task(_Deliverer(emulator, client).run())
        try:
            yield
        finally:
            delivery.cancel()


class _Deliverer:
    """Posts as Telegram's server does: so many queues at once as the bot wants connections.

    A chat's messages go one after the other, somebody's presses in a queue of their own (telegram-bot-api,
    WebhookActor).
    """

    def __init__(self, emulator: "Emulator", client: httpx.AsyncClient) -> None:
        self._emulator = emulator
        self._client = client
        self._busy: set[tuple[int, str, int]] = set()

    async def run(self) -> None:
        """Post for as long as it is let."""
        async with asyncio.TaskGroup() as posts:
            while True:
                seen = self._emulator.pulse.count
                for bot in list(self._emulator.world.bots.values()):
                    self._begin(posts, bot)
                if seen == self._emulator.pulse.count:
                    await self._emulator.pulse.next(None)

    def _begin(self, posts: asyncio.TaskGroup, bot: Bot) -> None:
        for update in list(self._emulator.queues.pending(bot)):
            if bot.webhook is None or len(self._busy) >= bot.webhook.max_connections:
                return
            # The first of each queue comes first here, and whatever comes after it finds the queue busy.
            queue = (bot.id, *_queue_of(update))
            if queue not in self._busy:
                self._busy.add(queue)
                posts.create_task(self._post(bot, bot.webhook, update, queue))

    async def _post(self, bot: Bot, webhook: Webhook, update: PendingUpdate, queue: tuple[int, str, int]) -> None:
        if not await _post(self._emulator, self._client, bot, webhook, update):
            await asyncio.sleep(RETRY_AFTER_SECONDS)
        self._busy.discard(queue)
        self._emulator.pulse.beat()


def _queue_of(update: PendingUpdate) -> tuple[str, int]:
    if update.kind == "callback_query":
        return "press", update.body["from"]["id"]
    chat = update.body.get("chat")
    return "chat", chat["id"] if isinstance(chat, dict) else 0


async def _post(
    emulator: "Emulator", client: httpx.AsyncClient, bot: Bot, webhook: Webhook, update: PendingUpdate
) -> bool:
    headers = {"Content-Type": "application/json"}
    if webhook.secret_token:
        headers["X-Telegram-Bot-Api-Secret-Token"] = webhook.secret_token
    try:
        answer = await client.post(webhook.url, content=json.dumps(bodies([update])[0]), headers=headers)
    except httpx.HTTPError as error:
        problem = f"Connection failed: {type(error).__name__}"
    else:
        problem = (
            "" if answer.is_success else f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}"
        )
        if not problem:
            await _answer_in_reply(emulator, bot, answer)
    if problem:
        webhook.last_error, webhook.last_error_at = problem, emulator.timestamp()
        return False
    if update in bot.updates:
        bot.updates.remove(update)
    return True


async def _answer_in_reply(emulator: "Emulator", bot: Bot, answer: httpx.Response) -> None:
    """Do what a webhook's answer asks for: it may hold a method call, whose result is told to nobody."""
    try:
        call = answer.json()
    except ValueError:
        return
    if isinstance(call, dict) and isinstance(call.get("method"), str):
        given = {name: value for name, value in call.items() if name != "method"}
        try:
            await methods.perform(emulator, bot, call["method"], given)
        except Refusal:
            return
