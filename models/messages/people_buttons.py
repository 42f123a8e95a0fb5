"""The inline buttons of everything about people: hand-over, leave, contacts, leaders, more time, privacy, members.

As in `models.messages.buttons`: data is `verb:argument:…`, and `handlers` routes by the verb.
"""

from locales import t
from models.rules.chats import Button


def handover(language: str, liaison_id: int, unit: str = "") -> Button:
    """换人: begin a hand-over of one's own post, labelled with the unit where there are several."""
    return Button(unit or t(language, "button-handover"), f"handover:{liaison_id}")


def begin_handover(language: str) -> Button:
    """换人, whichever post it is."""
    return Button(t(language, "button-handover"), "handover:0")


def confirm_handover(language: str, liaison_id: int) -> Button:
    """确认换人: make the link for the successor."""
    return Button(t(language, "button-confirm-handover"), f"handover_go:{liaison_id}")


def withdraw_handover(language: str, liaison_id: int) -> Button:
    """取消 of a hand-over: the link is void."""
    return Button(t(language, "button-cancel"), f"handover_stop:{liaison_id}")


def confirm_takeover(language: str) -> Button:
    """确认换人 by the successor."""
    return Button(t(language, "button-confirm-handover"), "take:yes")


def confirm_deputising(language: str) -> Button:
    """确认代理 by the deputy."""
    return Button(t(language, "button-confirm-deputising"), "take:yes")


def change_takeover(language: str) -> Button:
    """修改 by the successor."""
    return Button(t(language, "button-change"), "take:change")


def drop_takeover(language: str) -> Button:
    """取消 by the successor."""
    return Button(t(language, "button-cancel"), "take:no")


def end_leave(language: str) -> Button:
    """结束请假."""
    return Button(t(language, "button-end-leave"), "leave:end")


def change_contact(language: str, liaison_id: int, *, is_leader: bool, label: str = "") -> Button:
    """Change the leader's, or one's own, name and telephone; labelled with the tasks where there are several lines."""
    which = "leader" if is_leader else "own"
    word = t(language, "button-change-leader") if is_leader else t(language, "button-change-own")
    return Button(f"{word}（{label}）" if label else word, f"contact:{liaison_id}:{which}")


def submit_contact(language: str) -> Button:
    """确认提交 of a change of contacts."""
    return Button(t(language, "button-submit-form"), "contact_go:yes")


def drop_contact(language: str) -> Button:
    """取消 of a change of contacts."""
    return Button(t(language, "button-cancel"), "contact_go:no")


def leader_link(language: str, unit_id: int) -> Button:
    """分管领导查阅链接."""
    return Button(t(language, "button-leader-link"), f"leader_link:{unit_id}")


def copy_leaders(language: str, round_id: int) -> Button:
    """抄送分管领导: preview to whom it would go."""
    return Button(t(language, "button-copy-leaders"), f"leaders:{round_id}")


def send_copies(language: str, round_id: int, count: int) -> Button:
    """确认发送（3人）."""
    return Button(t(language, "button-send-copies", count=count), f"leaders_go:{round_id}")


def ask_extension(language: str) -> Button:
    """申请延期."""
    return Button(t(language, "button-ask-extension"), "wish:start")


def submit_extension(language: str) -> Button:
    """确认提交 of a request for more time."""
    return Button(t(language, "button-submit-form"), "wish:yes")


def drop_extension(language: str) -> Button:
    """取消 of a request for more time."""
    return Button(t(language, "button-cancel"), "wish:no")


def grant_extension(language: str, extension_id: int) -> Button:
    """同意 of a request for more time."""
    return Button(t(language, "button-approve"), f"extend:yes:{extension_id}")


def refuse_extension(language: str, extension_id: int) -> Button:
    """不同意 of a request for more time."""
    return Button(t(language, "button-refuse"), f"extend:no:{extension_id}")


def approve_all(language: str, last_id: int, count: int) -> Button:
    """全部同意（3项）: the claims shown, not those that came since."""
    return Button(t(language, "button-approve-all", count=count), f"approve_all:{last_id}")


def my_data(language: str) -> Button:
    """导出我的数据."""
    return Button(t(language, "button-my-data"), "mydata:go")


def ask_erasure(language: str) -> Button:
    """离任并删除姓名电话."""
    return Button(t(language, "button-erase"), "erase:ask")


def confirm_erasure(language: str) -> Button:
    """确认删除."""
    return Button(t(language, "button-confirm-erase"), "erase:yes")


def keep_data(language: str) -> Button:
    """取消 of an erasure."""
    return Button(t(language, "button-cancel"), "erase:no")


def members(language: str, unit_id: int, unit: str, count: int) -> Button:
    """市文旅局（2人）: one unit in the list of units."""
    return Button(t(language, "button-members", unit=unit, count=count), f"members:{unit_id}")


def members_page(language: str, page: int, *, is_next: bool) -> Button:
    """下一页 or 上一页 of the list of units."""
    return Button(
        t(language, "button-members-next") if is_next else t(language, "button-members-before"), f"members_page:{page}"
    )


def replace_member(language: str, liaison_id: int, name: str) -> Button:
    """换人（李某某）, by an admin."""
    return Button(t(language, "button-replace", name=name), f"replace:{liaison_id}")


def confirm_replacement(language: str, liaison_id: int) -> Button:
    """确认换人, by an admin."""
    return Button(t(language, "button-confirm-handover"), f"replace_go:{liaison_id}")


def keep_member(language: str, unit_id: int) -> Button:
    """取消 of a replacement: back to the unit's people."""
    return Button(t(language, "button-cancel"), f"members:{unit_id}")


def revoke_post(language: str, liaison_id: int, name: str) -> Button:
    """撤销（李某某）, by an admin."""
    return Button(t(language, "button-revoke", name=name), f"revoke:{liaison_id}")


def revoke_invitation(language: str, invitation_id: int) -> Button:
    """撤销链接Y5, by an admin."""
    return Button(t(language, "button-revoke-link", id=invitation_id), f"uninvite:{invitation_id}")
