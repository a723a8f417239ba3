"""Conditions on earlier answers: a tiny language with one parser and one printer. Pure.

`visite = 'oui' and not (besoins has 'dormir' or age >= 18) and known(commune)`: `=`, `!=`, `<`, `<=`, `>`, `>=` compare the answer to a
question (its key) with a code between quotes or a whole number; `has` looks for a code among several; `known(key)` holds when something
was answered. What was not asked, was left empty or got a special answer compares with nothing: the comparison is false, its `not` true.
"""

from app.participation.conditions.evaluating import holds
from app.participation.conditions.parsing import BadCondition, Wanted, parse
from app.participation.conditions.tree import Condition, keys_of

__all__ = ["BadCondition", "Condition", "Wanted", "holds", "keys_of", "parse"]
