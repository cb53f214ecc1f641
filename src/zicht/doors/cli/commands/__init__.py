"""One module for each command: `register(subparsers)` describes it, `run(args)` does it and returns the exit
code.

They import Django and the services only when they run, so that `zicht --help` answers at once.
"""
