"""Rotating the wrapping key: killed at any moment nothing is unreadable, and it ends (SH7, acceptance B8)."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connections

from zicht.casework.deconfliction import services as deconfliction
from zicht.chain.signals.keys import About
from zicht.foundation.access import acting, as_worker
from zicht.foundation.acts import clock
from zicht.foundation.operating import rotation
from zicht.foundation.vault import envelopes, keys, sealing
from zicht.foundation.vault.models import SubjectKey

SUBJECTS, KILLS, SEED = 3000, 20, 7
SOURCE = Path(__file__).parents[4]
# Loads Zicht once, and makes a process that rotates for each line it reads: its number is the answer.
SLOW_ROTATE = """
import os, sys, time, django
django.setup()
from zicht.foundation.vault import sealing
from zicht.foundation.operating import rotation
rotation.STEP = 50
wrap = sealing.wrap
sealing.wrap = lambda *given: (time.sleep(0.0004), wrap(*given))[1]
for _ in sys.stdin:
    child = os.fork()
    if child == 0:
        rotation.rotate()
        os._exit(0)
    print(child, flush=True)
    os.waitpid(child, 0)
    print("gone", flush=True)
"""


@pytest.fixture(autouse=True)
def first_version(country):
    """Every test begins and ends with the first versions, whatever it renews and destroys."""
    folder, first = keys._folder(), {name: keys.root_key(name) for name in (keys.WRAPPING, keys.INTAKE)}
    yield
    for path in [*folder.glob("*.current"), *folder.glob("vault-*.key"), *folder.glob("intake-*.key")]:
        path.unlink()
    for name, key in first.items():
        (folder / f"{name}.key").write_bytes(key)
    keys.root_key.cache_clear()


def subjects(count: int) -> dict:
    """Return the data keys of so many subjects, wrapped as they are now."""
    import uuid

    made = {uuid.UUID(int=number + 1): sealing.new_data_key() for number in range(count)}
    with as_worker():
        SubjectKey.objects.bulk_create(
            [SubjectKey(subject_id=key, wrapped=sealing.wrap(data, key)) for key, data in made.items()]
        )
    return made


def opened() -> dict:
    with as_worker():
        return {
            row.subject_id: sealing.unwrap(row.wrapped, row.subject_id) for row in SubjectKey.objects.all()
        }


def test_SH7_planned_work_opens_after_the_old_key_is_destroyed(country):
    """SH7: its data key stands wrapped in its own row, and moves along."""
    actor, about = country.actor("tmm", "politie-oost-nederland"), About(plate="GK-123-B")
    day = clock.today()
    work = deconfliction.plan("visit", about, day, day, actor=actor)
    found = rotation.rotate(destroy_old=True)
    assert (found.moved, found.left) == (1, 0)
    assert found.destroyed >= 1  # and what tests before this one left
    with acting(actor):
        work.refresh_from_db()
        assert deconfliction.about(work) == about


def test_SH7_after_rotation_everything_opens_and_hangs_on_the_new_key(country):
    """SH7: data keys stay what they are; only their wrapping changes."""
    made = subjects(1200)
    found = rotation.rotate()
    assert (found.version, found.moved, found.left) == (2, 1200, 0)
    assert opened() == made
    with as_worker():
        assert {sealing.wrapped_under(row.wrapped) for row in SubjectKey.objects.all()} == {2}


@pytest.fixture
def rotator():
    """Return (begin, answered): a function that starts a rotation in a process of its own and returns its
    number, and one that reads what is said next.
    """
    loaded = subprocess.Popen(
        [sys.executable, "-c", SLOW_ROTATE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=SOURCE,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )

    def answered() -> str:
        return loaded.stdout.readline().strip()

    def begin() -> int:
        loaded.stdin.write("\n")
        loaded.stdin.flush()
        return int(answered())

    yield begin, answered
    loaded.kill()
    loaded.communicate()


def test_SH7_twenty_kills_midway_leave_nothing_unreadable(country, rotator):
    """SH7, acceptance B8: SIGKILL at random moments; after each everything opens, and in the end all has
    moved.
    """
    made, chance, midway = subjects(SUBJECTS), random.Random(SEED), 0
    rotates, answered = rotator
    for _ in range(KILLS):
        rotating = rotates()
        time.sleep(chance.uniform(0.01, 0.4))
        with contextlib.suppress(ProcessLookupError):  # on a quick machine a rotation can be done before
            os.kill(rotating, signal.SIGKILL)
        assert answered() == "gone"
        midway += 0 < rotation._left(keys.current_version()) < SUBJECTS
        assert opened() == made
    assert midway > KILLS // 3, "the kills came too early or too late to mean anything"
    assert rotation.rotate(fresh=False).left == 0
    assert opened() == made


def test_SH7_an_unfinished_rotation_is_finished_before_a_new_key_is_made(country):
    """SH7: killed often, there are not as many keys as kills."""
    subjects(10)
    version = keys.begin_version()
    found = rotation.rotate()
    assert (found.version, found.moved) == (version, 10)


def test_SH7_an_old_key_is_destroyed_only_when_asked_and_opens_no_copy_any_more(country):
    """SH7: a thief with an older backup and the keys of today reads nothing."""
    made = subjects(10)
    with as_worker():
        stolen = {row.subject_id: bytes(row.wrapped) for row in SubjectKey.objects.all()}
    assert rotation.rotate(destroy_old=True).destroyed == 1
    assert opened() == made
    for subject_id, wrapped in stolen.items():
        with pytest.raises(sealing.CannotOpen):
            sealing.unwrap(wrapped, subject_id)
    with pytest.raises(ValueError, match="in gebruik"):
        keys.destroy_version(keys.current_version())


def test_SH7_new_signals_during_a_rotation_hang_on_the_new_key(country):
    """SH7: intake never waits for it."""
    keys.begin_version()
    made = country.signal()
    with as_worker():
        assert sealing.wrapped_under(SubjectKey.objects.get(pk=made.id).wrapped) == 2
    connections.close_all()


def test_SH7_browsers_get_a_new_key_and_pages_that_were_open_still_arrive(country):
    """SH7: renewing is no reason to lose a report; an older key goes only when no open page can have it
    any more.
    """
    before, envelope = envelopes.recipient(), envelopes.closed("Een busje met acht mannen.")
    rotation.rotate(destroy_old=True)
    assert envelopes.recipient() != before
    assert envelopes.opened(envelope) == "Een busje met acht mannen."
    long_ago = time.time() - rotation.FORMS_ARRIVE_WITHIN - 60
    os.utime(keys._folder() / "intake-2.key", (long_ago, long_ago))
    rotation.rotate(destroy_old=True)
    with pytest.raises(sealing.CannotOpen):
        envelopes.opened(envelope)
