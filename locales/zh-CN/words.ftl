# 全局用词
status-done = 已完成
status-on-track = 正常推进
status-delayed = 进度滞后
status-not-started = 尚未启动
status-no-change = 本月无新进展
