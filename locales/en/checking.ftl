check-webhook-set = a webhook is set elsewhere ({ $url }), so polling gets nothing. It is deleted at the start; if it comes back, another program uses the same token.
check-webhook-elsewhere = the webhook points elsewhere ({ $url }), not to LIAISON_WEBHOOK_URL; another program uses the same token.
check-webhook-none = the program is running but no webhook is set at Telegram, so nothing arrives; look at the log.
check-webhook-failing = Telegram could not deliver to the webhook lately: { $reason }. Look at the certificate and the reverse proxy.
