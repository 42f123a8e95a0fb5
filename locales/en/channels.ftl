# Other channels of the digest
channels-wecom = WeCom group robot { $mark }
channels-dingtalk = DingTalk group robot { $mark }
channels-feishu = Feishu group robot { $mark }
channels-json = JSON webhook { $mark }
channels-mail = mail
channels-documents-elsewhere = Files cannot be sent here. Find them { $place }: { $files }.
channels-files-too-large = The attachments (about { $size } MB) are more than can be sent here. Find them { $place }.
channels-in-the-group = in the office’s Telegram group
channels-with-the-admins = in the admins’ Telegram chats
channels-or-by-mail = { $place } or mailbox
channels-file-digest = Word digest
channels-file-ledger = Excel ledger
channels-file-addendum = Word addendum
channels-file-contacts = contact sheet
channels-file-collection = Word collection
channels-file-zip = ZIP of attachments
channels-failed = ⚠️ Not delivered to { $channel }: { $reason }. The operator should check the settings of this channel.
