"""Chinese, in simplified characters; those of the tradition are read as the same (`_LETTERS`)."""

import re

from dialog.understanding.lexicon import Source, Tags, words_of
from dialog.understanding.places_zh import PLACES, ZONE_FILLERS
from dialog.understanding.wording_zh import CHOICE_WORDS, COMMANDS, LAST_CHOICE, NEVER_NAMES, OPENING_WORDS, RULES

_LETTERS = dict(
    zip(
        "點週號時後個這禮兩鐘開會約預訂訊請問誰見過還沒對嗎間換變動單數議論題關於應該從現實東電話說聽讀寫給來裡裏幾張劉陳黃"
        "楊趙吳馬們與為麼樣別種長無際業務習學選擇認將訪談發郵參與區語國歲馬龍雲達衛漢臺灣門廣連島歐蘭紐倫羅韓義瑪維"
        "處幫謝歡門須願隨離遲結終轉頁條項價錢顯刪確錯調減員進邀晝",
        "点周号时后个这礼两钟开会约预订讯请问谁见过还没对吗间换变动单数议论题关于应该从现实东电话说听读写给来里里几张刘陈黄"
        "杨赵吴马们与为么样别种长无际业务习学选择认将访谈发邮参与区语国岁马龙云达卫汉台湾门广连岛欧兰纽伦罗韩义玛维"
        "处帮谢欢门须愿随离迟结终转页条项价钱显删确错调减员进邀昼",
        strict=True,
    )
)
_NUMERALS = {
    **{char: value for value, char in enumerate("零一二三四五六七八九")},
    "〇": 0,
    "两": 2,
    "十": 10,
    "百": 100,
    "千": 1000,
    "廿": 20,
    "卅": 30,
}
_WEEK_DAYS = ("一1", "二2", "三3", "四4", "五5", "六6", "日天末")
_WEEKS = ("周", "星期", "礼拜")
_WHICH = {
    "": None,
    **dict.fromkeys(("这", "本", "这个", "今", "今个"), 0),
    **dict.fromkeys(("下", "下个", "下一个", "来"), 1),
    **dict.fromkeys(("下下", "下下个", "再下"), 2),
    **dict.fromkeys(("上", "上个", "上一个"), -1),
}


def _each(words: str, **tags: int) -> dict[str, Tags]:
    return dict.fromkeys(words_of(words), tags)


def _weekdays() -> dict[str, Tags]:
    words: dict[str, Tags] = {}
    for which, ahead in _WHICH.items():
        for week in _WEEKS:
            if ahead is not None:
                words[which + week] = {"week": ahead}
            for day, names in enumerate(_WEEK_DAYS):
                for name in names.replace("末", ""):
                    words[which + week + name] = {"weekday": day} if ahead is None else {"weekday": day, "week": ahead}
    return words | {
        "周末": {"weekend": 1},
        "这周末": {"weekday": 5, "week": 0},
        "本周末": {"weekday": 5, "week": 0},
        "下周末": {"weekday": 5, "week": 1},
    }


def _parts() -> dict[str, Tags]:
    """Parts of the day, alone and of the days that they are written together with: 今晚, 明早."""
    morning, noon = {"part": 8 * 60, "until": 12 * 60}, {"part": 12 * 60, "until": 14 * 60}
    afternoon, evening = {"part": 12 * 60, "until": 17 * 60}, {"part": 17 * 60, "until": 22 * 60, "night": 1}
    words: dict[str, Tags] = {
        **dict.fromkeys(words_of("早上 早晨 早间 上午 清晨 清早 一早 一大早 午前 大清早"), morning),
        **dict.fromkeys(words_of("中午 正午 午间 晌午"), noon),
        **dict.fromkeys(words_of("下午 午后 晏昼 下昼 傍晚"), afternoon),
        **dict.fromkeys(words_of("晚上 夜晚 晚间 夜里 夜间 晚 今夜 入夜 黄昏"), evening),
        **_each("凌晨 半夜 深夜", part=0, until=6 * 60),
    }
    for name, day in (("今", 0), ("明", 1), ("后", 2), ("当", 0)):
        words |= {name + "早": {**morning, "day": day}, name + "朝": {**morning, "day": day}}
        words |= {name + "晚": {**evening, "day": day}, name + "晚上": {**evening, "day": day}}
    return words


_WORDS: dict[str, Tags] = {
    **_weekdays(),
    **_parts(),
    **_each("今天 今日 当天 本日 全天 今儿", day=0),
    **_each("明天 明日 翌日 第二天 明儿 听日", day=1),
    **_each("后天 后日", day=2),
    **_each("大后天 大后日", day=3),
    **_each("昨天 昨日", day=-1),
    **_each("前天", day=-2),
    **_each("下个月 下月", month_from_now=1),
    **_each("这个月 本月 这月 今个月 当月", month_from_now=0),
    "下下个月": {"month_from_now": 2},
    **_each("明年", year_from_now=1),
    **_each("今年 本年", year_from_now=0),
    "后年": {"year_from_now": 2},
    "第": {"ordinal_sign": 1},
    **_each("月 月份", month_sign=1),
    **_each("号 日", day_sign=1),
    "年": {"year_sign": 1},
    "个": {"one": 1, "more": 1},
    **_each("点 点钟 时 点整 点正", oclock=1),
    "整": {"oclock": 1},
    "分": {"seconds": 60},
    "半": {"minutes": 30, "half": 1},
    **_each("一刻 一刻钟", minutes=15, whole=900),
    "刻": {"quarter": 1},
    **_each("三刻 三刻钟", minutes=45, whole=2700),
    "差": {"minus": 1},
    **_each("过", joins=1, past=1),
    **_each("秒 秒钟", seconds=1),
    "分钟": {"seconds": 60},
    **_each("小时 钟头 个钟", seconds=3600),
    **_each("天 日后", days=1),
    **_each("星期 周 礼拜", days=7),
    **_each("个月", months=1),
    **_each("半小时 半个小时 半个钟头 半个钟", whole=1800),
    **_each("后 以后 之后 过后", later=1, after=1, bound=1),
    **_each("前 以前 之前", ago=1, bound=-1, not_after=1),
    **_each("再过 过了", **{"in": 1}),
    **_each("现在 此刻 目前", now=1),
    **_each("从 由 自", **{"from": 1, "glue": 1}),
    **_each("到 至 直到", range=1),
    **_each("在 于 的 那天 份", glue=1, of=1),
    **_each("大约 大概 约 左右 差不多", about=1, glue=1),
    **_each("或 或者 还是", **{"or": 1, "stop": 1}),
    **_each("和 跟 与 同", stop=1, giving=1, joins=0),
    **_each("不 不是 不要 别 没", **{"not": 1}),
    **_each("时间 当地时间", place_time=1),
    **_each("加 加上 邀请 添加 叫上", giving=1),
    **_each("去掉 删除 移除 去除", taking=1),
    **_each("改 改到 改成 换成 换到 推迟到 提前到 挪到 调到", changing=1, onto=1),
    "am": {"meridiem": 0},
    "pm": {"meridiem": 12},
    "p": {"meridiem": 12, "glued": 1},
    # no times
    **_each("一点儿 早一点 晚一点 快一点 有一点 一下 一起 一样 一定 一些 一般 万一 第一次 一直 一个字"),
}
_PHRASES: dict[str, Tags] = {"a m": {"meridiem": 0}, "p m": {"meridiem": 12}}

SOURCE = Source(
    words=_WORDS,
    phrases=_PHRASES,
    misspelt={},
    often_misspelt=frozenset(),
    commands=COMMANDS,
    rules=RULES,
    never_names=NEVER_NAMES,
    before_names=frozenset(words_of("和 跟 与 同 加 加上 邀请 叫上")),
    opening_words=OPENING_WORDS,
    choice_words=CHOICE_WORDS,
    last_choice=LAST_CHOICE,
    one="一",
    places=PLACES,
    zone_fillers=ZONE_FILLERS,
    zone_cues=("我在", "我们在", "我住在", "人在", "时区"),
    earliest=re.compile("尽快|尽早|最早|越快越好|越早越好|第一个空|最近的空"),
    titles=re.compile(r"(?:主题|标题|题目)\s?(?:是|为|[:：])"),
    topics=re.compile("关于|讨论|商量|聊聊|谈谈"),
    joints=re.compile(r"[\s,，、;；:：–-]+$|[的在和跟与]+$"),
    unspaced=True,
    letters=_LETTERS,
    numerals=_NUMERALS,
    morning_from=7,
    dotted_days=True,
    dashed_days=True,
    month_first=True,
)
