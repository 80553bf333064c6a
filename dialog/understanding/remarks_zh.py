"""What people ask and put right of what was said in Chinese. `lexicon.Source.rules` explains the patterns."""

from dialog.understanding.model import Intent

FIRST: tuple[tuple[Intent, str | None, str], ...] = (
    (
        Intent.REPEAT,
        None,
        """^总结|小结|总结一下|汇总|概括|重复|重复一遍|重复一下|复述
        再说一遍|再说一次|再问一遍|再问一次
        到目前为止|目前为止|到现在为止""",
    ),
    (
        Intent.COMING,
        "invited",
        """邀请了|请了|叫了 谁|哪些人|哪几个人|哪几位
        谁|哪些人|哪几个人 被|受|会|都? 邀请|邀请了|来|参加|出席
        谁|哪些人|哪几个人 会来|要来|会参加|要参加|被邀请|被邀请了|受邀""",
    ),
    (Intent.BOOKED, None, "我|我们 _ 有约|被约|被约了|有会"),
)
"""What goes before all other wordings."""

LAST: tuple[tuple[Intent, str | None, str], ...] = (
    (
        Intent.CORRECT,
        None,
        """邮箱|邮件|地址|电邮|邮箱地址 _ 是|应该是|应为 ADDRESS
        邮箱是|邮件是|地址是 ADDRESS
        应该是|我是说|我说的是|正确的是|其实是 ADDRESS
        打错了|写错了|说错了|弄错了 _ 是|应该是? ADDRESS""",
    ),
    (Intent.CHANGE, None, "抱歉|不好意思|对不起|其实是|本来是|本来应该|本应"),
)
"""What counts where nothing else is said."""
