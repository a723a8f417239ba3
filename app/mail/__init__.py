"""Mail: a letter becomes a row of the outbox in the transaction that causes it; a sweep sends the rows, again if need be.

A *letter* is a subject and blocks, from which text and HTML are both made. No personal data in a subject.
"""
