"""« Aller vers »: somebody asks that a team go towards a person, and it is followed until what happened is known.

A *request* is sorted by the coordination of a *sector*, given to a *team*, placed on a *round*; each *attempt* to meet the person has a
result. Once met, she is seen again (*meetings*), helped to reach a service (a child orientation), or not.
Where she is stands apart from all that is counted, sealed, and forgotten first.
"""
