"""Sharing: "may I share this?", asked before anything goes to another party, and what rests on the answer.

The verdict names the agreement that holds, what goes along and what stays; consent of the person concerned
and emergency access, with the look of a second person afterwards, stand beside it.
"""
