permission-not-here = Please do this in the office's group, or in a private chat with me.
permission-slower = That was a lot at once; please try again in a minute.
permission-barred = Too many invalid links were tried; please open the office's invitation link again in { $minutes } minutes.
permission-in-private = Please use this command in a private chat with the bot.
permission-for-liaisons = This command is for liaisons, and you are none at present. Send /help to see your commands.
