"""The bots we are compared with, each a program of its own: `python tests/bench/rivals.py echo|aiogram|typical|typical-sqlmodel URL FOLDER`.

It imports nothing of ours, so that it also runs where only aiogram is installed.
"""

# ruff: noqa: PLC0415 - each bot loads its own library alone
import asyncio
import importlib
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

TOKEN = "1:bench"
_LEADER, _LEADER_PHONE, _LIAISON, _LIAISON_PHONE = range(4)
_QUESTIONS = ("请输入分管领导姓名", "请输入分管领导电话", "请输入联络员姓名", "请输入联络员电话", "登记完成")


def echo(url: str, _folder: Path) -> None:
    """Run (a), python-telegram-bot's own echo bot."""
    from telegram import Update
    from telegram.ext import Application, ContextTypes, MessageHandler, filters

    async def say_back(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message is not None:
            await update.message.reply_text(update.message.text or "")

    application = Application.builder().token(TOKEN).base_url(f"{url}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, say_back))
    application.run_polling()


def aiogram(url: str, _folder: Path) -> None:
    """Run (b), aiogram's own echo bot."""
    library: Any = importlib.import_module("aiogram")
    session: Any = importlib.import_module("aiogram.client.session.aiohttp")
    server: Any = importlib.import_module("aiogram.client.telegram")
    dispatcher = library.Dispatcher()

    async def say_back(message: Any) -> None:  # noqa: ANN401 - aiogram is not installed where types are checked
        await message.answer(message.text or "")

    dispatcher.message.register(say_back)

    async def main() -> None:
        api = server.TelegramAPIServer.from_base(url)
        await dispatcher.start_polling(library.Bot(TOKEN, session=session.AiohttpSession(api=api)))

    asyncio.run(main())


Keep = Callable[[int, int, str | None], None]


def typical(url: str, folder: Path) -> None:
    """Run (c), a bot of the trade: ConversationHandler, PicklePersistence, and a blocking insert a step."""
    database = sqlite3.connect(folder / "typical.db")
    database.execute("create table if not exists step (id integer primary key, user integer, step integer, said text)")
    database.commit()

    def keep(user: int, step: int, said: str | None) -> None:
        database.execute("insert into step (user, step, said) values (?, ?, ?)", (user, step, said))
        database.commit()

    _converse(url, folder, keep)


def typical_sqlmodel(url: str, folder: Path) -> None:
    """Run (c′), the same with SQLModel, the way its documentation shows."""
    from sqlmodel import Field, Session, SQLModel, create_engine

    class Step(SQLModel, table=True):
        id: int | None = Field(default=None, primary_key=True)
        user: int
        step: int
        said: str | None

    engine = create_engine(f"sqlite:///{folder / 'typical.db'}")
    SQLModel.metadata.create_all(engine)

    def keep(user: int, step: int, said: str | None) -> None:
        with Session(engine) as session:
            session.add(Step(user=user, step=step, said=said))
            session.commit()

    _converse(url, folder, keep)


def _converse(url: str, folder: Path, keep: Keep) -> None:
    from telegram import Update
    from telegram.ext import (
        Application,
        CommandHandler,
        ContextTypes,
        ConversationHandler,
        MessageHandler,
        PicklePersistence,
        filters,
    )

    def stepped(step: int) -> Any:  # noqa: ANN401 - a handler's type is the library's own affair
        async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
            assert update.message is not None
            assert update.effective_user is not None
            keep(update.effective_user.id, step, update.message.text)
            if context.user_data is not None:
                context.user_data[str(step)] = update.message.text
            await update.message.reply_text(_QUESTIONS[step])
            return ConversationHandler.END if step == len(_QUESTIONS) - 1 else step

        return answer

    said = filters.TEXT & ~filters.COMMAND
    conversation = ConversationHandler(
        entry_points=[CommandHandler("start", stepped(0))],
        states={
            _LEADER: [MessageHandler(said, stepped(1))],
            _LEADER_PHONE: [MessageHandler(said, stepped(2))],
            _LIAISON: [MessageHandler(said, stepped(3))],
            _LIAISON_PHONE: [MessageHandler(said, stepped(4))],
        },
        fallbacks=[],
        name="registration",
        persistent=True,
    )
    keeping = PicklePersistence(folder / "typical.pickle")
    application = Application.builder().token(TOKEN).base_url(f"{url}/bot").persistence(keeping).build()
    application.add_handler(conversation)
    application.run_polling()


if __name__ == "__main__":
    {"echo": echo, "aiogram": aiogram, "typical": typical, "typical-sqlmodel": typical_sqlmodel}[sys.argv[1]](
        sys.argv[2], Path(sys.argv[3])
    )
