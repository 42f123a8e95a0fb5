import-more-doubts = 另有{ $count }处需核对；全部清单可用命令行查看：liaison-bot import 文件 --dry-run。
import-span = 月报期次：{ $first }至{ $last }。
import-span-how = 如需更改首末期，请先照“{ $first }至{ $last }”的样子发送，再按“确认导入”。
import-say-span = 请先发送首期和末期，如“2024-06至2024-12”，再按“确认导入”。
import-no-difference = 与已导入的内容相同。
import-difference = 与已导入的相比：
import-added = · 新增任务：{ $numbers }
import-removed = · 删除任务：{ $numbers }（已报内容保留）
import-changed-text = · 内容有变：{ $numbers }
import-changed-units = · 任务{ $number }的单位：{ $before } → { $after }
import-changed-title = · 标题：{ $before } → { $after }
import-changed-document-no = · 文号：{ $before } → { $after }
import-changed-issuer = · 发文单位：{ $before } → { $after }
import-changed-issued-on = · 印发日期：{ $before } → { $after }
import-changed-due = · 每月截止：{ $before } → { $after }
import-changed-registration = · 登记截止：{ $before } → { $after }
import-changed-span = · 月报期次：{ $before } → { $after }
import-span-of = { $first }至{ $last }
import-due-day = { $day }日{ $time }
import-effect-ahead = 　尚未开启的{ $count }期随之调整，最近一期{ $round }：{ $before } → { $after }
import-effect-told = 　登记正在进行：提醒随新时间调整{ $count ->
        [0] 。
       *[other] ，并通知{ $count }位待报联络员。
    }
import-effect-rest = 　⚠️ 这一天不是工作日。
import-effect-open = 　{ $round }已经开启，仍为{ $before }。如需一并调整，请另发：{ $command }
import-effect-by-hand = 　{ $round }已单独定为{ $before }，保持不变。
import-effect-past = 　{ $round }按新规定应为{ $after }，已经过去，仍为{ $before }。
import-admins-only = 这是工作要点，由管理员导入。
import-nothing-waits = 没有等待确认的文件：可能已经导入或取消。还要导入的，请重新发送文件。
import-ask-file = 请直接把文件发到这里（docx、xlsx、csv、txt）。我会先读给您核对，确认后才导入。

contacts-preview = 读出{ $count }家单位的对接表，请核对：
contacts-line = { $tasks }　分管领导：{ $leader } { $leader_phone }　联络员：{ $liaison } { $liaison_phone }
contacts-taken = ✅ 已登记{ $units }，共{ $count }条。表中人员打开本单位的邀请链接并选择自己的姓名后，即可在这里收到提醒。
contacts-unknown-unit = 没有名为“{ $unit }”的单位，未登记任何内容。请把“单位：”一行改为工作要点中的单位名称后重新发送。
contacts-other-unit = 这是{ $unit }的表，您只能报送本单位的，未作任何改动。
contacts-other-tasks = { $unit }没有承担任务{ $numbers }，未登记任何内容。请更正任务编号后重新发送。
contacts-of-another = { $unit }对接表上的这一行是{ $name }，请由{ $name }本人打开邀请链接认领。如已改由您负责，请联系办公室换人。
contacts-who = { $unit }的对接表已有人员名单。请问您是：
contacts-welcome-pending = 已认领{ $unit }　{ $name }。管理员同意后生效，届时会通知您。

sheet-preview = <b>{ $unit }</b>　{ $round }　读出{ $count }项，确认后作为代报记录：
sheet-taken = ✅ <b>回执 { $receipt }</b>　已代{ $unit }记录{ $count }项。
sheet-unknown-unit = 没有读出表上的单位（{ $unit }），未作任何改动。请保留表头“单位”一行后重新发送。
sheet-unknown-round = 没有名为“{ $round }”的已开启期次，未作任何改动。
sheet-closed = { $round }期次已经关闭，未作任何改动。如需更正，请与办公室联系。
sheet-other-tasks = { $unit }本期没有任务{ $numbers }，未作任何改动。请更正任务编号后重新发送。
sheet-no-text = 任务{ $task }写了状态但没有写进展，未作任何改动。请补上进展后重新发送。
sheet-empty = 表中没有填写任何进展，未作任何改动。
sheet-file-name = { $unit } { $round }填报表.xlsx
import-template-written = 已生成模板：{ $file }。填好责任单位、配合单位后，用 liaison-bot import 导入。
import-json-plan-only = --json 只用于工作要点。
assign-ask = 有{ $count }项任务还没有责任单位：{ $numbers }
    请一行一条发来，如：
    1-3、7 市文旅局
    4 市教体局、市文旅局（配合：市文联）
    填好后读给您核对；也可以用命令行 liaison-bot import --template 生成表格填写。
assign-preview = 请核对：
assign-line = 任务{ $numbers }　责任：{ $lead }　配合：{ $support }
assign-done = ✅ 已为{ $count }项任务确定单位。
assign-left = 还没有责任单位：{ $numbers }
assign-bad-line = 没有读懂这一行：“{ $line }”。请写成如“1-3、7 市文旅局（配合：市文联）”。未作任何改动。
assign-unknown-unit = 没有名为“{ $unit }”的单位，未作任何改动。是否指：{ $proposals }？请改用全称重新发送。
assign-unknown-task = 没有编号为{ $numbers }的任务，未作任何改动。
import-no-title = （文件没有标题）
import-due-line = 每月{ $day }日{ $time }前报送进展
import-cutoff-line = 对接人登记截至{ $day }{ $time }
import-next = 下一步：发送 /invite all 生成各单位的邀请链接；还没有绑定办公室群的，请在群里发送 /bind_office。
