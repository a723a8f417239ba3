"""Listings: how those who run a place keep its sheet true, and how anybody helps them.

A *listing* is a structure and its services, kept by organisations; a *claim* asks to keep one; a *ticket* is anything that waits for
a decision (claim, proposal, report, closure said by mail), answered to who sent it; a *question* is a mail that asks whether a part is
still true, answered by phrases; a *correspondent* is who receives these.
"""
