"""An association's own table, one line a service.

Columns are guessed from headings and values, French is read as it is written, and a preview comes first.
"""
