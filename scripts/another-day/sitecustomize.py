"""Under libfaketime with a real monotonic clock, Python's own sleep is refused (clock_nanosleep until a
moment of that clock). Waiting for nothing is the same sleep.
"""

import select
import time


def sleep(seconds: float) -> None:
    select.select([], [], [], seconds)


time.sleep = sleep
