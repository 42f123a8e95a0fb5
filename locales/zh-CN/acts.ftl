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

# 任务、审核、退回
act-task = 任务{ $number }　{ $title }
act-version = 第{ $version }版　{ $status }　{ $name }　{ $at }　{ $timely }　回执 { $receipt }
act-on-time = 按时
act-late = 逾期
act-on-behalf = { $name }（办公室代录）
act-by-command-line = 命令行
act-files = 📎 { $names }
act-was-returned = ↩️ { $at }退回：{ $reason }
act-name = 任务{ $number }（{ $unit }）
act-how-to = 请写明任务编号，如：/task 28，/accept 28，/return 28 市文旅局 缺少数据；/accept all 审核通过本期全部已报事项。
act-how-to-enter = 请写成：/enter 任务编号 单位 状态 进展，如：/enter 28 市文旅局 正常推进 地图已完成初稿。
act-unknown-task = 没有编号为{ $number }的任务。
act-not-owed = 任务{ $number }在{ $round }中没有应报单位。
act-not-the-units = 任务{ $number }的应报单位是：{ $units }。
act-strange-unit = 没有名为“{ $name }”的单位，没有做任何改动。任务{ $number }的应报单位是：{ $units }。
act-accepted = ☑️ 审核通过：{ $names }
act-accepted-all = ☑️ { $round }：审核通过{ $count }项。
act-nothing-to-accept = 没有待审核的报送。
act-nothing-to-return = 没有可以退回的报送。
act-return-closed = { $round }已停止收报，不能再退回。
act-which-to-return = 有几家单位报送了这项任务，请选择退回哪一家：
act-ask-reason = { $person }，请回复这条消息，写明退回{ $name }的理由（10分钟内有效）。
act-returned = ↩️ 已退回{ $name }。理由：{ $reason }
act-told = 已通知：{ $names }
act-not-told = ⚠️ 无法通知，请打电话：{ $names }
act-nobody-to-tell = ⚠️ 该单位还没有登记联络员，请另行通知。
act-returned-to-unit = ↩️ 办公室退回了{ $name }的报送，请补充后重新提交。
    理由：{ $reason }
    { $late ->
        [yes] 请于{ $day }前（含当日）重新提交；此前的报送晚于截止时间，仍记为逾期。
       *[no] { $day }前（含当日）重新提交，不算逾期。
    }
act-return-reason = ↩️ 办公室退回，理由：{ $reason }

# 代录
act-which-to-enter = 有几家单位应报这项任务，请选择是哪一家报送的：
act-enter-needs-status = 没有读出状态。请在任务编号和单位后面写明：已完成、正常推进、进度滞后、尚未启动或本月无新进展。
act-enter-needs-text = 状态为“{ $status }”时，请同时写明进展。
act-enter-closed = { $round }目前不收报。
act-entered = ✅ 回执 { $receipt }　{ $name }　{ $status }
    电话报送，办公室代录，{ $at }
act-entered-late = 已过截止时间，记为逾期。
act-entered-for-unit = 办公室已根据电话代贵单位登记{ $name }：{ $status }（回执 { $receipt }）。如有出入，请直接重新填报。
act-dismissed = 已取消，没有做任何改动。

# 附件
act-files-follow = 以下是{ $count }个附件。
act-files-some = 共{ $count }个附件，先发前{ $most }个；全部附件请发送 /export files。
act-no-sheets = 没有尚未报齐的单位。
act-no-files = 没有附件。

# 定稿、导出
act-final-preview = { $round }定稿
act-final-unreviewed = 尚未审核的{ $count }项将一并审核通过。
act-final-owed = 仍未报送的任务：{ $numbers }
act-final-early = ⚠️ 尚未到截止时间。
act-final-after = 定稿后汇总不再变动；之后收到的报送另出补充汇总。
act-finalized = ✅ { $round }已定稿，审核通过{ $count }项，文件随后发出。
act-already-final = { $round }已于{ $at }定稿。发送 /digest 可再次取得文件。
act-never-final = 只有按月报送的期次需要定稿。
act-how-to-export = 请写成：/export ledger、digest、contacts、annual、files 或 sheets（未报单位的填报表），后面可加期次，如 2024-06，或 2024-06..2024-12。
act-bad-span = 没有与“{ $text }”相符的期次。请写成 2024-06 或 2024-06..2024-12。

# 催报
chase-preview = 将向{ $round }未报齐的{ $count }位联络员发送提醒。
chase-preview-unit = 将就{ $round }提醒{ $unit }的{ $count }位联络员。
chase-lately = 一小时内刚提醒过的{ $count }人不再重复提醒。
chase-answering = 正在填报的{ $count }人不打扰。
chase-unreachable = ⚠️ 以下{ $count }家单位无法在此提醒，请打电话：
chase-and-more = 另有{ $count }家，见未报名单。
chase-sent = ✅ 正在就{ $round }提醒{ $count }人。
chase-nobody = { $round }没有可以提醒的人。
chase-too-soon = 应提醒的{ $count }人一小时内刚提醒过，请稍后再催。
chase-quiet = 21:00至次日8:00不发送提醒。请在{ $until }之后再催。
chase-closed = { $round }目前不收报，无需催报。
chase-how-to = 请写成：/remind all，或 /remind 单位名称。
chase-unknown-unit = 没有名为“{ $name }”的单位。发送 /units 查看单位名单。

# 通知
broadcast-how-to = 请写成：/broadcast 通知内容。
broadcast-nobody = 目前没有可以通知的联络员。
broadcast-too-long = 通知太长，一条消息放不下，请缩短后再发。
broadcast-preview = 将发给{ $count }位联络员，内容如下：
broadcast-heading = 办公室通知
broadcast-under-way = 📢 正在发送：{ $sent }/{ $total }，失败{ $failed }。
broadcast-stopped = 📢 已停止：已发{ $sent }/{ $total }，失败{ $failed }。
broadcast-ended = 📢 发送完毕：{ $sent }/{ $total }，失败{ $failed }。
broadcast-gone = 这条通知没有在等待发送。

# 命令
command-task = 查看一项任务的全部报送
command-finalize = 定稿
command-export = 导出台账、汇总、附件
command-remind = 催报
command-return = 退回补充
command-accept = 审核通过
command-enter = 代录电话报送
command-units = 单位、别名、电话
command-broadcast = 给全体联络员发通知
command-audit = 操作记录

# 命令行
cli-sheet = 生成单位填报表
sheet-which = 请写明一个单位，或使用 --all（二者选一）。
sheet-written = 已写出{ $count }份填报表：{ $folder }
sheet-nothing-owed = { $unit }在{ $round }没有应报事项；尚未开启的期次，请在开启后再生成。
sheet-nobody-owes = { $round }没有应报单位；尚未开启的期次，请在开启后再生成。
