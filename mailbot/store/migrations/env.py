"""Runs the migrations on the connection that `store.schema` hands over."""

from alembic import context

from mailbot.store.tables import Message

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Message.metadata,
    render_as_batch=True,  # SQLite changes a table by making it anew
)
with context.begin_transaction():
    context.run_migrations()
