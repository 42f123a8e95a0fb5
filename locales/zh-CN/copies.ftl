# 送审稿发回来
copy-same = 送审稿与草稿一致，没有改动。领导审定后，请按“确认提交”。
copy-same-submitted = 送审稿与已提交的内容一致，不必再报。
copy-taken = 已按送审稿改好任务{ $numbers }，请核对。
copy-of-office = 汇总和名单由各单位的报送自动生成，改好发回来不起作用。要更正一项，请发送：/enter 任务编号 单位 状态 进展。
