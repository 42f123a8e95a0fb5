check-webhook-set = 机器人在别处设置了 Webhook（{ $url }），轮询会收不到消息。启动时会自动删除；若反复出现，说明另有程序在用同一令牌。
check-webhook-elsewhere = Webhook 指向别处（{ $url }），不是 LIAISON_WEBHOOK_URL；另有程序在用同一令牌。
check-webhook-none = 程序正在运行，但 Telegram 上没有设置 Webhook，收不到消息；请查看日志。
check-webhook-failing = Telegram 最近送不到 Webhook：{ $reason }。请检查证书与反向代理。
