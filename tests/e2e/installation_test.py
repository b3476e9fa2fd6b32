"""What an installation brings: man pages, completions, the configuration, and what systemd is told."""
import os
import pathlib
import shutil
import signal
import socket
import ssl
import subprocess
import unittest

import harness

ROOT = pathlib.Path(__file__).resolve().parents[2]


def run(*command, **settings):
    done = subprocess.run(command, capture_output=True, text=True, timeout=60 * harness.DEADLINE_FACTOR, **settings)
    return done.returncode, done.stdout + done.stderr


class CompletionTest(unittest.TestCase):
    def complete_in_bash(self, *words):
        """What bash offers for the last word."""
        script = harness.cli_ok("completion", "bash").stdout + (
            'COMP_WORDS=("$@"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _overwatch; printf "%s\\n" "${COMPREPLY[@]}"')
        path = os.path.dirname(harness.BINARY) + os.pathsep + os.environ["PATH"]
        code, output = run("bash", "-c", script, "bash", "overwatch", *words, env=harness.environment({"PATH": path}))
        self.assertEqual(code, 0, output)
        return output.split()

    def test_bash_completes_commands_flags_and_values(self):
        self.assertIn("serve", self.complete_in_bash("s"))
        self.assertNotIn("run", self.complete_in_bash("s"))
        self.assertEqual(self.complete_in_bash("models", "inf"), ["info"])
        self.assertEqual(self.complete_in_bash("serve", "--por"), ["--port"])
        self.assertIn("--data-dir", self.complete_in_bash("serve", "--data"))
        self.assertEqual(self.complete_in_bash("serve", "--device", "tens"), ["tensorrt"])
        self.assertEqual(self.complete_in_bash("run", "--preset", "bal"), ["balanced"])
        self.assertEqual(self.complete_in_bash("completion", "z"), ["zsh"])

    def test_installed_models_are_offered(self):
        model = harness.model_file(harness.DEFAULT_MODEL)
        listed = harness.cli_ok("completion", "models", env={"OVERWATCH_MODELS_DIR": str(model.parent)}).stdout.split()
        self.assertIn(harness.DEFAULT_MODEL, listed)

    def test_each_script_is_one_for_its_shell(self):
        for shell in ("bash", "zsh", "fish"):
            script = harness.cli_ok("completion", shell).stdout
            self.assertIn("doctor", script)
            if shutil.which(shell):
                code, output = run(shell, "-n", "-c", script) if shell != "fish" else run(
                    "fish", "--no-execute", "-c", script)
                self.assertEqual((code, output), (0, ""))


class ManPageTest(unittest.TestCase):
    def test_roff_has_nothing_to_complain_about(self):
        for page in ("overwatch", "overwatch.yaml"):
            text = harness.cli_ok("man", page).stdout
            if shutil.which("groff"):
                code, output = run("sh", "-c", "groff -Kutf8 -man -ww -z -Tutf8", input=text)
                self.assertEqual((code, output), (0, ""))
            if shutil.which("mandoc"):
                code, output = run("mandoc", "-T", "lint", "-W", "error", input=text)
                self.assertEqual((code, output), (0, ""))

    def test_every_command_and_setting_is_there(self):
        program = harness.cli_ok("man").stdout.replace("\\", "")
        for command in ("serve", "run", "detect", "validate", "nodes", "devices", "models list", "bench", "doctor", "users add",
                        "tokens create", "templates", "models pull", "config check"):
            self.assertIn(f".SS overwatch {command}", program)
        settings = harness.cli_ok("man", "overwatch.yaml").stdout.replace("\\", "")
        self.assertIn(".BR log_file", settings)


class ConfigTest(unittest.TestCase):
    def test_check_names_mistakes_and_show_names_origins(self):
        with harness.temporary_folder() as folder:
            file = folder / "overwatch.yaml"
            file.write_text("port: 8123\nlog_leve: info\n")
            done = harness.cli("config", "check", file)
            self.assertEqual(done.returncode, 1)
            self.assertIn(f"{file}:2: log_leve: there is no such key (did you mean 'log_level'?)", done.stderr)
            refused = harness.cli("models", "list", "--config", file)
            self.assertEqual(refused.returncode, 2)
            self.assertIn(f"{file}:2: log_leve", refused.stderr)

            file.write_text("port: 8123\n")
            self.assertEqual(harness.cli("config", "check", file).returncode, 0)
            shown = harness.cli_ok("config", "show", "--config", file, "--log-level", "error", env={"OVERWATCH_CORES": "1"}).stdout
            for line in (f"port .* 8123 .* {file}:1", "cores .* 1 .* OVERWATCH_CORES", "log_level .* error .* --log-level",
                         "address .* 127.0.0.1 .* default"):
                self.assertRegex(" ".join(shown.split()), line.replace(" .* ", " "))

    def test_check_takes_flags_and_variables_as_the_server_does(self):
        with harness.temporary_folder() as folder:
            data, file = folder / "data", folder / "overwatch.yaml"
            file.write_text("address: 0.0.0.0\n")
            harness.cli_ok("users", "add", "ann", "--role", "admin", "--data-dir", data, stdin="correct horse battery\n")
            named = {"OVERWATCH_CONFIG": str(file)}
            harness.cli_ok("--data-dir", data, "config", "check", env=named)
            harness.cli_ok("config", "check", env=named | {"OVERWATCH_DATA_DIR": str(data)})
            other = harness.cli("--data-dir", folder / "other", "config", "check", env=named)
            self.assertEqual(1, other.returncode)
            self.assertIn(f"{file}:1: address: this reaches beyond this machine, and {folder}/other has no users", other.stderr)
            wrong = harness.cli("--models-dir", "/gone", "--data-dir", data, "config", "check", env=named)
            self.assertIn("error: --models-dir: there is no folder /gone", wrong.stderr)

    def test_what_the_server_refuses_the_check_names(self):
        with harness.temporary_folder() as folder:
            file = folder / "overwatch.yaml"
            for line, words in (("output_root: /proc/x", "/proc/x cannot be used: nothing can be made in /proc"),
                                ("source_variable: A B", "'A B' is no name of a variable")):
                with self.subTest(line):
                    file.write_text(f"data_dir: data\nlog_file: log\nport: 0\n{line}\n")
                    for command in (("serve",), ("config", "check")):
                        done = harness.cli(*command, "--config", file, timeout=20)
                        self.assertNotEqual(0, done.returncode)
                        self.assertIn(words, done.stderr)

    def test_who_may_come_is_set_in_the_file_too(self):
        with harness.temporary_folder() as folder:
            file = folder / "overwatch.yaml"
            file.write_text("auth: true\nallowed_host: [cam.example.org]\ntls: self\n")
            server = harness.Server(env={"OVERWATCH_CONFIG": str(file)})

            def trust():
                server.tls = ssl.create_default_context(cafile=str(server.folder / "data/tls/tls.crt"))

            server.before_requests = trust
            with server:
                for path, host, expected in (("/healthz", "cam.example.org", 200), ("/healthz", "other.example.org", 421),
                                             ("/api/workflow-builder", "cam.example.org", 401)):
                    status, body = server.request("GET", path, headers={"Host": host})
                    self.assertEqual(status, expected, body)

    def test_a_typing_mistake_in_a_variable_is_said(self):
        for command in (("config", "show"), ("nodes", "--json"), ("config", "check")):
            done = harness.cli(*command, env={"OVERWATCH_PROT": "1", "OVERWATCH_PORT": "8000"})
            self.assertIn("OVERWATCH_PROT", done.stderr)
        done = harness.cli("config", "check", env={"OVERWATCH_PORT": "abc", "HOME": "/nonexistent"})
        self.assertIn("OVERWATCH_PORT", done.stderr)


class UninstallTest(unittest.TestCase):
    """A checkout with the scripts alone, whose installation lays down small files where that of the program lays down its own."""

    PLACES = ("bin/overwatch", "lib/overwatch/libonnxruntime.so.1", "share/overwatch/models/a.onnx", "share/overwatch/media/a.avi",
              "share/man/man1/overwatch.1.gz", "share/zsh/site-functions/_overwatch", "share/doc/overwatch/README.md",
              "lib/systemd/system/overwatch.service")

    def install(self, folder, root):
        for script in ("install.sh", "setup/common.sh"):
            (folder / "tools" / script).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / "tools" / script, folder / "tools" / script)
        (folder / "a").write_text("x")
        lines = ["cmake_minimum_required(VERSION 3.25)", "project(a NONE)"]
        for place in self.PLACES:
            lines.append(f"install(FILES a DESTINATION {os.path.dirname(place)} RENAME {os.path.basename(place)})")
        lines.insert(2, "install(FILES a DESTINATION /etc/overwatch RENAME overwatch.yaml)")
        (folder / "CMakeLists.txt").write_text("\n".join(lines))
        build = folder / "build/release"
        for command in (("cmake", "-S", folder, "-B", build), ("cmake", "--install", build, "--prefix", "/opt/a")):
            code, output = run(*command, env=os.environ | {"DESTDIR": str(root)})
            self.assertEqual(code, 0, output)

    def uninstall(self, folder, root):
        code, output = run(folder / "tools/install.sh", "uninstall", env=os.environ | {"PREFIX": "/opt/a", "DESTDIR": str(root)})
        self.assertEqual(code, 0, output)
        return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file() or not any(path.iterdir()))

    @unittest.skipUnless(shutil.which("cmake"), "there is no cmake")
    def test_nothing_is_left_but_the_configuration_and_what_is_not_ours(self):
        with harness.temporary_folder() as folder:
            root = folder / "root"
            self.install(folder / "checkout", root)
            installed = root / "opt/a"
            self.assertTrue((installed / "lib/systemd/system/overwatch.service").exists())
            (installed / "share/fish").mkdir()
            (installed / "share/zsh/site-functions/_other").write_text("x")
            self.assertEqual(self.uninstall(folder / "checkout", root),
                             ["etc/overwatch/overwatch.yaml", "opt/a/bin", "opt/a/lib", "opt/a/share/fish",
                              "opt/a/share/zsh/site-functions/_other"])


class LogFileTest(unittest.TestCase):
    def test_the_start_names_the_log_that_is_written(self):
        with harness.temporary_folder() as folder:
            (folder / "overwatch.log").symlink_to(folder / "elsewhere")
            with harness.Server(folder=folder) as server:
                written = pathlib.Path(f"{server.log_file}.{os.geteuid()}")
                harness.wait_for(written.exists, 10, "the other log")
            text = (folder / "stdout.txt").read_text()
            self.assertIn(f"log: {written}  data:", text)
            self.assertIn(f"note: {server.log_file} is a link, which a log does not follow; the log is {written}", text)
            self.assertFalse((folder / "elsewhere").exists())


class ServiceTest(unittest.TestCase):
    def test_systemd_is_told_ready_alive_and_stopping(self):
        with harness.temporary_folder() as folder, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify:
            notify.bind(str(folder / "notify"))
            notify.settimeout(60 * harness.DEADLINE_FACTOR)
            env = {"NOTIFY_SOCKET": str(folder / "notify"), "WATCHDOG_USEC": "600000"}
            with harness.Server("--address", "localhost", env=env) as server:
                messages = [notify.recv(4096).decode() for _ in range(3)]
                self.assertTrue(any(text.startswith("READY=1\nSTATUS=Listening") for text in messages), messages)
                self.assertIn("WATCHDOG=1", messages)

                # A new log after a rotation from outside.
                moved = server.log_file.with_suffix(".old")
                server.log_file.rename(moved)
                server.process.send_signal(signal.SIGHUP)
                harness.wait_for(lambda: server.log_file.exists() and server.log_file.stat().st_size, 20, "a new log file")

                server.process.send_signal(signal.SIGTERM)
                while notify.recv(4096) != b"STOPPING=1":
                    pass
                self.assertEqual(server.process.wait(20 * harness.DEADLINE_FACTOR), 0)


if __name__ == "__main__":
    harness.main()
