"""Write rows and say each number once it is committed, until somebody kills us or PostgreSQL."""

import sys
from itertools import count
from pathlib import Path

import psycopg

from econlens.local.embedded_postgres import EmbeddedPostgres


def say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def write_for_ever(data_dir: Path) -> None:
    with (
        EmbeddedPostgres(data_dir) as server,
        psycopg.connect(server.dsn(user="econlens_owner"), autocommit=True) as connection,
    ):
        connection.execute("create table if not exists written (number bigint primary key)")
        say(server.process_id)
        highest = connection.execute("select coalesce(max(number), 0) from written").fetchone()
        for number in count(highest[0] + 1 if highest else 1):
            connection.execute("insert into written values (%s)", [number])
            say(number)


if __name__ == "__main__":
    write_for_ever(Path(sys.argv[1]))
