"""The commands of the command line, one file a noun. `bot.cli` reads the words, these do the work."""
