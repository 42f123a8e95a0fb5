"""An office of our own invention for the tests of documents: 4 parts, 13 measures, 56 tasks, long texts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from models.rules.digests import Digest, MissingUnit, Person, Reported, TaskLine
from models.rules.words import RoundKind, Status

ZONE = ZoneInfo("Asia/Shanghai")
PARTS = ("夯实发展根基", "壮大特色产业", "提升城市品质", "扩大对外交流")
MEASURES = (
    "完善工作机制", "保护文化遗产", "引进培养人才", "强化产业链条", "激发创新活力", "推进项目建设", "建好展馆体系",
    "打造旅游景区", "办好节庆活动", "讲好城市故事", "深化校地合作", "搭建贸易平台", "畅通物流通道",
)  # fmt: skip
UNITS = (
    "试验区管委会办公室", "市文旅局", "市委组织部", "市人社局", "市科技局", "市工信局", "市商务局", "市教体局",
    "市市场监管局", "市委宣传部", "市外办", "市发改委", "市交通局", "市公安局", "市住建局", "市社联",
)  # fmt: skip
DEEDS = (
    "编制完成老窑址片区修缮方案，分三批组织专家论证并公开征求居民意见",
    "建立重点项目周调度、月通报工作机制，逐项明确完成时限和责任人员",
    "举办青年工匠技能比武，评选一批能带徒弟、能出作品的技术骨干",
    "建设公共检测实验室，为中小企业提供釉料成分和烧成曲线检测服务",
    "组织企业赴沿海口岸参展，帮助新办外贸企业完成首单出口备案",
    "改造提升三条旅游公路，补齐停车场、厕所和多语种标识牌",
)
DONE_SO_FAR = (
    "本月召开专题调度会两次，现场解决用地、用电问题7个；已签订合同3份，到位资金1260万元，较上月增加18.5%。"
    "设计单位已提交初步方案，8月12日组织评审，与会专家提出修改意见21条，现已全部吸收。"
    "目前施工单位正在办理进场手续，预计下月中旬可以开工。"
)


def status_of(number: int) -> Status:
    return (Status.ON_TRACK, Status.DONE, Status.ON_TRACK, Status.DELAYED, Status.NO_CHANGE, Status.NOT_STARTED)[
        number % 6
    ]


def answer(number: int, unit: str, due_at: datetime, *, late: bool = False) -> Reported:
    status = status_of(number)
    quiet = status is Status.NO_CHANGE
    return Reported(
        unit=unit,
        status=status,
        percent=None if quiet else (100 if status is Status.DONE else (number * 7) % 95),
        text="" if quiet else f"{unit}第{number}项：{DONE_SO_FAR}",
        problems=f"第{number}项受雨季影响，土方工程停工9天，部分材料价格上涨，原定预算偏紧"
        if status is Status.DELAYED
        else "",
        next_step="" if quiet else f"第{number}项下月完成招标并组织进场，同步落实配套资金。",
        reporter=f"联络员{number}",
        submitted_at=due_at + timedelta(hours=30 if late else -number),
        on_time=not late,
        on_behalf=number % 19 == 0,
        version=1,
        receipt=f"R{due_at:%Y%m}-{number:04d}",
        accepted=False,
    )


def task(number: int, due_at: datetime) -> TaskLine:
    measure = (number - 1) * len(MEASURES) // 56
    lead = (
        (UNITS[number % len(UNITS)],) if number % 9 else (UNITS[number % len(UNITS)], UNITS[(number + 5) % len(UNITS)])
    )
    support = tuple(UNITS[(number + step) % len(UNITS)] for step in range(2, 2 + number % 4))
    silent = lead if number % 14 == 0 else lead[1:] if number % 18 == 0 else ()
    return TaskLine(
        number=number,
        part=PARTS[measure * len(PARTS) // len(MEASURES)],
        measure=MEASURES[measure],
        text=f"{DEEDS[number % len(DEEDS)]}（{number}号任务）。",
        title=None if number % 5 else f"{number}号任务短题",
        lead=lead,
        support=support,
        answers=tuple(answer(number, unit, due_at, late=number % 11 == 0) for unit in lead if unit not in silent),
        missing=silent,
    )


def digest(month: int = 8, *, previous: bool = True, final: bool = False, tasks: int = 56) -> Digest:
    due_at = datetime(2024, month, 25, 9, tzinfo=UTC)
    lines = tuple(task(number, due_at) for number in range(1, tasks + 1))
    if previous:
        # What was missing in the round before differs, or there would be nothing to compare.
        lines = tuple(
            replace(line, done_before=True, answers=(), missing=()) if line.number == 7 else line for line in lines
        )
    answers = [each for line in lines for each in line.answers]
    owing: dict[str, list[int]] = {}
    for line in lines:
        for unit in line.missing:
            owing.setdefault(unit, []).append(line.number)
    missing = tuple(
        MissingUnit(
            unit,
            tuple(numbers),
            () if place == 1 else (Person(f"李{place}", f"1380798000{place}"), Person("王小明", "0798-8280000")),
            registered=place != 1,
            telephone="0798-8281111" if place % 2 else None,
        )
        for place, (unit, numbers) in enumerate(owing.items())
    )
    owed = sum(len(line.missing) for line in lines)
    return Digest(
        plan_title="城市品质提升行动2024年工作要点",
        plan_code="2024",
        document_no="品质办字〔2024〕3号",
        office="城市品质提升行动领导小组办公室",
        round_slug=f"2024-{month:02d}",
        kind=RoundKind.MONTHLY,
        due_at=due_at,
        made_at=due_at + timedelta(minutes=1),
        edition=2,
        final=final,
        zone=ZONE,
        expected=len(answers) + owed,
        answered=len(answers),
        on_time=sum(each.on_time for each in answers),
        late=sum(not each.on_time for each in answers),
        owed=owed,
        tasks=lines,
        missing=missing,
        unregistered=(*(unit.unit for unit in missing if not unit.registered), "市民航服务中心", "乐平市政府"),
        previous=_earlier(month - 1) if previous else None,
        addressees="市委、市政府",
    )


def _earlier(month: int) -> Digest:
    """Return the round before: one task then delayed that no longer is, one then on its way that is delayed now."""
    earlier = digest(month, previous=False)

    def then(line: TaskLine) -> TaskLine:
        status = {2: Status.DELAYED, 9: Status.ON_TRACK, 13: Status.ON_TRACK}.get(line.number)
        if status is None:
            return line
        return replace(line, answers=tuple(replace(each, status=status) for each in line.answers))

    return replace(earlier, tasks=tuple(then(line) for line in earlier.tasks))
