"""Every inline button: its word and its callback data, in one place.

Data is `verb:argument:…`, ASCII, far below Telegram's 64 bytes; `handlers` routes by the verb.
"""

from locales import t
from models.messages.words import say_status
from models.rules.chats import Button
from models.rules.words import Status

STATUS_CODES = {
    Status.DONE: "d",
    Status.ON_TRACK: "t",
    Status.DELAYED: "l",
    Status.NOT_STARTED: "s",
    Status.NO_CHANGE: "n",
}
STATUS_OF_CODE = {code: status for status, code in STATUS_CODES.items()}


def start_report(language: str, round_id: int, count: int, *, of: str = "") -> Button:
    """开始填报（16项）; `of` names the round (plain text) where there is another such button beside it."""
    if of:
        return Button(t(language, "button-start-report-of", round=of, count=count), f"report:{round_id}")
    return Button(t(language, "button-start-report", count=count), f"report:{round_id}")


def status(language: str, assignment_id: int, value: Status) -> Button:
    """One of the five statuses."""
    return Button(say_status(language, value), f"status:{assignment_id}:{STATUS_CODES[value]}")


def same_as_last(language: str, assignment_id: int) -> Button:
    """沿用上月."""
    return Button(t(language, "button-same-as-last"), f"same:{assignment_id}")


def rest_no_change(language: str, round_id: int, count: int) -> Button:
    """其余均无新进展."""
    return Button(t(language, "button-rest-no-change", count=count), f"rest:{round_id}")


def skip(language: str, assignment_id: int) -> Button:
    """跳过: leave this one for later and go on."""
    return Button(t(language, "button-skip"), f"skip:{assignment_id}")


def next_item(language: str, assignment_id: int) -> Button:
    """下一项: go on from a task that is in the draft already."""
    return Button(t(language, "button-next"), f"skip:{assignment_id}")


def show_item(language: str, assignment_id: int) -> Button:
    """Go back to a task's card."""
    return Button(t(language, "button-back"), f"item:{assignment_id}")


def change_item(label: str, assignment_id: int) -> Button:
    """Change one entry of the preview; labelled with the task."""
    return Button(label, f"item:{assignment_id}")


def edit_item(language: str, number: str, assignment_id: int) -> Button:
    """修改（25）: open again what was just taken over from last month."""
    return Button(t(language, "button-edit-item", number=number), f"item:{assignment_id}")


def clean_copy(language: str, round_id: int) -> Button:
    """送审稿: the draft without hints and buttons, to be forwarded to the leader."""
    return Button(t(language, "button-clean-copy"), f"clean:{round_id}")


def submit(language: str, round_id: int, count: int, *, seen: int = 0, stamp: int | None = None) -> Button:
    """确认提交（6项）. `seen`: the newest answer of a colleague's that stands beside the draft in this message.

    `stamp`: what the message shows (`models.rules.stamps`); without it whatever is in the draft is handed in.
    """
    said = f"submit:{round_id}:{seen}" if seen or stamp is not None else f"submit:{round_id}"
    return Button(t(language, "button-submit", count=count), said if stamp is None else f"{said}:{stamp}")


def change(language: str, round_id: int) -> Button:
    """修改."""
    return Button(t(language, "button-change"), f"change:{round_id}")


def preview(language: str, round_id: int) -> Button:
    """Back to the preview."""
    return Button(t(language, "button-back"), f"preview:{round_id}")


def drop(language: str, round_id: int) -> Button:
    """取消: throw the draft away."""
    return Button(t(language, "button-cancel"), f"drop:{round_id}")


def submit_form(language: str) -> Button:
    """确认提交 of a registration."""
    return Button(t(language, "button-submit-form"), "form:submit")


def change_form(language: str) -> Button:
    """修改 of a registration: from the first question."""
    return Button(t(language, "button-change"), "form:change")


def cancel_form(language: str) -> Button:
    """取消 of a registration."""
    return Button(t(language, "button-cancel"), "form:cancel")


def all_the_same(language: str) -> Button:
    """全部相同."""
    return Button(t(language, "button-all-the-same"), "form:all")


def by_task(language: str) -> Button:
    """逐项填写."""
    return Button(t(language, "button-by-task"), "form:each")


def continue_form(language: str, unit_id: int) -> Button:
    """Register the people for the tasks that still have none, or begin where one stopped."""
    return Button(t(language, "button-continue-form"), f"register:{unit_id}")


def approve(language: str, liaison_id: int) -> Button:
    """同意."""
    return Button(t(language, "button-approve"), f"approve:{liaison_id}")


def refuse(language: str, liaison_id: int) -> Button:
    """不同意."""
    return Button(t(language, "button-refuse"), f"refuse:{liaison_id}")


def missing(language: str, round_id: int) -> Button:
    """未报名单."""
    return Button(t(language, "button-missing"), f"missing:{round_id}")


def missing_plain(language: str, round_id: int) -> Button:
    """纯文字名单, to paste elsewhere."""
    return Button(t(language, "button-missing-plain"), f"missing_plain:{round_id}")


def digest(language: str, round_id: int) -> Button:
    """汇总."""
    return Button(t(language, "button-digest"), f"digest:{round_id}")


def ledger(language: str, round_id: int) -> Button:
    """台账."""
    return Button(t(language, "button-ledger"), f"ledger:{round_id}")


def confirm_import(language: str) -> Button:
    """确认导入."""
    return Button(t(language, "button-confirm-import"), "import:yes")


def cancel_import(language: str) -> Button:
    """取消 of an import."""
    return Button(t(language, "button-cancel"), "import:no")


def claim_line(label: str, liaison_id: int) -> Button:
    """Say that one is the person a sheet names."""
    return Button(label, f"iam:{liaison_id}")


def none_of_these(language: str, unit_id: int) -> Button:
    """Say that one is none of the people a sheet names."""
    return Button(t(language, "button-none-of-these"), f"fresh:{unit_id}")


def sheet(language: str, round_id: int) -> Button:
    """Fetch one's prefilled report sheet."""
    return Button(t(language, "button-sheet"), f"sheet:{round_id}")


def block(language: str, round_id: int) -> Button:
    """Fetch the copyable block of one's numbered tasks."""
    return Button(t(language, "button-block"), f"block:{round_id}")


def as_lead(language: str, assignment_id: int) -> Button:
    """与牵头单位一致."""
    return Button(t(language, "button-as-lead"), f"aslead:{assignment_id}")


def ask_supporters(language: str, assignment_id: int) -> Button:
    """请配合单位提供."""
    return Button(t(language, "button-ask-supporters"), f"ask:{assignment_id}")


def take_input(language: str, unit: str, contribution_id: int) -> Button:
    """Take a cooperating unit's input over into the draft."""
    return Button(t(language, "button-take-input", unit=unit), f"quote:{contribution_id}")


def contribute(language: str, assignment_id: int) -> Button:
    """Send input to a lead's task."""
    return Button(t(language, "button-contribute"), f"give:{assignment_id}")


def supplement(language: str, number: str, assignment_id: int) -> Button:
    """补充（28）."""
    return Button(t(language, "button-supplement", number=number), f"add:{assignment_id}")


def send_anyway(language: str) -> Button:
    """确认发送 of a text held as sensitive."""
    return Button(t(language, "button-send"), "held:yes")


def do_not_send(language: str) -> Button:
    """取消 of a text held."""
    return Button(t(language, "button-cancel"), "held:no")


def send_note(language: str) -> Button:
    """确认发送 of a correction to the office."""
    return Button(t(language, "button-send"), "note:yes")
