"""Reading files of others: lists (CSV, XLSX) and pictures, in a child process that may not take much.

The child gets the bytes, no key, no address of a database and no environment of ours. It may use as much
memory, time and output as `limits` says; what goes wrong in it is an answer, and never the end of a process
that serves people. Decision: docs/decisions/0115-doors-that-stand-alone.md.
"""
