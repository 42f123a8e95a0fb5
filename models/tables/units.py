"""Units, their aliases, and who stands behind a collective unit."""

from sqlmodel import Field, SQLModel


class Unit(SQLModel, table=True):
    """A unit of the circular; a collective one stands for its members and owes nothing itself."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    collective: bool = False
    telephone: str | None = None


class UnitAlias(SQLModel, table=True):
    """Another name a unit is written by; matches a whole cell only."""

    __tablename__ = "unit_alias"

    alias: str = Field(primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)


class UnitMember(SQLModel, table=True):
    """A member unit of a collective one."""

    __tablename__ = "unit_member"

    collective_id: int = Field(foreign_key="unit.id", primary_key=True)
    member_id: int = Field(foreign_key="unit.id", primary_key=True, index=True)
