"""The guards themselves: what they must see, they see; what they could not look at, they say."""

import subprocess
from datetime import date
from typing import Any

import pytest
from babel.messages.catalog import Catalog

from tests.tools.audit import Accepted, read, verdict
from tests.tools.catalogues import compare, compare_easy, french
from tests.tools.outcome import NOT_DONE
from tests.tools.tracked import ROOT

TODAY = date(2026, 11, 21)
VULNERABLE: dict[str, Any] = {
    "name": "thing",
    "version": "1.0",
    "vulns": [{"id": "PYSEC-1", "aliases": ["CVE-1"], "fix_versions": ["1.1"]}],
}
SOUND: dict[str, Any] = {"name": "other", "version": "2.0", "vulns": []}
SKIPPED = {"name": "unknown", "skip_reason": "not found"}


def audited(*entries: dict[str, Any], accepted: dict[str, Accepted] | None = None) -> tuple[int, str]:
    return verdict(read({"dependencies": list(entries)}, TODAY, accepted or {}))


def test_an_audit_that_looked_at_nothing_is_no_all_clear() -> None:
    code, words = audited(SKIPPED, SKIPPED)
    assert code == NOT_DONE
    assert "no all-clear" in words


def test_an_audit_that_skipped_one_package_fails_and_names_it() -> None:
    assert audited(SOUND, SKIPPED) == (1, "1 packages audited, 1 skipped: unknown")


def test_a_whole_audit_without_bad_news_is_well() -> None:
    assert audited(SOUND) == (0, "1 packages audited, none with a known vulnerability")


def test_a_known_vulnerability_fails_with_the_version_that_mends_it() -> None:
    code, words = audited(VULNERABLE, SOUND)
    assert code == 1
    assert "PYSEC-1" in words
    assert "1.1" in words


@pytest.mark.parametrize(("until", "expected"), [(date(2026, 11, 21), 0), (date(2026, 11, 20), 1)])
def test_an_accepted_vulnerability_is_accepted_until_its_date_only(until: date, expected: int) -> None:
    assert audited(VULNERABLE, accepted={"CVE-1": Accepted(until, "not reached")})[0] == expected


def catalogue(*messages: tuple[Any, Any], locale: str = "en", flags: tuple[str, ...] = ()) -> Catalog:
    made = Catalog(locale=locale, fuzzy=False)
    for source, translation in messages:
        made.add(source, translation, flags=flags)
    return made


TEXTS = catalogue(("Bonjour %(name)s", ""), (("%(num)s lieu", "%(num)s lieux"), ("", "")), locale="fr")
COMPLETE = (("Bonjour %(name)s", "Hello %(name)s"), (("%(num)s lieu", "%(num)s lieux"), ("%(num)s place", "%(num)s places")))


def complaints(*messages: tuple[Any, Any], flags: tuple[str, ...] = ()) -> list[str]:
    return sorted(compare(TEXTS, catalogue(*messages, flags=flags), "en"))


def test_a_complete_catalogue_is_let_through() -> None:
    assert complaints(*COMPLETE) == []


def test_a_plural_form_may_leave_its_count_out() -> None:
    assert complaints(COMPLETE[0], (("%(num)s lieu", "%(num)s lieux"), ("one place", "%(num)s places"))) == []


@pytest.mark.parametrize(
    ("messages", "word"),
    [
        (COMPLETE[:1], "missing"),
        ((*COMPLETE, ("Adieu", "Farewell")), "left over"),
        ((("Bonjour %(name)s", ""), COMPLETE[1]), "not translated"),
        ((("Bonjour %(name)s", "Hello %(nom)s"), COMPLETE[1]), "other values"),
        ((("Bonjour %(name)s", "Hello"), COMPLETE[1]), "other values"),
        ((("Bonjour %(name)s", "100 % %(name)s"), COMPLETE[1]), "a lone %"),
        ((COMPLETE[0], (("%(num)s lieu", "%(num)s lieux"), ("%(num)s place", ""))), "not translated"),
    ],
)
def test_a_catalogue_that_drifted_is_seen(messages: tuple[tuple[Any, Any], ...], word: str) -> None:
    found = complaints(*messages)
    assert len(found) == 1
    assert word in found[0]


def test_an_unsure_translation_is_seen() -> None:
    assert all("unsure" in complaint for complaint in complaints(*COMPLETE, flags=("fuzzy",)))
    assert complaints(*COMPLETE, flags=("fuzzy",))


@pytest.mark.parametrize(
    ("message", "word"),
    [
        (("Bonjour %(name)s", "Salut %(name)s"), None),
        (("Adieu", "Au revoir"), "left over"),
        (("Bonjour %(name)s", ""), "not translated"),
        (("Bonjour %(name)s", "Bonjour"), "other values"),
        (("Bonjour %(name)s", "Bonjour %(name)s"), "the same as French"),
    ],
)
def test_an_easy_text_stands_for_a_text_that_is_there_and_the_others_may_be_left_out(message: tuple[str, str], word: str | None) -> None:
    found = list(compare_easy(TEXTS, catalogue(message, locale="fr"), "fr/easy"))
    assert [word in complaint for complaint in found if word] == ([True] if word else [])
    assert bool(found) == bool(word)


def test_zero_is_singular_in_the_french_catalogue() -> None:
    made = french(TEXTS)
    assert made.plural_expr == "(n > 1)"
    assert made[("%(num)s lieu", "%(num)s lieux")].string == ("%(num)s lieu", "%(num)s lieux")


def test_make_alone_lists_every_target() -> None:
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout  # noqa: S607 - make is what is tried
    assert {line.split()[1] for line in listed.splitlines()} >= {"run", "test", "check", "dev", "bench", "access", "i18n", "demo", "clean"}
