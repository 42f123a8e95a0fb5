"""Texts and captions as a bot sends them: parsed, trimmed, measured."""

from bot.sandbox.emulator.entities import Entities, detect, parse_html, trim, utf16_length, utf16_slice
from bot.sandbox.emulator.methods.registry import Call
from bot.sandbox.emulator.parameters import Violation
from bot.sandbox.emulator.refusals import bad_request
from bot.sandbox.emulator.world import Json, World

MOST_TEXT_UNITS = 4096
MOST_CAPTION_UNITS = 1024


def formatted(call: Call, text: str, parse_mode: str, entities: Entities | None) -> tuple[str, Entities]:
    """Give plain text and entities as Telegram would keep them, whatever their length.

    Of the parse modes the emulator reads HTML alone; another is refused and kept as a violation.
    """
    text = "".join(character for character in text if character >= " " or character in "\n\t\r").replace("\r", "")
    if parse_mode and parse_mode.lower() != "html":
        call.emulator.violations.append(Violation(call.method, f"the emulator does not read parse mode {parse_mode}"))
        raise bad_request("unsupported parse_mode")
    if parse_mode:
        plain, marked = parse_html(text)
        marked = [_known_user(call.world, entity) for entity in marked]
    else:
        plain, marked = text, [entity for entity in entities or [] if _fits(text, entity)]
    plain, marked = trim(plain, marked)
    return plain, detect(plain, marked)


def _fits(text: str, entity: Json) -> bool:
    total = utf16_length(text)
    if entity["offset"] < 0 or entity["offset"] >= total:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {entity['offset']}")
    if entity["offset"] + entity["length"] > total:
        raise bad_request(f"entity ends after the end of the text at UTF-16 offset {entity['offset']}")
    return bool(utf16_slice(text, entity["offset"], entity["length"]).strip())


def _known_user(world: World, entity: Json) -> Json:
    if entity["type"] == "text_mention":
        user = world.users.get(entity["user"]["id"])
        return {**entity, "user": user.body() if user is not None else entity["user"]}
    return entity


def text_content(call: Call, *, too_long: str) -> Json:
    """Give `text`, `entities` and `link_preview_options` of a message from the call's parameters."""
    source: str = call.get("text") or ""
    text, entities = formatted(call, source, call.get("parse_mode") or "", call.get("entities"))
    if not text:
        raise bad_request("message text is empty" if not source.strip() else "text must be non-empty")
    if utf16_length(text) > MOST_TEXT_UNITS:
        raise bad_request(too_long)
    content: Json = {"text": text}
    if entities:
        content["entities"] = entities
    if preview := call.get("link_preview_options"):
        content["link_preview_options"] = preview
    return content


def caption_content(call: Call, source: Json) -> Json:
    """Give `caption` and `caption_entities` from parameters or from an album's item."""
    caption, entities = formatted(
        call, source.get("caption") or "", source.get("parse_mode") or "", source.get("caption_entities")
    )
    if utf16_length(caption) > MOST_CAPTION_UNITS:
        raise bad_request("message caption is too long")
    content: Json = {}
    if caption:
        content["caption"] = caption
    if entities:
        content["caption_entities"] = entities
    if source.get("show_caption_above_media"):
        content["show_caption_above_media"] = True
    return content
