from datetime import date

from app.core.written_days import day_text
from app.web.translations import translator


def test_the_first_of_a_month_is_an_ordinal_in_french_only():
    first, second = date(2026, 8, 1), date(2026, 8, 2)

    assert [day_text(day, translator("fr")) for day in (first, second)] == ["1er août 2026", "2 août 2026"]
    assert day_text(first, translator("en")) == "1 August 2026"
    assert "er" not in day_text(first, translator("ar"))
