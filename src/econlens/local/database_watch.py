"""Starts the embedded PostgreSQL again when it dies while the product runs."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from econlens.local.embedded_postgres import EmbeddedPostgres
from econlens.local.server_home import EmbeddedPostgresError

CHECK_SECONDS = 0.5

logger = logging.getLogger(__name__)


@contextmanager
def watched(server: EmbeddedPostgres) -> Iterator[None]:
    """While this lasts, a server that has died is started again."""
    stopping = threading.Event()
    thread = threading.Thread(target=_watch, args=(server, stopping), name="database watch")
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join()


def _watch(server: EmbeddedPostgres, stopping: threading.Event) -> None:
    while not stopping.wait(CHECK_SECONDS):
        if server.is_running():
            continue
        logger.error("the database has died; starting it again")
        try:
            server.stop()
            server.start()
        except EmbeddedPostgresError as error:
            logger.error("%s", error)
