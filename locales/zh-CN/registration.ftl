registration-welcome = 您好！这里是任务联络机器人，请为<b>{ $unit }</b>登记分管领导和联络员（涉及{ $count }项任务：{ $numbers }）。只需四个问题，约一分钟。
registration-ask-leader-name = 请发送<b>分管领导姓名</b>。
    （也可以一条消息发齐四项，如：张某某 13800000000，李某某 13900000000）
registration-ask-leader-phone = 请发送<b>分管领导联系电话</b>（手机或座机）。
registration-ask-liaison-name = 请发送<b>联络员姓名</b>。
registration-ask-liaison-phone = 请发送<b>联络员联系电话</b>；若联络员就是您本人，可按下方按钮发送本机号码。
registration-ask-coverage = 以上人员是否负责本单位全部任务（{ $numbers }）？
registration-ask-tasks = 请发送以上人员负责的任务编号，如：1-3、7。
    尚未登记的任务：{ $numbers }
registration-all-tasks = 全部任务
registration-preview = 请核对登记内容：
registration-handed-in = <b>已提交的登记内容</b>
registration-settled = 这份登记已经提交或取消，不必再按。
registration-lines = 单位：<b>{ $unit }</b>
    任务编号：{ $tasks }
    分管领导：{ $leader }　{ $leader_phone }
    联络员：{ $liaison }　{ $liaison_phone }
registration-bad-name = 没有认出姓名。请只发送姓名，如：张某某。
registration-bad-phone = 没有认出电话号码。请发送11位手机号，或带区号的座机号，如：13800000000、0798-8500000。
registration-other-tasks = 任务{ $other }不在可选之列，没有登记。请只发送下面的任务编号，如：1-3、7。
    可选：{ $numbers }
registration-bad-tasks = 没有认出任务编号。请发送本单位尚未登记的任务编号，如：1-3、7。
    可选：{ $numbers }
registration-press-button = 请按上面的按钮选择；需要从头再填，请发送 /cancel 后重新打开邀请链接。
registration-phone-noted = 已记下电话号码。
registration-receipt = ✅ 已登记，回执 <b>{ $receipt }</b>
    { $unit }，{ $at }
registration-pending = 管理员同意后生效，届时会通知您；在此之前您也可以先填报，时间按您提交的时间计算。
registration-left = 还有任务未登记人员：{ $numbers }。
registration-approved = ✅ <b>{ $unit }</b>的联络员登记已通过。您负责报送{ $count }项任务：{ $numbers }。到期前会在这里提醒您；发送“我的任务”可随时查看。
registration-approved-support = ✅ <b>{ $unit }</b>的联络员登记已通过。贵单位为配合单位，每月无需报送；牵头单位如需材料，会在这里联系您。
registration-refused = <b>{ $unit }</b>的联络员登记未获同意。如有疑问，请与办公室联系；更正后可重新打开邀请链接登记。
registration-cancelled = 已取消，没有保存任何内容。需要时请重新打开邀请链接。
registration-bad-invitation = 邀请链接无效或已过期。请向办公室索取新的链接。
registration-already = 您已登记为<b>{ $unit }</b>的联络员，无需重复登记。发送“我的任务”查看任务，发送“填报”开始报送。

claim-card = <b>联络员登记待审核</b>
    账号：{ $account }（{ $user_id }）
claim-approved = ✅ 已同意：{ $unit }　{ $name }
claim-refused = ❌ 未同意：{ $unit }　{ $name }
claim-settled = 这项登记已经处理过了。
registration-more = 请登记<b>{ $unit }</b>其余任务（{ $numbers }）的分管领导和联络员。
registration-go-on = 继续为<b>{ $unit }</b>登记。
