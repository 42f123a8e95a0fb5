"""What goes along with a digest on each channel: documents and attachments as far as it takes them, and what is said of the rest."""

from dataclasses import replace
from typing import Any

from models.actions.desk import Desk
from models.actions.digesting import post_everywhere
from models.rules.words import AssignmentState, RoundKind
from models.store.plans import units_by_name
from models.store.rounds import round_by_slug
from models.tables import Answer, Assignment, Attachment, OutboxMessage, Round
from tests.models.actions.bureau import Bureau, circular, local, task

MEBIBYTE = 1024 * 1024
ALL = ("mail", "json-1", "wecom-1", "dingtalk-1", "feishu-1")
TOO_LARGE = "没有随附，请到管理员的 Telegram 私聊查收。"


def called(bureau: Bureau, sizes: list[int], channels: tuple[str, ...] = ALL) -> dict[str, list[OutboxMessage]]:
    """Let a data call to which files of these sizes came fall due; returns what leaves by each channel."""
    bureau.policy = replace(bureau.policy, digest_channels=channels)
    bureau.take_in(circular(task(1, ["市文旅局"])))

    def work(desk: Desk) -> None:
        (plan_id,) = {each.plan_id for each in bureau.rows(Round)}
        due_at = local("2024-06-06 17:00")
        round_ = Round(
            plan_id=plan_id,
            slug="停车场调查",
            kind=RoundKind.DATA_CALL,
            title="停车场调查",
            opens_at=desk.now,
            due_at=due_at,
            closes_at=due_at,
            opened_at=desk.now,
        )
        desk.session.add(round_)
        desk.session.flush()
        assignment = Assignment(
            round_id=round_.id or 0,
            unit_id=units_by_name(desk.session)["市文旅局"].id or 0,
            state=AssignmentState.ANSWERED,
            created_at=desk.now,
        )
        desk.session.add(assignment)
        desk.session.flush()
        answer = Answer(
            assignment_id=assignment.id or 0,
            version=1,
            text="见附件",
            submitted_at=desk.now,
            confirmed_at=desk.now,
            recorded_at=desk.now,
            on_time=True,
            receipt="停车场调查-0001",
        )
        desk.session.add(answer)
        desk.session.flush()
        for number, size in enumerate(sizes):
            desk.session.add(
                Attachment(
                    answer_id=answer.id or 0,
                    name=f"{number}.bin",
                    sha256=f"{number:064d}",
                    size=size,
                )
            )

    bureau.do(work)
    bureau.at("2024-06-06 17:01")

    def post(desk: Desk) -> None:
        round_ = round_by_slug(desk.session, "停车场调查")
        assert round_ is not None
        post_everywhere(desk, round_, "full")

    bureau.do(post)
    rows = bureau.rows(OutboxMessage)
    return {channel: [row for row in rows if row.channel == channel] for channel in channels}


def documents(rows: list[OutboxMessage]) -> list[dict[str, Any]]:
    included = [each for row in rows for each in row.payload.get("documents", ())]
    return included + [row.payload for row in rows if row.kind == "document"]


def names(rows: list[OutboxMessage]) -> list[str]:
    return [each["document"] for each in documents(rows)]


def words(rows: list[OutboxMessage]) -> str:
    return "\n".join(row.payload["text"] for row in rows if row.kind == "text")


def test_what_was_attached_goes_along_wherever_files_are_taken(bureau: Bureau) -> None:
    left = called(bureau, [3 * MEBIBYTE, 4 * MEBIBYTE])
    for channel in ("mail", "json-1", "wecom-1"):
        assert names(left[channel]) == ["collection_docx", "files_zip"]
        assert len(documents(left[channel])[1]["attachments"]) == 2
        assert "查收" not in words(left[channel])
    for channel in ("dingtalk-1", "feishu-1"):
        assert names(left[channel]) == []
        assert "Word 材料汇总、附件压缩包请到管理员的 Telegram 私聊或邮箱查收。" in words(left[channel])
        assert "没有随附" not in words(left[channel])


def test_too_much_for_a_mail_stays_out_of_it_and_the_mail_says_where_it_is(bureau: Bureau) -> None:
    left = called(bureau, [9 * MEBIBYTE, 9 * MEBIBYTE, 9 * MEBIBYTE])
    for channel in ("mail", "json-1"):
        assert names(left[channel]) == ["collection_docx"]
        assert f"附件压缩包约27MB，超过此处限额，{TOO_LARGE}" in words(left[channel])
    # WeCom's limit is a file's: it gets them in two.
    assert names(left["wecom-1"]) == ["collection_docx", "files_zip", "files_zip"]
    assert [len(each["attachments"]) for each in documents(left["wecom-1"])[1:]] == [2, 1]
    assert "没有随附" not in words(left["wecom-1"])
    # The mailbox has the document only.
    assert "Word 材料汇总请到管理员的 Telegram 私聊或邮箱查收。" in words(left["dingtalk-1"])
    assert f"附件压缩包约27MB，超过此处限额，{TOO_LARGE}" in words(left["dingtalk-1"])


def test_a_single_file_too_large_for_wecom_is_named_and_the_others_go(bureau: Bureau) -> None:
    left = called(bureau, [MEBIBYTE, 20 * MEBIBYTE, 2 * MEBIBYTE], ("wecom-1", "dingtalk-1"))
    assert [len(each["attachments"]) for each in documents(left["wecom-1"])[1:]] == [1, 1]
    assert f"附件压缩包约20MB，超过此处限额，{TOO_LARGE}" in words(left["wecom-1"])
    # There is no mail, so nobody is sent to a mailbox.
    assert "Word 材料汇总、附件压缩包请到管理员的 Telegram 私聊查收。" in words(left["dingtalk-1"])


def test_nothing_is_said_of_files_where_there_are_none(bureau: Bureau) -> None:
    left = called(bureau, [])
    assert names(left["mail"]) == ["collection_docx"]
    assert "附件压缩包" not in words(left["mail"]) + words(left["dingtalk-1"])

    def post(desk: Desk) -> None:
        round_ = round_by_slug(desk.session, "停车场调查")
        assert round_ is not None
        post_everywhere(desk, round_, "brief")

    before = len(bureau.rows(OutboxMessage))
    bureau.do(post)
    briefs = [row for row in bureau.rows(OutboxMessage)[before:] if row.channel == "dingtalk-1"]
    assert briefs
    assert "查收" not in words(briefs)
