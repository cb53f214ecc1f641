"""What may reach a log: the kind of error and where in our code, never a value, an address or a person."""

import logging


class NothingPersonal(logging.Filter):
    """Replaces messages that could carry values by their origin; keeps an exception's type and place, not
    its text.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("zicht"):
            return True
        record.args = ()
        record.msg = f"{record.name}: {_origin(record)}"
        record.exc_info = record.exc_text = record.stack_info = None
        return True


def _origin(record: logging.LogRecord) -> str:
    if not record.exc_info or not record.exc_info[1]:
        return record.levelname
    error, trace = record.exc_info[1], record.exc_info[2]
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__} in {place}"
