"""One run: people work, parts are killed, everything settles, and what they saw is looked for."""

import random
import threading
import time
from pathlib import Path

import psycopg

from tests.faults import ground
from tests.faults.clients import Client, Seen, officials
from tests.faults.mail_sink import MailSink
from tests.faults.verdict import is_quiet, verdict
from zicht.doors.cli import supervisor
from zicht.doors.cli.session import close_connections

SETTLING_SECONDS = 150
WORK_BETWEEN_KILLS = 10
PATIENCE_SECONDS = 6


def run(home: Path, ports: ground.Ports, asked) -> dict:
    """Let `asked.clients` people work while `asked.kills` random kills happen; what became of everything,
    as a dictionary.
    """
    sink, port, started = MailSink(ports.mail), ports.web, time.monotonic()
    people, seen, over = officials(min(60, max(4, asked.clients))), Seen(), threading.Event()
    close_connections()
    with ground.running(home, port, asked.failover) as keepers:
        crowd = [
            Client(port, people, seen, over, asked.seed * 1000 + number) for number in range(asked.clients)
        ]
        for client in crowd:
            client.start()
        _kill_at_random([keepers[name] for name in asked.parts], asked.kills, random.Random(asked.seed), seen)
        if asked.failover:
            keepers["postgres"].kill(random.Random(asked.seed))
        _whole_again(keepers, port)
        time.sleep(2)  # everyone gets an answer before the end
        close_connections()
        over.set()
        for client in crowd:
            client.join(60)
        _whole_again(keepers, port)
        ground.until(is_quiet, SETTLING_SECONDS)
        found = verdict(seen, list(sink.received))
        close_connections()
    sink.close()
    counts = {name: keepers[name].kills for name in keepers}
    head = {name: found.pop(name) for name in ("acknowledged", "lost", "duplicated")}
    seconds = round(time.monotonic() - started)
    return {
        **head,
        "kills": counts,
        **found,
        "clients": asked.clients,
        "seed": asked.seed,
        "seconds": seconds,
    }


def _kill_at_random(keepers: list, kills: int, chance: random.Random, seen: Seen) -> None:
    """Kill again as soon as work goes on, or after a while when it does not: kills during recovery happen
    too.
    """
    done = 0
    while done < kills:
        reached = seen.acknowledged + WORK_BETWEEN_KILLS
        ground.until(lambda: seen.acknowledged >= reached, PATIENCE_SECONDS)  # noqa: B023
        time.sleep(chance.uniform(0, 1))
        done += chance.choice(keepers).kill(chance)


def _whole_again(keepers: dict, port: int) -> None:
    if not ground.until(lambda: _database_answers() and supervisor.answers(port), 90):
        raise SystemExit("Zicht did not come back after the kills.")


def _database_answers() -> bool:
    try:
        is_quiet()
    except psycopg.OperationalError:
        return False
    return True
