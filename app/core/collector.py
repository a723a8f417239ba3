"""The garbage collector of a process: it waits while the process loads, leaves alone what was loaded, and is not called for little."""

import gc

FEW_OBJECTS = 20_000
"""New objects between two looks; a page makes about half of that, all freed by their counts alone."""


def pause() -> None:
    """Let the collector wait until `settle`: while a process loads, it would look at everything again and again and find nothing."""
    gc.disable()


def settle() -> None:
    """Put what is loaded out of the collector's sight: workers forked from here share it as long as nobody writes into it."""
    gc.freeze()
    gc.set_threshold(FEW_OBJECTS, 20, 20)
    gc.enable()
