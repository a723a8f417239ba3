"""Forms of participation: of who asks; questions draw and check themselves (`app.participation.questions`)."""
