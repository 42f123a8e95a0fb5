"""Telegram, the first platform: polling, sending, and reading its updates into words of our own."""

import os

# python-telegram-bot 22 warns on every flood error unless told that spans of time may be timedeltas, as from 23 on.
os.environ.setdefault("PTB_TIMEDELTA", "true")
