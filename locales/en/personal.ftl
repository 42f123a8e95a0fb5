button-my-data = 📤 Export my data
file-person-json = my-data.json
