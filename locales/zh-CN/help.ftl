help-liaison = 我会在截止前提醒您，报送期内随时可以填报。发送“填报”逐项填写；也可以直接发一条消息，如：“28已完成，地图已上线；29滞后，经费未到位；其余按计划推进”。
help-words = 也可以发送：我的任务、我的待报、填报、报送记录、对接人、换人、请假、帮助。
help-words-no-post = 也可以发送：我的任务、我的待报、填报、报送记录、对接人、帮助。
help-other = 这里是任务联络机器人。
help-stranger = 您好！这里是任务联络机器人，供各单位联络员报送工作进展。请打开办公室发给贵单位的邀请链接进行登记。
    您的账号编号：<code>{ $user_id }</code>
help-admin = 您好，管理员！账号编号：<code>{ $user_id }</code>。请把机器人拉进办公室群，在群里发送 /bind_office；把工作要点文件发给我即可导入；发送 /invite 单位名称 生成邀请链接。发送 /help 查看全部命令。
help-go-on-answering = 刚才的问题还在等您回答；不填了请发送 /cancel。
help-language-choices = 请发送 /language zh（中文）或 /language en（英文）。
help-office = 您好！您在办公室群里，可以在这里或群里查看进度、催报、取汇总。发送 /help 查看全部命令。
help-acknowledged = 好的，谢谢您！
help-language-chosen = 已切换为中文。
help-nothing-to-cancel = 目前没有正在填写的内容。
help-unknown-command = 没有这个命令：{ $command }。发送“帮助”查看可用的命令。
help-set-aside = ⚠️ 有一条消息（编号{ $update_id }）处理三次均未成功，已搁置；其余消息不受影响。请查看日志。
help-not-handled = ⚠️ 您刚才的一条内容未能处理，没有记录下来，已通知管理员。请换一种说法或去掉文件再发一次；仍不行，请打电话告诉办公室。

command-start = 开始使用
command-help = 使用帮助
command-language = 切换语言（中文/English）
command-cancel = 取消正在填写的内容
command-tasks = 我的任务
command-report = 填报进展
command-status = 待报事项
command-progress = 报送进度
command-missing = 未报名单
command-digest = 生成汇总和台账
command-bind-office = 绑定办公室群
command-approve = 待审核的登记

claim-none = 目前没有待审核的登记。
command-history = 报送记录
command-import = 导入工作要点
command-invite = 生成邀请链接
help-contact-card = 收到一张名片，没有据此作任何改动。更换联络员请发送“换人”，修改姓名电话请发送“对接人”。
