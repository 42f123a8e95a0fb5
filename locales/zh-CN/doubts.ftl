# Corrections without their content, and wishes beside a report.
correction-asked = 您说任务{ $numbers }写得不对，但没有读出正确的内容{ $dropped ->
        [yes] ，原来写的已从草稿中去掉
       *[no] {""}
    }。请重新发送，如：“{ $first }正常推进，方案已报批”。
correction-unread = 您要更正或撤回，但没有读出是哪一项、改成什么，草稿和已报送的都没有改动。请发送任务编号和正确的内容，如：“{ $first }正常推进，方案已报批”。
report-wishes-time = 您提到要延期：请按下面的按钮，写明新的截止日期和事由。已有进展的任务照常提交。
