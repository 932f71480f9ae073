"""The ledger: who holds a job, what becomes of it when its holder is gone, and that it ends once."""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.jobs import Conflict, Ledger, NewJob, QueueFull, State
from service.jobs.ledger import MAX_ATTEMPTS, MAX_CRASHES
from service.jobs.problems import TITLES, problem
from service.jobs.requests import File, Package

MANY = 1000
LEASE_S = 5.0


class Moment:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def moment() -> Moment:
    return Moment()


@pytest.fixture
def ledger(tmp_path: Path, moment: Moment) -> Iterator[Ledger]:
    found = Ledger(tmp_path / "ledger.sqlite3", moment)
    yield found
    found.close()


def new(owner: str = "", key: str | None = None, request: str = "r") -> NewJob:
    return NewJob(owner, request.encode(), request, key)


SENTENCE = ("sentence", "{}")


def kinds(ledger: Ledger, job_id: str) -> list[str]:
    return [event.kind for event in ledger.events(job_id, 0)]


def test_a_job_is_claimed_once_in_the_order_of_its_coming(ledger: Ledger, moment: Moment) -> None:
    first, _ = ledger.add(new(), MANY)
    moment.now += 1
    second, _ = ledger.add(new(), MANY)
    claims = [ledger.claim(holder, LEASE_S) for holder in ("a", "b", "c")]
    assert [claim.id if claim else None for claim in claims] == [first.id, second.id, None]
    assert ledger.counts() == {"running": 2}


def test_what_an_attempt_told_goes_with_it_and_its_numbers_stay(ledger: Ledger, moment: Moment) -> None:
    job, _ = ledger.add(new(), MANY)
    ledger.claim("a", LEASE_S)
    ledger.note(job.id, "a", [("stage", '{"stage": "check"}'), SENTENCE, ("withheld", "{}"), SENTENCE], "check")
    assert [event.number for event in ledger.events(job.id, 0)] == [1, 2, 3, 4, 5, 6]
    moment.now += LEASE_S + 1
    ledger.claim("b", LEASE_S)
    ledger.note(job.id, "b", [SENTENCE], None)
    told = [(event.number, event.kind) for event in ledger.events(job.id, 2)]
    assert told == [(3, "stage"), (7, "started"), (8, "sentence")]
    ledger.finish(job.id, "b", b"{}", [SENTENCE, ("order", "{}")])
    assert kinds(ledger, job.id)[-4:] == ["sentence", "sentence", "order", "brief"]


def test_a_lease_that_is_renewed_holds_and_one_that_is_not_does_not(ledger: Ledger, moment: Moment) -> None:
    job, _ = ledger.add(new(), MANY)
    ledger.claim("a", LEASE_S)
    moment.now += LEASE_S - 1
    ledger.renew("a", [job.id], LEASE_S)
    moment.now += LEASE_S - 1
    assert ledger.claim("b", LEASE_S) is None
    moment.now += 2
    taken = ledger.claim("b", LEASE_S)
    assert taken is not None
    assert (taken.id, taken.attempt, taken.package) == (job.id, 2, b"r")
    # What the first holder still writes is refused.
    ledger.renew("a", [job.id], LEASE_S)
    assert ledger.finish(job.id, "a", b"{}", [SENTENCE]) is None
    assert ledger.fail(job.id, "a", problem("internal_error", "x")) is False
    assert ledger.note(job.id, "a", [("stage", "{}")], "split") is False
    assert ledger.give_back("a", is_crash=True) == 0
    assert ledger.wishes("a") == (set(), set())
    brief_id = ledger.finish(job.id, "b", b'{"b": 1}', [SENTENCE])
    assert brief_id is not None
    assert ledger.finish(job.id, "b", b"{}", []) is None
    assert kinds(ledger, job.id) == ["queued", "started", "started", "sentence", "brief"]
    stored = ledger.brief(brief_id, "")
    assert stored is not None
    assert stored.json == b'{"b": 1}'


@pytest.mark.parametrize(("times", "is_seen"), [(MAX_CRASHES, True), (MAX_ATTEMPTS, False)])
def test_a_job_that_ends_workers_or_holders_is_given_up(
    ledger: Ledger, moment: Moment, times: int, is_seen: bool
) -> None:
    job, _ = ledger.add(new(), MANY)
    for _ in range(times):
        assert ledger.claim("a", LEASE_S) is not None
        if is_seen:
            ledger.give_back("a", is_crash=True)
        moment.now += LEASE_S + 1
    assert ledger.claim("a", LEASE_S) is None
    found = ledger.job("", job.id)
    assert found is not None
    assert (found.state, found.problem and found.problem.code) == (State.FAILED, "gave_up")


def test_a_stop_of_ours_is_no_attempt(ledger: Ledger) -> None:
    job, _ = ledger.add(new(), MANY)
    for _ in range(MAX_ATTEMPTS + 2):
        claimed = ledger.claim("a", LEASE_S)
        assert claimed is not None
        assert claimed.attempt == 1
        assert ledger.give_back("a", is_crash=False) == 1
    assert ledger.claim("a", LEASE_S) is not None
    assert ledger.give_back("a", is_crash=True, job_id=job.id) == 1
    claimed = ledger.claim("a", LEASE_S)
    assert claimed is not None
    assert claimed.attempt == 2


def test_cancelling(ledger: Ledger, moment: Moment) -> None:
    waiting, _ = ledger.add(new(), MANY)
    assert ledger.cancel("someone else", waiting.id) is None
    found = ledger.cancel("", waiting.id)
    assert found is not None
    assert found.state == State.CANCELLED
    running, _ = ledger.add(new(), MANY)
    ledger.claim("a", LEASE_S)
    found = ledger.cancel("", running.id)
    assert found is not None
    assert found.state == State.RUNNING
    assert ledger.wishes("a") == ({running.id}, {running.id})
    moment.now += LEASE_S + 1  # its holder is gone: nobody would hear of the wish
    assert ledger.claim("b", LEASE_S) is None
    found = ledger.job("", running.id)
    assert found is not None
    assert found.state == State.CANCELLED
    orphan, _ = ledger.add(new(), MANY)
    ledger.claim("a", LEASE_S)
    moment.now += LEASE_S + 1
    found = ledger.cancel("", orphan.id)
    assert found is not None
    assert found.state == State.CANCELLED
    assert kinds(ledger, orphan.id).count("cancelled") == 1
    assert ledger.cancel("", orphan.id) == found


def test_what_is_to_be_cancelled_gives_no_brief(ledger: Ledger) -> None:
    job, _ = ledger.add(new(), MANY)
    ledger.claim("a", LEASE_S)
    ledger.cancel("", job.id)
    assert ledger.finish(job.id, "a", b"{}", [("stage", "{}")]) is None
    assert ledger.fail(job.id, "a", None)
    found = ledger.job("", job.id)
    assert found is not None
    assert (found.state, found.brief_id) == (State.CANCELLED, None)
    assert kinds(ledger, job.id)[-1] == "cancelled"
    assert "brief" not in kinds(ledger, job.id)


def test_the_same_key_is_the_same_job_for_one_owner(ledger: Ledger) -> None:
    job, is_new = ledger.add(new("a", "k"), MANY)
    assert (is_new, ledger.add(new("a", "k"), 0)) == (True, (job, False))  # even where the queue is full
    other, is_new = ledger.add(new("b", "k"), MANY)
    assert is_new
    assert other.id != job.id
    with pytest.raises(Conflict):
        ledger.add(new("a", "k", "other"), MANY)
    assert ledger.job("b", job.id) is None


def test_a_full_queue(ledger: Ledger) -> None:
    ledger.add(new(), 1)
    with pytest.raises(QueueFull):
        ledger.add(new(), 1)


def test_articles_go_with_the_end_of_the_work_and_all_after_its_days(
    ledger: Ledger, moment: Moment, tmp_path: Path
) -> None:
    job, _ = ledger.add(new(request="the words of an article"), MANY)
    ledger.claim("a", LEASE_S)
    brief_id = ledger.finish(job.id, "a", b"{}", [])
    assert brief_id is not None
    with sqlite3.connect(tmp_path / "ledger.sqlite3") as db:
        assert db.execute("SELECT package FROM jobs").fetchall() == [(None,)]
    db.close()
    moment.now += 100
    assert ledger.sweep(101) == 0
    assert ledger.sweep(99) == 1
    assert (ledger.job("", job.id), ledger.brief(brief_id, None), ledger.events(job.id, 0)) == (None, None, [])


def test_a_transaction_that_fails_leaves_nothing(ledger: Ledger) -> None:
    job, _ = ledger.add(new(), MANY)
    ledger.claim("a", LEASE_S)
    with pytest.raises(sqlite3.Error):
        ledger.finish(job.id, "a", b"{}", [("sentence", object())])  # type: ignore[list-item]
    found = ledger.job("", job.id)
    assert found is not None
    assert (found.state, found.brief_id) == (State.RUNNING, None)
    assert ledger.finish(job.id, "a", b"{}", []) is not None


def test_a_full_disk_blocks_nothing_that_comes_after(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = ledger._db.execute("PRAGMA page_count").fetchone()[0]
    ledger._db.execute(f"PRAGMA max_page_count = {pages + 8}")
    with pytest.raises(sqlite3.OperationalError, match="full"):
        ledger.add(new(request="x" * 1_000_000), MANY)
    assert ledger.add(new(), MANY)[1]
    claimed = ledger.claim("a", LEASE_S)
    assert claimed is not None
    with pytest.raises(sqlite3.OperationalError, match="full"):
        ledger.finish(claimed.id, "a", b"x" * 1_000_000, [])
    ledger._db.execute("PRAGMA max_page_count = 100000")
    assert ledger.finish(claimed.id, "a", b"x" * 1_000_000, []) is not None
    ledger.probe()
    monkeypatch.setattr("service.jobs.ledger.MIN_FREE_BYTES", 10**18)
    with pytest.raises(sqlite3.OperationalError, match="free on its disk"):
        ledger.probe()


@pytest.mark.parametrize(("hours", "is_taken"), [(-1, True), (1, True), (0, False)])
def test_a_clock_that_jumps_holds_no_job_for_ever(ledger: Ledger, moment: Moment, hours: int, is_taken: bool) -> None:
    job, _ = ledger.add(new(), MANY)
    ledger.claim("a", LEASE_S)
    moment.now += hours * 3_600
    taken = ledger.claim("b", LEASE_S)
    assert (taken is not None) == is_taken
    holder = "b" if is_taken else "a"
    assert ledger.finish(job.id, {"a": "b", "b": "a"}[holder], b"{}", []) is None
    assert ledger.finish(job.id, holder, b"{}", []) is not None


def test_many_connections_end_each_job_once(tmp_path: Path) -> None:
    place, jobs, holders = tmp_path / "ledger.sqlite3", 60, 4
    first = Ledger(place)
    ids = {first.add(new(), MANY)[0].id for _ in range(jobs)}
    ended: list[str] = []

    def work(holder: str) -> None:
        mine = Ledger(place)
        while (claimed := mine.claim(holder, LEASE_S)) is not None:
            if mine.finish(claimed.id, holder, b"{}", [SENTENCE]):
                ended.append(claimed.id)
        mine.close()

    threads = [threading.Thread(target=work, args=(f"h{n}",)) for n in range(holders)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counter(ended) == dict.fromkeys(ids, 1)
    assert all(kinds(first, job_id) == ["queued", "started", "sentence", "brief"] for job_id in ids)
    first.close()


def test_news_are_counted_by_job(ledger: Ledger) -> None:
    first, second = (ledger.add(new(), MANY)[0].id for _ in range(2))
    ledger.claim("a", LEASE_S)
    assert ledger.newest([first, second, "none"]) == {first: 2, second: 1}
    assert [event.number for event in ledger.events(first, 1)] == [2]


@pytest.mark.parametrize("files", [(), (File("a.txt", b"\n1\n"), File('"\n', b""))])
def test_a_package_is_what_was_packed(files: tuple[File, ...]) -> None:
    package = Package(b'{"a": "\n"}', files, b"earlier\n")
    assert Package.unpack(package.pack()) == package
    assert package.fingerprint() == Package(b'{"a": "\n"}', files, b"earlier\n").fingerprint()
    assert package.fingerprint() != Package(b'{"a": "\n"}', files, b"earlier").fingerprint()


def test_every_code_says_one_thing() -> None:
    assert all(400 <= status < 600 for status, _ in TITLES.values())
    titles = Counter(title for _, title in TITLES.values())
    assert max(titles.values()) == 1
