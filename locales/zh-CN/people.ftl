people-no-post = 您目前没有担任任何单位的联络员。
people-still-pending = 您的登记还在等待管理员同意，同意后再来办理。
people-only-deputy = 您是代理人。移交和请假由请假的联络员本人办理；不能继续代理时，请与本人或办公室联系。
people-nothing-there = 这一项已经办理过、已经失效，或不由您办理。
people-not-understood = 没有认出姓名或电话。请发送姓名和电话，如：李某某 13900000000；只填其中一项也可以。
people-form-dropped = 已取消，没有变更。

button-handover = 换人
button-confirm-handover = 确认换人
button-confirm-deputising = 确认代理
button-end-leave = 结束请假
button-change-leader = 修改分管领导
button-change-own = 修改本人姓名电话
button-leader-link = 分管领导查阅链接
button-copy-leaders = 抄送分管领导
button-send-copies = 确认发送（{ $count }人）
button-ask-extension = 申请延期
button-approve-all = 全部同意（{ $count }项）
button-erase = 离任并删除姓名电话
button-confirm-erase = 确认删除
button-members = { $unit }（{ $count }人）
button-members-next = 下一页
button-members-before = 上一页
button-replace = 换人（{ $name }）
button-revoke = 撤销（{ $name }）
button-revoke-link = 撤销链接Y{ $id }

handover-offer = 联络员有变动？按下面的按钮，把链接发给接任者即可，不必再找办公室。只改电话请发送“对接人”。
handover-choose = 请选择要移交的单位：
handover-explain = 移交<b>{ $unit }</b>的联络员工作。
    接任者打开链接、填写本人姓名和电话即完成，无需再审批。您未提交的草稿和待报事项一并转给接任者，已报送的记录不变，分管领导不变。
handover-link = 请把这个链接转发给<b>{ $unit }</b>的接任者（只限一人使用，{ $expires }前有效）：
    { $link }
    接任者登记之前仍由您负责；不移交了请按“取消”。
handover-withdrawn = 已取消，{ $unit }的移交链接作废，仍由您负责。
handover-done = <b>{ $unit }</b>的联络员工作已移交给{ $name }，今后不再提醒您。您报送过的内容都保留。谢谢您！
handover-told = 🔁 { $unit }联络员已由{ $old_name }换为{ $name }（{ $phone }）。
handover-own-link = 这是给{ $unit }接任者、代理人或分管领导的链接，请转发给对方，由对方打开。
handover-link-void = 这个链接已经作废。请联系给您链接的人，或向办公室索取新的链接。

takeover-welcome = 您好！请接任<b>{ $unit }</b>的联络员（原联络员：{ $old_name }），只需填写本人姓名和电话。
takeover-ask = 请发送您的<b>姓名和电话</b>，如：李某某 13900000000；也可以先发姓名，再按下方按钮发送本机号码。
takeover-ask-name = 请发送您的<b>姓名</b>。
takeover-ask-phone = 请发送您的<b>联系电话</b>，或按下方按钮发送本机号码。
takeover-preview = 请核对：
    单位：<b>{ $unit }</b>
    原联络员：{ $old_name }
    现联络员：{ $name }　{ $phone }
takeover-dropped = 已取消，没有变更。需要时请再次打开链接。
takeover-done = ✅ 您已接任<b>{ $unit }</b>的联络员（原联络员：{ $old_name }）。
takeover-drafts = 原联络员有{ $count }项未提交的草稿，已转给您；发送“填报”继续。

deputy-welcome = 您好！{ $old_name }请假，请您代理<b>{ $unit }</b>的联络员，到{ $day }为止。只需填写本人姓名和电话。
deputy-preview = 请核对：
    代理单位：<b>{ $unit }</b>（{ $old_name }请假）
    代理人：{ $name }　{ $phone }
    代理到：{ $day }

leave-ask = 请假到哪一天？请发送最后一天的日期，如：7月5日、2024-07-05、下周五（{ $days }天以内）。
leave-bad-day = 没有认出日期。请发送请假的最后一天，从今天起{ $days }天以内，如：7月5日、2024-07-05、下周五。
leave-link = 请把这个链接转发给<b>{ $unit }</b>的代理人（只限一人使用）：
    { $link }
    对方填写姓名和电话后开始代理，到{ $day }为止，其间不再提醒您；到期自动恢复。
leave-on = 您正在请假，由{ $name }代理到{ $day }。提前回来请按“结束请假”；改日期请发送 /leave 和新的日期。
leave-deputising = ✅ 您已开始代理<b>{ $unit }</b>的联络员（{ $absent }请假），到{ $day }为止。
leave-deputy-came = { $name }已开始代理{ $unit }的联络员，到{ $day }为止，其间不再提醒您。
leave-told = 🔁 { $unit }联络员{ $absent }请假，由{ $name }（{ $phone }）代理到{ $day }。
leave-deputy-ended = 您对{ $unit }联络员的代理已结束，谢谢您！
leave-over = 您的请假已到期，{ $unit }的提醒重新发给您。
leave-over-drafts = 代理人有{ $count }项未提交的草稿，已转给您；发送“填报”继续。
leave-deputy-tasks = 代理期间由您报送{ $count }项任务：{ $numbers }。到期前会在这里提醒您；发送“我的任务”可随时查看。
leave-deputy-supports = 该单位为配合单位，每月无需报送；牵头单位如需材料，会在这里联系您。
leave-ended = 请假已结束，提醒重新发给您；没用的代理链接已作废。

people-line = 任务：{ $tasks }
    　分管领导：{ $leader }　{ $leader_phone }
    　联络员：{ $name }　{ $phone }
contacts-pending = ⏳ 等待管理员同意
contacts-unreachable = 尚未打开机器人，提醒发不到
contacts-deputy = 代理到{ $day }
contacts-ask-leader = 分管领导现为：{ $name }　{ $phone }
    请发送新的姓名、电话，或两项一起发。
contacts-ask-own = 您的登记现为：{ $name }　{ $phone }
    请发送新的姓名、电话，或两项一起发。
contacts-preview-leader = 请核对<b>{ $unit }</b>分管领导：
    原：{ $old_name }　{ $old_phone }
    现：{ $name }　{ $phone }
contacts-preview-own = 请核对<b>{ $unit }</b>联络员：
    原：{ $old_name }　{ $old_phone }
    现：{ $name }　{ $phone }
contacts-changed = ✅ { $unit }的对接人信息已更新。
contacts-change-dropped = 没有修改。
contacts-told-leader = ✏️ { $unit }分管领导信息已更新：{ $name }　{ $phone }
contacts-told-own = ✏️ { $unit }联络员信息已更新：{ $name }　{ $phone }

leaders-link = 请把这个链接转发给<b>{ $unit }</b>的分管领导（只限一人使用，{ $expires }前有效）：
    { $link }
    领导打开后只用于查阅本单位报送情况；除办公室抄送外，机器人不会主动发消息。
leaders-welcome = 您好！这里供<b>{ $unit }</b>分管领导查阅本单位报送情况，您无需填写任何内容。发送 /status 随时查看。除办公室抄送外，机器人不会主动给您发消息。
leaders-reading-only = 您的账号用于查阅，报送由联络员办理。发送 /status 查看本单位情况。
leaders-no-round = 目前没有需要本单位报送的期次。
leaders-state = <b>{ $unit }</b>　{ $round }　截止{ $due }
    应报{ $expected }项　已报{ $answered }项（逾期{ $late }项）
leaders-missing = 未报：任务{ $numbers }
leaders-complete = 已全部报齐 ✅
leaders-overdue = ⚠️ 已过截止时间：任务{ $numbers }
leaders-copy = 办公室抄送：贵单位以下任务已过截止时间，尚未报送，请督促联络员尽快办理。
leaders-too-early = 截止时间（{ $due }）之后才能抄送分管领导。
leaders-nobody-owes = 没有单位逾期未报，不必抄送。
leaders-reached = 将发给{ $count }家单位的分管领导：
leaders-silent = 以下{ $count }家单位的分管领导没有账号，请电话联系：
leaders-line = { $unit }　任务{ $numbers }　{ $people }
leaders-copied = ✅ 已抄送{ $count }位分管领导。
leaders-copied-before = 没有新的抄送：今天已经发过，或没有需要抄送的单位。

extend-ask = 申请延期：{ $round }　{ $units }　任务{ $numbers }（只要其中几项，请写上任务编号）。
extend-ask-both = 请用一条消息写明<b>新的截止日期</b>和<b>事由</b>，如：延到7月2日，经费审批未完成。
extend-ask-day = 请写明<b>新的截止日期</b>，如：7月2日。
extend-ask-reason = 请写明<b>事由</b>，如：经费审批未完成。
extend-preview = 请核对延期申请：
    { $round }　{ $units }
    任务：{ $numbers }
    申请延至：{ $wished }
    事由：{ $reason }
extend-asked = 延期申请已交办公室（{ $round }　任务{ $numbers }，延至{ $wished }）。答复之前仍按原截止时间计算；一有结果就通知您。
extend-dropped = 没有提交延期申请。
extend-too-late = 截止时间已过，不能再申请延期。请尽快报送；有特殊情况请与办公室联系。
extend-nothing = 您目前没有待报事项，无需延期。
extend-not-later = 申请的时间应晚于现在的截止时间（{ $due }）。请重新写明日期，如：7月2日。
extend-after-closing = 本期最晚收到{ $latest }，请写明在此之前的日期。
extend-card = <b>申请延期</b>　{ $round }
    { $units }　任务{ $numbers }
    原截止：{ $due }
    申请延至：{ $wished }
    事由：{ $reason }
    申请人：{ $name }　{ $phone }
extend-settled = 这项申请已经处理过了。
extend-decided-yes = ✅ 已延期：{ $round }　{ $units }　任务{ $numbers }　至{ $wished }
extend-decided-no = ❌ 未同意延期：{ $round }　{ $units }　任务{ $numbers }　（申请至{ $wished }）
extend-granted = ✅ 已同意延期：{ $round }　{ $units }　任务{ $numbers }，截止时间改为{ $wished }。
extend-refused = 延期申请未获同意：{ $round }　{ $units }　任务{ $numbers }，仍按{ $due }截止。如有疑问，请与办公室联系。
extend-usage = 用法：/extend 单位 任务编号或all 日期 [时间]，如：/extend 市文旅局 28、29 7月2日 17:00
extend-bad-day = 日期“{ $day }”不对：应是将来的一天，且在本期关闭之前，如：7月2日 17:00。
extend-bad-tasks = 没有认出任务编号“{ $tasks }”。请写成 28、29，或 all。
extend-nothing-owed = { $unit }目前没有这些待报事项。

privacy-stored = 机器人保存的您的信息：
    账号编号：<code>{ $user_id }</code>
    姓名：{ $names }
    电话：{ $phones }
    单位：{ $units }
    报送记录：{ $answers }条
    最早使用：{ $since }
    这些信息只用于工作提醒和报送，单位的报送记录归单位所有。
privacy-confirm = 确认离任并删除？您将不再担任联络员，姓名和电话从登记表、报送记录中删去，不能恢复；单位的报送内容保留。已有接任者的，请先发送“换人”。
privacy-erased-name = 已注销
privacy-erased = { $count ->
    [0] 已删除您的姓名和电话。谢谢您！
   *[other] 已解除您在{ $count }家单位的联络员职责，并删除您的姓名和电话。谢谢您！
    }
privacy-kept = 没有删除任何内容。

members-choose = 共{ $count }家单位，请选择：
members-heading = <b>{ $unit }</b>　联络员
members-nobody = 没有联络员。
members-link = Y{ $id }　未用完的邀请链接：{ $expires }前有效，还可用{ $left }次
members-link-opened = Y{ $id }　链接已被打开，对方还没有办完
members-vacant = ⚠️ 无人负责的任务：{ $numbers }
members-unit-unknown = 没有名为“{ $name }”的单位。发送 /units 查看单位名单。
members-unit-near = 没有名为“{ $name }”的单位。是不是：{ $near }？
members-confirm = 更换<b>{ $unit }</b>的联络员{ $name }？
    确认后{ $name }不再负责，草稿和待报事项留给接任者；您会得到一个发给接任者的链接。
members-link-made = 已解除{ $unit }联络员{ $name }。请把这个链接发给接任者（只限一人使用，{ $expires }前有效）：
    { $link }
members-post-revoked = 您不再担任<b>{ $unit }</b>的联络员（由管理员调整）。如有疑问，请与办公室联系。
members-revoked = 已撤销：{ $unit }　{ $name }。需要接任者的链接，请按“换人”。
members-link-revoked = 已撤销{ $unit }的邀请链接Y{ $id }。
members-revoke-usage = 用法：/revoke 单位，或 /revoke 编号（/members 中的 L12 或 Y5）。
members-vacancy = ⚠️ { $unit }联络员岗位空缺：任务{ $numbers }无人负责。请尽快落实接任者（/members）。
members-approved-all = ✅ 已同意{ $count }项登记。
members-claims = 以上{ $count }项登记等待审核。

claim-others = ⚠️ 该单位已有联络员：{ $people }
claim-other = { $name } { $phone }（{ $tasks }）

command-contacts = 对接人
command-handover = 换人
command-leave = 请假
command-privacy = 我的信息
command-members = 单位联络员、换人
command-revoke = 撤销联络员或链接
command-extend = 延期

odd-repeated = 这是机器人发出的消息，没有当作报送。报送请直接发送文字，如：“28已完成，地图已上线”，或发送“填报”。
odd-pasted = 这段文字是机器人发出的内容，没有当作报送。报送请只发送您自己写的进展，如：“28已完成，地图已上线”，或发送“填报”。
odd-voice = 听不了语音。请把进展打成文字发来，也可以用手机输入法的语音转文字。
odd-content = 这类消息读不了。请发送文字、照片或文件。
odd-contact-not-own = 这不是您本人的号码。请按下方按钮发送本机号码，或直接打出电话。
