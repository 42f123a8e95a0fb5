# Rounds that have not opened yet
coming-opens = Nothing is being reported now: { $round } opens on { $at }; you will be reminded here.
coming-meanwhile = Send /tasks to see which tasks are yours to report.
coming-not-recorded = What you have just sent was not recorded.
coming-supports = Your unit only cooperates and has nothing to report each month; if a lead unit needs material, you are asked here.
coming-not-this-time = You have no task to report this time.
coming-nothing = Nothing is being reported now, and no further round is planned.
coming-no-plan = No plan has been imported yet. An admin sends its file to the bot.
coming-round = { $round } has not opened yet; it opens on { $at }. Until then there is nothing of it to see or to export.
coming-skipped = { $round } was cancelled; there is nothing of it to see or to export.
