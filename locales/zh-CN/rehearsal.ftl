# 预演：到某一时刻会发给谁、发什么；只看，不发送。

rehearsal-title = 🔍 预演：{ $at }（只看不发）
    如到时情况与现在相同，将发出{ $count }条：
rehearsal-nobody = 🔍 预演：{ $at }（只看不发）
    如到时情况与现在相同，不会发出任何消息。
rehearsal-person = <b>{ $name }</b>（{ $unit }）
rehearsal-office = <b>办公室</b>
rehearsal-more = ……另有{ $count }条，完整内容请用命令行 <code>liaison-bot due --at</code> 查看。
rehearsal-file = 【文件】
