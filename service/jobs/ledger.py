"""The ledger of jobs: one SQLite file that any number of processes of one machine share. All SQL of the jobs is here.

Enters: requests, claims, events, results. Leaves: jobs, events, briefs. A job is worked on by the one process that
holds its lease; what another one writes for it is refused, so each job ends once. Raises sqlite3.Error where the
file cannot be used. Never happens here: a thread, an await, or a look at what a request says.
"""

from __future__ import annotations

import json
import secrets
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from service.jobs.records import Claimed, Conflict, Event, Job, NewJob, Problem, QueueFull, State, StoredBrief

MAX_CRASHES = 3  # a job that ended its worker three times would end the next one too
MAX_ATTEMPTS = 25  # holders end for reasons of their own; but a job may also be what ends them
LOCK_WAIT_S = 5.0
MIN_FREE_BYTES = 20_000_000  # a request, its brief and the log of the database, a few times over
_ID_BYTES = 16  # 128 random bits: nobody guesses one
EARLY = ("sentence", "withheld", "order")  # told before the brief is there
_COLUMNS = "id, state, stage, attempts, created, started, finished, brief_id, problem"
_OPEN = "state IN ('queued', 'running')"
_MINE = "id = ? AND holder = ? AND state = 'running'"


class Ledger:
    """One connection; for one thread at a time."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        self._clock, self._folder = clock, path.parent
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        self._db = sqlite3.connect(path, timeout=LOCK_WAIT_S, isolation_level=None, check_same_thread=False)
        # Readers do not wait for writers; what was accepted is on the disk before the caller hears of it.
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "journal_size_limit=67108864"):
            self._db.execute(f"PRAGMA {pragma}")
        self._db.executescript((files("service.jobs") / "schema.sql").read_text("utf-8"))

    def close(self) -> None:
        """Give the file back."""
        self._db.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield self._db
            self._db.execute("COMMIT")
        except BaseException:
            # SQLite itself may have rolled back, as on a full disk; one that is left open would block all that follow.
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise

    # what a caller does

    def add(self, new: NewJob, max_open: int) -> tuple[Job, bool]:
        """The job, and whether it is new: the same idempotency key and request give the job that was made first.

        Raises:
            Conflict: the same key came with another request.
            QueueFull: `max_open` jobs are waiting or running.
        """
        with self._writing() as db:
            if new.idempotency_key is not None:
                row = db.execute(
                    f"SELECT fingerprint, {_COLUMNS} FROM jobs WHERE owner = ? AND idempotency_key = ?",
                    (new.owner, new.idempotency_key),
                ).fetchone()
                if row is not None:
                    if row[0] != new.fingerprint:
                        raise Conflict("this Idempotency-Key was used for another request; take a new one")
                    return _job(row[1:]), False
            if db.execute(f"SELECT count(*) FROM jobs WHERE {_OPEN}").fetchone()[0] >= max_open:
                raise QueueFull(f"{max_open} jobs are waiting or running")
            job_id = f"job_{secrets.token_urlsafe(_ID_BYTES)}"
            row = db.execute(
                "INSERT INTO jobs (id, owner, idempotency_key, fingerprint, package, state, created)"
                f" VALUES (?, ?, ?, ?, ?, 'queued', ?) RETURNING {_COLUMNS}",
                (job_id, new.owner, new.idempotency_key, new.fingerprint, new.package, self._clock()),
            ).fetchone()
            self._note(job_id, [("queued", "{}")])
            return _job(row), True

    def job(self, owner: str, job_id: str) -> Job | None:
        """One job of this owner."""
        row = self._db.execute(f"SELECT {_COLUMNS} FROM jobs WHERE id = ? AND owner = ?", (job_id, owner)).fetchone()
        return None if row is None else _job(row)

    def cancel(self, owner: str, job_id: str) -> Job | None:
        """The job, cancelled at once where nobody works on it; else whoever does will see the wish."""
        with self._writing() as db:
            row = db.execute(
                "UPDATE jobs SET is_cancelling = 1"
                f" WHERE id = ? AND owner = ? AND {_OPEN} RETURNING state, lease_until",
                (job_id, owner),
            ).fetchone()
            if row is not None and (row[0] == State.QUEUED or row[1] < self._clock()):
                self._end(job_id, State.CANCELLED, events=[("cancelled", "{}")])
        return self.job(owner, job_id)

    def brief(self, brief_id: str, owner: str | None) -> StoredBrief | None:
        """One brief; of any owner where `owner` is None."""
        row = self._db.execute("SELECT id, json, owner FROM briefs WHERE id = ?", (brief_id,)).fetchone()
        return None if row is None or owner not in {None, row[2]} else StoredBrief(*row)

    def events(self, job_id: str, after: int) -> list[Event]:
        """What happened to a job after the event of that number."""
        rows = self._db.execute(
            "SELECT number, kind, data FROM events WHERE job = ? AND number > ? ORDER BY number", (job_id, after)
        )
        return [Event(*row) for row in rows]

    def newest(self, job_ids: Iterable[str]) -> dict[str, int]:
        """The number of the last event of each job."""
        ids = json.dumps(list(job_ids))
        rows = self._db.execute(
            "SELECT job, max(number) FROM events WHERE job IN (SELECT value FROM json_each(?)) GROUP BY job", (ids,)
        )
        return dict(rows.fetchall())

    def counts(self) -> dict[str, int]:
        """Open jobs by state."""
        return dict(self._db.execute(f"SELECT state, count(*) FROM jobs WHERE {_OPEN} GROUP BY state").fetchall())

    def probe(self) -> None:
        """Raises sqlite3.Error where nothing can be written, or soon will not be."""
        if shutil.disk_usage(self._folder).free < MIN_FREE_BYTES:
            raise sqlite3.OperationalError(f"less than {MIN_FREE_BYTES:,} bytes are free on its disk")
        with self._writing() as db:
            db.execute("PRAGMA user_version = 1")

    # what a process that works on jobs does

    def claim(self, holder: str, lease_s: float) -> Claimed | None:
        """The job that waits longest, or whose holder is gone; None where there is none."""
        with self._writing() as db:
            while True:
                now = self._clock()
                # A lease that ends later than any could: the clock was set back, and who held it may be long gone.
                row = db.execute(
                    "SELECT id, attempts, crashes, is_cancelling, package FROM jobs WHERE state = 'queued'"
                    " OR (state = 'running' AND lease_until NOT BETWEEN ? AND ?) ORDER BY created LIMIT 1",
                    (now, now + 2 * lease_s),
                ).fetchone()
                if row is None:
                    return None
                job_id, attempts, crashes, is_cancelling, package = row
                if is_cancelling:
                    self._end(job_id, State.CANCELLED, events=[("cancelled", "{}")])
                elif crashes >= MAX_CRASHES or attempts >= MAX_ATTEMPTS:
                    problem = gave_up(attempts)
                    self._end(job_id, State.FAILED, problem=problem, events=[("failed", problem.model_dump_json())])
                else:
                    db.execute(
                        "UPDATE jobs SET state = 'running', holder = ?, lease_until = ?, attempts = attempts + 1,"
                        " stage = NULL, started = coalesce(started, ?) WHERE id = ?",
                        (holder, now + lease_s, now, job_id),
                    )
                    self._note(job_id, [("started", json.dumps({"attempt": attempts + 1}))])
                    # Sentences of an attempt that came to nothing; numbers go on behind them, nothing is counted anew.
                    db.execute(f"DELETE FROM events WHERE job = ? AND kind IN {EARLY}", (job_id,))
                    return Claimed(job_id, attempts + 1, package)

    def renew(self, holder: str, job_ids: Sequence[str], lease_s: float) -> None:
        """Keep those jobs of this holder."""
        until = self._clock() + lease_s
        with self._writing() as db:
            rows = [(until, job_id, holder) for job_id in job_ids]
            db.executemany(f"UPDATE jobs SET lease_until = ? WHERE {_MINE}", rows)

    def wishes(self, holder: str) -> tuple[set[str], set[str]]:
        """Ids that this holder still has, and those of them that are to be cancelled."""
        rows = self._db.execute(
            "SELECT id, is_cancelling FROM jobs WHERE holder = ? AND state = 'running'", (holder,)
        ).fetchall()
        return {row[0] for row in rows}, {row[0] for row in rows if row[1]}

    def note(self, job_id: str, holder: str, events: Sequence[tuple[str, str]], stage: str | None) -> bool:
        """Add events; False where the job is no longer this holder's."""
        with self._writing() as db:
            found = db.execute(f"UPDATE jobs SET stage = coalesce(?, stage) WHERE {_MINE}", (stage, job_id, holder))
            if found.rowcount:
                self._note(job_id, events)
            return bool(found.rowcount)

    def finish(self, job_id: str, holder: str, brief: bytes, events: Sequence[tuple[str, str]]) -> str | None:
        """Store the brief and the last events, and end the job; the brief's id.

        None, and nothing stored, where it is another's by now, or was to be cancelled before it was done.
        """
        brief_id = f"brf_{secrets.token_urlsafe(_ID_BYTES)}"
        with self._writing() as db:
            found = f"SELECT owner FROM jobs WHERE {_MINE} AND NOT is_cancelling"
            owner = db.execute(found, (job_id, holder)).fetchone()
            if owner is None:
                return None
            db.execute(
                "INSERT INTO briefs (id, owner, job, json) VALUES (?, ?, ?, ?)", (brief_id, owner[0], job_id, brief)
            )
            self._end(
                job_id, State.DONE, brief_id=brief_id, events=[*events, ("brief", json.dumps({"brief_id": brief_id}))]
            )
        return brief_id

    def fail(self, job_id: str, holder: str, problem: Problem | None) -> bool:
        """End the job with a problem, or as cancelled without one; False where it is another's by now."""
        with self._writing() as db:
            if db.execute(f"SELECT 1 FROM jobs WHERE {_MINE}", (job_id, holder)).fetchone() is None:
                return False
            if problem is None:
                self._end(job_id, State.CANCELLED, events=[("cancelled", "{}")])
            else:
                self._end(job_id, State.FAILED, problem=problem, events=[("failed", problem.model_dump_json())])
        return True

    def give_back(self, holder: str, *, is_crash: bool, job_id: str | None = None) -> int:
        """Put work back into the queue, one job or all of this holder's; how many. A stop of ours is no attempt."""
        with self._writing() as db:
            rows = db.execute(
                "UPDATE jobs SET state = 'queued', holder = NULL, lease_until = NULL, attempts = attempts - ?,"
                " crashes = crashes + ?"
                " WHERE holder = ? AND state = 'running' AND (? IS NULL OR id = ?) RETURNING id",
                (int(not is_crash), int(is_crash), holder, job_id, job_id),
            ).fetchall()
            for (given_back,) in rows:
                self._note(given_back, [("requeued", "{}")])
            return len(rows)

    def sweep(self, keep_s: float) -> int:
        """Forget jobs and briefs that ended longer ago; how many."""
        before = self._clock() - keep_s
        return self._db.execute("DELETE FROM jobs WHERE finished < ?", (before,)).rowcount

    def _note(self, job_id: str, events: Sequence[tuple[str, str]]) -> None:
        last = self._db.execute("SELECT coalesce(max(number), 0) FROM events WHERE job = ?", (job_id,)).fetchone()[0]
        self._db.executemany(
            "INSERT INTO events (job, number, kind, data) VALUES (?, ?, ?, ?)",
            [(job_id, last + n, kind, data) for n, (kind, data) in enumerate(events, start=1)],
        )

    def _end(
        self,
        job_id: str,
        state: State,
        *,
        events: Sequence[tuple[str, str]],
        brief_id: str | None = None,
        problem: Problem | None = None,
    ) -> None:
        # The articles go with the end of the work; the brief holds what it cites.
        self._db.execute(
            "UPDATE jobs SET state = ?, finished = ?, brief_id = ?, problem = ?, package = NULL, holder = NULL,"
            " lease_until = NULL WHERE id = ?",
            (state, self._clock(), brief_id, problem and problem.model_dump_json(), job_id),
        )
        self._note(job_id, events)


def gave_up(attempts: int) -> Problem:
    """A job whose process ended each time."""
    return Problem(
        status=500,
        code="gave_up",
        title="The work could not be finished",
        detail=f"the process that worked on it ended {attempts} times; leave out the largest input and try again",
    )


def _job(row: Sequence[object]) -> Job:
    values = dict(zip(_COLUMNS.split(", "), row, strict=True))
    for name in ("created", "started", "finished"):
        if isinstance(values[name], float):
            values[name] = datetime.fromtimestamp(values[name], UTC)  # type: ignore[arg-type]  # a float, as just seen
    if isinstance(values["problem"], str):
        values["problem"] = Problem.model_validate_json(values["problem"])
    return Job.model_validate(values)
