# Other channels of the digest
channels-wecom = WeCom group robot { $mark }
channels-dingtalk = DingTalk group robot { $mark }
channels-feishu = Feishu group robot { $mark }
channels-json = JSON webhook { $mark }
channels-mail = mail
channels-documents-elsewhere = Files cannot be sent here: find the Word digest and the Excel ledger in the office’s Telegram group or mail.
channels-failed = ⚠️ Not delivered to { $channel }: { $reason }. The operator should check the settings of this channel.
