"""What tests share: a real database with the demonstration chain, actors by function, and ways to make
signals.
"""
