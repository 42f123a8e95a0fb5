"""An action that is refused: nothing was changed, and the words for why are named."""


class ActionRefusedError(Exception):
    """An action cannot be done; `key` words the reason for whoever asked, `arguments` fill it."""

    def __init__(self, key: str, **arguments: str) -> None:
        super().__init__(key)
        self.key = key
        self.arguments = arguments
