"""Requests as curl sends them when a person types Chinese words into an address."""

from __future__ import annotations

import socket
import time
from urllib.parse import urlsplit

import pytest

from api.wire import encode_line

LINE = "GET /api/v1/search?q=修复&limit=1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()


def ask(address: str, *parts: bytes) -> bytes:
    where = urlsplit(address)
    answer = b""
    with socket.create_connection((where.hostname, where.port), timeout=30) as connection:
        for part in parts:
            connection.sendall(part)
            time.sleep(0.05)
        while data := connection.recv(1 << 16):
            answer += data
    return answer


@pytest.mark.parametrize("cut", [len(LINE), 23, 5])
def test_words_that_are_not_encoded_are_understood(address: str, cut: int) -> None:
    answer = ask(address, LINE[:cut], LINE[cut:])
    assert answer.startswith(b"HTTP/1.1 200")
    assert "修复".encode() in answer


def test_bodies_stay_as_they_are(address: str) -> None:
    query = 'SELECT ?x { VALUES ?x { "修复\n修复" } }'.replace("\n", "\\n").encode()
    head = (
        "POST /sparql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAccept: text/csv\r\n"
        f"Content-Type: application/sparql-query\r\nContent-Length: {len(query)}\r\n\r\n"
    ).encode()
    for parts in ((head + query,), (head, query), (head[:20], head[20:], query)):
        assert "修复\n修复".encode() in ask(address, *parts)


def test_only_the_first_line_is_repaired() -> None:
    assert encode_line("GET /修 H\r\nX: 修".encode()) == b"GET /%E4%BF%AE H\r\n" + "X: 修".encode()
    assert encode_line(b"") == b""
