"""What a statement that names a task may say without a word on the work: of the reporting, the papers, the program.

28我下午报, 28还没写, 28已经报过了, 28全文发我, 28提交不了, 28收到: a task is named and nothing is told of it.
"""

import re

from models.rules.replies.clauses import clauses
from models.rules.replies.intents import is_courtesy
from models.rules.replies.patterns import late
from models.rules.replies.progress import has_progress
from models.rules.replies.status import status_of
from models.rules.replies.values import Intent

__all__ = ["aside_of", "recalls"]

_WE = "(?:我们?|咱们?|我[局部委办院司校科]|这边|单位|科室)"
_EARLIER = "(?:刚刚?|刚才|今[天早]|昨[天晚]|前[天几]|上[午周次回]|早上|上个?月|之前|以前|早就?|前面|都|已经?)"
_SOON = "(?:今[天晚]|明[天早晚]|后天|[上下中]午|晚上|回头|马上|这就|等[下会](?:儿)?|一?会儿?|稍后|晚点|下班前|尽快|抓紧|尽量)"
_FILE = "(?:上?报(?!批|送?[省市部]|审|建)|填|补|交(?!付|通|流)|提交|写|弄|发(?!布|放|文))"
_PAPERS = "(?:上报|报送|相关|有关|佐证)?(?:材料|数据|资料|报表|表格|文字|稿子|内容|情况|附件|截图)"
_END = "[了呢哈啊呀吧哦嘛的啦]*"

_ASIDES: tuple[tuple[re.Pattern[str], Intent], ...] = (
    # Somebody will see to it.
    (
        late(
            f"{_WE}?(?:再|就|来|去|会|先|正)*(?:{_SOON}(?:再|就|来|去|会|给您?|一起|一并)*|一起|一并|(?<=我))(?:{_FILE}|催|问|核[实对]?|给|说"
            f"|讲)(?:一?下)?(?:了?再(?:{_FILE}|说|回))?(?:[您你]们?|给你们?|上来|过来|清楚)?{_END}"
        ),
        Intent.ACK,
    ),
    (
        late(
            f"{_WE}?(?:先|得|要|还|再)*(?:去|跟|和|找)?(?:问问?|核实|确认|催)(?:一?[下问])?[一-鿿]{{0,4}}(?:一下)?(?:清楚)?(?:了|后"
            f"|之后)?再?(?:{_FILE}|说|回复?)?(?:[您你]们?)?{_END}"
        ),
        Intent.ACK,
    ),
    (
        late(
            f"{_WE}?(?:要|得|还|先)*等[^,，。;]{{1,10}}?(?:审|签|看|批|定|同意|回来|开会)[^,，。;]{{0,3}}?(?:再|才能"
            f"|后)[^,，。;]{{0,2}}{_FILE}{_END}"
        ),
        Intent.ACK,
    ),
    (
        late(
            f"(?:我)?(?:已经?|会|去)?(?:(?:让|叫|请|催)(?:了)?[一-鿿]{{1,5}}?(?:去|来)?{_FILE}|催(?:了)?[一-鿿]{{1,5}}"
            f"|转(?:给|到)(?:了)?[一-鿿]{{1,5}}){_END}"
        ),
        Intent.ACK,
    ),
    # It is not reported yet, or not known, or reported before.
    (
        late(
            f"{_WE}?(?:这个?月?|这次|目前|也|都|还|先|暂时?|今天)*(?:没|不|未|没有|没来得及|不打算)(?:想好)?(?:上?报|填|写|交)(?:上|完|好)?{_END}"
        ),
        Intent.OTHER,
    ),
    (
        late(
            f"(?:[这那][两几]?[个条项])?{_WE}?(?:也|还|都)*(?:不(?:太)?(?:清楚|知道|了解)|没(?:来得及)?问(?!题)|说不准"
            f"|心里没数)(?:[一-鿿]{{0,6}})?{_END}"
        ),
        Intent.OTHER,
    ),
    (
        late(
            f"(?:{_WE}|{_EARLIER}|记得|印象中?|好像|应该|确实|不是)*(?:(?<=[一-鿿]){_FILE}|{_FILE}过)(?:过|了|上去了"
            f"|(?:[两三几]|[0-9])[遍次])+(?:[的啊呀呢吧哈]|别催|还催)*{_END}"
        ),
        Intent.OTHER,
    ),
    (late(f"{_WE}?(?:记得|印象中?|好像)[^,，。;]{{0,6}}(?:报|填|写|交)(?:过|的是|了)[^,，。;]{{0,8}}"), Intent.OTHER),
    (late(f"(?:又|别|老|总|怎么老|天天)(?:是|再|来)*催(?:什么催|我)?{_END}"), Intent.OTHER),
    # The text of the task, its record, or the office's help is wanted.
    (
        late(
            f"的?(?:原文|全文|正文|任务(?:内容|要求)?|内容|要求|记录|进[度展]|状态|情况)(?:给我|发我|让我|发|看)?(?:一?[下份]|看看?)?{_END}"
        ),
        Intent.QUERY_TASKS,
    ),
    (
        late(f"(?:再|请|麻烦|想|要)*(?:帮我?|给我?|让我|我)?(?:再)?(?:看|查|瞧)(?:看|一?下|下)?{_END}"),
        Intent.QUERY_TASKS,
    ),
    (
        late(f"的?(?:模[板版]|范[文本]|样[表本式]|格式|表格?)(?:再)?(?:给|发)(?:我|过来)?(?:一?[下份个])?{_END}"),
        Intent.OTHER,
    ),
    (
        late(
            f"(?:请|要|需要?|想请|希望|麻烦)*(?:你们|您|贵办|办公室)(?:能?帮忙?|多|来|出面)*(?:协调|支持|催|反映|出面|关照|帮)(?:一?下)?{_END}"
        ),
        Intent.OTHER,
    ),
)
_NOT_OURS = late("(?:[这那]个?)?(?:事|项|块|条|任务)?(?:不是|不归|不属于|不该)(?:是|归|由)?(?:我们|我[局部委办院司校])")
"""Somebody else's task, as the sender sees it."""
_TROUBLE = late(
    f"^[^,，。;]{{0,8}}?(?:上?报|填|提交|点|打|上传|传|登录?|下载)不[了上开出进动]{_END}(?:$|[,，。\\s])"
    "|^(?:一直)?(?:提交|上传|发送|保存)(?:失败|没反应|报错|出错)|(?:附件|照片|图片|图|文件|视频|表格?|系统|页面|网页|按钮|链接|机器人"
    f"|小程序)[^,，。;]{{0,8}}(?:没反应|转圈|卡死|闪退|报错|乱码|失败|太大|[传发交登点进打示]不[了上开出进动])"
)
"""The program or a paper gives trouble."""
_PREPARING = late(
    f"{_WE}?(?:还|也|都|正|正在|在|抓紧|马上|加紧)*(?:写|整理|汇总|收集?|准备|弄|填|核实?)(?:着|{_PAPERS})?{_END}"
    f"|{_PAPERS}(?:都|也|还)*(?:没|未|不|差|缺|在|正)[一-鿿]{{1,5}}"
)
"""Work on the papers: by itself it may be the task, beside a promise it is none."""
_THANKS = late("收到|知道|知悉|好[的嘞滴哒呀]|明白|了解|谢|感谢|多谢|辛苦")
_LEADS = late("^(?:那|这|呢|的|个|条|项|[,，\\s])+")


def aside_of(stated: str) -> Intent | None:
    """Return what a statement under a task's number is that tells nothing of the work; None where it may tell."""
    if (_TROUBLE.search(stated) or _NOT_OURS.match(stated)) and status_of(stated) is None and not has_progress(stated):
        return Intent.OTHER
    found: set[Intent] = set()
    prepares = False
    for clause in clauses(stated):
        bare = _LEADS.sub("", clause)
        if not bare:
            continue
        if (intent := _one(bare)) is not None:
            found.add(intent)
        elif _PREPARING.fullmatch(bare):
            prepares = True
        else:
            return None
    if not found or (prepares and Intent.ACK not in found):
        return None
    return min(found, key=list(Intent).index)


def _one(clause: str) -> Intent | None:
    if _THANKS.match(clause) and is_courtesy(clause):
        return Intent.ACK
    return next((intent for pattern, intent in _ASIDES if pattern.fullmatch(clause)), None)


_RECALLED = late(
    f"(?:{_WE}|{_EARLIER}|记得|印象中?|好像|应该)+[^,，。;]{{0,4}}(?:报|填|写|交|登记)(?:过|的是|的|了|成|是)[^,，。;]{{0,8}}"
)


def recalls(piece: str) -> bool:
    """Whether a piece beside a question only recalls what was reported (我报的是推进中，显示了吗)."""
    return bool(_RECALLED.search(piece))
