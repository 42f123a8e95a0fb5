permission-not-here = 这个操作请在办公室群里，或与我单独聊天时使用。
permission-slower = 您发得太快了，请一分钟后再试。
permission-barred = 无效链接尝试次数过多，请{ $minutes }分钟后再打开办公室发给您的邀请链接。
permission-in-private = 这个命令请与机器人单独聊天时使用。
permission-for-liaisons = 这个命令由联络员使用，您目前没有担任联络员。发送 /help 查看您可用的命令。
