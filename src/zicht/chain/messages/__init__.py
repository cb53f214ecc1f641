"""Messages: where words are read. The inbox of a colleague, the mailbox of a reporter with a receipt, and how
reporters fare with each organisation.

Giving a word is `feedback`; nothing here tells what the reader may not know.
"""
