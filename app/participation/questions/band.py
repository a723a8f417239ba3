"""One band among some that go from less to more: an age, a delay."""

from app.participation.questions.one import One


class Band(One):
    """One choice, in an order."""

    name = "band"
    is_ordered = True
