"""Open data: what the directory takes from elsewhere.

An upstream publishes records (`Incoming`): structures and services. A remark says what was wrong on one line of its file.
What was changed here is never overwritten: a difference becomes a conflict that somebody decides.
"""
