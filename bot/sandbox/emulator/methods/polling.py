"""How a bot gets its updates: by asking, or by a webhook."""

from bot.sandbox.emulator.methods.registry import Call, answers
from bot.sandbox.emulator.refusals import WEBHOOK_ACTIVE, bad_request, conflict
from bot.sandbox.emulator.world import Json, Webhook

MOST_SECRET = 256


@answers("getUpdates")
async def get_updates(call: Call) -> object:
    """Hand out updates; `allowed_updates` is remembered until it is given anew."""
    if call.bot.webhook is not None:
        raise conflict(WEBHOOK_ACTIVE)
    if call.get("allowed_updates") is not None:
        call.bot.allowed_updates = list(call.get("allowed_updates"))
    return await call.emulator.queues.fetch(
        call.bot, call.get("offset") or 0, call.get("limit") or 0, call.get("timeout") or 0
    )


@answers("setWebhook")
def set_webhook(call: Call) -> object:
    """Have updates posted to an address; an empty one is deleteWebhook."""
    url: str = call.get("url")
    if not url:
        return delete_webhook(call)
    if not url.startswith(("https://", "http://127.0.0.1", "http://localhost", "http://test")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret: str = call.get("secret_token") or ""
    if len(secret) > MOST_SECRET or not all(
        character.isascii() and (character.isalnum() or character in "_-") for character in secret
    ):
        raise bad_request("secret token is too long or contains unallowed characters")
    if call.get("allowed_updates") is not None:
        call.bot.allowed_updates = list(call.get("allowed_updates"))
    if call.get("drop_pending_updates"):
        call.bot.updates.clear()
    call.bot.webhook = Webhook(url, secret, call.get("max_connections") or 40)
    call.emulator.queues.interrupt(call.bot)
    call.emulator.pulse.beat()
    return True


@answers("deleteWebhook")
def delete_webhook(call: Call) -> object:
    """Go back to asking."""
    if call.get("drop_pending_updates"):
        call.bot.updates.clear()
    call.bot.webhook = None
    call.emulator.pulse.beat()
    return True


@answers("getWebhookInfo")
def get_webhook_info(call: Call) -> object:
    """Describe the webhook, its last error included."""
    info: Json = {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": len(call.emulator.queues.pending(call.bot)),
    }
    if (webhook := call.bot.webhook) is not None:
        info |= {"url": webhook.url, "max_connections": webhook.max_connections, "ip_address": "127.0.0.1"}
        if webhook.last_error:
            info |= {"last_error_date": webhook.last_error_at, "last_error_message": webhook.last_error}
    if call.bot.allowed_updates:
        info["allowed_updates"] = call.bot.allowed_updates
    return info
