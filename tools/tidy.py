#!/usr/bin/env python3
"""Checks the rules that a compiler does not know, over the sources of Overwatch.

    tidy.py [--root FOLDER] [--shrink]

The layers and the homes of the libraries are read from the tables in docs/ARCHITECTURE.md. Each finding is one line
`file:line: what is wrong`; the exit code is 1 when there is one. Lengths that were too long when the rule came stand in
tools/tidy-baseline.txt, which may only shrink: --shrink lowers its figures to what is there now, and never raises one.
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys
from typing import NamedTuple

import tidy_cpp

FILE_LINES_MAX = 400
FUZZER_LINES_MAX = 50  # docs/limits.md
FUNCTION_LINES_MAX = 80
BASELINE = "tools/tidy-baseline.txt"
ARCHITECTURE = "docs/ARCHITECTURE.md"

CPP = (".h", ".cpp")
CODE = CPP + (".py", ".sh", ".cmake", ".ts", ".tsx", ".js", ".mjs", ".css")
TEXT = CODE + (".txt", ".md", ".json", ".yaml", ".yml", ".html", ".npmrc", "Makefile", "run")
GENERATED = (".d.ts",)  # committed, made by a tool, and checked against it by the web page's lint
SKIPPED_FOLDERS = {".git", ".deps", ".overwatch", "build", "node_modules", "dist", "__pycache__"}
# Their rules have to name what they forbid.
SELF = {"tools/tidy.py", "tools/tidy_cpp.py", "tools/tidy_test.py"}

# How the libraries of the table are recognised in an #include.
LIBRARY_HEADERS = {
    "libav*": r"lib(av(format|codec|util|filter|device)|swscale|swresample)/",
    "TurboJPEG": r"turbojpeg\.h|jpeglib\.h",
    "libyuv": r"libyuv(\.h|/)",
    "ONNX Runtime": r"(onnxruntime/)?onnxruntime_|core/session/onnxruntime",
    "OpenVINO": r"openvino/",
    "SQLite": r"sqlite3\.h",
    "Boost": r"boost/",
    "OpenSSL": r"openssl/",
    "libsodium": r"sodium(\.h|/)",
    "ONNX protobuf": r"onnx/|google/protobuf/",
    "libzip": r"zip\.h",
    "FreeType": r"ft2build\.h|freetype",
    "Highway": r"hwy/",
    "yaml-cpp": r"yaml-cpp/",
    "CLI11": r"CLI/",
    "spdlog": r"spdlog/",
    "prometheus-cpp": r"prometheus/",
    "GStreamer": r"gst/",
}

# A thread may sleep only where time itself is the subject.
SLEEPS_ALLOWED = {"src/base/clock.h", "src/base/clock.cpp"}

# Where detach() is a method of our own: a picture's viewer lets go of its connection.
DETACHES_ALLOWED = {"src/server/io/picture_watch.cpp"}

FORBIDDEN_CALLS = (
    (r"(\.|->)detach\s*\(\s*\)|\bpthread_detach\b", lambda path: path not in DETACHES_ALLOWED, "a detached thread: use std::jthread and join it"),
    (r"\bsleep_(for|until)\b", lambda path: path not in SLEEPS_ALLOWED,
     "a sleep: wait on a condition with a stop token or a deadline"),
    (r"\bstd::cout\b", lambda path: not path.startswith("apps/"),
     "std::cout outside apps/: return the text, or log it"),
)

FORBIDDEN_TEXT = (
    (r"(?<![\w/.~$}])/(work|root|home)/\w", "a path of one machine"),
    (r"registry\.(npmjs|yarnpkg)|\bpypi\.org|pythonhosted\.org|\bdeb\.debian\.org|static\.crates\.io|proxy\.golang\.org"
     r"|repo1?\.maven", "the host of a package registry: packages go by name, through the client as it is set up"),
    (r'"resolved":\s*"https?:', 'a download address in a lock file: npm writes none with omit-lockfile-registry-resolved=true'),
    (r"\b(TODO|FIXME|XXX)\b", "an open end: do it, or file an issue"),
)


class Finding(NamedTuple):
    path: str
    line: int
    what: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.what}"


class Length(NamedTuple):
    """A file or function that is longer than the limit. `key` is its name in the baseline."""
    key: str
    lines: int
    limit: int
    finding: Finding


def project_files(root):
    """Paths below root, as git sees them where there is a git, with / between the folders."""
    try:
        listing = subprocess.run(["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                                 check=True, capture_output=True).stdout.decode()
        paths = [path for path in listing.split("\0") if path]
    except (OSError, subprocess.CalledProcessError):
        paths = [os.path.relpath(os.path.join(folder, name), root).replace(os.sep, "/")
                 for folder, _, names in os.walk(root) for name in names]
    return sorted(path for path in set(paths)
                  if not SKIPPED_FOLDERS & set(path.split("/")) and (root / path).is_file())


def read_table(text, first_column):
    """Rows of the markdown table whose header's first cell is first_column: {first cell: second cell}."""
    rows, inside = {}, False
    for line in text.splitlines():
        cells = [cell.strip().strip("`") for cell in line.strip().strip("|").split("|")]
        if not line.strip().startswith("|"):
            inside = False
        elif cells[0] == first_column:
            inside = True
        elif inside and not set(cells[0]) <= set("-: "):
            rows[cells[0]] = cells[1]
    return rows


def names(cell):
    return {name.strip().strip("`") for name in re.split(r"[,;]", cell)} - {"", "–", "-", "nothing"}


class Layers(NamedTuple):
    may_use: dict  # folder of src/ -> folders that it may include
    homes: dict  # library -> folders that may include it

    @staticmethod
    def read(text):
        may_use = {}
        for row, cell in read_table(text, "folder").items():
            for folder in names(row):
                may_use[folder] = names(cell)
        homes = {library: names(cell) for library, cell in read_table(text, "library").items()}
        return Layers(may_use, homes)


def check_table(root, layers):
    """The table and the folders of src/ name each other."""
    folders = {path.name for path in (root / "src").iterdir() if path.is_dir()} if (root / "src").is_dir() else set()
    for folder in sorted(folders - set(layers.may_use)):
        yield Finding(ARCHITECTURE, 1, f"the folder table has no row for src/{folder}")
    for folder, used in layers.may_use.items():
        for unknown in sorted(used - set(layers.may_use)):
            yield Finding(ARCHITECTURE, 1, f"{folder} may use '{unknown}', which is no folder of the table")
    for library in sorted(set(layers.homes) - set(LIBRARY_HEADERS)):
        yield Finding(ARCHITECTURE, 1, f"tools/tidy.py does not know the headers of '{library}'")


def test_sources(root, paths):
    """The files that belong to tests: whole folders, and below src/ what ow_test() names, with headers of the same name."""
    found = {path for path in paths
             if path.split("/")[0] in ("tests", "bench", "fuzz") or path.endswith(("_test.cpp", "/test_support.h")) or "/testing/" in path}
    for path in paths:
        if path.startswith("src/") and path.endswith("/CMakeLists.txt"):
            folder = path.rsplit("/", 1)[0]
            for call in re.findall(r"\bow_test\(([^)]*)\)", (root / path).read_text()):
                found |= {f"{folder}/{name}" for name in re.findall(r"[\w/]+\.cpp", call)}
    return found | {path[:-4] + ".h" for path in found}


def check_includes(path, text, layers, is_test):
    """Layering: which folder includes which, and who may include a library's headers."""
    parts = path.split("/")
    place = parts[1] if parts[0] == "src" and len(parts) > 2 else parts[0]
    for number, line in enumerate(text.splitlines(), 1):
        match = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
        if not match:
            continue
        quoted, header = match.group(1) == '"', match.group(2)
        target = header.split("/")[0]
        if quoted and header.startswith(".."):
            yield Finding(path, number, f'#include "{header}": say it from src/, as in "core/frame.h"')
        if quoted and parts[0] == "src" and target in layers.may_use and target != place \
                and target not in layers.may_use.get(place, set()):
            allowed = ", ".join(sorted(layers.may_use.get(place, set()))) or "nothing"
            yield Finding(path, number, f"{place} may not use {target} (it may use {allowed}; {ARCHITECTURE})")
        if quoted and parts[0] == "src" and not is_test and target in ("tests", "apps", "bench"):
            yield Finding(path, number, f"product code may not use {target}/")
        for library, homes in layers.homes.items():
            if not is_test and place not in homes and re.match(LIBRARY_HEADERS.get(library, r"(?!)"), header):
                yield Finding(path, number, f"{library} is used only in {', '.join(sorted(homes))} ({ARCHITECTURE})")


def check_calls(path, code):
    """Forbidden calls; `code` has no comments and no strings."""
    for number, line in enumerate(code.splitlines(), 1):
        for pattern, applies, what in FORBIDDEN_CALLS:
            if applies(path) and re.search(pattern, line):
                yield Finding(path, number, what)


def check_text(path, text):
    for number, line in enumerate(text.splitlines(), 1):
        for pattern, what in FORBIDDEN_TEXT:
            if re.search(pattern, line):
                yield Finding(path, number, what)


def long_parts(path, text, code):
    """The file itself, and its functions, where they pass the limits."""
    lines = len(text.splitlines())
    allowed = FUZZER_LINES_MAX if path.endswith("_fuzz.cpp") else FILE_LINES_MAX
    if lines > allowed and not path.endswith(GENERATED):
        yield Length(f"file {path}", lines, allowed, Finding(path, 1, f"the file has {lines} lines, {allowed} are allowed"))
    if not path.endswith(CPP):
        return
    for function in tidy_cpp.functions(code):
        if function.lines > FUNCTION_LINES_MAX:
            what = f"{function.name} has {function.lines} lines, {FUNCTION_LINES_MAX} are allowed"
            yield Length(f"function {path} {function.name}", function.lines, FUNCTION_LINES_MAX,
                         Finding(path, function.line, what))


def read_baseline(root):
    """{key: (lines, line number)} of the exceptions, one `key lines` a line."""
    entries = {}
    file = root / BASELINE
    for number, line in enumerate(file.read_text().splitlines() if file.exists() else [], 1):
        if line.strip() and not line.startswith("#"):
            key, lines = line.rsplit(" ", 1)
            entries[key] = (int(lines), number)
    return entries


def check_lengths(lengths, baseline):
    """Too long and not excepted, grown past the exception, or an exception that is no longer needed as it stands."""
    found = {}
    for length in lengths:
        found[length.key] = max(length.lines, found.get(length.key, 0))
        allowed = baseline.get(length.key, (length.limit, 0))[0]
        if length.lines > allowed:
            grown = f" (it may shrink, not grow: {allowed} in {BASELINE})" if allowed != length.limit else ""
            yield length.finding._replace(what=length.finding.what + grown)
    for key, (lines, number) in baseline.items():
        if found.get(key, 0) < lines:
            yield Finding(BASELINE, number, f"'{key}' is shorter now: run tools/tidy.py --shrink")


def shrink(root, lengths):
    """Lowers the baseline to the present lengths and drops what is no longer too long."""
    now = {}
    for length in lengths:
        now[length.key] = max(length.lines, now.get(length.key, 0))
    kept = []
    for line in (root / BASELINE).read_text().splitlines():
        key, _, lines = line.rpartition(" ")
        if not line.strip() or line.startswith("#"):
            kept.append(line)
        elif key in now:
            kept.append(f"{key} {min(int(lines), now[key])}")
    (root / BASELINE).write_text("\n".join(kept) + "\n")


def examine(root):
    """All findings except the lengths, and the lengths."""
    architecture = root / ARCHITECTURE
    if not architecture.exists():
        return [Finding(ARCHITECTURE, 1, "is not there: it holds the folder table")], []
    layers = Layers.read(architecture.read_text())
    if not layers.may_use or not layers.homes:
        return [Finding(ARCHITECTURE, 1, "has no table '| folder | may use |' or no table '| library | only in |'")], []
    findings, lengths = list(check_table(root, layers)), []
    paths = project_files(root)
    tests = test_sources(root, paths)
    for path in paths:
        if not path.endswith(TEXT):
            continue
        text = (root / path).read_text(errors="replace")
        if path not in SELF:
            findings += check_text(path, text)
        if not path.endswith(CODE):
            continue
        code = tidy_cpp.blank(text) if path.endswith(CPP) else ""
        lengths += long_parts(path, text, code)
        if path.endswith(CPP):
            findings += check_includes(path, text, layers, path in tests)
            findings += check_calls(path, code)
    return findings, lengths


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parent.parent)
    parser.add_argument("--shrink", action="store_true", help="lower the figures of the baseline")
    options = parser.parse_args(arguments)
    findings, lengths = examine(options.root)
    if options.shrink:
        shrink(options.root, lengths)
    findings += check_lengths(lengths, read_baseline(options.root))
    for finding in sorted(findings):
        print(finding)
    print(f"tidy: {len(findings)} findings" if findings else "tidy: the sources are as they should be")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
