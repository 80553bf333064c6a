"""Run by Alembic: works in the transaction of the connection that `booking.migrations.run` hands over."""

from alembic import context

from booking.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
