"""A small load client on loopback: many connections kept open, ready-made requests, as little work per
request as possible.
"""

import selectors
import socket
import time


def run(port: int, requests: list[bytes], clients: int = 32) -> tuple[float, list[float], dict[str, int]]:
    """Send every request once over `clients` connections; return seconds, each answer's seconds, and
    counts by status.
    """
    selector, waiting = selectors.DefaultSelector(), iter(requests)
    latencies: list[float] = []
    statuses: dict[str, int] = {}
    started = time.perf_counter()
    busy = sum(_begin(selector, _Connection(port), waiting) for _ in range(clients))
    while busy:
        for key, _ in selector.select():
            connection = key.data
            status = connection.receive()
            if status is None:
                continue
            latencies.append(time.perf_counter() - connection.sent_at)
            statuses[status] = statuses.get(status, 0) + 1
            if not connection.send(waiting):
                selector.unregister(connection.socket)
                connection.socket.close()
                busy -= 1
    return time.perf_counter() - started, latencies, statuses


def post(
    path: str, body: bytes, content_type: str = "application/x-www-form-urlencoded", headers: str = ""
) -> bytes:
    """A ready-made POST request."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {content_type}\r\nContent-Length:"
        f" {len(body)}\r\n{headers}\r\n"
    )
    return head.encode() + body


def get(path: str, cookie: str = "") -> bytes:
    """A ready-made GET request."""
    extra = f"Cookie: {cookie}\r\n" if cookie else ""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{extra}\r\n".encode()


def _begin(selector, connection, waiting) -> int:
    if not connection.send(waiting):
        return 0
    selector.register(connection.socket, selectors.EVENT_READ, connection)
    return 1


class _Connection:
    def __init__(self, port: int):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer, self.expected, self.sent_at = b"", None, 0.0

    def send(self, waiting) -> bool:
        request = next(waiting, None)
        if request is None:
            return False
        self.buffer, self.expected, self.sent_at = b"", None, time.perf_counter()
        self.socket.sendall(request)
        return True

    def receive(self) -> str | None:
        """The status when the whole answer is in, else None."""
        part = self.socket.recv(65536)
        if not part:
            raise ConnectionError("The server closed the connection.")
        self.buffer += part
        if self.expected is None and (end := self.buffer.find(b"\r\n\r\n")) >= 0:
            self.expected = end + 4 + _length(self.buffer[:end])
        if self.expected is None or len(self.buffer) < self.expected:
            return None
        return self.buffer[9:12].decode()


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0
