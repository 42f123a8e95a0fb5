# Files of data calls, what they bring in, and sheets by the dozen
button-enclosed = 📎 Enclosed ({ $count })
button-sheets = 📄 Sheets of units owing
call-files = Enclosed: { $names }
call-no-files = Nothing is enclosed. To enclose a file, send it now, then confirm.
call-too-many-files = A data call takes at most { $most } files; the rest was left out.
file-collection-docx = { $title } - material.docx
file-sheets-zip = { $round } - report sheets.zip
call-name = "{ $round }"
call-press-first = Not recorded yet. What you owe is { $rounds }: press "Start reporting" first, then send the text or the file.
