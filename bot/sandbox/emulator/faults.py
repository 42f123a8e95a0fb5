"""What can go wrong between a bot and Telegram, on demand."""

import json
from dataclasses import dataclass
from typing import Any, Literal

FaultKind = Literal["answer", "reset_before", "reset_after", "truncate", "delay"]
GATEWAY_PAGE = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>nginx</body>\r\n</html>\r\n"


@dataclass(slots=True)
class Fault:
    """One fault for the next `times` calls of `method` (`*`: any method)."""

    method: str
    kind: FaultKind
    times: int
    status: int = 200
    body: str = ""
    seconds: float = 0.0


class Faults:
    """The faults to come, taken in the order in which they were asked for."""

    def __init__(self) -> None:
        self.coming: list[Fault] = []

    def take(self, method: str) -> Fault | None:
        """Take the fault for a call of this method, if one is due, and count it off."""
        for fault in self.coming:
            if fault.method in {"*", method}:
                fault.times -= 1
                if fault.times <= 0:
                    self.coming.remove(fault)
                return fault
        return None

    def clear(self) -> None:
        """Let everything go right again."""
        self.coming.clear()

    def fail(self, method: str, *, times: int = 1, status: int = 502, body: str = GATEWAY_PAGE) -> None:
        """Answer with this status and body, without doing anything."""
        self.coming.append(Fault(method, "answer", times, status, body))

    def refuse(
        self, method: str, code: int, description: str, *, times: int = 1, parameters: dict[str, Any] | None = None
    ) -> None:
        """Answer with a refusal in Telegram's form, without doing anything."""
        body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
        if parameters:
            body["parameters"] = parameters
        self.fail(method, times=times, status=code, body=json.dumps(body))

    def retry_after(self, method: str, seconds: int, *, times: int = 1) -> None:
        """Answer 429: come again after so many seconds."""
        words = f"Too Many Requests: retry after {seconds}"
        self.refuse(method, 429, words, times=times, parameters={"retry_after": seconds})

    def reset_before(self, method: str, *, times: int = 1) -> None:
        """Break the connection before anything is done."""
        self.coming.append(Fault(method, "reset_before", times))

    def reset_after(self, method: str, *, times: int = 1) -> None:
        """Do what is asked, then break the connection instead of answering."""
        self.coming.append(Fault(method, "reset_after", times))

    def truncate(self, method: str, *, times: int = 1) -> None:
        """Do what is asked, then answer with half of the JSON."""
        self.coming.append(Fault(method, "truncate", times))

    def delay(self, method: str, seconds: float, *, times: int = 1) -> None:
        """Do what is asked, but only after so many real seconds."""
        self.coming.append(Fault(method, "delay", times, seconds=seconds))
