"""Places by their Chinese names, and the names that people have."""

import re

from dialog.understanding.lexicon import words_of

_PLACES = {
    "Asia/Shanghai": (
        "中国 中国大陆 大陆 内地 国内 北京 北平 上海 深圳 广州 杭州 成都 南京 武汉 西安 重庆 天津 苏州 "
        "郑州 长沙 青岛 大连 沈阳 "
        "济南 合肥 福州 厦门 昆明 哈尔滨 长春 石家庄 太原 南昌 南宁 贵阳 兰州 海口 三亚 无锡 宁波 佛山 "
        "东莞 珠海 温州 常州 呼和浩特 "
        "银川 西宁 拉萨 浙江 江苏 广东 四川 山东 福建 东八区"
    ),
    "Asia/Urumqi": "乌鲁木齐",
    "Asia/Taipei": "台湾 台北 高雄 台中 台南 新竹 桃园 新北",
    "Asia/Hong_Kong": "香港 九龙",
    "Asia/Macau": "澳门",
    "Asia/Singapore": "新加坡 狮城",
    "Asia/Kuala_Lumpur": "马来西亚 吉隆坡 槟城 大马",
    "Asia/Bangkok": "泰国 曼谷 东七区",
    "Asia/Ho_Chi_Minh": "越南 胡志明 胡志明市 河内",
    "Asia/Jakarta": "印尼 印度尼西亚 雅加达",
    "Asia/Manila": "菲律宾 马尼拉",
    "Asia/Tokyo": "日本 东京 大阪 京都 名古屋 横滨 东九区",
    "Asia/Seoul": "韩国 首尔 釜山",
    "Asia/Ulaanbaatar": "蒙古 乌兰巴托",
    "Asia/Kolkata": "印度 孟买 新德里 德里 班加罗尔",
    "Asia/Karachi": "巴基斯坦 卡拉奇",
    "Asia/Dhaka": "孟加拉 达卡",
    "Asia/Dubai": "迪拜 阿联酋 杜拜",
    "Asia/Riyadh": "沙特 沙特阿拉伯 利雅得",
    "Asia/Jerusalem": "以色列 特拉维夫 耶路撒冷",
    "Europe/Istanbul": "土耳其 伊斯坦布尔",
    "Europe/London": "英国 伦敦 曼彻斯特 爱丁堡 剑桥 牛津 伯明翰",
    "Europe/Dublin": "爱尔兰 都柏林",
    "Europe/Paris": "法国 巴黎 里昂 马赛 中欧 欧洲中部",
    "Europe/Berlin": "德国 柏林 慕尼黑 法兰克福 汉堡 科隆 斯图加特 杜塞尔多夫",
    "Europe/Madrid": "西班牙 马德里 巴塞罗那",
    "Europe/Rome": "意大利 罗马 米兰 威尼斯 佛罗伦萨",
    "Europe/Lisbon": "葡萄牙 里斯本",
    "Europe/Amsterdam": "荷兰 阿姆斯特丹 鹿特丹",
    "Europe/Brussels": "比利时 布鲁塞尔",
    "Europe/Zurich": "瑞士 苏黎世 日内瓦",
    "Europe/Vienna": "奥地利 维也纳",
    "Europe/Stockholm": "瑞典 斯德哥尔摩",
    "Europe/Oslo": "挪威 奥斯陆",
    "Europe/Copenhagen": "丹麦 哥本哈根",
    "Europe/Helsinki": "芬兰 赫尔辛基",
    "Europe/Warsaw": "波兰 华沙",
    "Europe/Prague": "捷克 布拉格",
    "Europe/Budapest": "匈牙利 布达佩斯",
    "Europe/Athens": "希腊 雅典",
    "Europe/Moscow": "俄罗斯 莫斯科 圣彼得堡",
    "Europe/Kyiv": "乌克兰 基辅",
    "Africa/Cairo": "埃及 开罗",
    "Africa/Johannesburg": "南非 约翰内斯堡 开普敦",
    "Africa/Lagos": "尼日利亚",
    "Africa/Nairobi": "肯尼亚 内罗毕",
    "America/New_York": (
        "纽约 波士顿 华盛顿 费城 亚特兰大 迈阿密 美东 美国东部 东部 佛罗里达 新泽西 匹兹堡 美东时区 "
        "美国东岸 东岸 西五区"
    ),
    "America/Chicago": "芝加哥 休斯顿 达拉斯 奥斯汀 德州 得州 得克萨斯 美中 美国中部",
    "America/Denver": "丹佛 盐湖城 美国山区",
    "America/Phoenix": "凤凰城 亚利桑那",
    "America/Los_Angeles": (
        "洛杉矶 旧金山 三藩市 西雅图 加州 加利福尼亚 美西 美国西部 西岸 美国西岸 硅谷 湾区 圣地亚哥 "
        "圣何塞 拉斯维加斯 波特兰 太平洋 西八区"
    ),
    "Pacific/Honolulu": "夏威夷 檀香山",
    "America/Toronto": "多伦多 渥太华 蒙特利尔",
    "America/Vancouver": "温哥华",
    "America/Edmonton": "卡尔加里 埃德蒙顿",
    "America/Mexico_City": "墨西哥 墨西哥城",
    "America/Sao_Paulo": "巴西 圣保罗 里约 里约热内卢",
    "America/Argentina/Buenos_Aires": "阿根廷 布宜诺斯艾利斯",
    "America/Santiago": "智利 圣地亚哥市",
    "America/Lima": "秘鲁 利马",
    "America/Bogota": "哥伦比亚 波哥大",
    "Australia/Sydney": "悉尼 雪梨 堪培拉",
    "Australia/Melbourne": "墨尔本",
    "Australia/Brisbane": "布里斯班",
    "Australia/Perth": "珀斯",
    "Pacific/Auckland": "新西兰 纽西兰 奥克兰 惠灵顿",
    "UTC": "格林威治 格林尼治 世界协调 协调世界 零时区",
}

PLACES = {name: zone for zone, names in _PLACES.items() for name in names.split()}

ZONE_FILLERS = frozenset(
    words_of(
        "我 我们 咱们 在 的 时区 时间 是 住 人 请 把 改 改成 改为 换 换成 用 设 为 设为 设成 调成 调到 "
        "切换 切换到 现在 这里 这边 就 吧 目前 "
        "当地 市 喺 更改 修改 我的 到 那 出差 标准时间 呢度 啊 呀 了 按 以 为准 来 住在 于 位于 应该 应该是"
    )
)

SURNAMES = frozenset(
    (
        *(
            "王李张刘陈杨赵黄吴徐孙胡朱高林何郭罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余"
            "潘杜戴夏钟汪田姜范石姚谭廖邹熊陆郝孔白崔康毛邱秦江史顾侯邵孟龙段雷钱汤尹黎武乔贺赖龚文庞樊兰殷施"
            "陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦柳邢路岳齐梅莫庄辛管祝左涂谷祁耿牟卜柯欧甘于方马肖"
            "周吉童纪舒屈项裴宁盛苗凌霍阮柴华張劉陳楊趙黃吳孫羅鄭謝韓馮蕭鄧許呂蘇盧蔣賈葉閻鍾譚鄒陸龍錢湯喬賀"
            "賴龔龐蘭顏嚴溫蘆魯韋畢聶叢齊莊馬紀項寧華"
        ),
        *words_of(
            "欧阳 上官 司马 诸葛 司徒 东方 皇甫 尉迟 公孙 慕容 令狐 夏侯 端木 南宫 歐陽 司馬 諸葛 東方 尉遲 公孫"
        ),
    )
)
"""The most common ones, in both kinds of characters."""

ZONE_CUES = ("我在", "我们在", "我住在", "人在", "时区")
CLOCK_HERE = re.compile(r"这里|這裡|这边|這邊|我这|我這|现在|現在", re.IGNORECASE)
