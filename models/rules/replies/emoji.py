"""Pictures in a text: which characters they are, and which of them only cheer."""

__all__ = ["CHEERS", "EMOJI"]

EMOJI = "[\u2600-\u27bf\U0001f300-\U0001faff\u23e9-\u23fa\u2b00-\u2bff\u203c\u2049]"
"""One picture, as a regular expression."""

CHEERS = f"(?:(?![❌❎✖❗❓❔⏳⏸⏹⌛⚠⛔☹🚫🚧🛑🔄🔁🔴🟠🟡😭😢😞😔🙁😅👎❔❕⭕🈚]){EMOJI}\ufe0f?)"
"""One picture that says no more than the words before it (搞定啦😄); those that deny, wait or warn are none."""
