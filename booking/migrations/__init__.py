"""The history of the schema, for Alembic.

A revision is a file `versions/vNNNN_what.py` whose revision id is NNNN, one more than the last. It is written by hand.
"""

from pathlib import Path

from sqlalchemy import Connection


def run(connection: Connection, current: str | None, revision: str) -> None:
    """Go from the `current` revision up or down to another, "head" or "base", in the transaction of `connection`."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    if revision == "base" or (current is not None and revision < current):
        command.downgrade(config, revision)
    else:
        command.upgrade(config, revision)
