"""One writing for many: full width, punctuation and traditional characters, every character staying in its place.

The folded text has exactly as many characters as the text, so that a place found in one is a place in the other and
what is filed can be cut from what was written.
"""

import re

from models.rules.replies.patterns import late

__all__ = ["fold"]

_TRADITIONAL = (
    "進無變遲啟動開後滯緩誤擱斷辦結題間號項務請長報與樣這個還沒體並續穩順劃計預際實應當為們對錯寫換電話聯絡員領導問嗎麼誰時"
    "幾點過經萬內給發數據餘級場單屆規籌備審批評簽約驗籤調試協談確認總顯現書檔準齊訂購標設製獎階達節條們書寄遞關於樓層棟億"
    "麻煩顧慮將從邊張區縣鎮鄉館園學術藝歷傳習頭賣買員會議議議處遠運轉環護護復響難終終組織團隊創業產廠財務稅費貸資"
    "煩謝勞見說講記錄詢詳細誠職責負責擔擬擇擴搶搬據據擋繼續緊絲約級紀純紙組細結給統絕經綜網線締編緩練縣總績繪繫纜罷羅聖聞職聽肅脫腳臨興舉舊艱"
    "葉蓋虛補裝製見親覽觀觸訊託訓許設診詞該誌語誤課誰調請論諮諸謀講證識譜警議護讀變讓貝財貢貨貫責貼費賀資賓賞賣質購贈趕跡車軍軟較載輔輕輛輪輯輸轄轉這連週進遊運達違遠適選遺還邁邊郵鄉醫釋針錢錄鍵鎖鎮長門閉開間閣閱關陣陰陳陸陽際隨險雖雙雜離難雲電靈靜響頁頂項順須預頒領頻題額風飛飯飲館驅驗體鬆點齊龍"
    "來兩幹應該東務別亂樂產麼隻採錶淒歲決況準減歸錯齣傢夠"
)
_SIMPLIFIED = (
    "进无变迟启动开后滞缓误搁断办结题间号项务请长报与样这个还没体并续稳顺划计预际实应当为们对错写换电话联络员领导问吗么谁时"
    "几点过经万内给发数据余级场单届规筹备审批评签约验签调试协谈确认总显现书档准齐订购标设制奖阶达节条们书寄递关于楼层栋亿"
    "麻烦顾虑将从边张区县镇乡馆园学术艺历传习头卖买员会议议议处远运转环护护复响难终终组织团队创业产厂财务税费贷资"
    "烦谢劳见说讲记录询详细诚职责负责担拟择扩抢搬据据挡继续紧丝约级纪纯纸组细结给统绝经综网线缔编缓练县总绩绘系缆罢罗圣闻职听肃脱脚临兴举旧艰"
    "叶盖虚补装制见亲览观触讯托训许设诊词该志语误课谁调请论咨诸谋讲证识谱警议护读变让贝财贡货贯责贴费贺资宾赏卖质购赠赶迹车军软较载辅轻辆轮辑输辖转这连周进游运达违远适选遗还迈边邮乡医释针钱录键锁镇长门闭开间阁阅关阵阴陈陆阳际随险虽双杂离难云电灵静响页顶项顺须预颁领频题额风飞饭饮馆驱验体松点齐龙"
    "来两干应该东务别乱乐产么只采表凄岁决况准减归错出家够"
)
_PUNCTUATION = {
    "〜": "~",
    "∼": "~",
    "﹣": "-",
    "−": "-",
    "–": "-",
    "—": "-",
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "―": "-",
    "─": "-",
    "∶": ":",
    "︰": ":",
    "꞉": ":",
    "﹕": ":",
    "﹐": ",",
    "﹔": ";",
    "｡": "。",
    "､": "、",
    "．": ".",
    "·": "·",
    "【": "(",
    "】": ")",
    "〔": "〔",
    "［": "(",
    "］": ")",
    "[": "(",
    "]": ")",
    "「": "“",
    "」": "”",
    "『": "“",
    "』": "”",
    "｢": "“",
    "｣": "”",
    "〃": "〃",
    "\u00a0": " ",
    "\u3000": " ",
    "\u200b": " ",
    "\u200c": " ",
    "\u2060": " ",
    "\ufeff": " ",
    "\u2002": " ",
    "\u2003": " ",
    "\u2009": " ",
    "\u202f": " ",
    "\r": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
    "\x0b": "\n",
    "\x0c": "\n",
    "沒": "没",
    "份": "份",
    "啓": "启",
    "爲": "为",
    "淸": "清",
    "着": "着",
    "著": "着",
    "裡": "里",
    "裏": "里",
    "妳": "你",
    "佈": "布",
    "儘": "尽",
    "盡": "尽",
    "佔": "占",
    "係": "系",
    "併": "并",
    "週": "周",
    "徵": "征",
    "準": "准",
    "剛": "刚",
    "嚴": "严",
    "擬": "拟",
    "暫": "暂",
    "較": "较",
    "撤": "撤",
    "銷": "销",
    "廢": "废",
    "刪": "删",
    "應": "应",
    "貳": "贰",
    "參": "叁",
    "叄": "叁",
    "陸": "陆",
    "畢": "毕",
    "寫": "写",
    "瞭": "了",
    "嘍": "喽",
    "喲": "哟",
    "囉": "啰",
    "麽": "么",
    "麼": "么",
    "嗎": "吗",
    "✔": "✅",
    "☑": "✅",
    "√": "✅",
    "✓": "✅",
    "✘": "❌",
    "×": "❌",
}


def _table() -> dict[int, str]:
    table = {ord(old): new for old, new in zip(_TRADITIONAL, _SIMPLIFIED, strict=True)}
    table |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table |= {ord(old): new for old, new in _PUNCTUATION.items()}
    return table


_FOLDED = _table()


_LONG = late("([^\\ue000])\\1{40,}|\\s{40,}|[0-9]{12,}|[〇零一二三四五六七八九十廿卅百]{12,}")


def _masked(match: re.Match[str]) -> str:
    run = match.group()
    return run[0] + "\ue000" * (len(run) - 3) + run[-2:]


def fold(text: str) -> str:
    """Return the text in half width, plain punctuation and simplified characters; same length, place for place.

    A run of more than 40 equal characters, or of more digits than a telephone number has, means nothing here and would
    only cost time: its inside is blotted out.
    """
    return _LONG.sub(_masked, text.translate(_FOLDED))
