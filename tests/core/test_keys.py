"""What is sealed is read again with its keys, in its place, and nowhere else."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.keys import Keyring, Unreadable, new_key

KEYRING = Keyring({"k1": b"a" * 32})
WRITTEN = base64.b64encode(b"a" * 32).decode()


@given(st.text())
def test_a_text_comes_back_as_it_was(text: str) -> None:
    assert KEYRING.unseal(KEYRING.seal(text, "table.column"), "table.column") == text


def test_the_same_text_is_never_sealed_twice_alike() -> None:
    assert KEYRING.seal("moi@exemple.fr", "a.b") != KEYRING.seal("moi@exemple.fr", "a.b")


def test_what_is_moved_elsewhere_cannot_be_read() -> None:
    with pytest.raises(Unreadable):
        KEYRING.unseal(KEYRING.seal("secret", "account.totp_secret"), "ticket.message")


def test_what_is_changed_cannot_be_read() -> None:
    name, _, encoded = KEYRING.seal("secret", "a.b").partition(".")
    raw = bytearray(base64.b64decode(encoded))
    raw[-1] ^= 1
    with pytest.raises(Unreadable):
        KEYRING.unseal(f"{name}.{base64.b64encode(bytes(raw)).decode()}", "a.b")


@pytest.mark.parametrize("stored", ["", "k1", "k1.", "k1.pas du base64", "k9.AAAA", "en clair"])
def test_what_was_never_sealed_is_refused_not_shown(stored: str) -> None:
    with pytest.raises(Unreadable):
        KEYRING.unseal(stored, "a.b")


def test_a_new_key_in_front_reads_what_the_old_one_wrote() -> None:
    rotated = Keyring({"k2": b"b" * 32, "k1": b"a" * 32})
    sealed = KEYRING.seal("secret", "a.b")
    assert rotated.unseal(sealed, "a.b") == "secret"
    assert rotated.seal("secret", "a.b").startswith("k2.")
    with pytest.raises(Unreadable):
        Keyring({"k2": b"b" * 32}).unseal(sealed, "a.b")


def test_keys_are_read_from_a_setting() -> None:
    keyring = Keyring.read(f"k2:{new_key()}, k1:{WRITTEN}")
    assert list(keyring.keys) == ["k2", "k1"]
    assert keyring.unseal(KEYRING.seal("secret", "a.b"), "a.b") == "secret"


@pytest.mark.parametrize("text", ["", "k1", "k1:", "k1:AAAA", "k 1:" + "A" * 44, "k1:é", f"k1:{WRITTEN},k1:{WRITTEN}"])
def test_keys_that_will_not_do_are_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the configuration says it in words
        Keyring.read(text)
