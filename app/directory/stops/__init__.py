"""Where a service is given, stop by stop and day by day.

A *stop* is a place of an itinerant service with its hours and its period; a *passage* is one time that it is there. A day of a stop is
cancelled by a closure of that stop alone; it is moved when another place stands instead of it on that day.
"""
