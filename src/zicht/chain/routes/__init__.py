"""Reporting routes as data: who must act on a signal, who is informed, and why (RT1-RT4).

`document` reads a route, `evaluation` applies routes to the facts of one signal, `checking` tells what is
wrong with a route before people depend on it. These three know neither Django nor the database.
"""
