# 读文件时的拒绝与疑点：每句都说明问题和处理办法
readers-where-file = 整个文件
readers-where-sheet = 工作表“{ $sheet }”
readers-where-line = 第{ $row }行
readers-where-sheet-row = 工作表“{ $sheet }”第{ $row }行
readers-where-table-row = 第{ $sheet }个表格第{ $row }行
readers-where-tasks = 任务{ $tasks }
readers-where-task = { $place }（任务{ $task }）
readers-at = { $where }：{ $message }
readers-and-more = 另有{ $number }处问题。

# 拒绝：文件本身
readers-bad-empty = 文件是空的。请检查后重新发送。
readers-bad-file-size = 文件超过{ $most }MB。请删去图片和无关内容后重新发送。
readers-bad-too-large = 文件内容过大，无法读取。请只保留任务表，另存为新文件后重新发送。
readers-bad-timeout = 文件读取超时。请只保留任务表，另存为新文件后重新发送。
readers-bad-bomb = 文件展开后异常庞大，已拒收。请用Word或Excel打开后另存为新文件，再重新发送。
readers-bad-entities = 文件中含有不安全的XML声明，已拒收。请用Word或Excel打开后另存为新文件，再重新发送。
readers-bad-path = 压缩包内含有不安全的路径，已拒收。请用Word或Excel重新生成文件。
readers-bad-corrupt = 文件已损坏或不完整，打不开。请用Word或Excel打开确认，另存为.docx或.xlsx后重新发送。
readers-bad-encrypted = 文件设有密码，无法读取。请取消密码保护，另存后重新发送。
readers-bad-old-word = 这是旧版Word文件（.doc）。请用Word或WPS打开，另存为.docx后重新发送。
readers-bad-old-excel = 这是旧版Excel文件（.xls）。请用Excel或WPS打开，另存为.xlsx后重新发送。
readers-bad-old-office = 这是旧版Office或WPS文件。请打开后另存为.docx或.xlsx，再重新发送。
readers-bad-xlsb = 这是二进制工作簿（.xlsb）。请用Excel打开，另存为.xlsx后重新发送。
readers-bad-pdf = 暂不能读取PDF。请发送原来的Word或Excel文件，或将内容另存为.docx后发送。
readers-bad-rtf = 暂不能读取RTF。请用Word打开，另存为.docx后重新发送。
readers-bad-html = 这是网页或XML文件。请用Word或Excel打开，另存为.docx或.xlsx后重新发送。
readers-bad-picture = 这是图片，无法读取其中的文字。请发送原来的Word或Excel文件。
readers-bad-other-archive = 这是压缩包或其他格式的文件，不是.docx或.xlsx。请解压，或另存为.docx、.xlsx后重新发送。
readers-bad-bundle-members = 压缩包里有{ $most }个以上的文件，请分成几个压缩包发送。
readers-bad-bundle-kind = 不是填好的填报表或对接表（.xlsx、.docx）。
readers-bad-encoding = 文件不是可读的文本，或编码无法识别。请另存为UTF-8文本，或另存为.docx、.xlsx后重新发送。
readers-bad-csv = CSV格式有误，引号或分隔符不成对。请用Excel打开检查，另存为.xlsx后重新发送。
readers-bad-too-many-rows = 行数超过{ $most }行。请删去多余的行（含空白格式行），另存后重新发送。
readers-bad-far-cell = 单元格{ $cell }远在表格之外。请删去该处的内容和格式，另存后重新发送。
readers-bad-uncalculated = 单元格{ $cell }等{ $count }处公式没有计算结果。请用Excel打开并保存一次，或粘贴为数值，再重新发送。
readers-bad-cell-error = 单元格中有错误值{ $cell }。请改正公式或填入数值，再重新发送。
readers-bad-hidden = 任务表在隐藏的工作表“{ $sheet }”中。请取消隐藏后重新发送。
readers-bad-no-table = 没有找到任务表、对接表或填报表。任务表至少应有“具体任务”一列，并有“任务编号”或“责任单位”等列；可用模板填写后发送。
readers-bad-own-digest = 这是机器人生成的汇总，不能再导入。要更正其中一项，请办公室发送：/enter 任务编号 单位 状态 进展，再取新的汇总。
readers-bad-own-ledger = 这是机器人生成的台账，不能再导入。要替单位报送，请填写该单位的填报表后发来。
readers-bad-columns = 分不清各列的界线（制表符已变成空格）。请保留制表符，或发送.docx、.xlsx文件。

# 拒绝：任务表
readers-bad-no-tasks = 任务表中没有任务。请填写后重新发送。
readers-bad-no-number = “{ $text }”没有任务编号。请补上编号；如属上一项任务，请并入上一行。
readers-bad-number = “{ $written }”不是有效的任务编号。请改为1至9999的整数。
readers-bad-number-beyond = 任务编号{ $number }超出范围，本要点共{ $most }项任务。请改正编号。
readers-bad-duplicate-number = 任务编号{ $number }重复，已见于第{ $row }行。请改正其中一个编号。
readers-bad-no-text = 任务{ $number }没有具体任务内容。请补上。
readers-bad-no-lead = 任务{ $number }没有责任单位。请补上至少一个责任单位。
readers-bad-unit = “{ $written }”太长，不是单位名称。请核对该行各列是否错位，单位之间用顿号分开。
readers-bad-too-many-cells = 本行多出内容“{ $cell }”，表头只有{ $columns }列。请检查分隔符或合并单元格。

# 拒绝：对接表与填报表
readers-bad-empty-contacts = 对接表还没有填写分管领导和联络员。请填写后重新发送。
readers-bad-empty-report = 填报表还没有填写。请至少填写一项任务的状态或进展，再重新发送。
readers-bad-phone = 电话“{ $written }”已被表格软件改成科学计数，数字不全。请将该列设为文本格式，重新填写。
readers-bad-percent = “{ $written }”不是有效的百分比。请填写0至100的整数，或留空。

# 疑点：任务表
readers-doubt-repair = “{ $written }”读作：{ $names }。
readers-doubt-unit-proposal = 单位“{ $written }”不在单位名录中，是否指：{ $proposal }？暂按原文登记，请确认。
readers-doubt-unit-unknown = 单位“{ $written }”不在单位名录中，暂按原文登记，请确认。
readers-doubt-collective = “{ $written }”是统称，没有成员名单，因此不会向它派发填报。如需其成员填报，导入后请发送：/units { $written } 成员 单位名称。
readers-doubt-lead-and-support = “{ $unit }”既是责任单位又是配合单位，请确认。
readers-doubt-no-units = 没有责任单位，导入后请指定。
readers-doubt-heading-differs = 标题不一致：表中为“{ $table }”，正文第{ $row }行为“{ $letter }”；以表为准。
readers-doubt-column-unread = “{ $column }”一列未读取。
readers-doubt-numbers-given = 表中没有任务编号，已按顺序编号。
readers-doubt-empty-row = 本行只有编号，没有内容，已跳过。
readers-doubt-number-range = 编号“{ $written }”读作{ $count }项任务，内容和单位相同，请确认。
readers-doubt-repeated = 与第{ $row }行完全相同，只计一次。
readers-doubt-rows-joined = 与第{ $row }行是同一任务，单位已合并，请确认。
readers-doubt-text-joined = “{ $text }”没有编号，已接在上一行的任务之后，请确认。
readers-doubt-same-as-above = “{ $written }”已按上一项任务的单位填入。
readers-doubt-note-skipped = “{ $text }”是说明或合计，未作为任务。
readers-doubt-gap = 缺少任务编号{ $numbers }（共{ $count }个），请核对。
readers-doubt-order = 任务{ $number }排在任务{ $before }之后，编号顺序有误，请核对。
readers-doubt-hidden-row = 本行在表中是隐藏的，仍已读入，请确认。
readers-doubt-hidden-sheet = 隐藏的工作表“{ $sheet }”中也有任务表，未读取。

# 疑点：正文
readers-doubt-no-title = 没有找到文件标题，请补充。
readers-doubt-no-year = 没有找到年度，请补充。
readers-doubt-no-due-day = 没有找到每月报送日，将使用默认值，请确认。
readers-doubt-no-registration = 没有找到联络员登记截止时间，请确认。
readers-doubt-month-end = 正文写“每月底前”，没有写明几日，请确认每月报送日。
readers-doubt-several-due-days = 正文有多个每月报送日（{ $days }），取第一个，请确认。
readers-doubt-registration-day = “{ $written }”不是有效的日期，登记截止时间未读取。
readers-doubt-registration-hour = 登记截止“{ $written }”没有写明几时，按17时计，请确认。

# 疑点：对接表与填报表
readers-doubt-no-unit = 表中没有写明单位，请确认。
readers-doubt-no-round = 表中没有写明期次，请确认。
readers-doubt-no-liaison = 没有填写联络员。
readers-doubt-nobody = 任务{ $numbers }没有填写人员。
readers-doubt-person-above = 未填人员，按上一行的{ $name }计，请确认。
readers-doubt-person-incomplete = “{ $name }”的姓名或电话不全，请核对。
readers-doubt-phone = “{ $written }”不像电话号码，请核对。
readers-doubt-status = 状态“{ $written }”无法识别，请从已完成、正常推进、进度滞后、尚未启动、本月无新进展中选择。

# 工作要点模板（liaison-bot import --template）
template-title = 工作要点导入模板
template-how = 填写说明：每项任务一行；一个格内有多个单位时，用顿号分开；大类、主要任务、短标题可不填；不明确的项目可留空。填好后把本文件发给机器人即可。
template-field-title = 标题
template-field-code = 年度
template-field-document-no = 文号
template-field-issuer = 发文单位
template-field-issued-on = 印发日期
template-field-due-day = 每月报送日
template-field-due-time = 每月报送时刻
template-field-registration = 登记截止时间
template-field-contact-name = 联系人
template-field-contact-phone = 联系电话
template-field-contact-mail = 电子邮箱
template-column-part = 大类
template-column-measure = 小类
template-column-number = 任务编号
template-column-short-title = 短标题
template-column-text = 具体任务
template-column-lead = 责任单位
template-column-support = 配合单位
