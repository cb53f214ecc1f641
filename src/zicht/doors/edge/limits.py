"""The limits of what comes in, all in one place: bytes and seconds for a body, slots to work in, memory."""

from dataclasses import dataclass

KB, MB = 1024, 1024 * 1024


@dataclass(frozen=True)
class Kind:
    """A kind of page. `slots`: threads in each process of the public door; 0: passed on to the workplace."""

    name: str
    most_bytes: int
    seconds: int
    slots: int = 0


REPORT = Kind("report", 2 * MB, 20, slots=4)
PUBLIC = Kind("public", 2 * MB, 20, slots=3)
FILES = Kind("files", 32 * MB, 120)
WORK = Kind("work", 2 * MB, 20)

REPORTING = ("/melden/", "/en/melden/")
TAKING_FILES = ("/werk/signaal-geven/", "/werk/inlezen/", "/werk/werkenden/", "/werk/register/")
WORKING = (
    "/werk/",
    "/account/",
    "/inloggen/",
    "/uitloggen/",
    "/organisatie-kiezen/",
    "/uitnodiging/",
    "/wachtwoord-vergeten/",
)

SOCKET = "ZICHT_WORKPLACE"
"""The variable with the place of the workplace's socket; without it everything is answered in one process."""
PROCESSES = 2
WORK_SLOTS = 4
"""For each of the two groups; slots in each process of the workplace."""
CONNECTIONS = 2048
"""That one process keeps open at once; headers have ten seconds to arrive."""
OPEN_FILES_NEEDED = 2 * CONNECTIONS + 256
HEADER_SECONDS = 10
SMALL = 64 * KB
MOST_WAITING = 96 * MB
"""Of bodies in the memory of one process of the public door. Once there is more, only a body that stays
small is still taken in: so it holds MOST_WAITING + CONNECTIONS × SMALL = 224 MB at most."""
ANSWER_SECONDS = 120
"""Within which the workplace answers."""


def kind_of(path: str) -> Kind:
    """What applies to an address. What is not known is a public page: it gets the least."""
    if path.startswith(REPORTING):
        return REPORT
    if path.startswith(TAKING_FILES):
        return FILES
    return WORK if path.startswith(WORKING) else PUBLIC
