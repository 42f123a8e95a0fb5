# 办公室
button-remind = 催报
button-confirm-send = 确认发送
button-confirm-send-to = 确认发送（{ $count }人）
button-finalize = 定稿
button-accept = 审核通过（{ $unit }）
button-send-back = 退回补充（{ $unit }）
button-attached = 📎 附件（{ $unit }，{ $count }个）
button-of-unit = 报送单位（{ $unit }）
button-files = 📦 全部附件（{ $count }个）
button-stop = 停止发送
button-next-page = 下一页
button-previous-page = 上一页
button-confirm-merge = 确认合并
