"""Conditions on earlier answers: a tiny language with one parser and one printer. Pure.

`visite = 'oui' and not (besoins has 'dormir' or age >= 18) and known(commune)`: `=`, `!=` compare the answer to a question (its key) with
a code between quotes or a whole number, `<`, `<=`, `>`, `>=` with a number; `has` looks for a code among several; `known(key)` holds when
something was answered. What was not asked, was left empty or got a special answer compares with nothing: the comparison is false, its
`not` true. `or` binds least, then `and`, then `not`; brackets that change nothing are read and not kept (`tree`): for every tree that can
be written, `parse(printed(tree)) == tree`.
"""

from app.participation.conditions.evaluating import holds, meets
from app.participation.conditions.parsing import BadCondition, Wanted, parse
from app.participation.conditions.printing import printed
from app.participation.conditions.tree import HAS, RESERVED, Atom, Compared, Condition, Known, atoms_of, keys_of
from app.participation.conditions.wording import in_words, wanted_at

__all__ = [
    "HAS", "RESERVED",
    "Atom", "BadCondition", "Compared", "Condition", "Known", "Wanted",
    "atoms_of", "holds", "in_words", "keys_of", "meets", "parse", "printed", "wanted_at",
]  # fmt: skip
