"""Making the geographic files of the project again from the packages that publish their sources. `data/CREDITS.md` says how.

A workbench for whoever maintains the data: nothing here runs while people are served.
"""
