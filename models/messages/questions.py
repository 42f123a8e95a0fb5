"""Answers to a liaison's questions: how it is done here, or whom to ask."""

from locales import t
from models.messages.words import escape
from models.rules.chats import Message
from models.rules.questions import Question


def answer_question(language: str, question: Question, office: tuple[str, str] | None) -> Message:
    """Answer a question with the one thing to do. `office`: its name and telephone, where they are known."""
    match question:
        case Question.HOW:
            return Message(t(language, "ask-how"))
        case Question.CHANGE:
            return Message(t(language, "ask-change"))
        case Question.ATTACH:
            return Message(t(language, "ask-attach"))
        case Question.ARRIVED:
            return Message(t(language, "ask-arrived"))
        case Question.WHOM:
            return Message(_whom(language, office))
        case Question.OTHER:
            return Message(f"{t(language, 'ask-unknown')}{_whom(language, office)}")


def not_understood(language: str, office: tuple[str, str] | None) -> Message:
    """Say what a report looks like, and whom to ask about anything else."""
    return Message(f"{t(language, 'ask-not-a-report')}\n{whom_to_ask(language, office)}")


def whom_to_ask(language: str, office: tuple[str, str] | None) -> str:
    """Return the line that names whom to ask about anything else."""
    return f"{t(language, 'ask-else')}{_whom(language, office)}"


def _whom(language: str, office: tuple[str, str] | None) -> str:
    if office is None:
        return t(language, "ask-office")
    name, telephone = office
    return t(language, "ask-office-by-telephone", office=escape(name), telephone=escape(telephone))
