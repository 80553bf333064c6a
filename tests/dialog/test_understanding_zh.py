"""Chinese: what is meant by somebody in Shanghai on Wednesday, 13 May 2026, at 10:00."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from dialog.understanding import Intent, read

NOW = datetime(2026, 5, 13, 2, 0, tzinfo=UTC)
ZONE = "Asia/Shanghai"

MOMENTS = {
    "明天": "2026-05-14",
    "大后天": "2026-05-16",
    "周五": "2026-05-15",
    "下周二": "2026-05-19",
    "下星期二": "2026-05-19",
    "下下周二": "2026-05-26",
    "下禮拜二": "2026-05-19",
    "5月18号": "2026-05-18",
    "五月十八日": "2026-05-18",
    "二月二十三": "2027-02-23",
    "2027年5月18日": "2027-05-18",
    "二零二七年五月十八號": "2027-05-18",
    "明年3月1日": "2027-03-01",
    "18号": "2026-05-18",
    "十月的第一个星期一": "2026-10-05",
    "三天后": "2026-05-16",
    "两个星期后": "2026-05-27",
    "明天下午三点": "2026-05-14T15:00",
    "下午三点一刻": "2026-05-13T15:15",
    "明天两点半": "2026-05-14T14:30",
    "明天差五分三点": "2026-05-14T14:55",
    "明天三点十五分": "2026-05-14T15:15",
    "明天15点30分": "2026-05-14T15:30",
    "明天下午３：３０": "2026-05-14T15:30",
    "下周二下午3點": "2026-05-19T15:00",
    "我们明天早上九点见": "2026-05-14T09:00",
    "半小时后": "2026-05-13T10:30",
    "一刻钟后": "2026-05-13T10:15",
    "一个半小时后": "2026-05-13T11:30",
    "第三天": "2026-05-15",
    "周3下午3点": "2026-05-13T15:00",
    "下周3": "2026-05-20",
    "两周后的周五": "2026-05-29",
    "半个月后": "2026-05-28",
    "下个月第二个星期三": "2026-06-10",
    "5/18": "2026-05-18",
    "5.18下午3点": "2026-05-18T15:00",
    "5·18": "2026-05-18",
    "下周末": "2026-05-23",
    "周五正午": "2026-05-15T12:00",
    "明天下午 03:30": "2026-05-14T15:30",
    "明天 PM 3:30": "2026-05-14T15:30",
    "聽日下晝三點": "2026-05-14T15:00",
    "聽日晏晝三點踏半": "2026-05-14T15:30",
    "明天三點兩個字": "2026-05-14T15:10",
    "後日朝早十點": "2026-05-15T10:00",
    "周五不行，周四下午三点呢": "2026-05-14T15:00",
    "不是周五，是周四": "2026-05-14",
}

RANGES = {
    "今晚": ("2026-05-13T17:00", "2026-05-13T22:00"),
    "明天上午": ("2026-05-14T08:00", "2026-05-14T12:00"),
    "明天下午两点到五点": ("2026-05-14T14:00", "2026-05-14T17:00"),
    "明天三点以后": ("2026-05-14T15:00", "2026-05-15T00:00"),
    "下周": ("2026-05-18T00:00", "2026-05-25T00:00"),
    "明天上午9-11点": ("2026-05-14T09:00", "2026-05-14T11:00"),
    "明天三点之前": ("2026-05-14T00:00", "2026-05-14T15:00"),
    "明天最早三点": ("2026-05-14T15:00", "2026-05-15T00:00"),
    "周三到周五": ("2026-05-13T00:00", "2026-05-16T00:00"),
    "5月20号到25号之间": ("2026-05-20T00:00", "2026-05-26T00:00"),
    "周五之前": ("2026-05-13T00:00", "2026-05-16T00:00"),
    "周五以后": ("2026-05-15T00:00", "2026-05-30T00:00"),
    "月底": ("2026-05-21T00:00", "2026-06-01T00:00"),
    "下个月初": ("2026-06-01T00:00", "2026-06-11T00:00"),
    "6月中旬": ("2026-06-11T00:00", "2026-06-21T00:00"),
    "月初": ("2026-06-01T00:00", "2026-06-11T00:00"),
}

CHOSEN = {
    "周二、周四都可以": (14, 19),
    "周一周二都行": (18, 19),
    "周二和周四下午": (14, 19),
    "周二或者周四三点以后": (14, 19),
}

NONE = "等一下\n越早越好\n一会儿\n第三个吧\n一对一\n六月初一"

WORDINGS = {
    Intent.BOOK: (
        "预约|我想预约|我要约个会|帮我订明天下午三点|约个时间聊聊|能帮我安排一个会议吗|想和张伟开会|"
        "明天下午三点开会|找个时间碰个头|我想约您|麻烦帮我预约一下|帮我约会议|请帮忙安排一次会面|開個會|"
        "我想訂個時間|新建一个会议|约一下周五下午|开个30分钟的会|我要订会议|能不能约下周"
    ),
    Intent.CANCEL: (
        "取消|取消预约|我想取消预约|我来不了了|周五的会去不了|把会议取消掉|取消我周五的会议|帮我取消|"
        "不能参加了|我要取消明天的会|删除我的预约|会议不开了"
    ),
    Intent.RESCHEDULE: (
        "改期|我要改期|推迟到周五|把会议改到周四|能改到下午吗|会议推迟一小时|提前到三点|我想改一下预约|"
        "把会挪到下周|重新安排会议|延期|移到明天"
    ),
    Intent.BOOKED: (
        "我的预约|我有什么会议|查看我的预约|我约了什么|我的会议是什么时候|我有哪些预约|看看我的日程|"
        "我今天有会吗|我都约了谁|查一下我的会议|已预约|我們有什麼會議"
    ),
    Intent.DAYS: (
        "日期|哪天有空|哪些日子可以|什么时候有空|你们什么时候方便|下周哪几天可以|边日得闲|哪天可以约|有哪些日期"
    ),
    Intent.SLOTS: (
        "星期五有哪些时间|周五有空吗|明天几点有空|下午有时间吗|周五下午有没有空|还有空吗|什么时间可以|"
        "有没有下午的时间|明天三点可以吗|三点行不行|周四方便吗|明天有空档吗|周三上午怎么样"
    ),
    Intent.YES: (
        "是|好的|可以|行|没问题|确认|好|嗯|好啊|对|就这样|就这么定|好的谢谢|确认预约|可以的|預約吧|就这个吧|"
        "OK|行吧|是的，预约|好的，就订这个|没错|當然|好嘞|妥|得|係|可以，谢谢"
    ),
    Intent.NO: "不|不是|不要|不行|不用了|不对|不取消了|先别预约|不了|别取消|不太好|唔好|没有|不想取消",
    Intent.MORE: (
        "更多|还有别的时间吗|下一页|再晚一点|有别的吗|还有其他时间吗|晚一点的|这些都不行|还有更多吗|其他时间|"
        "有没有别的时间|给我看别的|换一批|都不合适"
    ),
    Intent.EARLIER: "早一点|更早|上一页|有没有早一点的|早点的|更早的时间",
    Intent.BACK: "返回|上一步|后退|回到上一步|返回上一步|退回上一步",
    Intent.UNDO: "撤销|撤回|撤销刚才的操作|取消刚才的操作|反悔了",
    Intent.START_OVER: "重新开始|从头开始|重来|我想重新来|重新预约",
    Intent.STOP: "停止|算了|不约了|再见|退出|先不约了|改天再说|以后再说|拜拜|我改变主意了|下次再约|算了吧",
    Intent.HELP: (
        "帮助|怎么用|你能做什么|怎么预约|你会什么|有什么功能|我该说什么|我不会用|使用说明|如何使用|？|"
        "你可以做什么|需要帮助"
    ),
    Intent.HUMAN: "人工|转人工|我要找人工客服|能和真人说话吗|你是机器人吗|你是真人吗|找个人|我不想和机器人聊",
    Intent.GREETING: "你好|您好|早上好|在吗|嗨|哈喽|下午好|大家好|你好啊",
    Intent.THANKS: "谢谢|多谢|感谢|谢谢你|辛苦了|唔該|非常感谢",
    Intent.ADD: (
        "还有 bill@x.com|加上 bill@x.com|再加一个人 bill@x.com|也邀请 bill@x.com|把bill@x.com也加上|"
        "bill@x.com也参加|请也叫上 bill@x.com|邀请 bill@x.com|抄送 bill@x.com|再邀请一个人|加 bill@x.com|"
        "加个人"
    ),
    Intent.REMOVE: (
        "去掉 bill@x.com|把bill@x.com去掉|删除 bill@x.com|不要邀请 bill@x.com|bill@x.com不来了|移除bill@x.com|"
        "删掉张伟|把张伟去掉|別邀請bill@x.com"
    ),
    Intent.COMING: (
        "谁会来|谁来|谁接受了|有人回复吗|大家都来吗|都有谁参加|谁拒绝了|多少人参加|他们确认了吗|谁没回复|"
        "有几个人来|誰會來|有回复吗"
    ),
    Intent.KEEP: "保留|保持不变|不改了|还是原来的时间|按原来的|照旧|原来的就行|不换了|保留原来的时间",
    Intent.DONE: "完成|没了|没有了|就这些|没别人了|就他们|没有其他人|就这些人|够了|不用加了|没有别的了|就他一个人",
}

CHANGES = {
    "timezone": "更改时区|换时区|我要改时区|修改一下时区|時區不對|把时区改成东京|我的时区是东京",
    "day": (
        "换一天|换个日子|改日期|换别的日子|日期改一下|改成星期四|不，周四吧|不是周五，是周四|不，改成周四|"
        "还是周四吧|改天吧"
    ),
    "time": "换个时间|改时间|改成下午四点|时间改一下|改下时间|不，四点吧|不是三点，是四点",
    "attendees": "更改参加者|改参会人|只要 bill@x.com|只邀请 bill@x.com|修改参加人|邮箱写错了",
    "type": "更改类型|换个类型|改时长|换会议类型",
}

NAMES = {
    "张伟 <a@b.cn>": "张伟",
    "张伟 a@b.cn": "张伟",
    "约明天下午三点和张伟（a@b.cn）": "张伟",
    "张伟的邮箱是 a@b.cn": "张伟",
    "加上欧阳娜娜：a@b.cn": "欧阳娜娜",
    "王老师 a@b.cn": "王老师",
    "陳大文 a@b.cn": "陳大文",
    "a@b.cn（李娜）": "李娜",
    "和Karen Lee a@b.cn": "Karen Lee",
    "我的邮箱是 a@b.cn": "",
    "周五 a@b.cn": "",
    "联系方式 a@b.cn": "",
    "请发给 a@b.cn": "",
}

TITLES = {
    "约明天下午三点讨论预算": "预算",
    "关于招聘计划的会议，邀请 a@b.cn": "招聘计划",
    "主题：第三季度预算": "第三季度预算",
    "标题改成新员工面试": "新员工面试",
    "聊聊": None,
}

CHOICES = {"第二个": 2, "第2个吧": 2, "选一": 1, "我选3": 3, "那就第三个吧": 3, "最后一个": -1, "二": 2}

LENGTHS = {"半小时": 30, "一个半小时": 90, "要一个小时的": 60, "1.5小时": 90, "四十五分钟": 45, "開會一個鐘": 60}

SHIFTS = {"晚半小时": 30, "提前一个小时": -60, "往后推30分钟": 30, "推迟一天": 1440, "早半个小时": -30}

ZONES = {
    "我在上海": "Asia/Shanghai",
    "我人在东京出差": "Asia/Tokyo",
    "臺北": "Asia/Taipei",
    "我的时区是纽约": "America/New_York",
    "把时区改成伦敦": "Europe/London",
    "UTC+8": "Etc/GMT-8",
    "我喺香港": "Asia/Hong_Kong",
}

LANGUAGES = {"用英文": "en", "能不能用英語": "en", "可以说德语吗": "de", "用中文跟我说": "zh", "我不说英文": None}


@pytest.mark.parametrize(("text", "start"), MOMENTS.items())
def test_a_day_or_a_time(text: str, start: str) -> None:
    """Without spaces, in numerals and digits, in simplified characters and those of the tradition."""
    moment = read(text, NOW, ZONE, "zh_CN").moment

    assert moment is not None
    assert moment.start == datetime.fromisoformat(start).replace(tzinfo=ZoneInfo(ZONE))
    assert moment.has_time == ("T" in start)


@pytest.mark.parametrize(("text", "ends"), RANGES.items())
def test_a_range(text: str, ends: tuple[str, str]) -> None:
    """Its start and its end."""
    moment = read(text, NOW, ZONE, "zh_CN").moment

    assert moment is not None
    assert moment.end is not None
    assert (moment.start.isoformat()[:16], moment.end.isoformat()[:16]) == ends


@pytest.mark.parametrize(
    ("intent", "text"), [(intent, text) for intent, texts in WORDINGS.items() for text in texts.split("|")]
)
def test_wording_shows_what_is_wanted(intent: Intent, text: str) -> None:
    """Rules over the words that a text is cut into."""
    assert read(text, NOW, ZONE, "zh_CN").intent is intent


def test_a_place_and_its_time() -> None:
    """ "我在纽约" is where the writer is, "伦敦时间" where the time is."""
    assert read("我在纽约", NOW, "UTC", "zh_CN").timezone == "America/New_York"
    moment = read("明天伦敦时间下午3点", NOW, ZONE, "zh_CN").moment

    assert moment is not None
    assert moment.start == datetime(2026, 5, 14, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("subject", "text"), [(subject, text) for subject, texts in CHANGES.items() for text in texts.split("|")]
)
def test_wording_shows_what_is_to_be_changed(subject: str, text: str) -> None:
    """The subject of the change, from the wording or from what is said."""
    reading = read(text, NOW, ZONE, "zh_CN")

    assert (reading.intent, reading.subject) == (Intent.CHANGE, subject)


@pytest.mark.parametrize(("text", "days"), CHOSEN.items())
def test_days_of_which_any_will_do(text: str, days: tuple[int, ...]) -> None:
    """Named with an "or", an "and", an enumeration comma or nothing between them."""
    moment = read(text, NOW, ZONE, "zh_CN").moment

    assert moment is not None
    assert tuple(day.day for day in moment.days) == days


@pytest.mark.parametrize("text", NONE.splitlines())
def test_no_moment(text: str) -> None:
    """Words with the characters of days and times in them."""
    assert read(text, NOW, ZONE, "zh_CN").moment is None


@pytest.mark.parametrize(("text", "name"), NAMES.items())
def test_a_name_beside_an_address(text: str, name: str) -> None:
    """It begins with a surname; nothing but an opening word, and what links it to the address, stands around it."""
    assert [person.name for person in read(text, NOW, ZONE, "zh_CN").emails] == [name]


def test_addresses_with_nothing_but_a_chinese_word_between() -> None:
    """Each is found, and who goes is told from who comes."""
    assert [person.email for person in read("a@x.cn和b@x.cn", NOW, ZONE, "zh_CN").emails] == ["a@x.cn", "b@x.cn"]
    swapped = read("把a@x.cn换成b@x.cn", NOW, ZONE, "zh_CN")

    assert (swapped.removed, [person.email for person in swapped.emails]) == (("a@x.cn",), ["b@x.cn"])


@pytest.mark.parametrize(("text", "title"), TITLES.items())
def test_a_title(text: str, title: str | None) -> None:
    """What the meeting is about, without the word for a meeting at its end."""
    assert read(text, NOW, ZONE, "zh_CN").title == title


@pytest.mark.parametrize(("text", "number"), CHOICES.items())
def test_a_choice(text: str, number: int) -> None:
    """In numerals and digits, and the last."""
    assert read(text, NOW, ZONE, "zh_CN").number == number


@pytest.mark.parametrize(("text", "minutes"), LENGTHS.items())
def test_a_length(text: str, minutes: int) -> None:
    """In minutes."""
    assert read(text, NOW, ZONE, "zh_CN").minutes == minutes


@pytest.mark.parametrize(("text", "minutes"), SHIFTS.items())
def test_a_time_is_moved(text: str, minutes: int) -> None:
    """By the length that follows the verb."""
    assert read(text, NOW, ZONE, "zh_CN").shift == minutes


@pytest.mark.parametrize(("text", "zone"), ZONES.items())
def test_the_zone_of_the_writer(text: str, zone: str) -> None:
    """A place, in both kinds of characters."""
    assert read(text, NOW, "UTC", "zh_CN").timezone == zone


@pytest.mark.parametrize("text", ["尽快", "隨便", "什么时候都行", "最早的时间", "你定吧", "越快越好"])
def test_the_first_time_that_is_free(text: str) -> None:
    """Any time will do."""
    assert read(text, NOW, ZONE, "zh_CN").earliest


@pytest.mark.parametrize(("text", "language"), LANGUAGES.items())
def test_another_language_is_asked_for(text: str, language: str | None) -> None:
    """Politely or not, in both kinds of characters."""
    assert read(text, NOW, ZONE, "zh_CN").asked_language == language
