"""Fetching from servers that are wrong, slow or hostile: a sentence, and never more than was asked for."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from app.opendata import fetching
from app.opendata.fetching import FetchFailed, fetch

BODY = b"id,source\n1,2\n"


@contextmanager
def serving(headers=(), status=200, body=BODY):
    """Serve one answer on this machine; give the address of the server."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args):
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


def refusal(address, folder):
    with pytest.raises(FetchFailed) as caught:
        fetch(address, folder)
    assert str(caught.value).endswith(".")
    return str(caught.value)


def test_a_file_comes_under_the_name_of_its_address(tmp_path):
    shares = []
    with serving([("Content-Length", str(len(BODY)))]) as server:
        path = fetch(f"{server}/a/services.csv", tmp_path, shares.append)
    assert (path, path.read_bytes(), shares[-1]) == (tmp_path / "services.csv", BODY, 1.0)


@pytest.mark.parametrize("end", ["", "%00", "..", "%2e%2e%2fautre", "n" * 3000, "é" * 300, "a%2fb%5cc"])
def test_whatever_ends_an_address_names_a_file_of_the_folder(tmp_path, end):
    from urllib.parse import quote

    with serving() as server:
        path = fetch(f"{server}/{quote(end, safe='%.')}", tmp_path)
    assert path.parent == tmp_path
    assert path.read_bytes() == BODY
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("length", ["abc", "-5", "9999", "9" * 5000])
def test_a_length_that_is_false_is_told(tmp_path, length):
    with serving([("Content-Length", length)]) as server:
        refusal(f"{server}/a.csv", tmp_path)


@pytest.mark.parametrize("target", ["http://[::1", "file:///etc/hostname", "ftp://127.0.0.1/a", "http://exemple.invalid/"])
def test_a_redirection_to_what_is_no_safe_address_is_not_followed(tmp_path, target):
    with serving([("Location", target)], 302) as server:
        refusal(f"{server}/a.csv", tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("address", ["http://[::1", "https://", "http://exemple.invalid/a", "https://127.0.0.1:port/a", "https://a b/"])
def test_an_address_that_is_none_is_told(tmp_path, address):
    refusal(address, tmp_path)


def test_a_server_that_never_ends_is_left(tmp_path, monkeypatch):
    hours = iter(range(0, 10_000, 1000))
    monkeypatch.setattr(fetching, "monotonic", lambda: next(hours))
    monkeypatch.setattr(fetching, "PIECE", 4)
    with serving() as server:
        assert "trop lent" in refusal(f"{server}/a.csv", tmp_path)


def test_a_file_without_measure_is_not_taken(tmp_path, monkeypatch):
    monkeypatch.setattr(fetching, "LARGEST", 5)
    with serving() as server:
        assert "trop grand" in refusal(f"{server}/a.csv", tmp_path)
