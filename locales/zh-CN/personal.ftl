button-my-data = 📤 导出我的数据
file-person-json = 我的数据.json
