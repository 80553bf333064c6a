"""Chinese, in simplified characters; those of the tradition are read as the same (`_LETTERS`)."""

import re

from dialog.understanding.asking_zh import ASKING, REPEATING, VENUES
from dialog.understanding.lexicon import Source, Tags, words_of
from dialog.understanding.named_days import named_days
from dialog.understanding.places_zh import CLOCK_HERE, PLACES, SURNAMES, ZONE_CUES, ZONE_FILLERS
from dialog.understanding.remarks_zh import FIRST, LAST
from dialog.understanding.wording_zh import CHOICE_WORDS, COMMANDS, LAST_CHOICE, NEVER_NAMES, OPENING_WORDS, RULES

_LETTERS = dict(
    zip(
        "點週號時後個這禮兩鐘開會約預訂訊請問誰見過還沒對嗎間換變動單數議論題關於應該從現實東電話說聽讀寫給來裡裏幾張"
        "劉陳黃楊趙吳馬們與為麼樣別種長無際業務習學選擇認將訪談發郵參區語國歲龍雲達衛漢臺灣門廣連島歐蘭紐倫羅韓義瑪維"
        "處幫謝歡須願隨離遲結終轉頁條項價錢顯刪確錯調減員進晝闖併僅嚴兒內勞協喚團執場壞壓塊夠婦專屆屬幹庫廳彈徵復恆惱"
        "慣憑戶損揀擋擠擴據擾攜敗敵斷暫暱極樂檢歷殘氣決況測準滿漲潛煩熱爾爭獨獎獲環產畢當療盡監盤眾睏碼磚禍稱窮競筆節"
        "範簡簽粵糧納紙級細組統絕經綁綫線緊緩縮總績織繼續罷聞聯職肅腦臨舉舊葉蓋藍藥虛補裝規視覺觀計訴診詢詳誤諮謂證識"
        "譯護讓負財貨貴費資賣質賴趕跡踐軟較載輕輛輪輸辦辭遊運適遷邊邏鄉醜釋針鉤銀錄鎖鏈鑰閉閑閱隊階險隱雖雙雜難靜響頂"
        "順領頻頭額顧風飛飯飲館駐驗驚鬆鬧鳥麵齊齡師紹賓華頓賽揚薩諾艦豐澤曉驍軍偉麗瓊穎輝寶貝鳳傑潔強甚妳討標創註儘優"
        "傳銷類體編網鍾賬課書親聲剛餘啟儀詞隻擬啓術壽設試軌黨遠縣畫鍵櫃債橋廠壇撥衝歸繞緒喬賀鄧鄭孫馮許蕭閻盧蔣蘇魯韋"
        "吶嚮嗬囉嘍聖誕萬慶動",
        "点周号时后个这礼两钟开会约预订讯请问谁见过还没对吗间换变动单数议论题关于应该从现实东电话说听读写给来里里几张"
        "刘陈黄杨赵吴马们与为么样别种长无际业务习学选择认将访谈发邮参区语国岁龙云达卫汉台湾门广连岛欧兰纽伦罗韩义玛维"
        "处帮谢欢须愿随离迟结终转页条项价钱显删确错调减员进昼闯并仅严儿内劳协唤团执场坏压块够妇专届属干库厅弹征复恒恼"
        "惯凭户损拣挡挤扩据扰携败敌断暂昵极乐检历残气决况测准满涨潜烦热尔争独奖获环产毕当疗尽监盘众困码砖祸称穷竞笔节"
        "范简签粤粮纳纸级细组统绝经绑线线紧缓缩总绩织继续罢闻联职肃脑临举旧叶盖蓝药虚补装规视觉观计诉诊询详误谘谓证识"
        "译护让负财货贵费资卖质赖赶迹践软较载轻辆轮输办辞游运适迁边逻乡丑释针钩银录锁链钥闭闲阅队阶险隐虽双杂难静响顶"
        "顺领频头额顾风飞饭饮馆驻验惊松闹鸟面齐龄师绍宾华顿赛扬萨诺舰丰泽晓骁军伟丽琼颖辉宝贝凤杰洁强什你讨标创注尽优"
        "传销类体编网钟账课书亲声刚余启仪词只拟启术寿设试轨党远县画键柜债桥厂坛拨冲归绕绪乔贺邓郑孙冯许萧阎卢蒋苏鲁韦"
        "呐向呵啰喽圣诞万庆动",
        strict=True,
    )
)
_NUMERALS = {
    **{char: value for value, char in enumerate("零一二三四五六七八九")},
    "〇": 0,
    "两": 2,
    "俩": 2,
    "十": 10,
    "百": 100,
    "千": 1000,
    "廿": 20,
    "卅": 30,
}
_DIGITS = "一二三四五六七八九"
_WEEK_DAYS = (*"一二三四五六", "日天")
_WEEKS = ("周", "星期", "礼拜")
_WHICH = {
    "": None,
    **dict.fromkeys(("这", "这个", "这一", "本", "今", "今个", "当", "呢个"), 0),
    **dict.fromkeys(("下", "下个", "下一", "下一个", "来", "次", "隔"), 1),
    **dict.fromkeys(("下下", "下下个", "再下", "再下个", "大下个"), 2),
    **dict.fromkeys(("上", "上个", "上一", "上一个"), -1),
}
_DAYS = {
    **dict.fromkeys(words_of("今天 今日 当天 当日 本日 全天 今儿 今儿个 即日 今明两天 今明"), 0),
    **dict.fromkeys(words_of("明天 明日 明儿 明儿个 翌日 次日 第二天 听日 隔天 隔日 转天 明后天 明后两天"), 1),
    **dict.fromkeys(words_of("后天 后日 后儿 第三天"), 2),
    **dict.fromkeys(words_of("大后天 大后日 大后儿 第四天"), 3),
    **dict.fromkeys(words_of("大大后天 第五天"), 4),
    **dict.fromkeys(words_of("昨天 昨日 昨儿 寻日 琴日"), -1),
    **dict.fromkeys(words_of("前天 前日"), -2),
}


def _each(words: str, **tags: int) -> dict[str, Tags]:
    return dict.fromkeys(words_of(words), tags)


def _weekdays() -> dict[str, Tags]:
    words: dict[str, Tags] = {}
    for which, ahead in _WHICH.items():
        for week in _WEEKS:
            words[which + week] = {"numbered": 1} if ahead is None else {"week": ahead, "numbered": 1}
            for day, names in enumerate(_WEEK_DAYS):
                for name in names:
                    words[which + week + name] = {"weekday": day} if ahead is None else {"weekday": day, "week": ahead}
        for end in ("周末", "星期末"):
            words[which + end] = {"weekend": 1} if ahead is None else {"weekday": 5, "week": ahead}
        for third, end in enumerate(("初", "中")):
            words[f"{which}周{end}"] = {"week": ahead or 0, "third": third}
    return words


def _months() -> dict[str, Tags]:
    names = (
        ("上", "上个"),
        ("这", "这个", "本", "当", "今个", "呢个"),
        ("下", "下个", "下一个"),
        ("下下", "下下个", "再下个"),
    )
    thirds = {"初": 0, "上旬": 0, "中": 1, "中旬": 1, "底": 2, "末": 2, "下旬": 2}
    named = {name + "月": ahead for ahead, given in enumerate(names, -1) for name in given}
    return {
        **{name: {"month_from_now": ahead} for name, ahead in named.items()},
        **{
            name + end: {"month_from_now": ahead, "third": third}
            for name, ahead in named.items()
            for end, third in thirds.items()
        },
        **{"月" + end: {"month_sign": 1, "month_from_now": 0, "third": third} for end, third in thirds.items()},
        **{"月份" + end: {"month_sign": 1, "third": third} for end, third in thirds.items()},
        "月": {"month_sign": 1},
        "月份": {"month_sign": 1},
        **_each("今年 本年", year_from_now=0),
        **_each("明年 来年", year_from_now=1),
        "后年": {"year_from_now": 2},
        "年": {"year_sign": 1},
    }


def _parts() -> dict[str, Tags]:
    """Parts of the day, alone and of the days that they are written together with: 今晚, 明早."""
    morning, noon = {"part": 8 * 60, "until": 12 * 60}, {"part": 12 * 60, "until": 14 * 60}
    afternoon, evening = {"part": 12 * 60, "until": 17 * 60}, {"part": 17 * 60, "until": 22 * 60, "night": 1}
    words: dict[str, Tags] = {
        **dict.fromkeys(
            words_of("早上 早晨 早间 上午 清晨 清早 一早 一大早 大清早 大早上 午前 朝早 上昼 朝头早 早起"), morning
        ),
        **dict.fromkeys(words_of("中午 午间 晌午 正午时分 大中午 午休 午饭时间 午餐时间"), noon),
        **dict.fromkeys(words_of("下午 午后 晏昼 下昼 后晌 下半天 后半天"), afternoon),
        **dict.fromkeys(words_of("晚上 夜晚 晚间 夜里 夜间 大晚上 晚头 夜头 入夜 下班后 下班以后 下班之后"), evening),
        **_each("午饭后 午饭以后 午饭之后 饭后 午餐后 吃完午饭", part=13 * 60, until=17 * 60),
        **dict.fromkeys(words_of("午饭前 午饭以前 午饭之前 午餐前 上半天"), morning),
        **_each("傍晚 傍黑 黄昏", part=17 * 60, until=20 * 60),
        **_each("凌晨 半夜 深夜 后半夜 下半夜 大半夜", part=0, until=6 * 60),
        "早": {**morning, "moving": -1},
        "晚": {**evening, "moving": 1},
    }
    for name, day in (("今", 0), ("明", 1), ("后", 2), ("当", 0), ("听", 1), ("翌", 1), ("次", 1), ("第二天", 1)):
        for end in ("早", "早上", "朝", "晨"):
            words[name + end] = {**morning, "day": day}
        for end in ("晚", "晚上", "夜"):
            words[name + end] = {**evening, "day": day}
    return words


def _minutes() -> dict[str, Tags]:
    """Cantonese counts minutes by the figures on the clock: 三點踏二, 三點兩個字 are ten past three."""
    words: dict[str, Tags] = {"踏半": {"minutes": 30}, "搭半": {"minutes": 30}}
    for value, digit in enumerate((*_DIGITS, "十", "十一"), 1):
        words |= _each(f"踏{digit} 搭{digit} 踏{digit}个字 搭{digit}个字 {digit}个字", minutes=5 * value)
    return words | {"两个字": {"minutes": 10}}


_WORDS: dict[str, Tags] = {
    **{word: {"day": day} for word, day in _DAYS.items()},
    **_weekdays(),
    **_months(),
    **_parts(),
    **_minutes(),
    **_each("正午 午正", clock=12 * 60),
    **_each("午夜 子夜", clock=0),
    "第": {"ordinal_sign": 1},
    **_each("号 日", day_sign=1),
    "个": {"one": 1, "more": 1},
    **_each("个半 个半的", and_half=1),
    **_each("点 点钟 时 点整 点正", oclock=1),
    "整": {"oclock": 1},
    "分": {"seconds": 60},
    **_each("半 半钟", minutes=30, half=1),
    **_each("一刻 一刻钟", minutes=15, whole=900),
    "刻": {"quarter": 1},
    **_each("三刻 三刻钟", minutes=45, whole=2700),
    **_each("差", minus=1),
    **_each("过", joins=1, past=1, **{"in": 1}),
    **_each("秒 秒钟", seconds=1),
    **_each("分钟 分种", seconds=60),
    **_each("小时 钟头 个钟 个小时 个钟头 h hr hrs hour hours", seconds=3600),
    **_each("min mins minutes", seconds=60),
    **_each("天 日后", days=1),
    **_each("星期 周 礼拜", days=7, numbered=1),
    **_each("那周 那一周 那星期 那个星期 所在的周 当周 的那周 的那一周 的那个星期", its_week=1),
    **_each("未来 接下来 接下来的 未来的 往后", next=1, up_to=1),
    **_each("接下来几天 未来几天 这几天 最近几天 接下来的几天 未来的几天 近几天", days_left=5),
    **_each("内 以内 之内", up_to=1),
    "最后": {"last": 1},
    **_each("上半月 前半月 上半周 前半周", half_of=0),
    **_each("下半月 后半月 下半周 后半周", half_of=1),
    **_each("个月", months=1),
    **_each("半小时 半个小时 半个钟头 半个钟 半钟头", whole=1800),
    **_each("半天", whole=4 * 3600),
    "半个月": {"whole": 15 * 86400},
    **_each("后 以后 之后 过后 开外", later=1, after=1, bound=1),
    **_each("前 以前 之前", ago=1, bound=-1, not_after=1),
    **_each("再过 过了 再等", **{"in": 1}),
    **_each("现在 此刻 目前 而家 当前", now=1),
    **_each("从 由 自 自从", **{"from": 1, "glue": 1}),
    **_each("到 至 直到", range=1),
    **_each("在 于 的 那天 份 嘅 那个 这个 开始 起 咁", glue=1, of=1),
    **_each("大约 大概 约 左右 差不多 前后 多 大致 大概在", about=1, glue=1),
    **_each("最早 不早于 不要早于 早于 晚于", not_before=1),
    **_each("最晚 最迟 不晚于 不迟于 不要晚于 不超过", not_after=1),
    **_each("或 或者 还是 或是 要么 抑或", **{"or": 1, "stop": 1}),
    **_each("和 跟 与 同 及 以及 同埋 还有 跟着", **{"or": 1, "stop": 1}),
    **_each("不 不是 不要 别 没 唔 唔好", **{"not": 1}),
    **_each("除了 除 除去 除开", **{"not": 2}),
    **_each("不行 不可以 没空 没时间 没有时间 不方便 有事 有会 不在 不得闲 没办法 不合适 不太行", unfit=1),
    **_each("来不了 去不了", unfit=1, absent=1),
    **_each(
        "的不行 的不可以 的不方便 的不合适 的没空 都不行 都不可以 都没空 不太方便 不太合适 除外 以外 之外 不算", unfit=1
    ),
    **_each("时间 当地时间", place_time=1),
    **_each("加 加上 再加 邀请 添加 叫上 拉上 带上 抄送 加入 加个", giving=1),
    **_each("去掉 删除 删掉 移除 去除 移走 踢掉 拿掉 划掉 删", taking=1, off=1),
    **_each("会议 会 会面 预约 那个", meeting=1),
    **_each("取消 忘了 忘掉 别管", dropping=1),
    **_each(
        "参加不了 不能来 不能去 不能参加 没法来 没法去 没法参加 无法参加 不来了 不去了 不参加了 不来 病了 生病了",
        absent=1,
    ),
    **_each("不要邀请 别邀请 不用邀请 不邀请 别请 不请 别叫 不叫 不用叫", taking=1),
    **_each("替换 换掉", taking=1, exchanging=1),
    **_each("代替 替代 取代 顶替", taking=1),
    **_each("把 将", lifting=1),
    **_each("换成 替换成 替换为 改成 改为 换为", giving=1, off=1, changing=1, onto=1),
    "为": {"onto": 1},
    **_each("换 改 改到 改在 换到 挪到 调到 移到 改去 推到 延到 约在 定在", changing=1, onto=1),
    **_each("推迟到 延期到 延后到 提前到 推后到 往后推到 提早到", changing=1, onto=1),
    **_each("推迟 延后 延迟 推后 往后推 往后挪 往后移 往后延 后延 延期 推 晚个 再晚 迟", moving=1),
    **_each("提前 提早 往前推 往前挪 往前移 早个 再早", moving=-1),
    **_each("东七区 东八区 东九区 西五区 西八区 零时区", zone=1),
    **_each("+ -"),
    "am": {"meridiem": 0, "part": 0, "until": 12 * 60},
    "pm": {"meridiem": 12, "part": 12 * 60, "until": 24 * 60},
    "p": {"meridiem": 12, "glued": 1},
    # no times
    **_each("号楼 号线 号门 号厅 号会议室 号房 一点点 一点也 一点都 一点建议 一点问题 一点想法"),
    **_each("一点意见 一点事 一点小 给我一点 花一点 多一点 少一点 慢一点 除夕"),
    **_each(" ".join(f"月初{day}" for day in _DIGITS + "十")),
    **_each(
        "一点儿 早一点 晚一点 早点 晚点 快一点 快点 有一点 一下 一起 一样 一定 一些 一般 万一 第一次 一直 一会儿 一会"
    ),
    **_each(
        "越早越好 越早 越晚越好 越晚 太早 太晚 早日 早晚 早就 等一下 下一页 上一页 上一步 下一步 下一个 上一个 "
        "大家 一切 不一定 统一 唯一 之一 时候 时区 时长 时段"
    ),
    **_each(
        "下午茶 今后 今晚上映 三方 第三方 双十一 今日头条 一对一 一对多 几点了 现在几点 "
        "最后一个 最后那个 都行 都可以 都好 哪个都行 哪个都可以"
    ),
    **_each(
        "随便哪天 随便哪一天 任何一天 任意一天 哪天都行 哪天都可以 几点都行 几点都可以 什么时候都行 什么时候都可以"
    ),
}
_PHRASES: dict[str, Tags] = {
    "a m": {"meridiem": 0},
    "p m": {"meridiem": 12},
    **{f"下周 {time}": {"days_later": 7} for time in ("同一时间", "同样时间", "同一个时间", "的 同一时间")},
}

SOURCE = Source(
    words=_WORDS,
    phrases={**_PHRASES, **named_days("zh")},
    misspelt={},
    often_misspelt=frozenset(),
    commands=COMMANDS,
    rules=(*FIRST, *RULES, *ASKING, *LAST),
    never_names=NEVER_NAMES,
    before_names=frozenset(
        words_of("和 跟 与 同 加 加上 再加 邀请 添加 叫上 拉上 带上 请 约 给 还有 以及 及 抄送 同埋")
    ),
    opening_words=OPENING_WORDS,
    choice_words=CHOICE_WORDS,
    last_choice=LAST_CHOICE,
    one="一",
    places=PLACES,
    zone_fillers=ZONE_FILLERS,
    zone_cues=ZONE_CUES,
    earliest=re.compile(
        r"\A(?![^\n]*除)[\s\S]*?(?:[尽儘盡]快|[尽儘盡]早|最早(?!\s*[\d一二两兩三四五六七八九十])|越快越好|越早越好|最快|第一[个個](?:空|时间|時間|时段|時段)"
        r"|(?:最近|最先|頭一|头一)[的个個]*(?:空|时间|時間|时段|時段)|[随隨]便|任意|任何(?:时间|時間|一天|都)|[无無]所[谓謂]"
        r"|(?:哪[个個天]|什么时候|甚麼時候|什麼時候|几点|幾點|都)(?:都)?(?:行|可以|成|好|得|OK)|[你您](?:定|决定|決定|安排|看着办|看著辦))",
        re.IGNORECASE,
    ),
    repeating=REPEATING,
    venues=VENUES,
    clock_here=CLOCK_HERE,
    titles=re.compile(
        r"(?:主题|标题|题目|议题|会议名称|会议名|主題|標題|題目|議題|會議名稱)\s?(?:是|叫|为|為|改成|改为|改為|[:：])\s?[:：]?|"
        r"(?:取名|命名|改名|重命名)(?:叫|为|為|成)?\s?[:：]?|叫做"
    ),
    topics=re.compile(
        r"(?:关于|關於|讨论|討論|商量|商讨|商討|聊聊|聊一聊|聊下|聊|谈谈|談談|谈一谈|谈|談|沟通|溝通|过一下|過一下|对一下|對一下|碰一下)"
        r"(?:一下|下)?"
    ),
    joints=re.compile(
        r"(?:[\s,，、;；:：–-]|(?:的|之)?(?:会议|會議|会面|會面|会|會|事情|事宜|事儿|事|电话|電話|讨论|討論)(?=[\s,，、；的和跟与與在约約邀请請叫上加参參会會者人]*$)"
        r"|和|跟|与|與|同|在|约|約|定在|安排在|邀请|邀請|请|請|叫上|加上|参加者|參加者|参会人|參會人|参与者|抄送|还有|還有|吧|哦|啊|的)+$"
    ),
    unspaced=True,
    letters=_LETTERS,
    numerals=_NUMERALS,
    surnames=SURNAMES,
    name_links=re.compile(
        r"(?:的?(?:电子|電子|e-?)?(?:邮箱|邮件|信箱|电邮|地址|郵箱|郵件|電郵|邮址|email|mail)(?:地址)?)?(?:是|为|為)?[\s:：(（<＜]*\Z",
        re.IGNORECASE,
    ),
    morning_from=7,
    dotted_days=True,
    dashed_days=True,
    month_first=True,
)
