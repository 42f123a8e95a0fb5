"""What `--help` says of each command."""

import argparse

from bot.cli import build_parser


def test_every_word_of_every_command_is_explained() -> None:
    commands = next(action for action in build_parser()._actions if isinstance(action, argparse._SubParsersAction))
    unexplained = [
        f"{name} {action.dest}"
        for name, command in commands.choices.items()
        for action in command._actions
        if not action.help
    ]
    assert not unexplained
    assert len(commands.choices) > 10
