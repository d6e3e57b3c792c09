"""Runs the migrations on the connection that `migrating.migrate` gives; Alembic asks for a module of this name."""

from alembic import context

from servanda.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
