# Refusals and doubts about files: each says what is wrong and how to mend it
readers-where-file = the whole file
readers-where-sheet = sheet “{ $sheet }”
readers-where-line = line { $row }
readers-where-sheet-row = sheet “{ $sheet }”, row { $row }
readers-where-table-row = table { $sheet }, row { $row }
readers-where-tasks = tasks { $tasks }
readers-where-task = { $place } (task { $task })
readers-at = { $where }: { $message }
readers-and-more = There are { $number } more problems.

# Refusals: the file itself
readers-bad-empty = The file is empty. Please check it and send it again.
readers-bad-file-size = The file is larger than { $most } MB. Please take out pictures and other matter, then send it again.
readers-bad-too-large = The file holds too much to be read. Please keep the task table only, save it as a new file and send that.
readers-bad-timeout = Reading the file took too long. Please keep the task table only, save it as a new file and send that.
readers-bad-bomb = The file unpacks to an abnormal size and is refused. Please open it in Word or Excel, save it as a new file and send that.
readers-bad-entities = The file holds unsafe XML declarations and is refused. Please open it in Word or Excel, save it as a new file and send that.
readers-bad-path = The archive holds unsafe paths and is refused. Please make the file anew with Word or Excel.
readers-bad-corrupt = The file is damaged or incomplete and cannot be opened. Please check it in Word or Excel, save it as .docx or .xlsx and send that.
readers-bad-encrypted = The file is protected by a password. Please take the protection off, save it and send it again.
readers-bad-old-word = This is an old Word file (.doc). Please open it in Word or WPS, save it as .docx and send that.
readers-bad-old-excel = This is an old Excel file (.xls). Please open it in Excel or WPS, save it as .xlsx and send that.
readers-bad-old-office = This is an old Office or WPS file. Please open it, save it as .docx or .xlsx and send that.
readers-bad-xlsb = This is a binary workbook (.xlsb). Please open it in Excel, save it as .xlsx and send that.
readers-bad-pdf = PDF files cannot be read. Please send the original Word or Excel file, or save the contents as .docx.
readers-bad-rtf = RTF files cannot be read. Please open the file in Word, save it as .docx and send that.
readers-bad-html = This is a web page or an XML file. Please open it in Word or Excel, save it as .docx or .xlsx and send that.
readers-bad-picture = This is a picture; its words cannot be read. Please send the original Word or Excel file.
readers-bad-other-archive = This is an archive or another kind of file, not .docx or .xlsx. Please unpack it, or save it as .docx or .xlsx, and send that.
readers-bad-bundle-members = The archive holds more than { $most } files. Please send several smaller ones.
readers-bad-bundle-kind = This is no filled report or contact sheet (.xlsx, .docx).
readers-bad-encoding = The file is no readable text, or its encoding is unknown. Please save it as UTF-8 text, .docx or .xlsx and send that.
readers-bad-csv = The CSV is malformed: quotes or separators do not match. Please check it in Excel, save it as .xlsx and send that.
readers-bad-too-many-rows = There are more than { $most } rows. Please delete superfluous rows (blank formatted ones too), save and send again.
readers-bad-far-cell = Cell { $cell } stands far outside the table. Please delete what is there, format included, save and send again.
readers-bad-uncalculated = The formula in cell { $cell } has no computed value ({ $count } such cells). Please open and save the file in Excel once, or paste values, and send again.
readers-bad-cell-error = A cell holds the error value { $cell }. Please correct the formula or fill in a value, and send again.
readers-bad-hidden = The task table is on the hidden sheet “{ $sheet }”. Please unhide it and send again.
readers-bad-no-table = No task table, contact sheet or report sheet was found. A task table needs a column of task texts and one of numbers or lead units; you may fill in the template.
readers-bad-own-digest = This is a digest the bot has made; it cannot be imported. To correct an entry, the office sends /enter NUMBER UNIT STATUS PROGRESS and fetches a new digest.
readers-bad-own-ledger = This is a ledger the bot has made; it cannot be imported. To report for a unit, please send that unit's report sheet filled in.
readers-bad-columns = The columns cannot be told apart (tabs have become spaces). Please keep the tabs, or send a .docx or .xlsx file.

# Refusals: the task table
readers-bad-no-tasks = The task table holds no task. Please fill it in and send it again.
readers-bad-no-number = “{ $text }” has no task number. Please add one; if it belongs to the task above, join it to that row.
readers-bad-number = “{ $written }” is no valid task number. Please use a whole number from 1 to 9999.
readers-bad-number-beyond = Task number { $number } does not exist; the plan has { $most } tasks. Please correct it.
readers-bad-duplicate-number = Task number { $number } stands twice, first in row { $row }. Please correct one of them.
readers-bad-no-text = Task { $number } has no text. Please add it.
readers-bad-no-lead = Task { $number } has no lead unit. Please add at least one.
readers-bad-unit = “{ $written }” is too long for the name of a unit. Please check whether this row’s columns are shifted, and put 、 between units.
readers-bad-too-many-cells = The row has more cells (“{ $cell }”) than the head's { $columns } columns. Please check separators and merged cells.

# Refusals: contact and report sheets
readers-bad-empty-contacts = The contact sheet names no leader and no liaison yet. Please fill it in and send it again.
readers-bad-empty-report = The report sheet is not filled in. Please give a status or progress for at least one task and send it again.
readers-bad-phone = The telephone “{ $written }” was turned into scientific notation and lost digits. Please format the column as text and enter it again.
readers-bad-percent = “{ $written }” is no valid percent. Please enter a whole number from 0 to 100, or leave it empty.

# Doubts: the task table
readers-doubt-repair = “{ $written }” is read as: { $names }.
readers-doubt-unit-proposal = Unit “{ $written }” is not in the list of units; does it mean { $proposal }? It is kept as written, please confirm.
readers-doubt-unit-unknown = Unit “{ $written }” is not in the list of units. It is kept as written, please confirm.
readers-doubt-collective = “{ $written }” stands for several units whose list is not known, so nobody is asked to report for it. To have its members report, send after the import: /units { $written } member UNIT.
readers-doubt-lead-and-support = “{ $unit }” both leads and supports the task, please confirm.
readers-doubt-no-units = There is no lead unit; please assign one after the import.
readers-doubt-heading-differs = Headings differ: the table says “{ $table }”, line { $row } of the letter says “{ $letter }”. The table's is taken.
readers-doubt-column-unread = The column “{ $column }” was not read.
readers-doubt-numbers-given = The table has no task numbers; they were given in order.
readers-doubt-empty-row = The row has a number and nothing else; it was left out.
readers-doubt-number-range = The number “{ $written }” was read as { $count } tasks with the same text and units, please confirm.
readers-doubt-repeated = The row is the same as row { $row } and counts once.
readers-doubt-rows-joined = The row names the same task as row { $row }; their units were joined, please confirm.
readers-doubt-text-joined = “{ $text }” has no number and was joined to the task above, please confirm.
readers-doubt-same-as-above = “{ $written }” was filled in with the units of the task above.
readers-doubt-note-skipped = “{ $text }” is a note or a total and no task.
readers-doubt-gap = Task numbers { $numbers } are absent ({ $count } in all), please check.
readers-doubt-order = Task { $number } stands after task { $before }: the numbers are out of order, please check.
readers-doubt-hidden-row = This row is hidden in the sheet; it was read all the same. Please check.
readers-doubt-hidden-sheet = The hidden sheet “{ $sheet }” holds a task table too; it was not read.

# Doubts: the letter
readers-doubt-no-title = No title was found, please add one.
readers-doubt-no-year = No year was found, please add one.
readers-doubt-no-due-day = No monthly due day was found; the default is used, please confirm.
readers-doubt-no-registration = No registration cutoff was found, please confirm.
readers-doubt-month-end = The letter says “by the end of the month” without a day, please confirm the monthly due day.
readers-doubt-several-due-days = The letter names several monthly due days ({ $days }); the first is taken, please confirm.
readers-doubt-registration-day = “{ $written }” is no valid day; the registration cutoff was not read.
readers-doubt-registration-hour = The registration cutoff “{ $written }” names no hour; 17:00 is taken, please confirm.

# Doubts: contact and report sheets
readers-doubt-no-unit = The sheet names no unit, please confirm it.
readers-doubt-no-round = The sheet names no round, please confirm it.
readers-doubt-no-liaison = No liaison is named.
readers-doubt-nobody = Nobody is named for task { $numbers }.
readers-doubt-person-above = Nobody is named; { $name } of the row above is taken, please confirm.
readers-doubt-person-incomplete = The name or telephone of “{ $name }” is missing, please check.
readers-doubt-phone = “{ $written }” does not look like a telephone number, please check.
readers-doubt-status = The status “{ $written }” is not known; please choose done, on track, delayed, not started or no change.

# Template of a plan (liaison-bot import --template)
template-title = Plan template
template-how = How to fill in: one row a task; separate several units in a cell by 、 or a comma; part, measure and short title may stay empty, and so may whatever is unknown. Then send this file to the bot.
template-field-title = Title
template-field-code = Year
template-field-document-no = Document no.
template-field-issuer = Issuer
template-field-issued-on = Issued on
template-field-due-day = Due day
template-field-due-time = Due time
template-field-registration = Registration due at
template-field-contact-name = Contact
template-field-contact-phone = Phone
template-field-contact-mail = E-mail
template-column-part = Part
template-column-measure = Measure
template-column-number = Task no.
template-column-short-title = Short title
template-column-text = Task
template-column-lead = Lead units
template-column-support = Cooperating units
