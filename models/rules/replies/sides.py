"""What stands on both sides of a number: the edge of a clause, a status, a name, a lead-in word."""

import re

from models.rules.replies.emoji import EMOJI
from models.rules.replies.patterns import late
from models.rules.replies.state_words import DELAY

__all__ = ["FIRM_LEAD", "PREDICATE", "left_of", "right_of"]

PREDICATE = late(
    "\\s*(?:[已己]|以(?=完成|办结|启动)|为(?=启动|开工)|均|都|全部|全都|正(?!式)|在(?!景|省|京|市|北|上海|浮|珠|昌)|[未末](?!来)|没|无|尚|暂|还|仍|也|基本"
    "|即将|接近|快(?!递|速)|马上|有序|稳步|持续|继续|按(?!摩)|预计|力争|争取|拟|完成|完(?=了|$|[,，。;\\s])|办[结完妥好理]|搞|[做弄](?=[完好])"
    f"|[一-鿿]{{2}}[完好]了|推进|进展|进度|滞后|缓慢|较慢|慢|受阻|"
    "耽误|落后|卡|停|暂停|搁|老样子|同上|同前|照旧|不变|维持|保持|正常|照常|如常|顺利|毫无|零进展|有进展|有点|进行|筹备|公示|报批|审批|施工|逾期|延|分别|一切|并未|并非|不是|谈不上"
    f"|不存在|达到|过半|目前|现在|现(?=已|正|在)|本月|这个月|{DELAY}"
    "|done|delayed|on\\s*track|in\\s*progress|not\\s|finished|completed?|pending|ongoing|no\\s|ok|stalled"
    f"|blocked|behind|nearly|still|under\\s*way|{EMOJI}|\\d{{1,3}}(?:\\.\\d+)?%|[一二三四五六七八九]成|百分之)",
    re.IGNORECASE,
)
_ENDED = late(
    "(?:完成|办结|办完|搞定|推进|中|启动|开展|没动|开始|开工|动工|滞后|缓慢|慢|受阻|遇阻|耽误|停滞|停工|停着|停摆|叫停|暂停|搁置|落后|无|进展|变化|不变|老样子|同上|上月|正常"
    "|顺利|现状|动静|新增|计划|了|完毕|结束|done|delayed|track|progress|started|finished|%|[一二三四五六七八九]成|左右"
    f"|{EMOJI}\ufe0f?)\\s*$",
    re.IGNORECASE,
)
_LEAD = late(
    "(?:老师|领导|主任|科长|处长|局长|你好|您好|在吗|其中|另外|另|还有|以及|但是?|而|然后|至于|关于|对于|我的|这边|那边|本月|目前|现在|今天|上午|下午|早上|昨天"
    "|(?:刚才|刚刚|上次|之前|昨天|上午|早上|前面)的?|刚|把|将|那条|那份|这条|报的|发的|填的|写的|交的|上报的|报送的|那个|这个|我们的?|我[局部委办院司校]|单位|负责的?|承担的?"
    "|牵头的?|"
    "不是|应该是|而是|是|[哦噢额呃啊嗯诶哎唉欸]|和|与|跟|及|请|麻烦|帮|问一?下|请问|想问|查一?下?|为啥|为什么|看一?[看下]?|申请|因为|由于|我|补报|汇报|反馈|更新|更正|纠正|订正"
    "|勘误|先|再|除了?|除去|不含|(?:前|上|这|那|刚才那)(?:一|两)?(?:条|份|个|次)|唯独|只有|仅有?|唯有"
    "|(?:报|汇报|说|补充|更新|反馈|补报|更正|纠正|订正|改|更改)一?下|以上|上面|上次|之前|前面|前天|原来|就|也|连|给|从|由|对|现|新|报|说|了|的是|有)\\s*$"
)
FIRM_LEAD = late(
    "(?:其中|另外|还有|以及|但是?|至于|关于|对于|我的|这边|我们的?|我[局部委办院司校]|负责的?|牵头的?|承担的?|更正|补报|汇报|更新|先|上午报的|昨天发的)[:,]?\\s*$"
)
_REFERENCE = late(
    "\\s*(?:的|那|这|写|错|误|不对|有误|状态|改(?=一?下|成|为|[已正推滞完办无未])|以(?=这|此|本|下|最新|今|后|刚)|报[错成的]"
    "|(?:报|填|写|选|点)(?:的|了)?(?=[已]?完成|推进|滞后|正常|办结|未启动)|说|发的|发[错成重]|打[错成]|填[错成]|说成|登记|应[为是该]|改[为成]|不是|是|跟|和|与|归"
    "|由|(?:不(?=能|该|要|应)|别)(?:[能该要应])?(?:报|写|填|算)|能|可|要|算|到底|怎么|为什么|谁|哪|什么|申请|延期|宽|缓|希望|想|需要|作废|撤|不要|删|对调|互换"
    "|重复|重了|多报|漏|误|哪个|啥|有没有|办|属于|调整|交给|移交|转给|换)"
)


_GREETED = late("(?:老师|领导|[主任科处局部院校股所]长|主任|大家|您|你|早上|上午|下午)好$")


_LINE_BEGINS = late('(?:^|\n)[\\s>*•·●○■◆▪+\\-("“]*$')


def left_of(folded: str, start: int) -> str:
    """Name what a place stands behind: line, clause, comma, status, space, lead or inner."""
    window = folded[max(0, start - 16) : start]
    bare = window.rstrip(" \t")
    if not bare or bare[-1] == "\n" or _LINE_BEGINS.search(window):
        return "line"
    if bare[-1] in '。;!?…)”"|~.' or _GREETED.search(bare):
        return "clause"
    if bare[-1] in ",，、:/":
        return "comma"
    if _ENDED.search(window):
        return "status"
    if len(window) > len(bare):
        return "space"
    return "lead" if _LEAD.search(window) else "inner"


def right_of(folded: str, end: int) -> str:  # noqa: PLR0911 - one kind a line
    """Name what follows a place: end, colon, predicate, separator, reference or text."""
    rest = folded[end : end + 40]
    bare = rest.lstrip(" \t")
    if not bare or bare[0] in "。;!?\n)…":
        return "end"
    if bare[0] == ":" or re.match("[-=→>]+(?!\\d(?!\\d?%))", bare):
        return "colon"
    if PREDICATE.match(rest):
        return "predicate"
    if bare[0] in ".、,/|":
        return "separator"
    if _REFERENCE.match(rest):
        return "reference"
    if len(bare) < len(rest) or bare[0] == "(":
        return "separator"
    return "text"
