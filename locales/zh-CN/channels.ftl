# 汇总的其他发送渠道
channels-wecom = 企业微信群机器人 { $mark }
channels-dingtalk = 钉钉群机器人 { $mark }
channels-feishu = 飞书群机器人 { $mark }
channels-json = 数据接口 { $mark }
channels-mail = 邮件
channels-documents-elsewhere = 此处不能发送文件，Word 汇总和 Excel 台账请到办公室的 Telegram 群或邮箱查收。
channels-failed = ⚠️ 未能发送到{ $channel }，原因：{ $reason }。请运维人员检查该渠道的设置。
