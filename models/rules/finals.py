"""What stood in a round when it was made final (定稿): enough to make the same document again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class FinalFacts:
    """The edition, the moment, the assignments expected, and the version of each answer that counted, by assignment."""

    edition: int
    at: datetime
    expected: frozenset[int]
    versions: Mapping[int, int]

    def to_json(self) -> dict[str, Any]:
        """Return the facts as JSON values."""
        return {
            "edition": self.edition,
            "at": self.at.isoformat(),
            "expected": sorted(self.expected),
            "versions": sorted([key, version] for key, version in self.versions.items()),
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "FinalFacts":
        """Read what `to_json` wrote."""
        return cls(
            edition=int(value["edition"]),
            at=datetime.fromisoformat(value["at"]),
            expected=frozenset(value["expected"]),
            versions={int(key): int(version) for key, version in value["versions"]},
        )
