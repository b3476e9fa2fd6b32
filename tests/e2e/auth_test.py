"""Accounts, roles, tokens, TLS, limits and host checks of a real server, from outside.

The roles are tried on every operation of the OpenAPI document: the table here says what each asks for, and an operation that
the table does not know fails the test, so that a new one has to decide.
"""
import hashlib
import http.client
import json
import re
import socket
import ssl
import unittest
import urllib.request
from http.cookies import SimpleCookie

import harness
from viewers import MjpegViewer, WebSocketViewer

PASSWORD = "correct horse"
ROLES = ("viewer", "editor", "admin")
PUBLIC = {"get /healthz", "get /readyz", "post /api/auth/login", "post /api/auth/logout"}
# Changes need an editor unless they are listed here; everything that only reads is for viewers.
FOR_ADMINS = {"post /api/models/{name}/pull", "delete /api/models/{name}/pull"}
READ_BY_EDITORS = {"get /api/sources/devices", "get /api/media", "get /api/media/uploads/{upload}"}


def pattern_workflow():
    return {"name": "Pattern",
            "nodes": {"camera": {"type": "video_input", "source": "test://pattern?size=320x240&fps=10"},
                      "view": {"type": "xray_view"}},
            "edges": ["camera -> view"]}


class GuardedServer(harness.Server):
    """A server with users viewer, editor and admin; `tls` is the trust to connect with, `headers` go with every request."""

    def __init__(self, *arguments, tls=None, users=ROLES, **settings):
        super().__init__(*arguments, **settings)
        self.tls = tls
        self.data = str(self.folder / "data")
        self.folder.mkdir(parents=True, exist_ok=True)
        self.tokens = {}
        for name in users:
            self.users("add", name, "--role", name, stdin=PASSWORD + "\n")
            made = harness.cli_ok("tokens", "create", f"{name}-probe", "--role", name, "--json", "--data-dir", self.data)
            self.tokens[name] = json.loads(made.stdout)

    def users(self, *arguments, **settings):
        return harness.cli_ok("users", *arguments, "--data-dir", self.data, **settings)

    def bearer(self, role):
        return {"Authorization": f"Bearer {self.tokens[role]['token']}"}

    def exchange(self, method, path, body=None, headers=None):
        """(status, headers, body as bytes), over TLS where there is one."""
        if self.tls is None:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        else:
            connection = http.client.HTTPSConnection("localhost", self.port, timeout=20, context=self.tls)
        try:
            data = None if body is None else json.dumps(body)
            connection.request(method, path, body=data, headers=headers or {})
            response = connection.getresponse()
            stream = response.status == 200 and path.endswith(".mjpeg")
            return response.status, response.headers, b"" if stream else response.read()
        finally:
            connection.close()

    def log_in(self, name, password=PASSWORD):
        """(status, the Cookie header to send from now on, the whole Set-Cookie)."""
        status, headers, _ = self.exchange("POST", "/api/auth/login", {"user": name, "password": password})
        given = headers.get("Set-Cookie", "")
        cookie = "; ".join(f"{key}={morsel.value}" for key, morsel in SimpleCookie(given).items())
        return status, {"Cookie": cookie}, given


def expected_role(operation):
    """The least role that may do it; None when it is public."""
    if operation in PUBLIC:
        return None
    if operation in FOR_ADMINS:
        return "admin"
    reads = operation.startswith("get ") and operation not in READ_BY_EDITORS
    return "viewer" if reads else "editor"


class Refusals(unittest.TestCase):
    def serve(self, folder, *arguments):
        return harness.cli("serve", "--port", "0", "--data-dir", folder / "data", "--log-file", folder / "log", *arguments)

    def test_it_does_not_listen_beyond_loopback_without_users(self):
        with harness.temporary_folder() as folder:
            done = self.serve(folder, "--address", "0.0.0.0")
            self.assertEqual(2, done.returncode, "a setting is wrong: a service manager does not try again")
            for words in ("ssh -L 8000:127.0.0.1:8000", "overwatch users add", "--insecure"):
                self.assertIn(words, done.stderr)

    def test_certificates_that_are_wrong_are_named(self):
        with harness.temporary_folder() as folder:
            done = self.serve(folder, "--tls-cert", folder / "none.crt", "--tls-key", folder / "none.key")
            self.assertEqual(2, done.returncode)
            self.assertIn("none.crt: No such file", done.stderr)
            self.assertEqual(2, self.serve(folder, "--tls-cert", folder / "none.crt").returncode)
            self.assertEqual(2, self.serve(folder, "--tls", "maybe").returncode)

    def test_passwords_and_names_have_rules(self):
        with harness.temporary_folder() as folder:
            short = harness.cli("users", "add", "ann", "--data-dir", folder, stdin="short\n")
            self.assertEqual(2, short.returncode)
            self.assertIn("8 characters", short.stderr)
            self.assertEqual(2, harness.cli("users", "add", "A b", "--data-dir", folder, stdin=PASSWORD).returncode)
            self.assertEqual(2, harness.cli("users", "add", "ann", "--role", "root", "--data-dir", folder, stdin=PASSWORD).returncode)
            self.assertEqual(2, harness.cli("users", "add", "ann", "--data-dir", folder, stdin="").returncode)
            harness.cli_ok("users", "add", "ann", "--data-dir", folder, stdin=PASSWORD)
            self.assertEqual(1, harness.cli("users", "add", "ann", "--data-dir", folder, stdin=PASSWORD).returncode)
            listed = json.loads(harness.cli_ok("users", "list", "--json", "--data-dir", folder).stdout)
            self.assertEqual([("ann", "viewer")], [(user["name"], user["role"]) for user in listed["users"]])
            self.assertNotIn("argon2", json.dumps(listed))
            harness.cli_ok("users", "remove", "ann", "--data-dir", folder)
            self.assertEqual(1, harness.cli("users", "remove", "ann", "--data-dir", folder).returncode)


class Insecure(unittest.TestCase):
    def test_everybody_may_come_when_the_owner_says_so(self):
        with GuardedServer("--address", "0.0.0.0", "--insecure", users=()) as server:
            self.assertIn("WARNING", server.output())
            self.assertIn(f"is running: {server.url}/", server.output(), "an address that a browser takes")
            others = re.findall(r"from other machines: (http://\S+)/", server.output())
            if not others:
                print("this machine has no other address: not tried")
            for other in others:
                with urllib.request.urlopen(f"{other}/api/system", timeout=10) as answer:
                    self.assertEqual(200, answer.status, f"{other}: nor is its Host refused")
            self.assertEqual(200, server.exchange("GET", "/api/system")[0])

    def test_a_folder_that_is_not_there_is_told(self):
        with GuardedServer("--media-root", "/nonexistent/videos", users=()) as server:
            self.assertIn("note: media_root: there is no folder /nonexistent/videos", server.output())
            self.assertIn("media_root: there is no folder /nonexistent/videos", server.log())


class Auth(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = GuardedServer("--address", "0.0.0.0", "--allowed-host", "box.example.org")
        cls.server.__enter__()
        cls.addClassCleanup(cls.server.__exit__, None, None, None)

    def test_roles_on_every_operation_of_the_description(self):
        document = json.loads(self.server.exchange("GET", "/api/openapi.json", headers=self.server.bearer("viewer"))[2])
        tried = 0
        for path, item in document["paths"].items():
            target = path
            for name in ("id", "workflow", "node", "version", "name", "from", "to", "upload"):
                target = target.replace("{%s}" % name, "nobody")
            self.assertNotIn("{", target, "a parameter that this test does not know")
            for method in set(item) & {"get", "put", "post", "delete", "patch"}:
                needed = expected_role(f"{method} {path}")
                described = item[method].get("security") != []
                self.assertEqual(needed is not None, described, f"{method} {path}: `security` of the description")
                for role in (None, *ROLES):
                    headers = self.server.bearer(role) if role else {}
                    status = self.server.exchange(method.upper(), target, headers=headers)[0]
                    allowed = needed is None or (role is not None and ROLES.index(role) >= ROLES.index(needed))
                    if allowed:
                        self.assertNotEqual(403, status, f"{method} {path} as {role}")
                        self.assertTrue(status != 401 or path == "/api/auth/login", f"{method} {path} as {role}")
                    else:
                        self.assertEqual(403 if role else 401, status, f"{method} {path} as {role}")
                    tried += 1
        self.assertGreater(tried, 100)

    def test_a_cookie_opens_pictures_and_sockets_until_the_log_out(self):
        status, cookie, given = self.server.log_in("editor")
        self.assertEqual(200, status)
        for attribute in ("HttpOnly", "SameSite=Strict", "Path=/"):
            self.assertIn(attribute, given)
        made = self.server.exchange("POST", "/api/workflow-builder?id=pattern", pattern_workflow(), cookie)
        self.assertEqual(201, made[0], made[2])
        self.assertEqual(200, self.server.exchange("POST", "/api/workflow-builder/pattern/execute", headers=cookie)[0])
        self.server.headers = cookie
        try:
            with WebSocketViewer(self.server, "pattern", "view") as socket_viewer, MjpegViewer(self.server, "pattern", "view") as mjpeg:
                harness.wait_for(lambda: socket_viewer.pictures > 2 and mjpeg.pictures > 2, 20, "pictures with the cookie")
                self.assertEqual(204, self.server.exchange("POST", "/api/auth/logout", headers=cookie)[0])
                self.assertEqual(401, self.server.exchange("GET", "/api/auth/me", headers=cookie)[0])
                harness.wait_for(socket_viewer.ended.is_set, 30, "the end of the WebSocket after the log-out")
                self.assertEqual(1008, socket_viewer.close_code)
                harness.wait_for(mjpeg.ended.is_set, 30, "the end of the MJPEG stream after the log-out")
        finally:
            self.server.headers = {}
        with self.assertRaisesRegex(AssertionError, "401"):
            WebSocketViewer(self.server, "pattern", "view").__enter__()

    def test_the_command_line_changes_a_running_server(self):
        made = json.loads(harness.cli_ok("tokens", "create", "short-lived", "--expires", "1h", "--json",
                                         "--data-dir", self.server.data).stdout)
        bearer = {"Authorization": f"Bearer {made['token']}"}
        self.assertEqual(200, self.server.exchange("GET", "/metrics", headers=bearer)[0])
        listed = harness.cli_ok("tokens", "list", "--json", "--data-dir", self.server.data).stdout
        self.assertNotIn(made["token"], listed)
        self.assertIn(made["id"], listed)
        harness.cli_ok("tokens", "revoke", made["id"], "--data-dir", self.server.data)
        harness.wait_for(lambda: self.server.exchange("GET", "/metrics", headers=bearer)[0] == 401, 10, "the revocation")

        self.server.users("add", "guest", stdin=PASSWORD)
        _, cookie, _ = self.server.log_in("guest")
        self.assertEqual(200, self.server.exchange("GET", "/api/auth/me", headers=cookie)[0])
        self.server.users("passwd", "guest", stdin="another horse\n")
        harness.wait_for(lambda: self.server.exchange("GET", "/api/auth/me", headers=cookie)[0] == 401, 10, "the end of the session")
        self.assertEqual(401, self.server.log_in("guest")[0])
        self.assertEqual(200, self.server.log_in("guest", "another horse")[0])

    def test_names_and_origins(self):
        for host, expected in (("localhost", 200), ("box.example.org:99", 200), (socket.gethostname(), 200),
                               ("evil.example", 421), ("127.0.0.1.nip.io", 421)):
            self.assertEqual(expected, self.server.exchange("GET", "/healthz", headers={"Host": host})[0], host)
        own = {"Host": "box.example.org"} | self.server.bearer("editor")
        for origin, expected in (("http://box.example.org", 200), ("https://box.example.org", 403), ("http://evil.example", 403)):
            status = self.server.exchange("POST", "/api/workflow-builder/performance/reset", headers=own | {"Origin": origin})[0]
            self.assertEqual(expected, status, origin)

    def test_the_page_is_there_before_a_log_in_and_guarded_by_headers(self):
        status, headers, _ = self.server.exchange("GET", "/")
        self.assertEqual(200, status)
        policy = headers["Content-Security-Policy"]
        self.assertIn("default-src 'self'", policy)
        self.assertIn("frame-ancestors 'none'", policy)
        self.assertNotIn("script-src", policy)  # scripts: as default-src says, from here alone
        self.assertEqual("nosniff", headers["X-Content-Type-Options"])
        self.assertEqual("no-referrer", headers["Referrer-Policy"])
        self.assertNotIn("Strict-Transport-Security", headers)


class Limits(unittest.TestCase):
    def test_guessing_is_slowed_down(self):
        with GuardedServer("--auth", users=("viewer",)) as server:
            answers = [server.log_in("viewer", "wrong horse")[0] for _ in range(12)]
            self.assertEqual([401] * 10 + [429] * 2, answers)
            status, headers, _ = server.exchange("POST", "/api/auth/login", {"user": "viewer", "password": PASSWORD})
            self.assertEqual(429, status)
            self.assertGreaterEqual(int(headers["Retry-After"]), 1)
            self.assertNotIn(PASSWORD, server.log())
            self.assertNotIn("wrong horse", server.log())


class Tls(unittest.TestCase):
    def test_a_certificate_of_its_own_making(self):
        with harness.temporary_folder() as folder:
            trust = ssl.create_default_context()
            trust.minimum_version = ssl.TLSVersion.TLSv1_2
            server = GuardedServer("--tls", "self", folder=folder, tls=trust)
            key = folder / "data" / "tls" / "tls.key"
            server.before_requests = lambda: trust.load_verify_locations(folder / "data" / "tls" / "tls.crt")
            with server:
                self.assertEqual(0o600, key.stat().st_mode & 0o777)
                certificate = (folder / "data" / "tls" / "tls.crt").read_text()
                digest = hashlib.sha256(ssl.PEM_cert_to_DER_cert(certificate)).hexdigest().upper()
                self.assertIn(digest, server.output().replace(":", ""))
                status, cookie, given = server.log_in("admin")
                self.assertEqual(200, status)
                self.assertIn("Secure", given)
                self.assertIn("__Host-overwatch-", given)
                created = server.exchange("POST", "/api/workflow-builder?id=pattern", pattern_workflow(), cookie)
                self.assertEqual(201, created[0], created[2])
                self.assertEqual(200, server.exchange("POST", "/api/workflow-builder/pattern/execute", headers=cookie)[0])
                server.headers = cookie
                with WebSocketViewer(server, "pattern", "view") as viewer, MjpegViewer(server, "pattern", "view") as mjpeg:
                    harness.wait_for(lambda: viewer.pictures > 2 and mjpeg.pictures > 2, 20, "pictures over TLS")
                doctor = ("doctor", "--running", "--json", "--port", server.port, "--data-dir", server.data)
                asked = harness.cli(*doctor, "--tls", "self", "--token", server.tokens["viewer"]["token"])
                self.assertIn("pattern", json.loads(asked.stdout)["workflows"], asked.stderr)
                self.assertRegex(harness.cli(*doctor, "--tls", "self", "--token", "").stderr, "log in|token")
                distrusted = harness.cli(*doctor, "--url", f"https://127.0.0.1:{server.port}")
                self.assertEqual(1, distrusted.returncode)
                self.assertIn("is not trusted", distrusted.stderr)
                stranger = ssl.create_default_context()
                with self.assertRaises(ssl.SSLCertVerificationError):
                    with socket.create_connection(("127.0.0.1", server.port)) as plain:
                        stranger.wrap_socket(plain, server_hostname="localhost")


if __name__ == "__main__":
    harness.main()
