report-heading = { $round }　截止{ $due }
report-task = 任务{ $name }
report-unit = 单位：{ $unit }
report-last-month = 上月：{ $status }　{ $text }
report-was-returned = ↩️ 此项已退回，请补充后重新报送。
report-ask-status = 请选择本月进展：
report-ask-text = 请用一条消息发来本月进展。
report-ask-delay = 请用一条消息说明进展、原因和下一步，如：“已完成选址；问题：经费未到位；下一步：本月底前落实”。
report-noted = ✅ 已记下任务{ $name }：{ $status }
report-taken-over = ✅ 任务{ $name }已沿用上月：{ $text }
report-no-status = 状态未填
report-assumed = { $status }（默认，可改）
report-problems = 存在问题：{ $text }
report-next-step = 下一步：{ $text }
report-incomplete = ⚠️ 还缺进展文字，提交时不包括此项。
report-preview = <b>{ $round }　请核对（{ $count }项）</b>　截止{ $due }
report-handed-in = <b>{ $round }　已提交（{ $count }项）</b>
report-left = 尚未填写：{ $numbers }
report-approved-by-leader = 确认提交即视为已经本单位分管领导审定。
report-in-draft = 草稿：{ $status }　{ $text }
report-removed = 修改后的消息不再包含任务{ $numbers }，已从草稿中去掉。
report-kept = 修改后的消息没有再写任务{ $numbers }。已经提交的不会撤回，仍按原来的内容计：
report-kept-line = · 任务{ $number }　{ $status }　{ $text }
report-kept-more = · 另有{ $count }项，见“报送记录”
report-kept-how = 要更改，请发送任务编号和新的进展，如：“{ $number }正常推进，方案已报批”。
report-marked-sensitive = 任务{ $numbers }的内容像是含有密级标志或身份证号码。确认不涉密后再提交。
report-clean-copy = { $units }　{ $round }（{ $count }项，{ $due }截止）
report-choose-change = 请选择要修改的一项：
report-receipt = ✅ <b>回执 { $receipt }</b>
    { $round }，{ $at }收到{ $count }项：
report-receipt-line = { $status }：{ $numbers }
report-receipt-late = 其中{ $count }项晚于截止时间，记为逾期。
report-receipt-left = 本期还有{ $count }项待报。
report-receipt-all = 本期已全部报齐，谢谢您！
report-held = 已收下{ $count }项（{ $at }）。您的登记还在等待管理员同意，同意后即正式登记并发回执，时间按现在计算。
report-dropped = { $count ->
        [0] 已取消；已提交的不受影响。
       *[other] 已取消，未提交的{ $count }项没有保留；已提交的不受影响。
    }
report-stopped = 已取消这一步，没有变更。
report-stopped-with-draft = 已取消这一步。草稿中的{ $count }项仍保留，发送“填报”继续。
report-gone = 这一项已经关闭或不归您报送。发送“我的任务”查看现在的任务。
report-settled = 这份内容已经提交或取消了。
report-unclear = 没有读出任务编号。请这样写：“{ $first }已完成，地图已上线；{ $second }滞后，经费未到位”，也可以发送“填报”逐项填写。
report-led-tasks = 负责报送的任务（{ $count }项，目前不在报送期）
report-supported-tasks = 配合任务（{ $count }项，每月无需报送）
report-place = { $heading }　{ $place }/{ $count }
report-task-not-owed = 任务{ $numbers }本期不需要您报送，未计入。
report-nothing-said = 只写了任务{ $numbers }，没有写进展，未计入。请把进展写在编号后面，如：“{ $first }正常推进，方案已报批”。
report-answered-before = 任务{ $numbers }本期已经报送，保持不变；要修改请写明编号。
report-drafted-before = 任务{ $numbers }前面已经填好，保持不变；要修改请写明编号。
report-task-unknown = 没有编号为{ $numbers }的任务，未计入。
report-task-asked = 这一段没有读出任务编号，未计入：“{ $text }”。请在前面写上编号再发一次。
report-changed-since = 草稿在那之后有改动，还没有提交。以上是现在的内容，请核对后再按“确认提交”。
report-conflict = 任务{ $number }已由同事报送（{ $status }　{ $text }）。再按一次“确认提交”，将以您的内容更新。
report-replaced = 您报送的任务{ $numbers }，同事{ $name }又报送了一次，现以新内容为准。如有出入，请与同事核对，也可以再报一次。

status-owed-tasks = { $round }　截止{ $due }，还有{ $count }项待报：{ $numbers }
status-owed-unit = { $round }　截止{ $due }，待办：{ $units }
status-registered = { $round }　已登记 ✅
status-unit-left = { $unit }（任务{ $numbers }）
status-to-register = { $round }　截止{ $due }，待登记：{ $units }
status-all-reported = { $round }　已全部报齐 ✅
status-no-round = 目前没有正在进行的报送。
status-nothing-owed = 您目前没有待报事项。
report-nothing-to-submit = 没有可提交的内容，可能已经提交过了。发送“报送记录”或“我的任务”查看。
report-file-attached = 📎 已附到任务{ $name }（共{ $count }个文件）。
report-caption-unread = 附带的说明没有读懂，未计入进展。报送进展请另发一条消息，如：“28已完成，地图已上线”。
report-file-without-task = 请先点开要报送的任务，或在文件说明里写上任务编号，如：“28 现场照片”，再发文件。
report-file-unread = 这个文件没有读成填报表或对接表：{ $reason }
    如果只是附件：{ $attach }
report-file-unread-nowhere = 这个文件没有读成填报表或对接表：{ $reason }
    { $text }
report-file-not-passed-on = 文件没有收下：配合材料请用一条文字发来（写上任务编号），文件请直接交给牵头单位。
report-file-of-office = 这个文件没有收下。要导入工作要点或单位的表，请发送docx、xlsx、csv或txt文件；单位报送的附件由联络员随任务发来。
report-file-too-large = { $name }超过20MB，机器人取不到。请压缩后再发，或用邮箱报送办公室。
report-file-not-fetched = { $name }没有取到，请再发一次。
report-block = 请复制下面的文字，在每个编号后填写进展，整段发回即可；不写的可留空。
report-explain-hint = 如有存在问题和下一步，可直接回复一条补充；没有则继续下一项：
report-input = 📨 配合单位{ $unit }：{ $text }
report-present-text = 已有文字：{ $text }
    不改请按“下一项”。
report-files = 📎 附件{ $count }个
report-sensitive = ⚠️ 这条消息像是含有密级标志或身份证号码。涉密和个人敏感内容请勿在此发送，请改走机要渠道。确认不涉密，请按“确认发送”。
report-sensitive-line = 请勿在此发送涉密内容和身份证号码。
report-not-sent = 没有记录这条消息。请您在聊天中把它删除。
report-ask-supplement = 请发来任务{ $name }要补充的内容。
report-asked-supporters = 已请{ $units }为任务{ $name }提供材料，收到后会在这里告诉您。
report-unreached-supporters = 以下单位还没有登记联络员，请电话联系：{ $units }
report-please-contribute = 📨 { $unit }请贵单位为任务{ $name }提供材料（截止{ $due }）。
report-ask-contribution = 请用一条消息发来为任务{ $name }提供的材料。
report-contributed = ✅ 已把任务{ $name }的材料转给{ $unit }，谢谢您！
report-contribution-came = 📨 { $unit }为任务{ $name }提供了材料：
    { $text }
report-as-lead = 与牵头单位{ $unit }一致。
report-closed = { $round }已经关闭，不再修改。这条更正要发给办公室吗？
report-note-sent = 已发给办公室，谢谢您！
report-note-for-office = ✏️ { $unit }　{ $name }在关闭后发来更正：
    { $text }
hint-same-text = 与上月文字相同。
hint-only-words = 只有“正在推进”一类的话，可补充具体进展。
hint-backwards = 状态比上月退后了。
hint-done-below-whole = 写了已完成，但进度不到100%。
hint-no-reason = 没有写滞后原因。
history-line = 任务{ $number }　第{ $version }版　{ $status }　{ $at }　回执{ $receipt }
history-late = 逾期
history-empty = 还没有报送记录。
