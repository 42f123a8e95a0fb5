# 征集的附件与成果，填报表打包
button-enclosed = 📎 征集附件（{ $count }个）
button-sheets = 📄 未报单位填报表
call-files = 附件：{ $names }
call-no-files = 没有附件。需要附件的，现在把文件发来即可，然后确认。
call-too-many-files = 一次征集最多附{ $most }个文件，其余没有附上。
file-collection-docx = { $title }材料汇总.docx
file-sheets-zip = { $round }填报表.zip
call-name = “{ $round }”
call-press-first = 还没有计入。您待报的是{ $rounds }：请先按“开始填报”，再发送文字或文件。
