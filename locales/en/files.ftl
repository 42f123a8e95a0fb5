file-digest-docx = { $round } - digest.docx
file-ledger-xlsx = { $round } - ledger.xlsx
file-contacts-docx = { $round } - contacts.docx
file-contacts-xlsx = { $round } - contacts.xlsx
