"""What an answer by mail says, without database."""

from datetime import date

import pytest

from app.listings.reading_answers import Reading, Said, read_answer
from app.listings.reading_mail import NotAMessage, read_message

TODAY = date(2026, 7, 6)


@pytest.mark.parametrize(
    "text",
    [
        "OK",
        "ok.",
        "Oui !",
        "C’est bon",
        "tout est juste",
        "Tout est toujours juste, merci",
        "Bonjour,\n\nOK\n\nCordialement,\nMarie Exemple\n04 75 00 00 00",
        "oui\nmerci",
        "OK OK",
        "Rien n’a changé.",
        "D'accord, tout est bon",
        "Yes",
        "نعم",
    ],
)
def test_a_yes_is_understood(text: str) -> None:
    assert read_answer(text, TODAY) == Reading(Said.YES)


@pytest.mark.parametrize(
    "text",
    [
        "OK sauf le mardi",
        "ok mais le téléphone a changé",
        "OK\nfermé le mardi maintenant",
        "Pas OK",
        "Ce n’est plus juste",
        "okay or not",
        "Nous avons déménagé",
        "OK " * 200,
        "👍",
    ],
)
def test_what_leaves_a_doubt_is_for_people(text: str) -> None:
    assert read_answer(text, TODAY).said in (Said.OTHER, Said.NOTHING)


@pytest.mark.parametrize(
    ("text", "starts", "ends"),
    [
        ("fermé du 1 au 15 août", date(2026, 8, 1), date(2026, 8, 15)),
        ("Nous sommes fermés du 1er au 15 août.", date(2026, 8, 1), date(2026, 8, 15)),
        ("Fermé du lundi 3 août au vendredi 21 août inclus", date(2026, 8, 3), date(2026, 8, 21)),
        ("fermé en août", date(2026, 8, 1), date(2026, 8, 31)),
        ("fermés tout le mois d’août", date(2026, 8, 1), date(2026, 8, 31)),
        ("fermé en février", date(2027, 2, 1), date(2027, 2, 28)),
        ("fermeture du 24 décembre au 2 janvier", date(2026, 12, 24), date(2027, 1, 2)),
        ("fermeture du 24/12 au 02/01", date(2026, 12, 24), date(2027, 1, 2)),
        ("Congés du 1 juillet au 10 juillet", date(2026, 7, 1), date(2026, 7, 10)),
        ("Congés du 1 juin au 10 juin", date(2027, 6, 1), date(2027, 6, 10)),
        ("fermé du 1 au 15 août 2027", date(2027, 8, 1), date(2027, 8, 15)),
        ("fermé du 20 décembre 2026 au 3 janvier 2027", date(2026, 12, 20), date(2027, 1, 3)),
        ("fermé du 20 décembre au 3 janvier 2027", date(2026, 12, 20), date(2027, 1, 3)),
        ("Bonjour\nfermé en décembre\nMerci", date(2026, 12, 1), date(2026, 12, 31)),
        ("closed in August", date(2026, 8, 1), date(2026, 8, 31)),
        ("We are closed from 1 to 15 August", date(2026, 8, 1), date(2026, 8, 15)),
    ],
)
def test_a_closure_is_read_with_the_days_that_come_next(text: str, starts: date, ends: date) -> None:
    assert read_answer(text, TODAY) == Reading(Said.CLOSED, starts, ends)


def test_a_closure_that_runs_is_of_this_time_not_of_next_year() -> None:
    assert read_answer("fermé du 24 décembre au 2 janvier", date(2026, 12, 28))[1:] == (date(2026, 12, 24), date(2027, 1, 2))
    assert read_answer("fermé du 24 décembre au 2 janvier", date(2027, 1, 1))[1:] == (date(2026, 12, 24), date(2027, 1, 2))


@pytest.mark.parametrize(
    "text",
    [
        "pas fermé en août",
        "fermé du 30 au 31 février",
        "fermé du 1 au 45 août",
        "fermé du 1 au 15 août et du 24 au 31 décembre",
        "fermé du 1 au 15 août 1998",
        "fermé du 1 janvier 2026 au 1 mars 2028",
        "fermé du 1 au 15",
        "ouvert du 1 au 15 août, fermé ensuite",
        "fermé du 1 au 15 août 0000",
        "fermé du 00/00 au 99/99",
    ],
)
def test_a_closure_that_cannot_be_read_without_a_doubt_is_for_people(text: str) -> None:
    assert read_answer(text, TODAY) == Reading(Said.OTHER)


@pytest.mark.parametrize("text", ["STOP", "stop svp", "Stop.\n\nMarie"])
def test_stop_is_understood(text: str) -> None:
    assert read_answer(text, TODAY).said is Said.STOP


def test_stop_in_a_sentence_is_for_people() -> None:
    assert read_answer("Le bus stop a changé", TODAY).said is Said.OTHER


def mail(body: str, *headers: str, kind: str = "text/plain; charset=utf-8") -> bytes:
    head = ["From: quelquun@exemple.fr", "Message-ID: <one@exemple.fr>", "In-Reply-To: <secret@reperes>", f"Content-Type: {kind}", *headers]
    return ("\r\n".join(head) + "\r\n\r\n" + body.replace("\n", "\r\n")).encode()


@pytest.mark.parametrize(
    "body",
    [
        "OK\n\nLe lun. 6 juil. 2026 à 10:12, Repères <reperes@exemple.fr> a écrit :\n> Votre fiche\n> Tout est juste ? STOP",
        "OK\n\nLe lun. 6 juil. 2026 à 10:12, Repères de l’Exemple\n<reperes@exemple.fr> a écrit :\n\n> Votre fiche",
        "> Votre fiche\n> est-elle juste ?\n\nOK",
        "OK\n-- \nMarie Exemple",
        "OK\n\nEnvoyé de mon iPhone",
        "OK\n\n-----Message d'origine-----\nDe : Repères\nVotre fiche",
        "OK\n\n________________________________\nDe : Repères\nEnvoyé : lundi",
        "OK\n\nDe : Repères <reperes@exemple.fr>\nEnvoyé : lundi 6 juillet\nÀ : moi\nVotre fiche",
        "OK\n\nOn Mon, Jul 6, 2026 at 10:12 AM Repères <r@exemple.fr> wrote:\n> text",
    ],
)
def test_quotes_and_signatures_are_cut(body: str) -> None:
    assert read_message(mail(body)).text == "OK"


def test_html_alone_is_read_without_its_marks_nor_its_quote() -> None:
    quote = '<div class="gmail_quote">STOP<div>x</div></div>'
    page = f"<html><head><style>p{{}}</style></head><body><!-- STOP --><div>Tout est <b>juste</b></div>{quote}</body></html>"
    assert read_message(mail(page, kind="text/html")).text == "Tout est juste"


def test_the_plain_part_is_preferred_and_its_encoding_read() -> None:
    parts = (
        "--x\nContent-Type: text/html\n\n<p>html</p>\n--x\nContent-Type: text/plain; charset=iso-8859-1\n"
        "Content-Transfer-Encoding: quoted-printable\n\nferm=E9 en ao=FBt\n--x--"
    )
    assert read_message(mail(parts, kind='multipart/alternative; boundary="x"')).text == "fermé en août"


def test_the_messages_that_it_answers_are_named() -> None:
    read = read_message(mail("OK", "References: <a@b>\r\n <c@reperes>"))
    assert read.answers_to == ("secret@reperes", "a@b", "c@reperes")
    assert read.identifier == "<one@exemple.fr>"


@pytest.mark.parametrize(
    "headers",
    [
        ("Auto-Submitted: auto-replied",),
        ("Precedence: bulk",),
        ("X-Autoreply: yes",),
        ("Return-Path: <>",),
        ("Subject: Absence du bureau",),
        ("Subject: =?utf-8?q?R=C3=A9ponse_automatique_=3A_Votre_fiche?=",),
        ("Subject: Undelivered Mail Returned to Sender",),
        ("Sender: x", "List-Id: <liste.exemple.fr>"),
    ],
)
def test_what_nobody_wrote_is_told_apart(headers: tuple[str, ...]) -> None:
    assert read_message(mail("OK", *headers)).is_automatic


def test_a_bounce_is_told_apart() -> None:
    assert read_message(mail("x", kind='multipart/report; boundary="x"')).is_automatic
    assert read_message(mail("x").replace(b"quelquun@exemple.fr", b"MAILER-DAEMON@exemple.fr")).is_automatic


def test_an_ordinary_answer_is_not_automatic() -> None:
    assert not read_message(mail("OK", "Subject: Re: Votre fiche est-elle toujours juste ?", "Auto-Submitted: no")).is_automatic


@pytest.mark.parametrize("raw", [b"", b"\x00" * 20, b"no header at all", b"x" * 1_000_001])
def test_what_is_no_message_is_said_to_be_none(raw: bytes) -> None:
    with pytest.raises(NotAMessage):
        read_message(raw)
