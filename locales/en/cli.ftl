cli-about = The liaison bot: reminds units' liaisons in time, collects progress, hands the office a digest.
cli-run = start the bot
cli-sandbox = offline demo, no token, no network
cli-import = take a plan in
cli-parse = try how reports in words are read
cli-invite = make invitation links for units
cli-status = who has answered, who owes
cli-due = rehearse what would be sent at a moment
cli-export = write ledger, digest, contact sheet or all data
cli-backup = back up database and attachments
cli-restore = restore a backup
cli-migrate = upgrade the database
cli-check = examine settings, database, calendar and network

import-preview = { $title }
    Document number: { $document_no }, issued by: { $issuer }
    { $parts } parts, { $measures } measures, { $tasks } tasks
import-first-task = First: { $number } { $text } ({ $lead })
import-last-task = Last: { $number } { $text } ({ $lead })
import-doubt = Please check: { $text }
import-done = { $count } tasks imported; monthly rounds { $first } to { $last }.
import-same-again = The { $count } tasks are unchanged; monthly rounds { $first } to { $last }.
import-corrected = Corrected from the new file: { $count } tasks now; monthly rounds { $first } to { $last }.
import-ask = Import this? (y/N){" "}
import-not-confirmed = Not confirmed; nothing was imported.
import-needs-yes = This was a preview; nothing was imported. If it is right, run it again with --yes.
import-no-file = Cannot read the file { $file }: check its path and name.
import-which-file = Name the file to import, as in: liaison-bot import plan.docx; for a template, use --template template.xlsx.
import-not-a-plan = { $file } is not a plan.
import-bad-round = { $round } is no round. Write it like 2024-06, the last not before the first.
import-no-rounds = The first round { $first } is after the last { $last }: no month is left. Say which with --first and --last, like --first 2024-06 --last 2024-12.

invite-which = Name one unit, or use --all (one of the two).
invite-no-plan = No plan has been imported yet. Run liaison-bot import first.
invite-unknown-unit = There is no unit "{ $unit }". Write it as the plan does; an admin sees all units with /units.
invite-line = { $unit }: { $link } ({ $uses } uses, until { $until })
invite-no-name = Telegram could not be asked for the bot's name: these are tokens, not links. Write links as https://t.me/USERNAME?start=TOKEN, or run this again with the token set and the network there.
export-written = Written to { $file }.
invite-written = Written to { $file }: { $count } units.
invite-column-unit = Unit
invite-column-link = Invitation link
invite-column-uses = Uses
invite-column-until = Valid until

due-bad-moment = { $text } is no moment. Write it like 2024-06-24T09:00.
export-no-folder = There is no folder { $folder }: make it first, or choose another place.
export-bad-ending = { $file } has the wrong ending; use { $endings }.
export-nothing = There is nothing to export yet; a round that has not begun can be exported once it has.

run-no-token = LIAISON_BOT_TOKEN: no token is set. BotFather gives one; to try without, run liaison-bot sandbox.
run-already = A bot is running on this database already (LIAISON_DATABASE_URL): there is no need of another; to restart, stop that one first.
run-no-address = The address to listen at cannot be had: { $reason }

upkeep-migrated = The database is up to date.
upkeep-backed-up = Backed up to { $file }.
upkeep-restored = Restored from { $file }; what was there before is kept beside it.
upkeep-sqlite-only = Backup and restore are for SQLite databases only.
upkeep-running = The bot is running; stop it before restoring.
upkeep-bad-backup = { $file } is no sound backup; nothing was restored. Take another, made by liaison-bot backup or by the nightly backup.
upkeep-bad-target = { $file } cannot be the backup's file; choose another name.
upkeep-cannot-write = { $file } cannot be written: { $reason }

check-line = { $what }: { $found }
check-fine = fine
storage-read-only = the database's folder or file cannot be opened or written; check path and permissions
storage-full = the disk is full or does not answer; make room and try again
storage-locked = another program holds the database; try again later
storage-broken = the file is damaged or no database; put a backup back with liaison-bot restore
upkeep-upgraded = The database was upgraded; a copy from before is at { $copy }.
check-database-broken = cannot be opened ({ $reason }).
check-token-refused = Telegram refuses this token; check LIAISON_BOT_TOKEN.
check-unreached = Telegram is not reached ({ $reason }). Check the network; where a proxy is needed, set LIAISON_PROXY_URL; where it is set, see that the proxy works.
check-taken = another program fetches messages with the same token; stop one of the two.
check-unread = Telegram is reached, but fetching messages fails ({ $reason }).
check-settings = Settings
check-database = Database
check-calendar = Calendar
check-telegram = Network and proxy
check-token = Token
check-clock = Clock
check-clock-off = { $seconds } seconds off Telegram's server; set this machine's time right.
check-clock-unknown = no answer from the server, so it could not be compared.
check-wrong = { $count } { $count ->
        [one] thing is
       *[other] things are
    } not in order.
check-calendar-missing = The holidays of { $year } are not known yet; Monday to Friday count as working days.
check-no-token = LIAISON_BOT_TOKEN is not set (BotFather gives one).
invite-how = Name a unit, like /invite 市文旅局, or send /invite all for one link a unit.
export-is-folder = { $file } is a folder; please name a file.
# What the options of a command do, in its --help
option-file = a plan, contact sheet or report sheet (docx, xlsx, csv, txt)
option-template = write an empty template; imports nothing
option-dry-run = look only, import nothing
option-json = print JSON
option-yes = import without asking
option-first = the first month to report, like 2024-06
option-last = the last month to report
option-unit = the unit's name
option-all = every unit
option-uses = how often a link lets somebody in (3)
option-days = how many days a link holds (30)
option-workbook = write this Excel file
option-round = the round, like 2024-06; without it the one due next
option-at = the moment, like 2024-06-24T09:00
option-what = what is to be written
option-target = write this file
option-sheets = write this file; with --all, this folder
option-backup = the backup, like backup.tar.gz
option-jsonl = one JSON document a line
option-port = the port (8080)
option-host = the address to listen at (this machine alone)
option-start = begin at this moment, like 2024-05-27T09:00
option-play = no page: play a month in the terminal
option-folder = write its documents into this folder
option-language = the language
