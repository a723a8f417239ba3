"""Orientations: a person towards a service, followed until what really happened is known.

A sender (a professional, for an organisation) orients a person; the target (who receives, by a link or an account) answers; the person
has a page of her own; a coordinator sees states and dates, never who; the clock reminds and closes. States, actions and deadlines are
tables (`rules`).
"""
