permission-not-here = Please do this in the office's group, or in a private chat with me.
permission-slower = That was a lot at once; please try again in a minute.
permission-barred = Too many invalid links were tried; please open the office's invitation link again in { $minutes } minutes.
