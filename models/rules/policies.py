"""What an office has settled for its bot, as a value."""

from dataclasses import dataclass
from datetime import tzinfo


@dataclass(frozen=True, slots=True)
class Policy:
    """The settings that actions heed. `office_chat_id` is the setting's; a group bound in chat beats it."""

    zone: tzinfo
    language: str = "zh-CN"
    approve_claims: bool = True
    admin_ids: tuple[int, ...] = ()
    office_chat_id: int | None = None
    digest_channels: tuple[str, ...] = ()
