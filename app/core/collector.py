"""The garbage collector of a server: what was loaded is left alone, and requests are not interrupted for little."""

import gc

FEW_OBJECTS = 20_000
"""New objects between two looks; a page makes about half of that, all freed by their counts alone."""


def settle() -> None:
    """Put what is loaded out of the collector's sight: workers forked from here share it as long as nobody writes into it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(FEW_OBJECTS, 20, 20)
