"""Participation: questionnaires that people in precarity can answer, and trust.

A *questionnaire* has *versions*, each a *definition* (its questions, in every language) that never changes once published. A *campaign*
asks one of them of people, by *channels* (a link, a poster, a kiosk, an interviewer, paper, the telephone). What somebody answers is
*carried* by their own device until it is sent; it then waits in an *inbox*, and becomes a *response* and *verbatims* by shuffled batches.
"""
