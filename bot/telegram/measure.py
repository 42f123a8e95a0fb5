"""How large and how slow an answer may be. Telegram's are small and quick; what trickles or never ends is none of its."""

# A hundred updates, each quoting another, all of it escaped, come to 20 MB at most; files are fetched up to 20 MB.
LARGEST = 32 * 1024 * 1024
# A line so slow still brings a few updates a second.
SLOWEST_BYTES_A_SECOND = 4096
TOO_LARGE = "answer larger than any of Telegram's"


def patience_until(began: float, now: float, size: int, seconds: float) -> float:
    """Return how long to wait for more of an answer that began to come at `began`, and of which `size` bytes are there.

    `seconds` after the last of it, and no more than that behind the slowest line: a byte a second ends soon. All of it in
    seconds of the same clock.
    """
    return min(now, began + size / SLOWEST_BYTES_A_SECOND) + seconds
