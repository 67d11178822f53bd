"""ports.JobQueue in the table local.jobs.

A job that has been received is hidden until its lease runs out; then whoever asks next gets it
again. After the third time it is a dead letter.
"""

from datetime import timedelta
from typing import LiteralString
from uuid import uuid4

from econlens.adapters.local.database import Pool, transaction
from econlens.ports import QueuedJob

MAX_TRIES = 3

SEND = "INSERT INTO local.jobs (id, body) VALUES (%s, %s)"

BURY_ABANDONED = """
UPDATE local.jobs
SET dead_at = now(), dead_reason = 'The worker did not finish it in time, three times.'
WHERE dead_at IS NULL AND receive_count >= %s AND visible_at <= now()
"""

RECEIVE = """
WITH waiting AS (
    SELECT id FROM local.jobs
    WHERE dead_at IS NULL AND visible_at <= now()
    ORDER BY position
    LIMIT %(limit)s
    FOR UPDATE SKIP LOCKED
), taken AS (
    UPDATE local.jobs
    SET receive_count = receive_count + 1,
        receipt = gen_random_uuid(),
        visible_at = now() + %(lease)s
    WHERE id IN (SELECT id FROM waiting)
    RETURNING id::text, receipt::text, body, receive_count, position
)
SELECT id, receipt, body, receive_count FROM taken ORDER BY position
"""

COMPLETE = "DELETE FROM local.jobs WHERE id = %s AND receipt = %s AND dead_at IS NULL"

RELEASE = """
UPDATE local.jobs
SET visible_at = now(),
    receipt = NULL,
    dead_at = CASE WHEN receive_count >= %(tries)s THEN now() END,
    dead_reason = CASE WHEN receive_count >= %(tries)s THEN 'It failed three times.' END
WHERE id = %(id)s AND receipt = %(receipt)s AND dead_at IS NULL
"""

COUNT_WAITING = """
SELECT count(*) FROM local.jobs WHERE dead_at IS NULL AND visible_at <= now()
"""

COUNT_DEAD = "SELECT count(*) FROM local.jobs WHERE dead_at IS NOT NULL"

REDRIVE = """
UPDATE local.jobs
SET dead_at = NULL, dead_reason = NULL, receipt = NULL, receive_count = 0, visible_at = now(),
    sent_at = now()
WHERE dead_at IS NOT NULL
"""


class PostgresJobQueue:
    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def send(self, body: str) -> str:
        job_id = str(uuid4())
        with transaction(self._pool) as connection:
            connection.execute(SEND, [job_id, body])
        return job_id

    def receive(self, *, limit: int, lease_seconds: float) -> list[QueuedJob]:
        with transaction(self._pool) as connection:
            connection.execute(BURY_ABANDONED, [MAX_TRIES])
            lease = timedelta(seconds=lease_seconds)
            rows = connection.execute(RECEIVE, {"limit": limit, "lease": lease}).fetchall()
        return [
            QueuedJob(id=id_, receipt=receipt, body=body, receive_count=count)
            for id_, receipt, body, count in rows
        ]

    def complete(self, job: QueuedJob) -> None:
        with transaction(self._pool) as connection:
            connection.execute(COMPLETE, [job.id, job.receipt])

    def release(self, job: QueuedJob) -> None:
        values = {"id": job.id, "receipt": job.receipt, "tries": MAX_TRIES}
        with transaction(self._pool) as connection:
            connection.execute(RELEASE, values)

    def count_waiting(self) -> int:
        return self._count(COUNT_WAITING)

    def count_dead(self) -> int:
        return self._count(COUNT_DEAD)

    def redrive(self) -> int:
        with transaction(self._pool) as connection:
            return connection.execute(REDRIVE).rowcount

    def _count(self, query: LiteralString) -> int:
        with transaction(self._pool) as connection:
            row = connection.execute(query).fetchone()
        return int(row[0]) if row else 0
