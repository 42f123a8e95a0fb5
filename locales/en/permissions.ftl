permission-not-here = Please do this in the office's group, or in a private chat with me.
