"""XLSForm, the workbooks of ODK, KoboToolbox and their kin: read into definitions, written from them. Pure; see `docs/xlsform.md`.

A *row* is one of a sheet, numbered as spreadsheets number it. What cannot be kept is *refused*, by row, with what to do instead; what is
kept otherwise than it was is *remarked* on. Nothing is left out in silence.
"""
