# 汇总的其他发送渠道
channels-wecom = 企业微信群机器人 { $mark }
channels-dingtalk = 钉钉群机器人 { $mark }
channels-feishu = 飞书群机器人 { $mark }
channels-json = 数据接口 { $mark }
channels-mail = 邮件
channels-documents-elsewhere = 此处不能发送文件，{ $files }请到{ $place }查收。
channels-files-too-large = 附件压缩包约{ $size }MB，超过此处限额，没有随附，请到{ $place }查收。
channels-in-the-group = 办公室的 Telegram 群
channels-with-the-admins = 管理员的 Telegram 私聊
channels-or-by-mail = { $place }或邮箱
channels-file-digest = Word 汇总
channels-file-ledger = Excel 台账
channels-file-addendum = Word 补充汇总
channels-file-contacts = 对接表
channels-file-collection = Word 材料汇总
channels-file-zip = 附件压缩包
channels-failed = ⚠️ 未能发送到{ $channel }，原因：{ $reason }。请运维人员检查该渠道的设置。
