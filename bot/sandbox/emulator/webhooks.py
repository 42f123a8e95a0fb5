"""Posting updates to webhooks, in order, until they are taken."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import httpx

from bot.sandbox.emulator import methods
from bot.sandbox.emulator.refusals import Refusal
from bot.sandbox.emulator.updates import bodies
from bot.sandbox.emulator.world import Bot, Webhook

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
        delivery = tasks.create_task(_deliver(emulator, client))
        try:
            yield
        finally:
            delivery.cancel()


async def _deliver(emulator: "Emulator", client: httpx.AsyncClient) -> None:
    while True:
        seen = emulator.pulse.count
        failed = False
        for bot in list(emulator.world.bots.values()):
            while bot.webhook is not None and emulator.queues.pending(bot) and not failed:
                failed = not await _post_oldest(emulator, client, bot, bot.webhook)
        if failed:
            await emulator.pulse.next(RETRY_AFTER_SECONDS)
        elif seen == emulator.pulse.count:
            await emulator.pulse.next(None)


async def _post_oldest(emulator: "Emulator", client: httpx.AsyncClient, bot: Bot, webhook: Webhook) -> bool:
    update = emulator.queues.pending(bot)[0]
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
    emulator.pulse.beat()
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
