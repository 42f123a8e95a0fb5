"""What a passage asks for besides progress: time, a hand-over, the due day, the tasks, or nothing at all."""

import re

from models.rules.replies.asking import asked_intent, is_conditional, is_question
from models.rules.replies.patterns import late
from models.rules.replies.values import Intent
from models.rules.replies.wishing import hands_over, wants_time

__all__ = [
    "is_acknowledgement",
    "is_conditional",
    "is_courtesy",
    "is_notice",
    "is_passed_on",
    "is_question",
    "requests",
]

_LONGEST_COURTESY = 200
_SHORT = 24
_PASSED_ON = late("^[\\s(“]*(?:转发?(?!展|型|运|播)[^,，。;\n]{0,12}[:：]|(?:fwd|fw)[:：])", re.IGNORECASE)
_NOTICE = late(
    '^[\\s("“]*(?:转发|转[:：]|通知[:：)]|(?:重要|紧急|会议)通知|@所有人|@全体|各位|各单位|请各|各(?:县|有关|相关|责任)|关于.{2,40}的(?:通知|函|公告)'
    "|(?:fwd|fw)[:：])|请各(?:单位|部门|有关|相关|位|联络员|责任|县|地)|现将.{2,30}(?:转发|通知|印发)|特此通知|转发.{0,8}(?:通知|群)"
)
_FEEL = (
    "(?:收到|收悉|在的|在(?=$|[,，。!])|好(?=$|[,，。!~\\s])|已阅|知悉|知晓|悉知|好的?|好嘞|好滴|好哒|好呀|好吧|行+(?=$|[,，。!~\\s了的啊呀哈吧嘞])|可以"
    "|ok+|okay|okk|oj8k|roger|got\\s*it|thanks?(?:\\s*you)?|thx|明白|知道|晓得|了解|清楚|谢谢?|感谢|多谢|辛苦|麻烦|早上?|早安|你好|您好"
    "|大家好|上午好|下午好|中午好|晚上好|晚安|嗯+|哦+|噢+|对的?|是的|没问题|放心|遵命|照办|领命|遵照|hi|hello|hey|yes|sure|noted|received|copy|新年好"
    "|节日快乐|周末愉快|周末好|再见|拜拜|bye|(?:赞|棒|牛|妥|中|成)(?=$|[,，。!~\\s了的啊呀哈吧嘞妥])|厉害|给力|劳您|有劳|费心|受累|抱歉才|不好意思[才刚]|不客气|客气"
    "|没事|不用谢|得嘞|要得|好咧|ok了)"
)
_ACK_START = late(f"^(?:{_FEEL})", re.IGNORECASE)
_ACK_WORDS = late(
    f"^(?:{_FEEL}|了|啦|您|你|啊|呀|哈|哦|噢|呢|哟|喽|们|主任|领导|老师|处长|科长|局长|同志|大家|各位|亲|小[一-鿿]|老[一-鿿]"
    "|[一-鿿](?:主任|科长|科|处|局|工|总|老师|姐|哥)|通知|提醒|的|很|太|非常|多|哈哈|马上|这就|稍后|一会儿?|待会|回头|晚点|尽快|抓紧|会|我们?|我[局部]|先|按时|及时"
    "|按要求|去|来|就|再|给|填报?|报送?|办|弄|落实|处理|安排|准备|补|发|上|交|整理|看|问|核实|一下|下|今天|明天|下午|上午|晚上|下班前|和|跟|领导汇报|汇报|转告|转达|传达"
    "|通知到|已|都|也|没|才|刚刚?|看到|抱歉|不好意思|了解|关照|支持|提醒|[,，。.;!?~…、\\s:]|\\W)+$",
    re.IGNORECASE,
)


def is_notice(folded: str) -> bool:
    """Whether a message is a notice to everybody, passed on."""
    return bool(_NOTICE.search(folded))


def is_passed_on(folded: str) -> bool:
    """Whether somebody else's words are passed on (转发科室反馈：…), which may be a report of an own task."""
    return bool(_PASSED_ON.match(folded)) and not re.search("请各|各单位|各有关|各位|全体|所有人|特此", folded)


def is_courtesy(folded: str) -> bool:
    """Whether every word of a message acknowledges, thanks, greets or promises (辛苦了，我们抓紧办)."""
    bare = re.sub("^[^0-9A-Za-z一-鿿]+", "", folded.strip())
    return bool(bare and len(bare) <= _LONGEST_COURTESY and _ACK_WORDS.match(bare))


def is_acknowledgement(folded: str) -> bool:
    """Whether a message only acknowledges, thanks or greets."""
    bare = re.sub("^[^0-9A-Za-z一-鿿]+", "", folded.strip())
    if not bare:
        return bool(folded.strip())
    if re.fullmatch("[哈呵嘿嘻]+[!~。]*", bare):
        return False
    return bool(len(bare) <= _LONGEST_COURTESY and _ACK_WORDS.match(bare)) or bool(
        _ACK_START.match(bare) and len(bare) <= _SHORT and not is_question(bare)
    )


_TELL = "(?:请|麻烦|烦请|帮忙?)*(?:再)?(?:告知|说|发|提供|提醒|告诉|通知)(?:一?[下声]|我们?|群里)*"
_DEADLINE_ALONE = late(
    f"^(?:{_TELL})?(?:本月|这次|本次|月报|的)*(?:报送|填报|上报)?的?(?:截止|报送|最后|最晚)(?:上报|报送)?的?(?:时间|日期|期限"
    f"|日)(?:[,，\\s]*{_TELL}|是)?[谢您了?!。]*$"
)
_REST_DAY = late("(?:周末|逢|节假日|休息日|放假)[^,，。]{0,8}(?:顺延|延)")


def requests(folded: str, *, labelled: bool = False) -> list[Intent]:
    """Return what a passage asks for, in the order of priority; empty where nothing of the kind is said.

    `labelled`: it stands under a task's number, so that a question is about that task.
    """
    found: list[Intent] = []
    question = is_question(folded)
    if hands_over(folded) and not question:
        found.append(Intent.HANDOVER)
    if _REST_DAY.search(folded) and question:
        return [*found, Intent.QUERY_DEADLINE]
    if wants_time(folded):
        found.append(Intent.EXTENSION)
    if _DEADLINE_ALONE.match(folded.strip()):
        found.append(Intent.QUERY_DEADLINE)
    if not {Intent.EXTENSION, Intent.QUERY_DEADLINE} & set(found):
        asked = asked_intent(folded, labelled=labelled) if question else Intent.OTHER
        if asked is not Intent.OTHER:
            found.append(asked)
        elif _ASKED_FOR.search(folded) or (labelled and _NAMED_ASK.match(folded)):
            found.append(Intent.QUERY_TASKS)
    return found


_NAMED_ASK = late(
    "^的?(?:具体|主要)?(?:(?:配合|牵头|责任|主责|参与|协办)(?:的)?(?:单位|部门|科室|领导|人)|原文|任务内容|工作要求|任务要求|要求|对接人)(?:名单"
    "|清单)?(?:(?:给我|发我|让我)?[看瞧](?:一?下|看)?|发我?(?:一?[下份])?)?[。.\\s]*$"
)
_ASKED_FOR = late(
    "(?:请|麻烦|帮我?|劳驾|烦请|求)(?:你们?|您)?[^,，。]{0,4}(?:发|给|看|查|列|提供)(?!送|报|布|改)[^,，。]{0,14}(?:要求|原文|全文|正文|描述|内容|清单"
    "|任务|表述|标准|依据|时限|记录)(?:$|[,，。!看给发])|(?:把|将)?[^,，。]{0,12}(?:那几条|那些|清单|任务|列表|原文|记录|明细|进度|状态"
    "|(?:报|填|写|交)的?(?:内容|情况|东西|那[份条])|(?:任务|具体|详细|工作)(?:内容|要求))[^,，。]{0,6}(?:发我|给我|发来|发下(?![去来达])|发一[下遍次份]"
    "|列一下|列出来|发一份|看看|看一下|让我看)|(?:看看|看一下|看下|查一?下|查询|查看|列一?下|列出|发一?下|发我|我要看|想看|帮我查|帮忙查|显示"
    "|(?:^|[\\s,，。])查(?![验处实漏看核获封摆])|列[下出]|给我列)[^,，。]{0,10}(?:任务|清单|列表|哪些|状态|登记|记录|报送情况|那几条|那几项|原文|牵头|责任单位"
    "|配合单位|进度|没报|未报|我的|我们的|我们[^,，。]{1,3}的[活事]|[填报写交]的)|(?:内容|原文|全文|正文|要求)[^,，。;]{0,4}(?:发来|发我|发下|发一下|拿来|给我)"
    "|把[^,，。;]{1,16}(?:内容|原文|清单|任务|记录|进展|情况|要求|东西)[^,，。;]{0,4}(?:调|翻|找|拉|导|列|发|拿|念|读|讲)(?:出|给|来|我|一)"
    "|^(?:我的?|我们的?|本单位的?)?任务(?:列表|清单|表)$|show\\s+.{0,10}tasks|list\\s+.{0,10}tasks"
)
