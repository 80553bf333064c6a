"""What people ask about a kind of meeting in Chinese, and what they wish for that a booking has no room for.

`lexicon.Source.rules` explains the patterns. The subject "kind" counts only where a kind is named.
"""

import re

from dialog.understanding.model import Intent

ASKING: tuple[tuple[Intent, str | None, str], ...] = (
    (
        Intent.ABOUT,
        "price",
        """多少钱|什么价格|什么价|怎么收费|收费吗|要钱吗|免费吗|贵吗|贵不贵|收不收费|要不要钱|是不是免费|多少费用|什么费用|价格多少|费用多少|几钱
        价格|费用|收费|价钱 是 多少|怎样|怎么
        收费|免费|要钱|付费|贵 吗|么|嘛|不
        要|需要 付费|付钱|收费|钱 吗|么|嘛""",
    ),
    (
        Intent.ABOUT,
        "length",
        """多久|多长时间|多长|几分钟|多少分钟|几个小时|多少小时|几小时
        时长 是? 多少|多长""",
    ),
    (
        Intent.ABOUT,
        "size",
        """最多几个人|最多多少人|最多几人|能坐几个人|能坐多少人|容纳多少人|可以多少人|可以几个人|能来几个人|能来多少人|限几个人|限多少人
        最多|容纳|可以|能|限 _ 几个人|多少人|几人|几位""",
    ),
    (
        Intent.ABOUT,
        "place",
        """在哪里举行|在哪里开|在哪儿开|在哪开|在哪里办|线上还是线下|是线上|是线下|线上吗|线下吗|在什么地方
        在 哪里|哪儿|哪 举行|开|办|进行""",
    ),
    (
        Intent.ABOUT,
        "info",
        """讲什么|是讲什么|什么内容|介绍一下|关于什么|谁主讲|谁讲|谁主持|是干什么的|是做什么的|是干嘛的|是什么
        介绍|说说|讲讲 _ 一下""",
    ),
    (
        Intent.ABOUT,
        "kind",
        """有没有录像|有录像吗|怎么样|怎么参加|为什么
        有|是|会|能 _ 吗|么|嘛|没有""",
    ),
)

REPEATING = re.compile(
    r"每(?:个|個|隔)?(?:周|週|星期|礼拜|禮拜|月|两周|兩週)|每天(?=早|上午|中午|下午|晚|\d)|每逢|定期",
    re.IGNORECASE,
)
VENUES = re.compile(
    r"在(?:我|我们|我們|你|您|你们|公司|一家|某个)?的?(?:办公室|辦公室|公司|家里|家裡|咖啡馆|咖啡館|咖啡厅|咖啡廳|餐厅|餐廳|酒店|"
    r"会议室|會議室|图书馆|圖書館)",
    re.IGNORECASE,
)
