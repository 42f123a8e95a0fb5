"""Unit names: which are known, what a cell of a circular names, and when a person has to be asked."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from models.rules.circular_words import one_line, squeezed, tidy


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit of the book. A collective one stands for its members; an `open` one (市有关单位) has no list of members."""

    name: str
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    collective: bool = False
    open: bool = False


@dataclass(frozen=True, slots=True)
class Exact:
    """The whole name is a unit's name or one of its aliases: nothing to ask."""

    name: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """The name is unknown but resembles these, best first: to be confirmed by a person, never taken silently."""

    written: str
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """The name resembles nothing known."""

    written: str


Resolution = Exact | Proposal | Unknown
Likeness = Callable[[str, tuple[str, ...]], tuple[str, ...]]
"""Given a name and the known names, returns those that resemble it, best first (readers bring one made with rapidfuzz)."""


_COLLECTIVE = re.compile(
    r"各(?!级$).+|.*(?:有关|相关|各)(?:市直|成员|责任)?(?:单位|部门|企业|公司|高校|院校|地区|县区|乡镇|街道|园区)"
    r"|[在驻].{1,3}(?:高校|院校|高等院校|单位|企业|金融机构)|.*县（市、区）.*|.*成员单位|.*各(?:县|区|市|乡|镇).*"
)


def looks_collective(name: str) -> bool:
    """Whether a name stands for several units (各乡镇, 相关部门, 驻景单位), whose list somebody has to give."""
    return bool(_COLLECTIVE.fullmatch(squeezed(name)))


def _collective_key(written: str) -> str:
    key = re.sub("[（）、，]|各|人民(?=政府)", "", squeezed(written))
    for words, one in (
        ("高等院校|高等学校|院校", "高校"),
        ("相关", "有关"),
        ("部门", "单位"),
        ("^(?:全市|市直|市级)", "市"),
    ):
        key = re.sub(words, one, key)
    return key


def _resembles_nothing(_name: str, _known: tuple[str, ...]) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True)
class UnitBook:
    """The known units. Aliases match a whole name only; blanks and the width of brackets do not count."""

    units: tuple[KnownUnit, ...] = ()
    likeness: Likeness = field(default=_resembles_nothing, compare=False)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        names = {squeezed(alias): unit.name for unit in self.units for alias in unit.aliases}
        # A proper name beats another unit's alias.
        return {**names, **{squeezed(unit.name): unit.name for unit in self.units}}

    @cached_property
    def _by_name(self) -> Mapping[str, KnownUnit]:
        return {unit.name: unit for unit in self.units}

    @cached_property
    def _known_spellings(self) -> tuple[str, ...]:
        return tuple(sorted(self._names, key=len, reverse=True))

    @cached_property
    def _full_spellings(self) -> Mapping[str, str]:
        # Short aliases match a whole name only (珠山区 + 城投 is no reading of 珠山区城投), so they take no part in splitting.
        return {
            squeezed(spelling): unit.name
            for unit in self.units
            for spelling in (unit.name, *(unit.aliases if unit.collective else ()))
        }

    @cached_property
    def _resolved(self) -> dict[str, Resolution]:
        return {}  # a plan of thousands of tasks names a few dozen units, over and over

    @cached_property
    def _split(self) -> dict[str, tuple[str, ...]]:
        return {}

    @property
    def names(self) -> tuple[str, ...]:
        """Every unit's name, in the book's order."""
        return tuple(self._by_name)

    def get(self, name: str) -> KnownUnit | None:
        """Return the unit of exactly this name."""
        return self._by_name.get(name)

    @cached_property
    def _collectives(self) -> Mapping[str, str]:
        return {
            _collective_key(spelling): unit.name
            for unit in self.units
            if unit.collective
            for spelling in (*unit.aliases, unit.name)
        }

    def find(self, written: str) -> str | None:
        """Return the name of the unit whose name or alias is exactly what is written.

        Of a collective one the wording is free (各县市区人民政府 is 各县（市、区）政府): it names no office, but a kind.
        """
        plain = squeezed(written)
        name = self._names.get(plain)
        return self._collectives.get(_collective_key(plain)) if name is None and looks_collective(plain) else name

    def resolve(self, written: str) -> Resolution:
        """Say which unit a name means: exactly, perhaps, or not at all."""
        plain = squeezed(written)
        found = self._resolved.get(plain)
        if found is None:
            found = self._resolved[plain] = self._resolve(plain)
        return found

    def _resolve(self, plain: str) -> Resolution:
        name = self.find(plain)
        if name is not None:
            return Exact(name)
        spellings = self.likeness(plain, self._known_spellings) if plain else ()
        candidates = tuple(dict.fromkeys(self._names[spelling] for spelling in spellings))
        return Proposal(plain, candidates) if candidates else Unknown(plain)

    def members(self, name: str) -> tuple[str, ...]:
        """Return the units that owe for `name`: itself, a collective's members, or nobody for an open collective."""
        unit = self._by_name.get(name)
        return (name,) if unit is None or not unit.collective else unit.members

    def with_units(self, more: Iterable[KnownUnit]) -> "UnitBook":
        """Return a book that also knows these; a unit of the same name is replaced."""
        merged = {unit.name: unit for unit in self.units} | {unit.name: unit for unit in more}
        return UnitBook(tuple(merged.values()), self.likeness)

    def split_known(self, text: str) -> tuple[str, ...]:
        """Split run-together names (陶文旅集团在景高校) into units, when the whole text is nothing but units' full names; else ()."""
        plain = squeezed(text)
        found = self._split.get(plain)
        if found is None:
            found = self._split[plain] = self._split_known(plain)
        return found

    def _split_known(self, plain: str) -> tuple[str, ...]:
        ways: list[tuple[str, ...] | None] = [()] + [None] * len(plain)
        for end in range(1, len(plain) + 1):
            for spelling, name in self._full_spellings.items():
                before = ways[end - len(spelling)] if len(spelling) <= end else None
                if before is None or plain[end - len(spelling) : end] != spelling:
                    continue
                way = (*before, name)
                best = ways[end]
                if best is None or len(way) < len(best):  # longest spellings win
                    ways[end] = way
        found = ways[len(plain)]
        return found if found is not None and len(found) > 1 else ()


@dataclass(frozen=True, slots=True)
class Repair:
    """A cell's piece that is not read as it is written: to be shown as a doubt."""

    written: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitCell:
    """What a cell names: clean names in order, each once; the repairs made; the names that no known unit has."""

    names: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()
    unknown: tuple[Proposal | Unknown, ...] = ()


_SEPARATORS = "、，,;；/|｜\\＼／。"
_NOBODY = frozenset({"无", "/", "—", "——", "-", "－", "--", "暂无", "空", "none", "None", "N/A", "n/a", "　"})
_UNIT_END = re.compile(
    r"(?:局|委|办|部|厅|院|会|处|科|所|站|台|社|馆|校|团|队|司|行|政府|中心|集团|公司|大学|学院|学校|单位|部门|企业|办公室|管委会|委员会|法院|海关|机场|银行|"
    r"协会|学会|联合会|商会|乡|镇|街道|县|区|市|高校|院校|医院|园区|基地|联|组|文联|社联|残联|科协|侨联|妇联)(?:（[^（）]*）)?$"
)
_LIST_MARK = re.compile(r"^(?:[0-9]{1,2}[.．、)）]|[（(][0-9]{1,2}[)）]|[•·●▪■◆*]|[-－](?=\S))\s*")
_LABEL = re.compile(
    r"^(?:第?一?责任单位|牵头单位|牵头责任单位|主办单位|主责单位|承办单位|配合单位|协办单位|参与单位|责任部门|牵头部门|配合部门|牵头|配合|主办|协办)[:：]"
)
_ETC = re.compile(r"等(?:(?:相关|有关)?(?:单位|部门))?$")


def read_units(cell: str, book: UnitBook) -> UnitCell:
    """Read the units of one cell: separated by 、, commas, line breaks or blanks; names that a line break cut are rejoined."""
    text = tidy(cell).replace("(", "（").replace(")", "）")
    names: list[str] = []
    repairs: list[Repair] = []
    unknown: list[Proposal | Unknown] = []
    if squeezed(text) in _NOBODY:
        return UnitCell()
    for chunk in _split_outside_brackets(text, _SEPARATORS):
        pieces = [_undressed(piece) for piece in _split_outside_brackets(chunk, " \n")]
        for group in _groups([piece for piece in pieces if piece and piece not in _NOBODY], book):
            names += group.names
            if group.repaired:
                repairs.append(Repair(group.written, group.names))
            unknown += [
                resolution
                for resolution in map(book.resolve, group.names if not group.known else ())
                if not isinstance(resolution, Exact)
            ]
    return UnitCell(tuple(dict.fromkeys(names)), tuple(repairs), tuple(dict.fromkeys(unknown)))


def _undressed(piece: str) -> str:
    return _LABEL.sub("", _LIST_MARK.sub("", one_line(piece))).strip("：:．.")


def _split_outside_brackets(text: str, separators: str) -> Iterator[str]:
    depth, start = 0, 0
    for index, character in enumerate(text):
        if character == "（" and text.find("）", index) >= 0:
            depth += 1
        elif character == "）":
            depth = max(0, depth - 1)
        elif character in separators and not depth:
            yield text[start:index]
            start = index + 1
    yield text[start:]


@dataclass(frozen=True, slots=True)
class _Group:
    written: str
    names: tuple[str, ...]
    known: bool
    repaired: bool
    cost: int


# The longest name in the known books was cut into two pieces; three leave room for narrow columns.
_MOST_PIECES = 4


def _groups(pieces: list[str], book: UnitBook) -> tuple[_Group, ...]:
    """Group pieces between blanks into names at the lowest cost: known names are free, guesses are dear."""
    best: list[tuple[int, tuple[_Group, ...]]] = [(0, ())]
    for end in range(1, len(pieces) + 1):
        options = []
        for start in range(max(0, end - _MOST_PIECES), end):
            group = _group(pieces[start:end], book)
            if group is not None:
                cost, before = best[start]
                options.append((cost + group.cost, (*before, group)))
        best.append(min(options, key=lambda option: option[0]))
    return best[-1][1]


def _group(pieces: list[str], book: UnitBook) -> _Group | None:
    if len(pieces) == 1:
        return _single(pieces[0], book)
    written = " ".join(pieces)
    for joined in _joins(pieces):
        name = book.find(joined)
        if name is not None:
            return _Group(written, (name,), known=True, repaired=True, cost=1)
    joined = "".join(pieces)
    split = book.split_known(joined)
    if split:
        return _Group(written, split, known=True, repaired=True, cost=3)
    if not all(_UNIT_END.search(piece) for piece in pieces) and _UNIT_END.search(joined):
        return _Group(written, (joined,), known=False, repaired=True, cost=14 + len(pieces))
    return None


def _single(piece: str, book: UnitBook) -> _Group:
    name = book.find(piece)
    if name is not None:
        unit = book.get(name)
        # A collective written otherwise (各（市、区）政府) may mean other members: it is shown.
        other = unit is not None and unit.collective and squeezed(piece) != squeezed(name)
        return _Group(piece, (name,), known=True, repaired=other, cost=0)
    shorter = _ETC.sub("", piece)
    name = book.find(shorter) if shorter != piece else None
    if name is not None:
        return _Group(piece, (name,), known=True, repaired=True, cost=1)
    split = book.split_known(piece) or _split_at_and(piece, book)
    if split:
        return _Group(piece, split, known=True, repaired=True, cost=2)
    plain = squeezed(piece)
    return _Group(piece, (plain,), known=False, repaired=False, cost=10 if _UNIT_END.search(plain) else 20)


def _split_at_and(piece: str, book: UnitBook) -> tuple[str, ...]:
    # 市文旅局和市商务局; only when every side is known, for 和 and 及 also stand inside names (人力资源和社会保障局).
    sides = [book.find(side) for side in re.split("以及|[和及与]", piece)]
    return tuple(side for side in sides if side) if len(sides) > 1 and all(sides) else ()


def _joins(pieces: list[str]) -> Iterator[str]:
    """Yield the pieces put together: as they stand, then with what a broken line wrote twice (管委会|会办公室) written once."""
    yield "".join(pieces)
    joined = pieces[0]
    for piece in pieces[1:]:
        overlap = next((n for n in range(min(len(joined), len(piece)), 0, -1) if joined.endswith(piece[:n])), 0)
        joined += piece[overlap:]
    yield joined
