cli-about = 任务联络机器人：按期提醒各单位联络员，收集进展，汇总报办公室。
cli-run = 启动机器人
cli-sandbox = 离线演示，不需要令牌和网络
cli-import = 导入工作要点
cli-parse = 试读报送文字
cli-invite = 生成单位邀请链接
cli-status = 查看报送情况
cli-due = 预演某一时刻将发送的提醒
cli-export = 导出台账、汇总、对接表或全部数据
cli-backup = 备份数据库和附件
cli-restore = 恢复备份
cli-migrate = 升级数据库
cli-check = 检查设置、数据库、日历和网络

import-preview = { $title }
    文号：{ $document_no }　印发：{ $issuer }
    { $parts }大类　{ $measures }小类　{ $tasks }项任务
import-first-task = 首项　{ $number }　{ $text }（{ $lead }）
import-last-task = 末项　{ $number }　{ $text }（{ $lead }）
import-doubt = 请核对　{ $text }
import-done = 已导入{ $count }项任务；月报期次：{ $first }至{ $last }。
import-same-again = { $count }项任务没有变化；月报期次：{ $first }至{ $last }。
import-corrected = 已按新文件更正，现有{ $count }项任务；月报期次：{ $first }至{ $last }。
import-ask = 确认导入？(y/N){" "}
import-not-confirmed = 没有确认，未导入任何内容。
import-needs-yes = 以上为预览，未导入。确认无误请加 --yes 再运行一次。
import-no-file = 读不到文件：{ $file }
import-which-file = 请写明要导入的文件，如：liaison-bot import 工作要点.docx；要模板，请用 --template 模板.xlsx。
import-not-a-plan = { $file }不是工作要点。
import-bad-round = 期次写法不对：{ $round }。请写成如 2024-06，且末期不早于首期。
import-no-rounds = 首期{ $first }晚于末期{ $last }，没有可报送的月份。请用 --first 和 --last 指定，如 --first 2024-06 --last 2024-12。

invite-which = 请写明一个单位，或使用 --all（二者选一）。
invite-no-plan = 还没有导入工作要点。请先运行 liaison-bot import。
invite-unknown-unit = 没有名为“{ $unit }”的单位。
invite-line = { $unit }　{ $link }　可用{ $uses }次，{ $until }前有效
invite-column-unit = 单位
invite-column-link = 邀请链接
invite-column-uses = 可用次数
invite-column-until = 有效期至

due-bad-moment = 时间写法不对：{ $text }。请写成如 2024-06-24T09:00。
export-no-folder = 文件夹不存在：{ $folder }
export-bad-ending = { $file }的扩展名不对，请用：{ $endings }。
export-nothing = 还没有可以导出的内容。

run-no-token = LIAISON_BOT_TOKEN：没有设置令牌。请向 BotFather 申请；只想试用请运行 liaison-bot sandbox。
run-already = 这个数据库上已有一个机器人在运行（LIAISON_DATABASE_URL）。
run-no-address = 监听地址不可用：{ $reason }

upkeep-migrated = 数据库已是最新。
upkeep-backed-up = 已备份到{ $file }。
upkeep-restored = 已从{ $file }恢复；原来的数据库保存在旁边。
upkeep-sqlite-only = 备份和恢复只用于 SQLite 数据库。
upkeep-running = 机器人正在运行，请先停止再恢复。
upkeep-bad-backup = { $file }不是完好的备份，没有恢复任何内容。
upkeep-bad-target = { $file }不能用作备份文件，请另取名称。
upkeep-cannot-write = 写不到{ $file }：{ $reason }

check-line = { $what }：{ $found }
check-fine = 正常
storage-read-only = 数据库所在的文件夹或文件打不开或不可写，请检查路径和权限
storage-full = 磁盘已满或读写出错，请腾出空间后重试
storage-locked = 数据库被另一个程序占用，请稍后重试
storage-broken = 文件已损坏或不是数据库，请用 liaison-bot restore 恢复备份
upkeep-upgraded = 数据库已升级，升级前的副本在{ $copy }。
check-database-broken = 打不开（{ $reason }）。
check-token-refused = Telegram 不认这个令牌，请核对 LIAISON_BOT_TOKEN。
check-unreached = 连不上 Telegram（{ $reason }）。请检查网络；需要代理请设置 LIAISON_PROXY_URL。
check-taken = 另一个程序正在用同一令牌接收消息，请停掉其中一个。
check-unread = 连得上，但接收消息失败（{ $reason }）。
check-settings = 设置
check-database = 数据库
check-calendar = 日历
check-telegram = 网络与代理
check-token = 令牌
check-clock = 时钟
check-clock-off = 与 Telegram 服务器相差{ $seconds }秒，请校准本机时间。
check-clock-unknown = 服务器未应答，无法核对。
check-wrong = 有{ $count }项不正常。
check-calendar-missing = { $year }年的放假调休安排尚未收录，将按周一至周五计算。
check-no-token = 没有设置 LIAISON_BOT_TOKEN。
invite-how = 请写明单位，如：/invite 市文旅局；给全部单位各生成一条请发送 /invite all。
export-is-folder = { $file }是文件夹，请写明文件名。
