"""What stands at the address to the outside: it takes a request in whole before the request takes a slot.

Two groups of processes serve Zicht. The processes of the public door hold the address; they answer the
public pages themselves and pass work on, through a socket in the home, to the processes of the workplace.
So work cannot take a slot of a reporter, and a body that trickles in takes no slot at all. The limits
stand in `limits`. Decision: docs/decisions/0115-doors-that-stand-alone.md.
"""
