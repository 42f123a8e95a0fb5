# 还没有开启的期次
coming-opens = 现在不在报送期：{ $round }将于{ $at }开启，届时会在这里提醒您。
coming-meanwhile = 发送“我的任务”可先查看由您报送的任务。
coming-not-recorded = 您刚才发来的内容没有记录。
coming-supports = 贵单位是配合单位，每月无需报送；牵头单位需要材料时，会在这里联系您。
coming-not-this-time = 本期没有需要您报送的任务。
coming-nothing = 目前没有正在进行的报送，也没有已排定的下一期。
coming-no-plan = 还没有导入工作要点。请管理员把工作要点文件发给机器人。
coming-round = { $round }还没有开启，将于{ $at }开启；开启之前没有可以查看或导出的内容。
coming-skipped = { $round }已取消，没有可以查看或导出的内容。
