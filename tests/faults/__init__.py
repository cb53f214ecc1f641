"""Nothing is lost under faults: many clients work through HTTP while app, worker and PostgreSQL are killed at
random.

`python -m tests.faults --clients 50 --kills 100 --seed 7` (or `make faults`) prints one line of JSON and
ends with a non-zero code when anything that was acknowledged is lost or doubled. Everything is real: the
web server, the job worker, the cluster with fsync, a mail server on loopback.
"""
