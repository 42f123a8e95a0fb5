# 联络员的提问
ask-how = 发送“填报”即可：我会逐项问您，按按钮选状态、发一句进展就行。
ask-change = 已提交的也可以改：把任务编号和改正后的内容再发一遍，如：“28正常推进，初稿已完成”。
ask-attach = 把文件发来时，在说明里写上任务编号即可，如：“28 现场照片”。
ask-arrived = 发送“报送记录”，可以看到已经收到的内容。
ask-unknown = 这个问题机器人答不了。
ask-office = 请直接问办公室（发给您邀请链接的同志）。
ask-office-by-telephone = 请打电话问{ $office }：{ $telephone }。
ask-not-a-report = 没有读懂这条消息。报送进展，请写成“任务编号＋进展”，如：“28已完成，地图已上线”。
ask-else = 别的事，
