"""The names of our pictograms, drawn in `templates/components/picto.html`; what definitions may name. Pure."""

PICTOS = (
    "face-1", "face-2", "face-3", "face-4", "face-5",
    "yes", "no", "question", "hand", "bubble-question",
    "house", "bed", "meal", "shower", "clothes", "heart", "health", "letter", "scales", "coin", "phone", "talk",
    "people", "person", "child", "baby", "clock", "calendar", "paper", "pen", "school", "work", "bus", "map", "key", "lock",
    "eye", "ear", "sun", "moon", "star", "thumbs-up", "thumbs-down", "tablet", "arrow", "door", "dog", "shield", "info",
)  # fmt: skip
"""From the saddest face (1) to the happiest (5), then what answers and questions are about."""
