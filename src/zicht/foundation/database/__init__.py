"""The ground under every room: one PostgreSQL cluster, its roles, and how to reach them.

`launcher` starts and stops the embedded cluster, `roles` makes the roles and the database, `connections`
describes a connection for each role. Nothing here imports Django, so that a command can start the cluster
first.
"""
