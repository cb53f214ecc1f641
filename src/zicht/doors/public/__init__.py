"""The public front door: the start, what we do with what you tell, and pages that say calmly what went
wrong.
"""
