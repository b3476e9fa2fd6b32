#!/usr/bin/env python3
"""The self-test of tidy.py: each rule finds what it is for, and nothing beside it."""
import contextlib
import io
import pathlib
import tempfile
import unittest

import tidy
import tidy_cpp

ARCHITECTURE = """
| folder | may use |
|---|---|
| base | – |
| core, net | base |
| media, store | core, base |
| server | core, base |

| library | only in |
|---|---|
| libav* | media |
| Boost | server, net |
| SQLite | store |
"""


class Project(unittest.TestCase):
    """A small project in a temporary folder; `findings` runs tidy over it as a person would."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        self.write("docs/ARCHITECTURE.md", ARCHITECTURE)
        self.write("tools/tidy-baseline.txt", "# exceptions\n")

    def write(self, path, text):
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text)

    def findings(self, *arguments):
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            code = tidy.main(["--root", str(self.root), *arguments])
        lines = output.getvalue().splitlines()
        self.assertEqual(code, 1 if len(lines) > 1 else 0, lines)
        return lines[:-1]

    def assert_one(self, start, *words):
        lines = self.findings()
        self.assertEqual(len(lines), 1, lines)
        self.assertTrue(lines[0].startswith(start + ": "), lines[0])
        for word in words:
            self.assertIn(word, lines[0])

    def test_a_clean_project_has_no_findings(self):
        self.write("src/media/source.cpp", '#include "media/source.h"\n#include "core/frame.h"\n'
                                           '#include <libavcodec/avcodec.h>\n#include <vector>\n')
        self.assertEqual(self.findings(), [])

    def test_a_layer_that_may_not_be_used(self):
        self.write("src/core/frame.h", '#pragma once\n#include "media/source.h"\n')
        self.assert_one("src/core/frame.h:2", "core may not use media", "base")

    def test_tests_keep_the_layers_too(self):
        self.write("src/core/frame_test.cpp", '#include "tests/support/test_data.h"\n#include "server/api.h"\n')
        self.assert_one("src/core/frame_test.cpp:2", "core may not use server")

    def test_an_include_by_a_relative_path(self):
        self.write("src/core/frame.h", '#include "../base/error.h"\n')
        self.assert_one("src/core/frame.h:1", "../base/error.h")

    def test_product_code_may_not_use_test_helpers(self):
        self.write("src/core/frame.cpp", '#include "tests/support/fake_clock.h"\n')
        self.assert_one("src/core/frame.cpp:1", "tests/")

    def test_a_library_outside_its_home(self):
        self.write("src/core/frame.cpp", "#include <libavutil/frame.h>\n")
        self.assert_one("src/core/frame.cpp:1", "libav*", "media")

    def test_a_library_in_the_applications(self):
        self.write("apps/overwatch/main.cpp", "#include <sqlite3.h>\n")
        self.assert_one("apps/overwatch/main.cpp:1", "SQLite", "store")

    def test_a_library_in_each_of_its_homes_and_in_tests(self):
        for path in ("src/net/client.cpp", "src/server/server.cpp", "tests/client_test.cpp", "src/core/frame_test.cpp"):
            self.write(path, "#include <boost/asio.hpp>\n")
        self.assertEqual(self.findings(), [])

    def test_a_helper_that_only_a_test_is_built_with(self):
        self.write("src/core/CMakeLists.txt", "ow_test(core_test SOURCES frame_test.cpp samples.cpp LINK ow_core)\n")
        for path in ("src/core/samples.cpp", "src/core/samples.h"):
            self.write(path, '#include <sqlite3.h>\n#include "tests/support/test_data.h"\n')
        self.assertEqual(self.findings(), [])

    def test_a_folder_without_a_row(self):
        self.write("src/graph/node.h", "#pragma once\n")
        self.assert_one("docs/ARCHITECTURE.md:1", "src/graph")

    def test_a_row_with_an_unknown_folder(self):
        self.write("docs/ARCHITECTURE.md", ARCHITECTURE.replace("| server | core", "| server | kore"))
        self.assert_one("docs/ARCHITECTURE.md:1", "'kore'")

    def test_without_a_table_nothing_passes(self):
        self.write("docs/ARCHITECTURE.md", "# Architecture\n")
        self.assert_one("docs/ARCHITECTURE.md:1", "no table")

    def test_detach(self):
        self.write("src/core/frame.cpp", "void f() {\n  worker.detach();\n}\n")
        self.assert_one("src/core/frame.cpp:2", "jthread")
        self.write("src/core/frame.cpp", "void f() {\n  pthread_detach(x);\n}\n")
        self.assert_one("src/core/frame.cpp:2", "jthread")

    def test_sleep(self):
        self.write("tests/wait_test.cpp", "void f() { std::this_thread::sleep_for(second); }\n")
        self.assert_one("tests/wait_test.cpp:1", "sleep")

    def test_standard_output(self):
        self.write("apps/overwatch/main.cpp", "void f() { std::cout << 1; }\n")
        self.write("src/core/frame.cpp", "void f() { std::cout << 1; }\n")
        self.assert_one("src/core/frame.cpp:1", "std::cout")

    def test_comments_and_strings_are_no_calls(self):
        self.write("src/core/frame.cpp", '// never detach() nor sleep_for\nconst char* k = "std::cout";\n'
                                         'const char* r = R"x(a.detach();)x";\n')
        self.assertEqual(self.findings(), [])

    def test_machine_paths_registry_hosts_and_open_ends(self):
        for text in ("see /work/main/x", "at /root/file", "from https://pypi.org/simple",
                     '  "resolved": "https://host/x.tgz",', "// TODO: later"):
            with self.subTest(text):
                self.write("docs/page.md", f"first\n{text}\n")
                self.assert_one("docs/page.md:2")

    def test_a_path_inside_another_is_no_machine_path(self):
        self.write("docs/page.md", "https://host.example/home/page and src/work/home and ~/work/x and $A/work/y\n")
        self.assertEqual(self.findings(), [])

    def test_a_long_file(self):
        self.write("src/core/frame.cpp", "\n" * 401)
        self.assert_one("src/core/frame.cpp:1", "401 lines", "400 are allowed")

    def test_a_fuzzer_is_short(self):
        self.write("fuzz/names_fuzz.cpp", "\n" * 51)
        self.assert_one("fuzz/names_fuzz.cpp:1", "51 lines", "50 are allowed")

    def test_a_long_function(self):
        self.write("src/core/frame.cpp", "int f(int x) {\n" + "  x++;\n" * 79 + "}\n")
        self.assert_one("src/core/frame.cpp:1", "f has 81 lines")

    def test_the_baseline_holds_and_only_shrinks(self):
        self.write("src/core/frame.cpp", "\n" * 410)
        self.write("tools/tidy-baseline.txt", "# exceptions\nfile src/core/frame.cpp 410\n")
        self.assertEqual(self.findings(), [])
        self.write("src/core/frame.cpp", "\n" * 411)
        self.assert_one("src/core/frame.cpp:1", "411 lines", "shrink, not grow")
        self.write("src/core/frame.cpp", "\n" * 405)
        self.assert_one("tools/tidy-baseline.txt:2", "--shrink")
        self.assertEqual(self.findings("--shrink"), [])
        self.assertEqual((self.root / "tools/tidy-baseline.txt").read_text(), "# exceptions\nfile src/core/frame.cpp 405\n")
        self.write("src/core/frame.cpp", "\n")
        self.findings("--shrink")
        self.assertEqual((self.root / "tools/tidy-baseline.txt").read_text(), "# exceptions\n")

    def test_shrink_raises_nothing(self):
        self.write("src/core/frame.cpp", "\n" * 420)
        self.write("tools/tidy-baseline.txt", "file src/core/frame.cpp 410\n")
        self.assertEqual(len(self.findings("--shrink")), 1)
        self.assertEqual((self.root / "tools/tidy-baseline.txt").read_text(), "file src/core/frame.cpp 410\n")


class Cpp(unittest.TestCase):
    def names(self, text):
        return [(function.name, function.line, function.lines) for function in tidy_cpp.functions(tidy_cpp.blank(text))]

    def test_functions_methods_and_constructors(self):
        text = """namespace ow {
class Foo final : public Base<void(int)> {
 public:
  Foo(int x, Bar y) : a_{x}, b_(y), c_{1, {2}} {
    go();
  }
  int get() const { return a_; }
 private:
  int a_{0};
};
enum class Kind { kOne, kTwo };
template <class T>
auto twice(T x) -> decltype(x + x) {
  auto inner = [](int y) { if (y) { return 1; } return 2; };
  return x + x;
}
Foo::~Foo() = default;
const std::array<int, 2> kTable = {1, 2};
bool operator==(const Foo& a, const Foo& b) { return true; }
TEST(Frame, Works) {
}
}
"""
        self.assertEqual(self.names(text), [("Foo", 4, 3), ("get", 7, 1), ("twice", 13, 4), ("operator==", 19, 1),
                                            ("TEST", 20, 2)])

    def test_braces_in_text_do_not_count(self):
        text = 'void f() {\n  g("{{{", \'{\', R"(})" /* { */);  // {\n  int big = 1\'000\'000;\n}\nvoid h() {}\n'
        self.assertEqual(self.names(text), [("f", 1, 4), ("h", 5, 1)])

    def test_blank_keeps_lines(self):
        text = 'a /* b\n c */ d\n#define X \\\n  {\ne "f"\n'
        blanked = tidy_cpp.blank(text)
        self.assertEqual(blanked.count("\n"), text.count("\n"))
        self.assertEqual(blanked.split(), ["a", "d", "e"])


if __name__ == "__main__":
    unittest.main()
