#!/usr/bin/env python3
"""Finds what only Linux has outside guards, so that the macOS recipe (docs/macos.md) has a chance without a Mac at hand.

A line is guarded inside an #if that names __linux__ or __APPLE__ (either branch). Tests are not looked at: they run on Linux.
Paths such as /proc are fine where a file that is not there is handled, so they are no finding.
"""
import collections
import pathlib
import re
import sys

import tidy_cpp

LINUX_ONLY = {
    r"#\s*include\s*<(linux/|asm/|sys/(epoll|eventfd|inotify|prctl|sendfile|signalfd|sysinfo|timerfd|random)\.h|malloc\.h|features\.h)":
        "a header that only Linux has",
    r"\b(epoll_\w+|eventfd|inotify_\w+|prctl|signalfd|timerfd_\w+|memfd_create|getrandom)\s*\(": "a call that only Linux has",
    r"\bsched_(get|set)affinity\b|\bCPU_(ZERO|SET|COUNT)\b|\bgettid\s*\(": "a call that only Linux has",
    r"\b(sigtimedwait|sigwaitinfo|accept4|pipe2|malloc_trim|mallinfo2?|pthread_(get|set)affinity_np|fallocate|secure_getenv)\s*\(":
        "a call that macOS lacks",
    r"\b(MSG_NOSIGNAL|SOCK_CLOEXEC|SOCK_NONBLOCK|O_PATH|O_TMPFILE|RUSAGE_THREAD|CLOCK_BOOTTIME)\b": "a constant that macOS lacks",
}
FOLDERS = ("src", "apps")

# Not portable yet: {file: findings}. May only shrink. The load test's clients wait with epoll.
KNOWN = {
    "apps/overwatch/api_client.cpp": 1,
    "apps/overwatch/load_server.cpp": 3,
    "apps/overwatch/load_viewers.cpp": 6,
    "src/core/access_network.cpp": 1,
}


def unguarded(text):
    """(line number, line without comments and strings) of the lines outside any #if that names an operating system."""
    stack = []
    for number, (raw, line) in enumerate(zip(text.splitlines(), tidy_cpp.blank(text).splitlines()), 1):
        directive = re.match(r"\s*#\s*(ifdef|ifndef|if|endif)\b(.*)", raw)
        if re.match(r"\s*#\s*include\b", raw):
            line = raw
        if directive and directive.group(1) == "endif":
            if stack:
                stack.pop()
        elif directive:
            stack.append(bool(re.search(r"__linux__|__APPLE__", directive.group(2))))
        if not any(stack):
            yield number, line


def findings(root):
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            name = path.relative_to(root).as_posix()
            if path.suffix not in (".h", ".cpp") or "test" in name or "stub_" in name or "fake_" in name:
                continue
            for number, line in unguarded(path.read_text()):
                for pattern, what in LINUX_ONLY.items():
                    if re.search(pattern, line):
                        yield f"{name}:{number}: {what}, outside #ifdef __linux__: {line.strip()}"


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent)
    found = list(findings(root))
    counts = collections.Counter(line.split(":")[0] for line in found)
    wrong = [line for line in found if counts[line.split(":")[0]] > KNOWN.get(line.split(":")[0], 0)]
    wrong += [f"{name}: fewer findings than KNOWN says, lower it" for name, count in KNOWN.items() if counts[name] < count]
    print("\n".join(wrong) if wrong else "portability: nothing new that only Linux has outside a guard")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
