"""The sandbox: the real program against an emulated Telegram, with people who can be played and a clock that moves."""
