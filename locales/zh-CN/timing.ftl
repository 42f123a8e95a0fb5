# 稍后提醒
button-snooze = 稍后提醒
snooze-ask = 请选择下次提醒的时间（原定的提醒照常）：
snooze-line = · { $choice }：{ $at }
snooze-hour = 1小时后
snooze-morning = 明天09:00
snooze-before-due = 截止前2小时
snooze-kept = ⏰ 好的，{ $at }再提醒您。在此之前报齐的，不再提醒。
snooze-too-late = 距离截止（{ $due }）已没有可以另约的提醒时间，请现在填报。
snooze-nothing = 您目前没有待报事项，无需提醒。

# 期次
button-confirm = 确认
round-list = 各期次
round-line = <b>{ $round }</b>（<code>{ $slug }</code>）{ $phase }
    开启 { $opens }　截止 { $due }　关闭 { $closes }
round-rung = · { $at }
round-rungs = 提醒时间：
    { $moments }
round-phase-planned = 未开启
round-phase-open = 进行中
round-phase-overdue = 已截止，仍可补报
round-phase-closed = 已关闭
round-phase-skipped = 已取消
round-usage = 用法：
    <code>/round 2025-01</code> 查看
    <code>/round 2025-01 due 2025-01-20 17:00</code> 改截止时间
    <code>/round 2025-01 open</code>（或 close、skip）立即开启、关闭、取消
    <code>/round 2025-02 merge 2025-03</code> 并入下一期
    <code>/round until 2025-12</code> 计划延续到该月
    <code>/round ladder monthly</code> 提醒安排
    <code>/round preview 2025-01-20 09:00</code> 预演：到时会发给谁、发什么
    <code>/round new 标题; 2025-01-20 17:00; all; 说明</code> 另发征集
round-no-plan = 还没有导入任务方案。请把方案文件发给我。
round-preview-due = { $round }的截止时间将由{ $before }改为<b>{ $due }</b>。
    开启 { $opens }　关闭 { $closes }
round-due-is-rest = ⚠️ 这一天不是工作日。
round-will-tell = 将通知{ $count }位待报联络员。
round-preview-open = 将立即开启{ $round }并发出通知；上一期同时关闭。
round-preview-close = 将立即关闭{ $round }，此后不再接收报送。
round-preview-skip = 将取消{ $round }：不再要求报送，已报的保留。
round-preview-merge = 将取消{ $round }，并入{ $into }一并报送；已报的保留。
round-owed-now = 目前还有{ $count }项待报。
round-due-changed = ✅ { $round }的截止时间已改为{ $due }，通知{ $count }人。
round-due-kept = ✅ { $round }的截止时间不变：{ $due }。
round-done-open = ✅ { $round }已开启。
round-done-close = ✅ { $round }已关闭。
round-done-skip = ✅ { $round }已取消，通知{ $count }人。
round-done-merge = ✅ { $round }已并入后一期，通知{ $count }人。
round-tell-due = 📅 { $round }的截止时间有调整：由{ $before }改为<b>{ $due }</b>。
round-tell-skipped = 📅 { $round }已取消，无需报送。已报的内容仍然保留。
round-tell-merged = 📅 { $round }不再单独报送，请在{ $into }中一并填写。已报的内容仍然保留。
round-ask-rest-day = 📅 { $round }已开启，截止时间{ $due }不是工作日。请选择：
button-due-keep = 不变
button-due-earlier = 提前到{ $due }
button-due-later = 推迟到{ $due }
plan-ask-end = 📅 《{ $title }》已到最后一期（{ $last }）。请选择计划到此结束，还是继续按月报送；也可以指定月份：<code>/round until 2025-06</code>
button-plan-year = 再延续12个月
button-plan-ends = 到此结束
plan-extended = ✅ 计划延续到{ $last }。
plan-ends = ✅ 计划在{ $last }之后结束。
round-unknown = 没有名为“{ $name }”的期次。请用 /round 查看全部期次。
round-over = 期次{ $name }已经关闭或取消，不能再改。
round-due-past = 新的截止时间已经过去，请另选一个。
round-due-too-late = 新的截止时间晚于下一期（{ $name }）的开启时间。可以先改下一期，或用 merge 合并两期。
round-is-open = 期次{ $name }已经开启。
round-not-open = 期次{ $name }还没有开启；如不需要，请用 skip 取消。
round-merge-later = 不能并入{ $name }：只能并入同一计划中靠后、未取消的同类期次。
round-not-later = 计划已排到{ $name }，请写一个更晚的月份，如 2025-12。
round-bad-time = 没有读懂时间“{ $time }”。请写成 2025-01-20 17:00。
round-kind-monthly = 月度进展
round-kind-registration = 对接人登记
round-kind-data-call = 征集
round-kind-annual = 年度总结
ladder-title = { $kind }的提醒安排
ladder-rung = { $name }　{ $time }
ladder-rung-unbegun = { $name }　{ $time }（仅提醒尚未开始填报的）
ladder-usage = 按下按钮可开关一级；改时间或增加一级：<code>/round ladder monthly T-5 09:00</code>、<code>/round ladder monthly overdue-7 10:00</code>
ladder-unknown = 没有这样的提醒：“{ $name }”。请写 monthly、registration 或 data_call，以及 T-5 09:00 或 overdue-7 10:00（8:00至21:00之间）。
call-bad-form = 没有读懂。请写成：<code>/round new 标题; 2025-01-20 17:00; 市文旅局、市商务局; 说明</code>（全部单位写 all）
call-unknown-unit = 没有名为“{ $unit }”的单位。

# 工作日
calendar-title = 今后四个月的工作日安排
calendar-day = { $year }年{ $day }
calendar-run = { $year }年{ $first }至{ $last }
calendar-rest = 休息：{ $days }
calendar-worked = 上班：{ $days }
calendar-due = · { $round }截止{ $due }
calendar-is-rest = ⚠️ 非工作日
calendar-unpublished-line = ⚠️ { $year }年的放假通知尚未录入，暂按周一至周五为工作日。
button-notice = 录入放假安排
calendar-ask-notice = 请把放假通知的原文发来（10分钟内有效），也可以一行写一天，如“2027-02-06 上班”。读出的安排先请您核对，确认后才生效；不录入，请发送“取消”。
calendar-usage = 需要调整时，请按“录入放假安排”，或直接发送：
    <code>/calendar 2027-02-06 上班</code>
    <code>/calendar 2027-02-08 休息</code>
calendar-read-back = 读到的安排如下，确认后生效：
calendar-no-days = 没有读到日期。请写成“10月1日至7日放假，10月12日上班”，或“2027-02-06 上班”；不调整，请发送“取消”。
calendar-bad-date = 日期“{ $quoted }”有误，请核对后重发。
calendar-bad-weekday = “{ $quoted }”的星期与日期对不上，请核对年份后重发。
calendar-bad-total = “{ $quoted }”与列出的天数不符，请核对后重发。
calendar-loose = 没有写明“{ $quoted }”是放假还是上班，请补充后重发。
calendar-both = { $quoted }既写了放假又写了上班，请核对后重发。
calendar-set = ✅ 已录入{ $count }天；{ $moved }个未开启期次的开启时间随之调整，提醒时间按新安排计算。
calendar-unpublished = ⚠️⚠️ { $year }年的放假安排还没有录入，该年各期暂按周一至周五为工作日计算。放假通知公布后，请用 /calendar 把原文发给我。
confirm-dropped = 好的，未作改动。
confirm-gone = 这份确认已失效，请重新操作。

# 中断与未登记
gap-span = ⚠️ { $began }至{ $ended }期间机器人未能接收消息，您在此期间发来的内容可能没有收到。
gap-recorded = 目前的记录是：
gap-answered = { $round }：已报{ $count }项
gap-send-again = 如有出入，请重新发送一次。给您添麻烦了。
unregistered-list = 📋 登记将于{ $due }截止，以下{ $count }家单位尚无人登记：{ $units }
button-make-links = 生成邀请链接
unregistered-none = 各单位均已有人登记。
links-title = 请将链接转给相应单位（新生成，30天内有效）：

command-round = 期次：查看、改期、取消、合并、征集
command-calendar = 工作日与放假安排

# 征集
call-preview = 将发出征集：<b>{ $title }</b>
    截止 { $due }
    单位（{ $count }家）：{ $units }
    { $text }
call-opened = ✅ 征集已发出（<code>{ $slug }</code>）：{ $count }家单位，截止{ $due }。
call-ask = <b>{ $round }</b>　截止{ $due }
    单位：{ $unit }
call-how = 请直接发送文字，或发送文件（也可以两者都发），然后确认提交。
