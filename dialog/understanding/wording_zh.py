"""What people write to a booking bot in Chinese, and what they want by it. `lexicon.Source.rules` explains the patterns.

A text is cut into the longest words that stand anywhere in the lexicon, so a rule of one word holds wherever it is not part
of a longer one. The characters between two of them are one word to a gap.
"""

from dialog.understanding.lexicon import words_of
from dialog.understanding.model import Intent

COMMANDS: dict[str, Intent] = {
    **{
        name: Intent(name)
        for name in words_of("book reschedule cancel booked days slots yes no more earlier back undo stop help")
    },
    **dict.fromkeys(words_of("预约 预订 预定 订"), Intent.BOOK),
    **dict.fromkeys(words_of("改期 改时间 改约"), Intent.RESCHEDULE),
    **dict.fromkeys(words_of("取消 取消预约"), Intent.CANCEL),
    **dict.fromkeys(words_of("我的预约 我的会议 已预约"), Intent.BOOKED),
    **dict.fromkeys(words_of("是 是的 好 好的 行 可以 对 对的 确认 确定 嗯 没问题 ok 👍 ✅"), Intent.YES),
    **dict.fromkeys(words_of("不 不是 不要 不行 不对 否 不用 👎 ❌"), Intent.NO),
    **dict.fromkeys(words_of("帮助 菜单 ? ？"), Intent.HELP),
    **dict.fromkeys(words_of("你好 您好 嗨 哈喽 在吗 hi hello 👋"), Intent.GREETING),
    **dict.fromkeys(words_of("谢谢 多谢 感谢 🙏"), Intent.THANKS),
    **dict.fromkeys(words_of("再见 退出 停止 结束 算了"), Intent.STOP),
    **dict.fromkeys(words_of("重新开始 重来 从头开始"), Intent.START_OVER),
    **dict.fromkeys(words_of("更多 下一页"), Intent.MORE),
    **dict.fromkeys(words_of("返回 上一步"), Intent.BACK),
    "撤销": Intent.UNDO,
}

RULES: tuple[tuple[Intent, str | None, str], ...] = (
    (Intent.NO, None, "不|别|不要 _ 预约|取消|确认|订"),
    (Intent.START_OVER, None, "重新开始|从头开始|重来"),
    (Intent.STOP, None, "算了|不约了|停止|再见|退出"),
    (Intent.UNDO, None, "撤销|撤回"),
    (Intent.BACK, None, "返回|上一步"),
    (Intent.HELP, None, "帮助|怎么用|你能做什么"),
    (Intent.HUMAN, None, "人工|真人|客服"),
    (Intent.CHANGE, "timezone", "改|换|改成|修改 _ 时区"),
    (Intent.CHANGE, "attendees", "改|换|修改 _ 参加人|参会人"),
    (Intent.RESCHEDULE, None, "改期|改约|推迟|延期|改到|推迟到|提前到|挪到\n改|换 _ 预约|会议"),
    (Intent.CANCEL, None, "取消|来不了|去不了"),
    (Intent.REMOVE, None, "去掉|删除|移除|去除 _ ADDRESS"),
    (Intent.CHANGE, "day", "换一天|改天|别的日子\n改|换 _ 日期"),
    (Intent.CHANGE, "time", "改|换 _ 时间\n换个时间"),
    (Intent.CHANGE, "type", "改|换 _ 类型"),
    (Intent.MORE, None, "更多|别的时间|其他时间|还有别的|晚一点"),
    (Intent.EARLIER, None, "早一点|更早"),
    (Intent.BOOKED, None, "我的预约|我的会议|我预约了|我约了"),
    (Intent.DAYS, None, "哪天|哪些天|什么日子|哪几天"),
    (Intent.SLOTS, None, "几点|什么时间|什么时候|有空|有时间|空闲|空档|方便"),
    (Intent.ADD, None, "加|加上|邀请|添加|叫上 _ ADDRESS"),
    (Intent.BOOK, None, "预约|预订|预定|安排|约|订|开会|见面|会面|约个"),
    (Intent.CHANGE, None, "改成|换成|改到|换到"),
    (Intent.NO, None, "^不|不是|不要|不行|不对|不用"),
    (Intent.YES, None, "^是|是的|好|好的|行|可以|对|确认|确定|没问题|嗯"),
    (Intent.THANKS, None, "谢谢|多谢|感谢"),
    (Intent.GREETING, None, "^你好|您好|嗨|哈喽|早安|晚安"),
)

OPENING_WORDS = frozenset(words_of("请 你好 您好 嗨 那 那么 啊 吧 呢 了 呀 谢谢 帮我 我想 我要"))
CHOICE_WORDS = frozenset(words_of("第 个 选 选择 我选 我要 要 号 那个 吧 就 请 方案"))
LAST_CHOICE = frozenset({"最后一个", "最后"})
NEVER_NAMES = frozenset(words_of("我 你 他 她 和 跟 与 给 邀请 加 加上 请 预约 邮箱 邮件 地址"))
