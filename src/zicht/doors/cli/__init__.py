"""The command `zicht`: every way in from a terminal. Commands parse and print; services of the other
floors do the work.
"""
