"""Pure methods, usable on their own: estimation, linkage, disclosure, attrition. Nothing here imports
Django.
"""
