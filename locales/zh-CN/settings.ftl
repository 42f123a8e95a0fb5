# 启动时设置有误：哪一项、错在哪里、怎么改。每条一行。

setting-refused = { $name }：{ $what }
setting-unknown = 没有这个设置项。请对照 docs/operations.md 核对名称（须全部大写）。
setting-malformed = 格式不对。请按 docs/operations.md 中的写法改正。
setting-given-twice = 既直接给出，又用文件给出。请只保留一种。
setting-file-unreadable = 读不到文件 { $path }。请核对路径和读取权限。
setting-file-empty = 文件 { $path } 是空的。请写入内容，或删去这一项。
setting-number = 须为数字，如：20。
setting-whole-number = 须为整数，如：30。
setting-shorter-number = 数字太长。请写位数少一些的整数。
setting-boolean = 须为 true 或 false。
setting-more-than = 须大于 { $bound }。
setting-less-than = 须小于 { $bound }。
setting-at-most = 不得大于 { $bound }。
setting-one-of = 只能从中选一个：{ $choices }。
setting-web-address = 须为 http:// 或 https:// 开头的地址。
setting-user-ids = 须为数字账号编号，多个之间用英文逗号分开，如：12345,67890（向机器人发送 /start 可看到自己的编号）。
setting-token = 须为 BotFather 给出的令牌，形如 123456:ABC…。请原样复制。
setting-zone = 须为时区名称，如：Asia/Shanghai。
setting-proxy = 须为 http、https 或 socks5 地址，如：socks5://127.0.0.1:1080。
setting-listen = 须为“主机:端口”，如：127.0.0.1:8443。
setting-webhook-secret = 须为1至256个字符，只能用 A-Z、a-z、0-9、_ 和 -。
setting-database = 须为 sqlite:/// 开头的文件地址，如：sqlite:///data/liaison.db。
setting-needed-with = 没有设置。使用 { $other } 时必须设置这一项。
setting-robot-form = 第{ $place }项须形如 kind+https://… 或 kind+https://…#secret=…（其中的逗号写作 %2C）。
setting-robot-kind = 第{ $place }项的种类不认识，只能从中选一个：{ $kinds }。
setting-robot-host = 第{ $place }项没有写明主机。请核对地址。
setting-robot-twice = 第{ $place }项与前面的一项地址相同。请删去一项。
setting-robot-fragment = 第{ $place }项的地址后面只能写 #secret=…。
setting-robot-unsigned = 第{ $place }项带有密钥，而企业微信机器人不用签名。请删去 #secret=…。
setting-mail-server = 须形如 smtp://user:password@host:587 或 smtps://…，需要时可加 ?starttls=off。
setting-mail-password = 用户名和密码须同时写明，或都不写。
setting-mail-sender = 须为一个邮箱地址。
setting-mail-addresses = 须为英文字符的邮箱地址（前面可写名称，地址放在 <…> 中），多个之间用英文逗号分开。
