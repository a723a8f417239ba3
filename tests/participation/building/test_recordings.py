"""Recorded voices: sounds by their first bytes, kept once, heard where a questionnaire names them."""

import io
from dataclasses import replace
from hashlib import sha256

import pytest
from lxml import html
from sqlalchemy import func, select

from app.core.unit_of_work import unit_of_work
from app.participation.definition import parse, read
from app.participation.forms.building import recordings as forms
from app.participation.models import QuestionnaireDraft, Recording
from app.participation.services import building
from app.participation.services.recording import VoiceChanged, keep_recording, media_type, with_voice
from tests.participation.answering.answering_pages import Somebody, words
from tests.participation.making import SMALL
from tests.support.forms import hidden_fields

pytestmark = pytest.mark.one_engine
SOUND = b"OggS" + b"\0" * 60
DIGEST = sha256(SOUND).hexdigest()
OTHER = sha256(b"autre").hexdigest()


@pytest.fixture
def made(maker, session):
    who = maker.organisation()
    with unit_of_work(session):
        return building.begin(maker.context(), who.id, read(SMALL), maker.by)


def place(made):
    return f"/mes-enquetes/questionnaires/{made.id}/question/visite/voix"


def send(client, made, data, *, end="", **form):
    page = client.get(place(made))
    sound = {"voix": (io.BytesIO(data), "voix.bin")} if data is not None else {}
    hidden = {name: value for name, value in hidden_fields(page, place(made)).items() if name != "vu"}
    return client.post(place(made) + end, data={**hidden, "langue": "fr", "vu": "", **form, **sound}, content_type="multipart/form-data")


def voices(session, made):
    session.expire_all()
    return parse(session.get_one(QuestionnaireDraft, made.id).body).question("visite").audio


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"ID3\x04", "audio/mpeg"), (b"\xff\xfb\x90", "audio/mpeg"), (b"\xff\xf1\x50", "audio/aac"), (SOUND, "audio/ogg"),
        (b"\x1a\x45\xdf\xa3", "audio/webm"), (b"RIFF\0\0\0\0WAVEfmt ", "audio/wav"), (b"\0\0\0\x20ftypM4A \0", "audio/mp4"),
        (b"\0\0\0\x20ftypheic", ""), (b"RIFF\0\0\0\0AVI ", ""), (b"<svg onload=x>", ""), (b"\xff", ""), (b"", ""),
    ],
)  # fmt: skip
def test_a_sound_is_known_by_its_first_bytes(data, kind):
    assert media_type(data) == kind


def test_a_voice_is_recorded_heard_replaced_and_taken_away(editor, made, session):
    client, _ = editor
    assert send(client, made, SOUND).status_code == 303
    assert voices(session, made) == {"fr": DIGEST}
    page = html.fromstring(client.get(place(made)).get_data(as_text=True))
    assert page.xpath("//audio/@src") == [f"/mes-enquetes/questionnaires/{made.id}/voix/{DIGEST}"]
    heard = client.get(page.xpath("//audio/@src")[0])
    assert (heard.data, heard.content_type) == (SOUND, "audio/ogg")
    assert send(client, made, b"ID3", vu=DIGEST).status_code == 303
    assert client.get(f"/mes-enquetes/questionnaires/{made.id}/voix/{DIGEST}").status_code == 404, "the draft names it no more"
    assert send(client, made, None, end="/retirer", vu=sha256(b"ID3").hexdigest()).status_code == 303
    assert voices(session, made) == {}


@pytest.fixture
def little_room(monkeypatch):
    monkeypatch.setattr(forms, "MOST_BYTES", 100)


@pytest.mark.usefixtures("little_room")
@pytest.mark.parametrize(("data", "told"), [(b"<html>", "n’est pas un son"), (b"OggS" + b"\0" * 100, "600"), (None, "Choisissez")])
def test_what_is_no_sound_or_too_heavy_is_refused(editor, made, session, data, told):
    client, _ = editor
    answer = send(client, made, data)
    assert answer.status_code == 422
    assert told in words(answer)
    assert voices(session, made) == {}
    assert session.scalar(select(func.count()).select_from(Recording)) == 0


def test_a_voice_that_somebody_changed_meanwhile_is_not_replaced(editor, made, session):
    client, _ = editor
    send(client, made, SOUND)
    answer = send(client, made, b"ID3")
    assert answer.status_code == 409
    assert "Quelqu’un a changé cette voix" in words(answer)
    assert voices(session, made) == {"fr": DIGEST}
    assert session.scalar(select(func.count()).select_from(Recording)) == 1


def test_the_same_sound_is_kept_once_and_voices_of_other_languages_stay(maker, made, session):
    with unit_of_work(session):
        assert {keep_recording(maker.context(), made.organisation_id, SOUND, "audio/ogg") for _ in range(2)} == {DIGEST}
    both = with_voice(with_voice(read(SMALL), "visite", "fr", "", DIGEST), "visite", "ar", "", OTHER)
    assert both.question("visite").audio == {"fr": DIGEST, "ar": OTHER}
    assert with_voice(both, "visite", "ar", OTHER, "").question("visite").audio == {"fr": DIGEST}
    with pytest.raises(VoiceChanged):
        with_voice(both, "visite", "ar", DIGEST, "")


def test_who_answers_hears_the_voice_of_their_language(client, maker, made, session):
    with unit_of_work(session):
        keep_recording(maker.context(), made.organisation_id, SOUND, "audio/ogg")
    definition = with_voice(read(SMALL), "visite", "fr", "", DIGEST)
    somebody, other = Somebody(client, maker.campaign(definition)), maker.campaign(replace(read(SMALL), code="autre"))
    somebody.begin()
    page = html.fromstring(somebody.see("1"))
    assert page.xpath("//audio[@controls and @preload='none']/@src") == [somebody.path(f"voix/{DIGEST}")]
    assert not html.fromstring(somebody.see("1?lang=ar")).xpath("//audio")
    heard = client.get(somebody.path(f"voix/{DIGEST}"))
    assert (heard.data, heard.content_type) == (SOUND, "audio/ogg")
    assert heard.headers["Cache-Control"].startswith("private")
    part = client.get(somebody.path(f"voix/{DIGEST}"), headers={"Range": "bytes=0-1"})
    assert (part.status_code, part.data) == (206, SOUND[:2]), "telephones of Apple play nothing else"
    assert "media-src 'self'" in heard.headers["Content-Security-Policy"]
    assert client.get(f"/enquetes/{other.slug}/voix/{DIGEST}").status_code == 404
    assert client.get(somebody.path(f"voix/{OTHER}")).status_code == 404


def test_voices_are_for_who_builds(member, made):
    stranger = member("membre", email="autre@exemple.fr")[0]
    assert stranger.get(place(made)).status_code == 404
    assert stranger.get(f"/mes-enquetes/questionnaires/{made.id}/voix/{DIGEST}").status_code == 404


def test_a_voice_of_another_organisation_does_not_come_with_a_copy(made, maker, session):
    with unit_of_work(session):
        keep_recording(maker.context(), made.organisation_id, SOUND, "audio/ogg")
        voiced = with_voice(read(SMALL), "visite", "fr", "", DIGEST)
        here = building.begin(maker.context(), made.organisation_id, voiced, maker.by)
        elsewhere = building.begin(maker.context(), maker.organisation("Autre structure de l’Exemple").id, voiced, maker.by)
    assert (voices(session, here), voices(session, elsewhere)) == ({"fr": DIGEST}, {})
