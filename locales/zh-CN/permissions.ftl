permission-not-here = 这个操作请在办公室群里，或与我单独聊天时使用。
