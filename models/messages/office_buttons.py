"""The inline buttons of the office and the admins: word and callback data, like `models.messages.buttons`."""

from locales import t
from models.rules.chats import Button


def remind(language: str, round_id: int) -> Button:
    """催报: preview a reminder to all who owe."""
    return Button(t(language, "button-remind"), f"remind:{round_id}")


def confirm_remind(language: str, round_id: int, unit_id: int, count: int) -> Button:
    """确认发送（12人） of a reminder; unit 0 means all."""
    return Button(t(language, "button-confirm-send-to", count=count), f"remind_yes:{round_id}:{unit_id}")


def finalize(language: str, round_id: int) -> Button:
    """定稿."""
    return Button(t(language, "button-finalize"), f"finalize:{round_id}")


def confirm_finalize(language: str, round_id: int) -> Button:
    """确认发送 of the final digest."""
    return Button(t(language, "button-confirm-send"), f"finalize_yes:{round_id}")


def dismiss(language: str) -> Button:
    """取消 of a preview, or of a question put to the office."""
    return Button(t(language, "button-cancel"), "dismiss:1")


def accept(language: str, assignment_id: int, unit: str) -> Button:
    """审核通过（市文旅局）."""
    return Button(t(language, "button-accept", unit=unit), f"accept:{assignment_id}")


def send_back(language: str, assignment_id: int, unit: str) -> Button:
    """退回补充（市文旅局）."""
    return Button(t(language, "button-send-back", unit=unit), f"return:{assignment_id}")


def attached(language: str, assignment_id: int, unit: str, count: int) -> Button:
    """附件（市文旅局，2个）: send them again."""
    return Button(t(language, "button-attached", unit=unit, count=count), f"attached:{assignment_id}")


def enter_for(language: str, assignment_id: int, unit: str) -> Button:
    """Choose the unit an answer taken by telephone is of."""
    return Button(t(language, "button-of-unit", unit=unit), f"enter:{assignment_id}")


def files(language: str, round_id: int, count: int) -> Button:
    """全部附件（12个） of a round, as one ZIP."""
    return Button(t(language, "button-files", count=count), f"files:{round_id}")


def sheets(language: str, round_id: int) -> Button:
    """填报表: the prefilled sheets of all units that owe, as one ZIP."""
    return Button(t(language, "button-sheets"), f"sheets:{round_id}")


def enclosed(language: str, round_id: int, count: int) -> Button:
    """征集附件（2个）: the files that went out with a data call."""
    return Button(t(language, "button-enclosed", count=count), f"enclosed:{round_id}")


def confirm_broadcast(language: str, broadcast_id: int, count: int) -> Button:
    """确认发送（40人） of a broadcast."""
    return Button(t(language, "button-confirm-send-to", count=count), f"broadcast:{broadcast_id}:yes")


def cancel_broadcast(language: str, broadcast_id: int) -> Button:
    """取消 of a broadcast not yet begun."""
    return Button(t(language, "button-cancel"), f"broadcast:{broadcast_id}:no")


def stop_broadcast(language: str, broadcast_id: int) -> Button:
    """停止发送: what has not left yet stays."""
    return Button(t(language, "button-stop"), f"broadcast:{broadcast_id}:stop")


def page(language: str, verb: str, number: int, *, onward: bool) -> Button:
    """上一页 or 下一页 of a list."""
    return Button(t(language, "button-next-page" if onward else "button-previous-page"), f"{verb}:{number}")


def unit(name: str, unit_id: int) -> Button:
    """Open a unit's card; labelled with its name."""
    return Button(name, f"unit:{unit_id}")


def confirm_merge(language: str, unit_id: int, into_id: int) -> Button:
    """确认合并: one unit into another."""
    return Button(t(language, "button-confirm-merge"), f"merge:{unit_id}:{into_id}")
