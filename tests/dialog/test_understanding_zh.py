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
}

RANGES = {
    "今晚": ("2026-05-13T17:00", "2026-05-13T22:00"),
    "明天上午": ("2026-05-14T08:00", "2026-05-14T12:00"),
    "明天下午两点到五点": ("2026-05-14T14:00", "2026-05-14T17:00"),
    "明天三点以后": ("2026-05-14T15:00", "2026-05-15T00:00"),
    "下周": ("2026-05-18T00:00", "2026-05-25T00:00"),
}

WORDINGS = {
    Intent.BOOK: "预约\n我想预约\n我想約明天下午三点\n帮我订一个会议",
    Intent.CANCEL: "取消\n取消我的预约",
    Intent.YES: "好的\n可以\n没问题",
    Intent.NO: "不要",
    Intent.THANKS: "谢谢",
}


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
    ("intent", "text"), [(intent, text) for intent, texts in WORDINGS.items() for text in texts.splitlines()]
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
