# Corrections without their content, and wishes beside a report.
correction-asked = You call task { $numbers } wrong, but what is right could not be read{ $dropped ->
        [yes] ; what was written has left the draft
       *[no] {""}
    }. Please send it again, e.g. “{ $first } on track, plan submitted for approval”.
correction-unread = You want to correct or withdraw something, but neither the task nor the right content could be read; nothing was changed in the draft or in what was submitted. Please send the task number with the right content, e.g. “{ $first } on track, plan submitted for approval”.
report-wishes-time = You mention more time: press the button below and name the new due day and the reason. Tasks with progress are submitted as usual.
