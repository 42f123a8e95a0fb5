"""Files: documents, photos, albums, and fetching what people sent."""

import io
import mimetypes

from PIL import Image, UnidentifiedImageError

from bot.sandbox.emulator.methods.keyboards import checked
from bot.sandbox.emulator.methods.places import writable_chat
from bot.sandbox.emulator.methods.registry import Call, answers
from bot.sandbox.emulator.methods.sending import put, replied_id
from bot.sandbox.emulator.methods.texts import caption_content
from bot.sandbox.emulator.parameters import Upload
from bot.sandbox.emulator.refusals import Refusal, bad_request
from bot.sandbox.emulator.rendering import file_body, message_body
from bot.sandbox.emulator.world import Json, StoredFile

MEGABYTE = 1024 * 1024
MOST_DOWNLOAD_BYTES = 20 * MEGABYTE
MOST_UPLOAD_BYTES = 50 * MEGABYTE
MOST_PHOTO_BYTES = 10 * MEGABYTE
MOST_PHOTO_SIDES = 10_000
MOST_PHOTO_RATIO = 20
THUMBNAIL_SIDE = 320
SMALLEST_ALBUM, LARGEST_ALBUM = 2, 10


@answers("sendDocument")
def send_document(call: Call) -> object:
    """Send a file as it is."""
    return _send(call, "document")


@answers("sendPhoto")
def send_photo(call: Call) -> object:
    """Send a picture."""
    return _send(call, "photo")


def _send(call: Call, kind: str) -> object:
    caption = caption_content(call, call.parameters)
    chat = writable_chat(call, call.get("chat_id"))
    markup = checked(call.get("reply_markup"), chat)
    reply_to_id = replied_id(call, chat)
    content = {**media_content(call, kind, call.get(kind)), **caption}
    message = put(call, chat, content, markup=markup, reply_to_id=reply_to_id)
    return message_body(call.world, chat, message)


@answers("sendMediaGroup")
def send_media_group(call: Call) -> object:
    """Send an album of two to ten."""
    items: list[Json] = call.get("media")
    if len(items) > LARGEST_ALBUM:
        raise bad_request("too many messages to send as an album")
    if len(items) < SMALLEST_ALBUM:
        raise bad_request("album must have at least 2 items")
    kinds = {item["type"] for item in items}
    if "document" in kinds and len(kinds) > 1:
        raise bad_request("document can't be mixed with other media types")
    if not kinds <= {"document", "photo"}:
        raise bad_request("the emulator's albums hold documents and photos")
    captions = [caption_content(call, item) for item in items]
    chat = writable_chat(call, call.get("chat_id"))
    reply_to_id = replied_id(call, chat)
    contents = [
        {**media_content(call, item["type"], item["media"]), **caption}
        for item, caption in zip(items, captions, strict=True)
    ]
    album = str(10**15 + call.world.number())
    messages = [
        put(call, chat, {"media_group_id": album, **content}, markup=None, reply_to_id=reply_to_id)
        for content in contents
    ]
    return [message_body(call.world, chat, message) for message in messages]


def media_content(call: Call, kind: str, given: object) -> Json:
    """Give the message's `document` or `photo` from an upload, an `attach://` reference or a file_id."""
    if isinstance(given, str) and given.startswith("attach://"):
        given = call.uploads.get(given.removeprefix("attach://"))
    if isinstance(given, Upload):
        return uploaded_content(call, kind, given)
    if not isinstance(given, str) or not given:
        raise bad_request("there is no " + kind + " in the request")
    if given.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")  # the emulator has no network
    stored = call.world.files.get(given)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if stored.kind != kind:
        raise bad_request(f"can't use file of type {stored.kind.title()} as {kind.title()}")
    return {kind: [stored.body] if kind == "photo" else stored.body}


def uploaded_content(call: Call, kind: str, upload: Upload) -> Json:
    """Keep an uploaded file and give the message field that shows it."""
    if not upload.data:
        raise bad_request("file must be non-empty")
    if len(upload.data) > MOST_UPLOAD_BYTES:
        raise Refusal(413, "Request Entity Too Large")
    if kind == "photo":
        return {"photo": [stored.body for stored in stored_photo(call, upload.data)]}
    mime_type = mimetypes.guess_type(upload.name)[0] or upload.mime_type or "application/octet-stream"
    stored = call.emulator.store(
        "document", upload.data, upload.name, {"file_name": upload.name, "mime_type": mime_type}
    )
    return {"document": stored.body}


def stored_photo(call: Call, data: bytes) -> list[StoredFile]:
    """Keep a picture in two sizes, the smaller first, as Telegram lists them."""
    if len(data) > MOST_PHOTO_BYTES:
        raise bad_request(
            f"file of size {len(data)} bytes is too big for a photo; the maximum size is {MOST_PHOTO_BYTES} bytes"
        )
    try:
        picture = Image.open(io.BytesIO(data))
        picture.load()
    except (UnidentifiedImageError, OSError) as error:
        raise bad_request("IMAGE_PROCESS_FAILED") from error
    width, height = picture.size
    if width + height > MOST_PHOTO_SIDES or max(width, height) > MOST_PHOTO_RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    small = picture.convert("RGB")
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    shrunk = io.BytesIO()
    small.save(shrunk, "JPEG")
    sizes = [(shrunk.getvalue(), *small.size), (data, width, height)]
    return [
        call.emulator.store("photo", content, "photo.jpg", {"width": wide, "height": high})
        for content, wide, high in sizes
    ]


@answers("getFile")
def get_file(call: Call) -> object:
    """Give the path a file can be fetched at; files above 20 MB cannot."""
    if not call.get("file_id"):
        raise bad_request("file_id not specified")
    stored = call.world.files.get(call.get("file_id"))
    if stored is None:
        raise bad_request("invalid file_id")
    if len(stored.data) > MOST_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return file_body(stored)
