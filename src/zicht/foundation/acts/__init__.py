"""What every act needs and no room owns: the clock, how to say calmly why not, the same form sent twice, the
life of a draft.

The lowest step of the stair: it uses no other room, and every room may use it.
"""
