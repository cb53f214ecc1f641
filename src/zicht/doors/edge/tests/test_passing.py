"""What reaches Django through the edge is what the visitor sent, and who it is cannot be made up (OP3)."""

import asyncio
from types import SimpleNamespace

import pytest

from zicht.doors.edge import calling, passing
from zicht.doors.edge.limits import SOCKET
from zicht.doors.edge.tests.running import ran


class Headers(list):
    def items(self):
        return list(self)


def a_request(*headers: tuple[str, str], path="/werk/", method="POST"):
    return SimpleNamespace(
        method=method,
        path=path,
        query_string="na=1%202",
        scheme="http",
        http_version="1.1",
        client="192.0.2.7:4711",
        server="127.0.0.1:8000",
        headers=Headers([("host", "zicht.example"), *headers]),
    )


@pytest.fixture
def answered(tmp_path, monkeypatch):
    """Pass a request on to a workplace that answers with these bytes; what it got, and what came back."""

    def pass_on(answer: bytes, scope, body=b""):
        async def both():
            got = []

            async def serve(reader, writer):
                got.append(await reader.readuntil(b"\r\n\r\n") + await reader.readexactly(len(body)))
                writer.write(answer)
                writer.close()

            async with await asyncio.start_unix_server(serve, tmp_path / "w.sock"):
                return await passing.pass_on(scope, body), got[0]

        monkeypatch.setenv(SOCKET, str(tmp_path / "w.sock"))
        return ran(both())

    return pass_on


def test_OP3_the_workplace_gets_the_request_whole_and_its_answer_comes_back_whole(answered):
    answer = b"HTTP/1.1 302 Found\r\nlocation: /werk/\r\nset-cookie: a=1\r\nset-cookie: b=2\r\n\r\nja"
    came_back, got = answered(answer, a_request(path="/werk/café/?"), b"a=1&b=2")
    assert came_back == (302, [("location", "/werk/"), ("set-cookie", "a=1"), ("set-cookie", "b=2")], b"ja")
    assert got.startswith(b"POST /werk/caf%C3%A9/%3F?na=1%202 HTTP/1.0\r\n")
    assert got.endswith(b"content-length: 7\r\n\r\na=1&b=2")


@pytest.mark.parametrize(
    "answer", [b"", b"HTTP/1.1 200 OK\r\ncontent-le", b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf"]
)
def test_OP3_an_answer_that_breaks_off_is_no_answer(answered, answer):
    with pytest.raises(passing.NoAnswer):
        answered(answer, a_request())


def test_OP3_a_head_has_a_length_and_no_content(answered):
    answer = b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n"
    assert answered(answer, a_request(method="HEAD"))[0] == (200, [], b"")


def test_OP3_a_workplace_that_is_not_there_is_no_answer(monkeypatch, tmp_path):
    monkeypatch.setenv(SOCKET, str(tmp_path / "nobody.sock"))
    with pytest.raises(passing.NoAnswer):
        ran(passing.pass_on(a_request(), b""))


def test_SH2_who_is_at_the_other_end_cannot_be_made_up(answered):
    """SH2: a header that says so is not passed on, under either spelling."""
    made_up = [(calling.PEER, "10.0.0.1"), ("x_zicht_peer", "10.0.0.1"), ("x_forwarded_proto", "https")]
    _, got = answered(b"HTTP/1.1 200 OK\r\n\r\n", a_request(*made_up))
    assert got.lower().count(b"x-zicht-peer: 192.0.2.7\r\n") == got.lower().count(b"peer") == 1
    assert b"x_forwarded_proto" not in got
    environ = calling.environment(a_request(*made_up), b"")
    assert environ["REMOTE_ADDR"] == "192.0.2.7"
    assert not {"HTTP_X_ZICHT_PEER", "HTTP_X_FORWARDED_PROTO"} & environ.keys()


def test_OP3_the_workplace_knows_the_visitor_and_not_the_socket():
    seen: dict = {}
    told = passing.knowing_the_visitor(lambda environ, start: seen.update(environ))
    told({passing.KEY: "192.0.2.7", "REMOTE_ADDR": "socket"}, None)
    assert seen == {"REMOTE_ADDR": "192.0.2.7"}


def test_OP3_django_gets_a_request_as_a_web_server_gives_it():
    environ = calling.environment(a_request(("cookie", "a=1"), ("cookie", "b=2"), path="/café/"), b"x=1")
    assert environ["HTTP_COOKIE"] == "a=1; b=2"
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/café/"
    assert (environ["CONTENT_LENGTH"], environ["wsgi.input"].read()) == ("3", b"x=1")
    assert environ["HTTP_HOST"] == "zicht.example"


def test_OP3_an_answer_is_taken_over_in_whole_and_closed():
    closed = []

    class Parts(list):
        def close(self):
            closed.append(True)

    def application(environ, start_response):
        start_response("200 OK", [("a", "b")])
        return Parts([b"ja", b"!"])

    assert calling.answer(application, {}) == (200, [("a", "b")], b"ja!")
    assert closed == [True]
