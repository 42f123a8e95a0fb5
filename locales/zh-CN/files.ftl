file-digest-docx = { $round }汇总.docx
file-ledger-xlsx = { $round }台账.xlsx
file-contacts-docx = { $round }表.docx
file-contacts-xlsx = { $round }表.xlsx
