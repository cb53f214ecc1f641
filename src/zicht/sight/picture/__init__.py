"""The local picture: in which places, in which forms and with which signs there were signals, and where
nobody seems to look.

For who watches over the chain, of the own region, from facts without persons, addresses or text: the
smallest place is a municipality. A blind spot is a municipality with clearly fewer signals than its
inhabitants would make one expect.
"""
