"""Places by their Chinese names."""

from dialog.understanding.lexicon import words_of

_PLACES = {
    "Asia/Shanghai": "中国 北京 上海 深圳 广州 杭州 成都 南京 武汉 西安 重庆 天津 苏州",
    "Asia/Taipei": "台湾 台北 高雄",
    "Asia/Hong_Kong": "香港",
    "Asia/Macau": "澳门",
    "Asia/Singapore": "新加坡",
    "Asia/Tokyo": "日本 东京 大阪",
    "Asia/Seoul": "韩国 首尔",
    "Europe/London": "英国 伦敦",
    "Europe/Paris": "法国 巴黎",
    "Europe/Berlin": "德国 柏林 慕尼黑 法兰克福",
    "Europe/Madrid": "西班牙 马德里",
    "Europe/Rome": "意大利 罗马 米兰",
    "Europe/Lisbon": "葡萄牙 里斯本",
    "Europe/Moscow": "莫斯科",
    "America/New_York": "纽约 波士顿 华盛顿 美东 美国东部",
    "America/Chicago": "芝加哥 休斯顿",
    "America/Los_Angeles": "洛杉矶 旧金山 西雅图 加州 美西 美国西部 硅谷",
    "America/Toronto": "多伦多",
    "America/Vancouver": "温哥华",
    "America/Sao_Paulo": "巴西 圣保罗",
    "Australia/Sydney": "悉尼",
    "Australia/Melbourne": "墨尔本",
    "Asia/Dubai": "迪拜",
    "Asia/Kolkata": "印度 孟买 新德里",
}

PLACES = {name: zone for zone, names in _PLACES.items() for name in names.split()}

ZONE_FILLERS = frozenset(
    words_of("我 我们 在 的 时区 时间 是 住 人 请 把 改 成 改成 改为 换成 用 设 为 设为 现在 这里")
)
