"""Which structures are worth comparing: those that share a key. Comparing all with all would take hours."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from math import floor
from typing import TypeAlias

from app.directory.duplicates.profiles import Profile
from app.directory.duplicates.rules import SWITCHBOARD

Key: TypeAlias = int
"""The hash of what is shared: two different things that meet by chance only make one comparison more."""
SQUARES_PER_DEGREE = 100
TOO_MANY = 200
"""A key that more structures share tells nobody apart; those that are one share a rarer one too."""


def keys(profile: Profile) -> frozenset[Key]:
    """Return the keys of a structure: telephones, e-mail address, SIRET, address; and each telling word of its name, where it stands."""
    found: list[tuple[str, ...] | tuple[str, int, int, str]] = [("phone", number) for number in profile.phones]
    for kind, value in (("email", profile.email), ("siret", profile.siret)):
        if value:
            found.append((kind, value))
    town = profile.town or profile.postcode
    if profile.street:
        found.append(("street", town, profile.street.words))
    for word in profile.name.telling:
        found.append(("town", town, word))
        if profile.point:
            row, column = (floor(degrees * SQUARES_PER_DEGREE) for degrees in profile.point)
            found.append(("square", row, column, word))
    return frozenset(map(hash, found))


def switchboards(profiles: Iterable[Profile]) -> frozenset[str]:
    """Return telephones and e-mail addresses of so many structures that they say nothing."""
    counted: Counter[str] = Counter()
    for profile in profiles:
        counted.update(profile.phones)
        if profile.email:
            counted[profile.email] += 1
    return frozenset(value for value, count in counted.items() if count > SWITCHBOARD)


def candidates(profiles: Sequence[Profile]) -> Iterator[tuple[float, Profile, Profile]]:
    """Yield (share of the work done, one, other) for each pair worth comparing, once: under the first of the keys that both bear."""
    blocks = _blocks(profiles)
    borne: dict[int, frozenset[Key]] = {}
    for members in blocks.values():
        for index in members:
            borne.setdefault(index, frozenset(key for key in keys(profiles[index]) if key in blocks))
    for rank, (key, members) in enumerate(blocks.items()):
        for first, second in combinations(members, 2):
            if min(borne[first] & borne[second]) == key:
                yield rank / len(blocks), profiles[first], profiles[second]


def _blocks(profiles: Sequence[Profile]) -> Mapping[Key, Sequence[int]]:
    """Positions by key, for keys that tell several structures, but not too many, apart from the rest."""
    blocks: defaultdict[Key, list[int]] = defaultdict(list)
    for index, profile in enumerate(profiles):
        for key in keys(profile):
            blocks[key].append(index)
    return {key: members for key, members in blocks.items() if 1 < len(members) <= TOO_MANY}
