# Questions of liaisons
ask-how = Send /report: I ask you task by task; press a status and send a sentence.
ask-change = What was submitted can be changed: send the number with the corrected progress, e.g. “28 on track, draft finished”.
ask-attach = Send the file with the task number in its caption, e.g. “28 photos”.
ask-arrived = Send /history to see what has been received.
ask-unknown = The bot cannot answer this.{" "}
ask-office = Please ask the office (whoever gave you the invitation).
ask-office-by-telephone = Please call { $office }: { $telephone }.
ask-not-a-report = I could not read this message. To report, write the task number and the progress, e.g. “28 done, map online”.
ask-else = For anything else:{" "}
