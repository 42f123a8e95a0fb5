"""The status words, clause by clause: what a clause says of its task, and with what reach.

A cue is found with its negation (谈不上滞后 is no delay), its time (年初滞后 gives way to what is said of today, 预计完成
is a plan) and its reach (初稿已完成 is a finished step, 一期未启动 one part of the task). Words: LABELS, section Status.
"""

import re
from dataclasses import dataclass, replace
from enum import Enum

from models.rules.replies.emoji import CHEERS
from models.rules.replies.patterns import late

__all__ = ["DELAY", "NEGATION", "STATUS_HEAD", "Cue", "Says", "clause_cues", "clauses", "has_progress"]


class Says(Enum):
    """What one cue says."""

    DONE = "done"
    STEP = "step"  # something is finished, the task is not said to be
    NOT_DONE = "not done"
    ON_TRACK = "on track"
    DELAYED = "delayed"
    NOT_STARTED = "not started"
    NO_CHANGE = "no change"


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue, with its reach and time.

    `overall`: said of the task as a whole in so many words; `part`: of a part of it; `past`: of earlier; `now`: of
    today, and what was said of earlier is over.
    """

    says: Says
    overall: bool = False
    part: bool = False
    past: bool = False
    now: bool = False


_BREAK = late(
    r"[,，。;!?\n…\t|()\u2460-\u2473]+|(?<=[^\x00-\x7f]) +| +(?=[^\x00-\x7f])|(?<!\d)\.+(?!\d)|、(?=[已未正])|->|→|--+"
)
_TURN = late(
    r"(?<=了)(?=(?:[本该此]项?)?任务(?:[已办]|完成))|(?<=.)(?=但是|但(?!愿)|不过(?!关)|然而|(?<!已)(?<!反)而(?!且|非|是|言)|只是|其中|(?<!截至)(?<!到)目前|眼下|如今)"
)


_SOFT = late(f"(?<=[一-鿿])(?:[啊呀哈哦噢呢嘛啦咯喽哟嘞哇喔咧\\s]|{CHEERS})+$")


_TWICE = late("^(.{2,8}?)\\1+$")


def clauses(folded: str) -> list[str]:
    """Cut a folded passage into clauses: at punctuation, at blanks beside Chinese characters, before 但/目前/其中."""
    parts: list[str] = []
    for piece in _BREAK.split(folded):
        if piece and piece.strip():
            parts.extend(
                _TWICE.sub(r"\1", _SOFT.sub("", part.strip()) or part.strip())
                for part in _TURN.split(piece)
                if part and part.strip()
            )
    return parts


_ADVERB = (
    "(?:已经|业已|早已|早就|早都|早(?=完成|办结|办完|弄完|做完)|均已|都已|现已|也已|[已己以]|均|都|全部|全面|全(?=[已都部完办搞做弄])|现在?|目前|圆满|顺利|如期|按期|按时|按计划|提前|正式|也|"
    "就|刚刚?|刚才|今天|今日|昨天|昨日|前天|上周|本周|本月|这个月|上月|上个月|日前|近日|终于|总算|一次性|基本上?(?=全)|"
    "(?:于|在)?[0-9]{1,2}月(?:底|初|中旬|上旬|下旬|份|[0-9]{1,2}[日号])?(?:前)?|[一二三四五六七八九十]{1,2}月(?:底|初|中旬|上旬|下旬|份)?(?:前)?|[0-9]{1,2}[日号])"
)
STATUS_HEAD = (
    "(?:(?:其余|其他|其它|剩余|剩下|余下|别的|另外)的?(?:几|各|[0-9一二三四五六七八九十]{1,2})?(?:项|个|条)?(?:任务|工作)?|(?:该|此|本|这|那)(?:项|个|条|件|块|摊|档)?(?:任务|工作|项目|活儿?|事儿?)?|(?:整个|全部|所有|各项|每项|总体|整体)的?(?:任务|工作|项目)?"
    "|[0-9]{1,2}项(?:任务|工作)?|[一二两三四五六七八九十]{1,2}[项个件](?:任务|工作)?|任务|工作|项目|我(?:局|部|单位|委|办|院|司|们|方|这边|处|科|校|会)?"
    "|(?:完成|办理|进展|推进|当前|目前)?(?:情况|进展|进度|状态|现状|结果)[:：是为]?|状态|结果|结论|是|为|算|属于|总体(?:上|来看|而言)?"
    "|整体(?:上|来看)?|共计?|一共|总共|:)"
)
_DONE_VERB = "(?:完成|办结|办完|办妥|办好|搞定|搞掂|完结|收官|销号|做完|弄完|搞完|干完|忙完|弄好|做好|搞好|干好|已结(?=$)|结了(?=$)|(?<=已)完(?=$|了)|(?<=[已己])办了?(?=$)|(?:(?<=[已己满部面利])|(?<=[已己]经))结束(?=了?$)|done|finished|completed?)"
_WHOLE_DONE = late(
    rf"^(?:{STATUS_HEAD}|{_ADVERB}|ok|(?:is|are|was|has|have|been|now|all|already)\s|[\s✅👌🎉👍\ufe0f])*(?:100%|百分之百|百分百)?{_DONE_VERB}(?:了|啦|喽|咯|完毕|啊|呀)?(?:100%|百分之百|百分百)?"
    r"(?:(?:了)?(?:该|此|本|这|既定|全部|所有|各项|年度|全年|目标|这)*(?:项|个)?(?:目标任务|任务|工作|目标)(?:了|啦)?)?"
    r"(?:(?:并|且|并且|同时)(?:[已己]经?)?[一-鿿]{1,10})?(?:\(.*\))?[✅👍🎉😊!~\s'\"”’)]*$",
    re.IGNORECASE,
)
_RUN_ON_DONE = late(
    rf"^(?:{STATUS_HEAD}|{_ADVERB}|\s)*{_DONE_VERB}了(?=[一-鿿]{{1,6}}?(?:也|都|已经?|均|还)[一-鿿]{{1,8}}(?:了|$))",
    re.IGNORECASE,
)
_TICK = late(r"^[\s:]*(?:(?:✅[\ufe0f\s]*)+|完了?)$")
_ENDED_DONE = late(rf"(?:结束|完毕|期满|通过了?)(?:,|后)?{_ADVERB}+完成了?$")
_PASSED_DONE = late(
    rf"^(?:{STATUS_HEAD}|{_ADVERB})*(?:验收|审核|评审|考核)?(?:通过|完毕|合格|完工|竣工|交付)了?(?:并|且|并且)(?:[已己]经?|全部|正式)*(?:办结|完成|销号)了?$"
)
_RATE_DONE = late(
    r"^(?:任务|总体|整体|工作|目标|年度|[已己])*完成率?(?:已?(?:达|达到|为|是|到))?:?100%|^(?:总体|整体|任务|工作)*(?:进度|完成度)?(?:已?(?:达|达到|为|是|到))?:?100%(?:了|完成)?$"
)
NEGATION = (
    "(?:并没有?|没有|没|并未|未曾|未见|未有|未出现|未发生|[未末]|不存在|谈不上|算不上|说不上|不算|不是|并非|并不是?|无|毫无|毫不|不会|不至于|不再|非|"
    "不能(?:说|算)|不|没到)"
)
_NEAR_TO = "(?:出现|发生|有|什么|任何|明显|严重|真正|怎么|太|所谓|到|是|存在|一项|一个|一处|因此|进度|工期|推进|进展|被|再|受|算|说|在|叫|一直|完全)*"
DELAY = (
    "(?:滞后|进度缓慢|(?:较为?|比较|偏|太|很|非常|有点儿?|有些|稍微?|略微?|过于|越来越|进度|进展|推进|推得|得|审批|流程|动作|办得|走得)慢(?!热|性|生活|行|城|食|直播|游)"
    "|慢了|慢一?(?:点|些)|慢半拍|慢于|缓慢|迟缓|放缓|趋缓|减缓|变缓|慢(?:了|出|约|近|将近)*(?:[0-9一二两三四五六七八九十半几]+个?(?:天|日|周|月|拍|百分点|步|星期|工作日))|慢(?=$)|受阻|遇阻|耽误|耽搁|落后|掉队|落下(?=了|来)|一直[^,，。;没未]{0,6}不(?:通|了(?!解)|下来|起来|动)|卡在|卡住|卡壳|卡着|停滞|停工|停建|停着|停掉|停下|停止|停了|停下来|停摆|叫停|暂停|暂缓|搁置|搁浅|搁着|"
    "中断|延误|拖延|拖后|拖着|逾期|超期|脱期|拖期|延期(?!申请|请求|报告|手续|批复)|延迟|推迟|(?:推|推进|做|干|办|搞|弄|进行|开展|实施|谈|走|落)不(?:动|下去|通|下来|起来|了(?!解|起|多少))|往后(?:拖|推|延)(?!荐)|拖(?=了|到|$)|推进困难|不(?:太|大|够|甚|怎么|是很)?(?:顺利|理想|顺(?=$))|不及预期|低于预期|晚于(?:计划|预期|序时|原)|(?:比|较)(?:原?计划|原定|预期|序时|进度|节点|往年|要求)[^,，。]{0,6}?(?:晚|慢|迟)|晚了(?=[0-9一二两三四五六七八九十半几]+个?多?(?:天|日|周|月|星期))|迟迟(?=[不未没无])|干等|(?:无法|难以|没法|不能)(?:继续)?(?:推进|实施|开展|进行|施工)|没(?:有)?(?:跟上|赶上)|(?:推进|工作)乏力|中止|冻结|半停工|停滞不前|被卡|卡了|(?:有点儿?|有些|比较|很|太|挺)卡(?!片|通|车|口|点)|(?<!不)卡(?=在|住|壳|着|$)|差距(?:较|很)?大|顺延(?=了|到|至)|后延|推后|(?:动|干|搞|做|开工|施工)不了|没法动|堵(?:着|住)|延后(?=了|到|至|$)|冻结|跟不上"
    "|进度不佳|僵持|(?<![a-z])(?:delay(?:ed|s)?|behind(?:\\s+schedule)?|lagging|stalled|blocked|on\\s+hold|stuck|suspended|slipp(?:ed|ing)|overdue|late)(?![a-z]))"
)
_NO_DELAY = late(
    rf"{NEGATION}{_NEAR_TO}(?:{DELAY})|无一(?:项)?(?:{DELAY})|(?:防止|避免|以免|杜绝|严防|克服|扭转|消除|确保不)了?.{{0,8}}?(?:{DELAY})"
)
_NO_DELAY_STATES = late(
    rf"(?:{NEGATION}){_NEAR_TO}(?:{DELAY})|无一(?:项)?(?:{DELAY})|(?:扭转|消除|克服)了.{{0,8}}?(?:{DELAY})"
)
_LATE = late(
    "(?:[未末]能?|没有?|没能|不能|无法|难以|未)(?:够)?(?:按期|按时|如期|按计划|按进度|按序时|按照?(?:既定|原定)?(?:计划|时间|节点|进度)|及时|在.{1,6}前)(?:完成|办结|开工|推进|启动|完工|进行|交付|开展|达到|投产|投用|上线|竣工|验收|落地|印发|出台|签约|挂牌|开放|开业|建成)"
    "|(?:超时|逾期|超期|到期|过期|期满)(?:仍|还|尚)?[未没](?:完成|办结|完工)|(?:完不成|达不到|赶不上|跟不上)(?:了|进度|计划|序时)?|not\\s+on\\s+(?:track|schedule)",
    re.IGNORECASE,
)
_NOT_DONE = late(
    "(?:尚|还|仍|暂|至今|目前|远|并|都|也)?(?:[未末]|没有|没|未能|没能|不算|谈不上|算不上|称不上|不能算|不能说|不敢说|不是|不等于|并非|别当成|别算|离|距|距离|不)"
    "(?:真正|全部|完全|最终|正式|都|算|是|说|已|已经|彻底|能|能够|得到|全面|实质性?|最后|全|整体|百分百|登记成|标成|报)*(?:完成|办结|办完|办妥|办好|搞定|完工|竣工|做完|弄完|搞完|弄好|做好|搞好|完(?=$|了)|结(?=$)|done|finished|complete)"
    "|(?:本该|本应|理应|按理)[^,，。]{0,6}(?:完成|办结|办完|搞定|弄好|做完|做好)|^(?:[那这]?才怪|还?早(?:着|得很)?呢|还早|为时尚早|没有的事|不可能|远着呢|差得?远)$"
    "|not\\s+(?:yet\\s+)?(?:done|finished|complete)|n't\\s+(?:done|finished)|incomplete|unfinished|待完成|有待完成|完成不了",
    re.IGNORECASE,
)
_NOT_STARTED = late(
    "(?:尚|还|暂|仍|至今|一直|目前|都|完全|根本)?(?:[未末]|没有|没|未能|没能|没法|未有)(?:有|正式|实质性?|全面|真正|能够?|开始|怎么|来得及|得及|具体)*"
    "(?:启动|起动|开展|开始|开工|动工|动(?!静|摇|作|过)|实施|着手|动手|起步|碰(?!到|面|头|上)|入手|展开|排上|开动|弄(?!完|好|清|妥|出)|搞(?!定|好|完|清)|做(?!完|好|出)|开建|开干|施工|进场|行动|铺开|推开|推动)"
    "|(?<![一-鿿])为(?:启动|开工|开展|动工)(?=$|[,，。;])|尚为(?:启动|开工|开展|动工|开始)|不具备[^,，。]{0,4}(?:开工|启动|实施|施工|动工)的?条件|(?:待|尚待|有待|等待|等着)(?:启动|开工|开展|实施)|零启动|not\\s+(?:yet\\s+)?(?:been\\s+)?(?:started|begun|initiated)|n't\\s+(?:started|begun)|unstarted",
    re.IGNORECASE,
)
_NOT_NOT_STARTED = late("(?:不是|并非|并不是)(?:说)?(?:没有?|[未末]|尚未|还没有?)(?:启动|开展|开始|开工|动工|动|实施)")
_NEW = "(?:最新|怎么|太大|太多|更多|更|新的|新|明显的?|实质性?的?|大的|大|什么|啥|任何|突破性?的?|其他|其它|别的|特别的?|可报的?|多少|太|重大的?|具体的?|丝毫的?|一点儿?|半点|相关|阶段性|进一步的?)"
_NO_CHANGE = late(
    f"(?:暂时没有|暂时无|暂无|尚无|仍无|毫无|并无|均无|都无|皆无|无|没有|没啥|没|未见|未有|尚未有|未取得|零|0|缺乏|谈不上){_NEW}*"
    "(?:进展(?!情况(?:表|报告|统计))|变化|变动|动静|动作(?!不)|起色|动向|突破|更新|新情况|情况(?=$|可|更新|变化|要报|汇报)|新增(?=$|进展|情况|内容|事项|变化|(?!问题|风险|困难|投诉|隐患|债务|病例)[一-鿿]{2,4}$)|进度(?=$)|可报|可说|推进(?=$)|改变|动态|可补充|补充|可写|好写|好说|要写)"
    "|(?:进展|变化|动静|新增)(?:为|是|:|都|也|一点都?)?(?:零|无|没有|0)(?=$)|没(?:什么)?(?:变|变过|变动)(?=$|化|的|,|了)|[未末]变(?=$|化|动|更)|无变(?=$)"
    "|(?:同|与|和|跟)(?:上|前)(?:一)?(?:个)?(?:月|期|次|回|报)(?:份|报送|填报|情况|内容|进展|状态|的)*(?:一样|一致|相同|无异)?|同上(?!级|海|述|学|饶)|(?:与|和|跟|同)[0-9一二三四五六七八九十]{1,2}月(?:份)?(?:一样|一致|相同|$)|(?:沿用|照[抄搬]|延用)(?:上|前)一?个?(?:月|期|次|回)|〃"
    "|(?:^|维持|保持|状态|进度|情况|进展|内容|仍|仍然|依旧|照旧|均|都|也|其余|其他|其它)(?:任务|各项|项|均|都|的|保持|维持|暂时|原状)*不变|(?:维持|保持)(?:现状|原状|原样)|原地(?:踏步|不动|打转)|原封(?:不|未)动|还?是原样|停留在(?:上|原)|照旧(?=$)|一切照旧"
    "|老样子|还是(?:那样|原样|那个样|那样子|这样|上次那样)|(?:和|跟|与)(?:之前|以前|上次|上月|上个月|原来)(?:一样|一致|相同)|no\\s+(?:change|progress|update)s?|unchanged|nothing\\s+new|same\\s+as\\s+(?:before|last)",
    re.IGNORECASE,
)
_BARE_NONE = late(f"^(?:{_ADVERB}|:|：|情况|进展|本月|暂|也|都|均)*(?:无|暂无|没有)(?:。|了)?$")
_NOT_NO_CHANGE = late(
    f"(?:不是|并非|并不是|不能说|绝非|谈不上|也不是|算不上|不算|非){_NEAR_TO}(?:毫无|一点儿?|完全|没有?|无|零)+{_NEW}*(?:进展|变化|动静|起色|动作)|不无(?:进展|变化|起色)"
)
_NEAR_DONE = late(
    "^(?:都|也|[已己]经?|基本|现在)?差不多了?$|(?:基本上?|即将|就要|接近|快要?|马上(?:就|要)*|临近|差不多|大体上?|眼看(?:就要)?|行将|很快(?:就)?(?:要)?|眼看)(?:全部|可以?|能|全面|都)*(?:完成|办结|完工|竣工|办完|搞定|搞完|收尾|办好|做完|弄完|弄好|结束)(?!了?(?:初稿|招标))"
    "|(?:处于|进入|到了?|已到|接近|正在?)(?:了)?(?:最后)?(?:收尾|尾声|扫尾)|收尾(?:阶段|中|了|工作)?(?=$)|快(?:要)?[好了完]了?(?=$|[就还只]?差)|(?:只|就)差(?:最后)?(?:一步|盖章|验收)|nearly\\s+(?:done|complete)|almost\\s+(?:done|complete|finished)",
    re.IGNORECASE,
)
_ACTION = (
    "(?:推进|推(?!荐|介会)|升级|扩建|改造|迁|搬|浇筑|铺设|试用|试点|洽|督|报名|收尾|录入|校对|核算|评估|遴选|筛选|制作|摸底|排练|拍摄|剪辑|翻译|出图|打样|烧制|策展|征稿|复审|初审|终审|挂网|办理|办(?!公|事处)|弄|改(?!革)|修改|修订|修缮|修(?!水)|做(?!强|大)|搞|谈|走|跑|打印|审(?!计)|编(?!人员|制内)|写|起草|拟|建(?!议)|施工|装修|调试|测试|联调|收集|整理|统计|汇总|筹备|筹建|准备|策划|谋划|"
    "对接|协调|沟通|洽谈|商|招标|采购|申报|申请|报批|报(?=$|省|市|审)|公示|论证|研究|排|印|设计|制作|核|整改|跟进|落实|实施|开展|进行|继续|加紧|抓紧|加快|赶|等|排队|找|选|联系|征求|布展|安装|培训|巡|拍|录|画|"
    "盖章|签|会签|流转|验收|组织|征集|摸排|清理|拆|挖|催|凑|补|试运行|运行|运作|运营|完善|优化|健全|探索|举办|进行|往前|有序|稳步|持续|全力|积极|按|动|干|忙|议|评|攻关|建设|陆续|逐步|稳妥|深化|扩|搭|迎(?:接|检)|招|铺|开发|研发|收尾|评审|审核|审批|深入)"
)
_DURING_NOT = "就其集当年月期高初空水市手心之途命适看选眼家国城镇省县乡热暗郎居折暑秋适正意关"
_ON_TRACK = late(
    "正在|正(?=攻坚|攻关|赶|冲刺|收尾|加班|忙|施工|实施|修|完善|调|推进|抓紧|组织|开展|加快|加紧|积极|有序|按|筹备|筹划|编制|与|和|对接|全力|稳步|协调|抓|走|报|修|改|办|实施|施工|建|做|准备|申|审|商|谋|拟|着手|会同|联系|逐步|征|进行|常)"
    f"|(?<![更改修纠校订端矫反公真指匡])正(?!核实){_ACTION}|在(?:研(?!讨)|谈|编(?!人|制)|制(?!度|约)|审|筹)"
    f"|(?<![现存所旨潜实内外])(?:还|仍|仍然|一直|已|都|也|均)?在{_ACTION}|(?:还|仍|仍然|一直|依然)在(?!编|职|岗|册|原地|外地|出差|谁|哪|停|滞|搁|拖)"
    f"|(?<=[一-鿿])(?<![{_DURING_NOT}])中(?=$|了$|\\(|\\)|[~✅🔄⏳💪👍\\s])|(?:采集|征集|收集|募集|筹集|遴选|评选|海选|筛选|推选|优选|比选|攻关|报关|通关|预热|查看|校正|修正|监看)中|^推$|进行时$|推进中|进行中|办理中|审批中|公示中|施工中|筹备中|建设中|落实中"
    "|(?:有序|稳步|持续|扎实|加快|全力|积极|全面|深入|按序时|同步|常态化|统筹|协同|大力|抓紧|继续|加紧|平稳|顺利|正常|分步|稳妥|逐步|高效|加速|强力|不断|有力|务实|逐项|分批|日常|照常|照样)(?:地|的)?(?:有序|稳步)?"
    "(?:往前|向前)?(?:推进|开展|实施|进行|落实|建设(?!的|用地)|施工|办理|运行|运转|跟进|推动|发力|运营|展开|攻坚|筹备|走流程)"
    "|[按照](?:照)?(?:着)?(?:既定|原定|序时|时间|年度|工作|实施|原|新|调整后)?的?(?:计划|进度|节点|时间表|部署|方案|步骤|时序|要求|工期|序时进度|日程)(?:安排|要求|节点)?(?:有序|稳步|正常|顺利|持续|全力|加快|扎实)*(?:的?$|推进|进行|开展|实施|落实|走|施工|建设|进行|执行|正常|在|来|往前|运行)"
    "|按序时(?:进度)?|(?<!不)(?<!恢复不)(?:进度|进展|推进|一切|状态|总体|整体|均|都|也|还算|运行|情况|目前|恢复|运转|^|较|比较|很|挺|蛮)(?:都|均|很|较|较为|比较|还算|还|基本|总体|也|较好|蛮|挺|已|已经|算|比较)*(?:正常|顺利|平稳|良好|可控|不错|顺畅|有序)(?!召开|举办|通过|完成|签约|闭幕|落幕|开幕|举行|结束|验收|交付|实现|上线|办结)"
    "|(?<!不)(?:正常|顺利|顺畅)(?=$|中|的)|步入正轨|走上正轨|有条不紊|(?:推进|筹备|运行|施工|组织|实施|工作)(?:较|比较|很)?有序|不断推进|加班加点|倒排工期|(?:日夜|全速|加紧|抓紧|连夜)(?:赶|施工|推)|符合(?:预期|计划|进度|序时|要求|节点)|(?:达到|好于|超)(?:预期|序时)|按部就班|紧锣密鼓|如火如荼|热火朝天|稳中有进|齐头并进|(?:态势|势头|势态)良好|(?:快于|超前于?|早于)(?:计划|序时|预期|进度)|超序时|(?:赶|提)进度|抓紧(?:办|做|弄|搞|写|编|改|落实|协调|走)|如期推进|如期进行|按(?:照)?(?:原)?(?:计划|进度|节点|时间表)的?(?:[0-9]|进度)|(?<![未没不拟将待])推进(?=$|着|了$)|on[\\s-]*track|in[\\s-]*progress|on[\\s-]*going|under[\\s-]*way|on\\s+schedule|as\\s+planned|proceeding|progressing|going\\s+(?:well|on|smoothly)"
    "|有(?:了)?(?:一定|新的?|较大|明显|实质性|积极|些许?|一些|点|一点)进展|取得(?:了)?(?:一定|新的?|较大|明显|实质性|积极|阶段性)*(?:的)?进展|往前走|推进着|弄着|办着|跟着进度|一切(?:都)?(?:ok|好(?=$))|处于(?:正常)?(?:推进|实施|建设|施工|筹备|攻坚)|运行良好|推进(?:较|比较|很)?(?:有力|得力|较快|很快|有效|到位)|进展(?:较|比较|很)?(?:较快|很快|迅速|神速|喜人)|(?:照|如)常$|(?:^|都|还|均|也|其余|其他|[0-9])(?:还行|还可以|还好|过得去|没问题|没毛病)$|(?<![现存所旨潜实内外自好])在(?!编|职|岗|册|此|即|京|省|市|县|赣|景|外|家|场|[即这那哪上下前后里中])[一-鿿]$",
    re.IGNORECASE,
)
_UNDER_WAY = late(
    "正在|^(?:下个?月|下周|下季度|下半年|明年|年底前|月底前|年内)(?!.*(?:将|拟|预计|计划|争取|力争)).*[一-鿿]{2}中$"
)
_RECOVERED = late(
    "(?:赶上|追上|追回|赶回|补回|跟上)(?:了|来|进度|计划|序时|原计划)|恢复(?:了)?(?:正常|施工|推进|建设|开工|进行|运行)|已?复工|重新?启动|已?重启|重回正轨|回到正轨|已(?:经)?(?:解决|理顺|打通)(?=$|了)|走上正轨"
)
_FUTURE = late(
    "(?:一定|肯定|保证|绝对|务必)(?:能|会|要|可以)?(?=完成|办|赶|按|报|交|弄|搞|做)|预计|拟(?!定(?!于)|订|好|稿|写)|(?<!即)(?<!刚)将(?!近|军|原|其|以|把)|力争|争取|打算|有望|可望|估计|望能|希望|计划(?=于|在|到|下|明|本|年|[0-9]|开|召|举|组|完|月|春|秋|冬|夏|入|赶|先|再|今|一|两|三|四|七|八|九|十|通)|确保|下一步|下步|接下来|下月|下个月|下周|明年|明天|后天|下季度|下半年|年底前|月底前|年内|"
    "尽快|务必|要求|才能|方可|以便|待(?!遇)|(?<![快重需主])要(?=在|到|等|尽|继|加|完|推|于|[0-9])|准备(?=下|明|开|启|推|完|在|于)|会(?=在(?=[0-9下明年月本今])|于|按|尽快|继续|完成)|可(?=按|如期|在|于|完成)|能(?=按|如期|在|够|完成)|will|expected|plan(?:ned)?\\s+to",
)
_PAST = late(
    "年初|上个?月|上期|之前|前期|此前|原来|原先|原本|起初|曾经?|一度|去年|前段时间|前阵子?|前一阵|早前|早先|上个?季度|一开始|开始时|开头|月初|春节|前几个?月|上半年|上次|先前|前两个?月|一季度|二季度|上旬|中旬|以前|早些时候|[0-9]月份?(?!底)"
)
_NO_LONGER = late("不再(?:推进|实施|进行|开展|办理|继续)|(?:不|没法|无法)继续(?=$)")
_DATED = late("今[天日晚]|[本这]周|下班前|月|[0-9一二三四五六七八九十][日号]|年[底内中初末]|季度|年末|节前|入冬")
_TASK_DONE = late(
    "^(?:本|该|此|这)?(?:年度?|今年|全年|本年度|年内)的?(?:目标)?任务(?:目标)?(?:全部|全面|已经|均|都|圆满|顺利|提前|超额|[已己])*完成了?$"
)
_NAMED_TASK_DONE = late(
    "^(?![^,]*(?:部分|阶段|前期|招标|投资|征地|拆迁|调研|调查|摸底|摸排|论证|评审|设计|编制|起草|培训|宣传|检查|巡查|普查|测绘|勘察|签约|采购|季度|[期批]|当月|本月|上半年|多数|主要|[0-9一二两三四五六七八九十]项))[一-鿿A-Za-z0-9]{2,16}(?<!年度)任务(?:[已己]经?|均|都|全部|全面|圆满|顺利|提前|如期|按期|超额)*完成了?[✅👍🎉\\s]*$"
)
_SPAN_OF_TASK = late("(?:本月|当月|这个月|上个?月|[0-9]月份?|季度|上半年|阶段性?)的?(?:目标|工作)?(?:任务|目标)")
"""What was to be done within a month or a quarter is a step of the task."""
_SAID_DONE = late("[已己了就]|早|上个?月|昨|前天")
_CONCEDED = late("^(?:虽|尽管|即便|就算|哪怕|固然)")
_NOW = late("目前|现在|眼下|现已|现(?=正|按|在|有)|当前|本月|如今|这个月|后来|近期|最近|已恢复|今")
_NORMAL = late("正常|按计划|顺利|恢复|按序时|有序|稳步|按进度|按节点")
_OVERALL = late("总体|整体|总的|全局|大体上|综合来看|任务本身")
_PART = late(
    "个别|其中|部分|某|一处|少数|局部|有的|小部分|[一二两三四五六七八九十]期|[一二三四五六七八九十甲乙ABab]标段|[0-9]期|子项|分项|前半|后半|环节|(?:南|北|东|西)(?:区|段|侧|线)"
)
_CONDITION = late(
    "^(?:如果|要是|假如|假使|倘若|若(?!干)|一旦|只要|除非|万一|如(?=能|可|果|期不|不|有|需|无|批|在|获|资|省|经)|等(?=.{1,12}(?:后|了|再|才))|待(?=.{1,12}(?:后|再|方))|能否|是否)|的话$"
)
_HEARSAY = late(
    "(?:里|上|中)?写(?:的|着)(?:是|的)?|听说|据说|据.{1,8}(?:说|称|反映|反馈|介绍)|(?<![我你])(?:们|方|司|局|科|室|长|总|商|位|人|家|边|同志|工|厂|院|他|她|某)(?:跟我)?(?:说|讲|称|告诉我?|反馈|表示|口头说)|应该|可能|好像|似乎|大概|也许|估摸|不确定|传"
)
_FIELD_SKIP = late(
    "^[\\s0-9.、)(一二三四五六七八九十*•·-]*(?:存在的?(?:主要)?问题(?:和困难|及困难|及原因)?|主要问题|问题(?:和困难|及困难|与困难|及建议)?|困难(?:和问题|及问题)?|需要?(?:协调|支持|解决|帮助).{0,8}|备注|建议|意见建议|其他|"
    "下一?步(?:工作)?(?:计划|打算|安排|举措|措施|思路)?|后续(?:计划|安排|工作)|工作计划|下月(?:工作)?(?:计划|打算|安排)|计划|整改措施|措施|打算|计划完成时[间限]|完成时[间限]|时限|责任人|责任单位|责任领导|联系人|联系电话|电话|牵头单位|配合单位|任务名称|任务内容|工作内容|具体任务|佐证材料|附件|填报人|填报日期|日期|时间)"
    "\\s*(?:[:：]|\\t|为(?=无))"
)
_QUOTED = late('《[^》]{0,200}》|“([^”]{0,200})”|"([^"]*)"|‘([^’]*)’')


def _unquoted(folded: str) -> str:
    """Leave out what is only quoted; a quoted status word alone (改为“已完成”) stays."""

    def kept(match: re.Match[str]) -> str:
        inner = next((group for group in match.groups() if group is not None), "")
        alone = inner and len(inner) <= 8 and (_whole(inner) or _BARE_NONE.match(inner))  # noqa: PLR2004 - a status word
        return inner if alone else "○"

    return _QUOTED.sub(kept, folded)


def _whole(clause: str) -> bool:
    found = _ON_TRACK.match(clause) or re.match(DELAY, clause) or _NOT_STARTED.match(clause) or _NO_CHANGE.match(clause)
    return bool(_WHOLE_DONE.match(clause) or _NEAR_DONE.match(clause) or found)


def _done(clause: str, *, hearsay: bool) -> Cue | None:  # noqa: PLR0911 - one ladder, from the surest denial down
    if _LATE.search(clause):
        return Cue(Says.DELAYED)
    if _NOT_DONE.search(clause):
        return Cue(Says.NOT_DONE)
    if _NEAR_DONE.search(clause):
        return Cue(Says.ON_TRACK)
    if hearsay:
        return None
    future = _FUTURE.search(clause)
    past_too = re.search("[已己]", clause)
    if future and not past_too:
        return None
    if _SPAN_OF_TASK.search(clause):
        return Cue(Says.STEP)
    if _TASK_DONE.match(clause) or _NAMED_TASK_DONE.match(clause):
        return Cue(Says.DONE)
    if _DATED.search(clause) and not _SAID_DONE.search(clause):
        return None
    if (
        _WHOLE_DONE.match(clause)
        or _RUN_ON_DONE.match(clause)
        or _TICK.match(clause)
        or _ENDED_DONE.search(clause)
        or _RATE_DONE.search(clause)
        or _PASSED_DONE.match(clause)
    ):
        return Cue(Says.DONE, overall=bool(_OVERALL.search(clause)))
    if re.search(
        f"{_DONE_VERB}|[已己].|完毕|通过|结束|完工|竣工|封顶|建成|印发|投用|揭牌|签约|到位|上线|开通|投产|入驻|交付|挂牌|开园|开馆",
        clause,
    ):
        return Cue(Says.STEP)
    return None


def _subject_is_part(clause: str, start: int) -> bool:
    """Whether a cue's subject is something less than the task (二期尚未启动, 施工未启动)."""
    before = re.sub(
        f"{_ADVERB}|{STATUS_HEAD}|[\\s:,尚还仍暂至今一直这但不过而也其中因所以的确有点比较较为个月]", "", clause[:start]
    )
    return bool(before)


def _clause(clause: str, *, hearsay: bool) -> list[Cue]:
    past = (bool(_PAST.search(clause)) and not _NOW.search(clause)) or bool(_CONCEDED.match(clause))
    overall = bool(_OVERALL.search(clause))
    part = bool(_PART.search(clause)) and not overall
    future = _FUTURE.search(clause)
    cues: list[Cue] = []
    rest = clause

    def take(pattern: re.Pattern[str], says: Says, *, is_part: bool = False) -> bool:
        nonlocal rest
        match = pattern.search(rest)
        if match is None:
            return False
        cues.append(Cue(says, overall, part or is_part, past, pattern is _RECOVERED))
        rest = pattern.sub("○", rest)
        return True

    rest = _NO_LONGER.sub("○", rest)
    take(_NOT_NO_CHANGE, Says.ON_TRACK)
    take(_NOT_NOT_STARTED, Says.ON_TRACK)
    take(_LATE, Says.DELAYED)
    take(_NO_DELAY_STATES, Says.ON_TRACK)
    rest = _NO_DELAY.sub("○", rest)
    promised = (regained := _RECOVERED.search(rest)) and future and future.start() < regained.start()
    if not promised and take(_RECOVERED, Says.ON_TRACK):
        rest = re.sub(DELAY, "○", rest)
    began = _NOT_STARTED.search(rest)
    if began and not _LATE.search(rest):
        tail = rest[began.end() :]
        narrow = _subject_is_part(rest, began.start()) or bool(
            re.match("[一-鿿]{2,}", re.sub("^(?:了|呢|啊|的|推进|起来|工作|实质性?工作)+", "", tail))
        )
        take(_NOT_STARTED, Says.NOT_STARTED, is_part=narrow)
    if _BARE_NONE.match(rest):
        cues.append(Cue(Says.NO_CHANGE, overall, part, past))
        return cues
    take(_NO_CHANGE, Says.NO_CHANGE)
    done = _done(rest, hearsay=hearsay)
    delayed = re.search(DELAY, rest, re.IGNORECASE)
    if delayed and not (future and future.start() < delayed.start() and not re.search("[已己]", rest)):
        cues.append(Cue(Says.DELAYED, overall, part, past))
    if done:
        cues.append(Cue(done.says, overall, part, past and done.says is not Says.DONE))
    moving = _ON_TRACK.search(rest)
    if moving and not (future and future.start() < moving.start() and not _UNDER_WAY.search(rest)):
        now = bool(_NOW.search(clause) and _NORMAL.search(clause))
        cues.append(Cue(Says.ON_TRACK, overall, part, past, now))
    return cues


_OVERDUE = late(
    "(?:本应|本该|原定|原计划|理应|应[于在当])[^。;\\n]{1,16}?(?:完成|办结|开工|上线|启动|交付|验收|投用|印发|出台)[^。;\\n完]{0,3}[,，](?:但|可|却|目前|现在|到现在|至今|仍|还)*(?:才(?!能)|还没|尚未|仍未|未|没有?)"
)


def clause_cues(folded: str) -> list[Cue]:
    """Return the cues of a passage in order; labelled parts on problems and next steps tell only of delays."""
    cues: list[Cue] = [Cue(Says.DELAYED)] if _OVERDUE.search(folded) else []
    hearsay = False
    for line in _unquoted(folded).split("\n"):
        field = False
        for clause in clauses(line):
            skipped = _FIELD_SKIP.match(clause)
            if skipped or (field and not re.match("[^:]{1,12}:", clause)):
                field = True
                continue
            field = False
            if _CONDITION.search(clause):
                hearsay = True
                continue
            heard = bool(_HEARSAY.search(clause))
            cues.extend(_headed(clause, hearsay=heard or hearsay))
            hearsay = heard and bool(re.search("(?:说|称|讲|反馈|表示|告诉我?|听说|据说)[:]?$", clause))
    return cues


_LIST_MARK = late("^[(]?[0-9一二三四五六七八九十]{1,2}[、.)是]\\s*")
_HEADED = late("^([^:]{1,30}):(.+)$")


def _headed(clause: str, *, hearsay: bool) -> list[Cue]:
    """Read a clause; what stands before a colon (a name, a field) is no part of the statement."""
    match = _HEADED.match(clause)
    if match is None:
        return _clause(clause, hearsay=hearsay)
    cues = _clause(match[2].strip(), hearsay=hearsay)
    state = _LIST_MARK.sub("", match[1])
    if not cues and _whole(state):
        return [replace(cue, part=True) for cue in _clause(state, hearsay=hearsay)]
    head = re.sub(f"{STATUS_HEAD}|{_ADVERB}|[\\s0-9.、()（）]", "", match[1])
    if head and re.search(
        "初稿|招标|采购|论证|评审|可研|立项|征地|设计|方案|规划|文本|材料|公示|施工|主体|一期|二期|三期|环评|整改|调研|摸底|摸排|选址|签约|资金",
        match[1],
    ):
        return [replace(cue, says=Says.STEP if cue.says is Says.DONE else cue.says, part=True) for cue in cues]
    return cues


_DID = late("召开|举办|举行了|开展了|印发|签署|签订|赴.{2,10}(?:调研|考察|对接)|会(?:已经?)?开了|开了会")
_AHEAD = late("明天|后天|下周|下个?月|将|拟|本周|周[一二三四五六日天]|今天|今晚|请|通知|要|计划|谁|哪")
_PROGRESS = late(
    "[已己](?:经)?(?:完成|报|递|提交|召开|开|印发|签|通过|上线|上报|下发|启动|开工|举办|举行|组织|开展|建成|竣工|落实|制定|形成|编制|发布|征求|对接|申报|报送|送|上传|投用|揭牌|挂牌|确定|落地|批复|获批|立项|立|招标|采购|到位|签订|签署|出台|审议|入库|验收|联系|摸|收集|整理|布置|部署|拟|起草|成立|完工|进场|入驻|交付|付|结|选|定|搭|装|修|改|邀请|谈|调|赴|走访|培训|受理|备案|接)"
    "|[已己](?:经)?(?![知阅读收悉加改退登]|转(?!发)|下班|到(?!位)|进群|注册|绑|经)[一-鿿]{2}|初稿|完成|召开了|开了.{0,6}会|举办了|印发了|签了|签约|签订了|签署了|通过了|通过$|报送了|报了(?=省|市|部|方案|材料)|递交|送审|报审|上会|批了|批复|获批|立项|验收|开工|动工|竣工|揭牌|挂牌|招标|中标|开标|公示|论证|评审|等批|待批|待.{0,8}(?:批复|审核|评审|验收|论证|审定|反馈|答复|盖章)|等.{0,8}(?:批复|审核|评审|验收|论证|审定|反馈|答复)"
    "|预计.{0,14}(?:完成|开工|投用|上线|建成|启动|竣工|交付|出|公布)|力争.{0,14}(?:完成|开工|投用|上线|建成|启动)|争取.{0,14}(?:完成|开工|上线|建成|启动)|(?:预计|力争|争取|确保|计划|拟|打算|将).{0,14}(?:办结|办完|完工|竣工|出台|印发|办好|搞定|发布|公布|上会|验收|落地)|(?:没|未|还没|不)(?:有)?(?:能)?(?:办完|办结|完工|搞定|办好|做完|弄完|批)|计划.{0,10}(?:完成|开工|上线|启动|召开|举办)|征求意见|走访了|对接了|摸底|调研了|落实了|启动了|上线了|建成|封顶|签字了"
)


def has_progress(folded: str) -> bool:
    """Whether a passage tells of something done or planned for a task, with or without a status word."""
    return bool(_PROGRESS.search(folded)) or any(
        _DID.search(clause) and not _AHEAD.search(clause) for clause in clauses(folded)
    )
