"""Viewers of an X-RAY view: WebSocket and MJPEG, as a browser would watch, with the standard library only."""
import base64
import json
import os
import socket
import struct
import threading

BINARY_FRAME, CLOSE_FRAME, PING_FRAME, PONG_FRAME = 2, 8, 9, 10


class Viewer(threading.Thread):
    """Watches until closed. pictures: how many came; error: what went wrong; ended: the server ended the stream."""

    def __init__(self, server, path):
        super().__init__(daemon=True)
        self._server, self._path = server, path
        self._socket = None
        self._closing = False
        self.pictures = 0
        self.last = b""
        self.error = None
        self.ended = threading.Event()

    def __enter__(self):
        self._socket = self._server.connect()
        self._stream = self._socket.makefile("rb")
        try:
            self._open()
        except BaseException:
            self._socket.close()
            raise
        self.start()
        return self

    def __exit__(self, *_):
        self._closing = True
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.join(10)
        self._stream.close()
        self._socket.close()

    def run(self):
        try:
            self._watch()
        except Exception as error:  # shown by the test that looks at it
            if not self._closing:
                self.error = error
        finally:
            self.ended.set()

    def _request(self, *headers):
        lines = [f"GET {self._path} HTTP/1.1", f"Host: 127.0.0.1:{self._server.port}", *headers,
                 *(f"{name}: {value}" for name, value in self._server.headers.items()), "", ""]
        self._socket.sendall("\r\n".join(lines).encode())
        status = self._stream.readline().decode()
        answer = {}
        while line := self._stream.readline().strip():
            name, _, value = line.decode().partition(":")
            answer[name.lower()] = value.strip()
        return status, answer

    def _exactly(self, count):
        data = self._stream.read(count)
        if len(data) < count:
            raise EOFError("the stream ended in the middle of a message")
        return data


class WebSocketViewer(Viewer):
    """header: the newest picture's JSON header; close_code: with which the server said goodbye."""

    def __init__(self, server, workflow, node):
        super().__init__(server, f"/api/ws/xray/{workflow}/{node}")
        self.header = {}
        self.close_code = None

    def on_picture(self):
        """For those who look at every picture; called on the viewer's thread."""

    def _open(self):
        key = base64.b64encode(os.urandom(16)).decode()
        status, _ = self._request("Upgrade: websocket", "Connection: Upgrade", f"Sec-WebSocket-Key: {key}",
                                  "Sec-WebSocket-Version: 13")
        if " 101 " not in status:
            raise AssertionError(f"{self._path}: {status}")

    def _send(self, kind, data):
        mask = os.urandom(4)
        masked = bytes(byte ^ mask[i % 4] for i, byte in enumerate(data))
        self._socket.sendall(bytes([0x80 | kind, 0x80 | len(data)]) + mask + masked)

    def _message(self):
        """(kind, data) of a whole message, put together from its frames."""
        kind, data = None, b""
        while True:
            first, second = self._exactly(2)
            size = second & 0x7F
            if size >= 126:
                size = struct.unpack(">H" if size == 126 else ">Q", self._exactly(2 if size == 126 else 8))[0]
            kind = first & 0x0F or kind
            data += self._exactly(size)
            if first & 0x80:
                return kind, data

    def _watch(self):
        while True:
            kind, data = self._message()
            if kind == CLOSE_FRAME:
                self.close_code = struct.unpack(">H", data[:2])[0] if len(data) >= 2 else 1005
                self._send(CLOSE_FRAME, data[:2])
                return
            if kind == PING_FRAME:
                self._send(PONG_FRAME, data)
            if kind == BINARY_FRAME:
                length = struct.unpack("<I", data[:4])[0]
                self.header = json.loads(data[4:4 + length])
                self.last = data[4 + length:]
                self.pictures += 1
                self.on_picture()


class MjpegViewer(Viewer):
    def __init__(self, server, workflow, node):
        super().__init__(server, f"/api/xray/{workflow}/{node}.mjpeg")

    def _open(self):
        status, headers = self._request()
        if " 200 " not in status or not headers.get("content-type", "").startswith("multipart/x-mixed-replace"):
            raise AssertionError(f"{self._path}: {status} {headers}")

    def _watch(self):
        size = 0
        while line := self._stream.readline():
            if line.lower().startswith(b"content-length:"):
                size = int(line.split(b":")[1])
            elif line == b"\r\n" and size:
                self.last = self._exactly(size)
                self.pictures += 1
                size = 0
