"""Alembic's way in: the caller gives the connection; there is no configuration file."""

import sqlmodel
from alembic import context

from models import tables

assert tables, "importing the tables fills the metadata"  # noqa: S101 - for the importer's eyes

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=sqlmodel.SQLModel.metadata,
    render_as_batch=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
