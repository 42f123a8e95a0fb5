help-liaison = I remind you before each deadline, and while a month is open you can report at any time. Send /report to go through your tasks, or write one message such as "28 done, map online; 29 delayed, funds missing; the rest on track".
help-words = You can also use these commands:
help-words-no-post = You can also use these commands:
help-other = This is the work-plan bot.
help-stranger = Hello! This is the work-plan bot, through which units' liaisons report progress. Please open the invitation link the office sent to your unit.
    Your account number: <code>{ $user_id }</code>
help-admin = Hello, admin! Account number: <code>{ $user_id }</code>. Please add the bot to the office group and send /bind_office there; send me the plan's file to import it; /invite UNIT makes an invitation link. /help lists all commands.
help-go-on-answering = The question above still waits for your answer; /cancel stops it.
help-language-choices = Please send /language zh (Chinese) or /language en (English).
help-office = Hello! As a member of the office's group you can see progress, remind, and fetch the digest, here or in the group. Send /help for all commands.
help-acknowledged = Thank you!
help-language-chosen = English it is.
help-nothing-to-cancel = There is nothing to cancel.
help-unknown-command = There is no command { $command } for you here. /help lists those there are.
help-set-aside = ⚠️ A message (number { $update_id }) failed three times and was set aside; the others go on. Please look at the log.
help-not-handled = ⚠️ Something you just sent could not be handled and was not recorded; the admins have been told. Please send it once more in other words or without the file; if that does not help either, please telephone the office.

command-start = Start
command-help = Help
command-language = Change language (中文/English)
command-cancel = Cancel what is being filled in
command-tasks = My tasks
command-report = Report progress
command-status = What I owe
command-progress = How far a round is
command-missing = Who is missing
command-digest = Make digest and ledger
command-bind-office = Make this the office group
command-approve = Claims to decide

claim-none = No claim waits for a decision.
command-history = What was reported
command-import = Import a plan
command-invite = Make invitation links
help-contact-card = You sent a contact; nothing was changed by it. /handover passes your post on, /contacts changes names and telephones.
