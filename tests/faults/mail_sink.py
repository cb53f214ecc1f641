"""A mail server on loopback that keeps what it acknowledged: message id and number of the try. It can also
hang.
"""

import email
import socketserver
import threading
from dataclasses import dataclass

from zicht.chain.feedback.mailing import REPEATED


@dataclass(frozen=True)
class Received:
    """A mail that the server took: its id, and which try it says to be (1 when it says nothing)."""

    id: str
    tries: int


class MailSink(socketserver.ThreadingTCPServer):
    """Takes every mail at `port` (0: a free one). With `hangs` it takes the connection and says nothing."""

    daemon_threads, allow_reuse_address = True, True

    def __init__(self, port: int = 0, *, hangs: bool = False):
        super().__init__(("127.0.0.1", port), _Conversation)
        self.hangs, self.received, self.open_hands = hangs, [], threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        return self.server_address[1]

    def close(self) -> None:
        self.open_hands.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, request, client_address):
        """A client that was killed halfway is what this is for."""


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        if self.server.hangs:
            self.server.open_hands.wait()
            return
        self._say("220 here")
        while line := self.rfile.readline():
            word = line[:4].upper().strip()
            if word == b"DATA":
                self._say("354 go on")
                self._take()
            elif word == b"QUIT":
                return self._say("221 bye")
            else:
                self._say("250 fine")

    def _take(self):
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        if not line:
            return
        mail = email.message_from_bytes(b"".join(lines))
        self.server.received.append(
            Received(mail["Message-ID"].strip("<>").split("@")[0], int(mail.get(REPEATED, 1)))
        )
        self._say("250 kept")

    def _say(self, words: str):
        self.wfile.write(words.encode() + b"\r\n")
