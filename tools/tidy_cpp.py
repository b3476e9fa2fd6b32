"""A little knowledge of C++ for tidy.py: text without comments and strings, and where functions begin and end."""
import re
from typing import NamedTuple

_TOKEN = re.compile(
    r'//[^\n]*(?:\\\n[^\n]*)*'  # a comment to the end of the line
    r'|/\*.*?\*/'
    r'|(?:u8|[uUL])?R"(?P<mark>[^\s()\\]{0,16})\(.*?\)(?P=mark)"'  # a raw string
    r'|(?:u8|[uUL])?"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'",  # a character, but not the ' in 1'000
    re.DOTALL)
_DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", re.MULTILINE)


def blank(text):
    """The same text with comments, strings, characters and directives turned into spaces; every line keeps its place."""
    def spaces(match):
        return re.sub(r"[^\n]", " ", match.group(0))
    return _DIRECTIVE.sub(spaces, _TOKEN.sub(spaces, text))


class Function(NamedTuple):
    name: str
    line: int  # where its body opens
    lines: int  # from there to the closing brace


_NAME = re.compile(r"([~\w:]+|operator\s*[^\s(]+|operator\s*\(\s*\))\s*\(")
_CLASS = re.compile(r"\b(class|struct|union)\s+[\w:<>, ]+?(\s+final)?\s*(:(?!:).*)?$", re.DOTALL)
_NAMESPACE = re.compile(r"\b(namespace|extern)\b[^()]*$")
# Foo::Foo(int x) : member_{x}: a brace after a name in a constructor's list opens no body.
_INITIALISER = re.compile(r"\)\s*(noexcept\s*(\([^()]*\))?\s*)?:(?!:).*[\w>]\s*$", re.DOTALL)


def _function_name(head):
    """The function's name when `head`, the text before a brace, declares one; '' otherwise."""
    head = re.sub(r"\[\[.*?\]\]|\b(requires|decltype|noexcept|alignas|explicit)\s*\([^()]*\)", " ", head)
    if re.search(r"\benum\b[^()]*$", head) or re.search(r"=\s*$", head):
        return ""
    match = _NAME.search(head)
    return re.sub(r"\s+", "", match.group(1)) if match else ""


def _kind(head, scopes):
    """What the brace after `head` opens: ('scope' | 'initialiser' | 'block' | 'function', the function's name)."""
    if any(kind != "scope" for kind in scopes):
        return "block", ""
    if _INITIALISER.search(head):
        return "initialiser", ""
    if _NAMESPACE.search(head) or _CLASS.search(head):
        return "scope", ""
    name = _function_name(head)
    return ("function", name) if name else ("block", "")


def functions(code):
    """The outermost functions of a blanked text, in order. Lambdas and blocks count to the function around them."""
    found, scopes, head_start, line = [], [], 0, 1
    name, opened = "", 0  # of the function that is open
    for match in re.finditer(r"[{};\n]", code):
        mark, at = match.group(0), match.start()
        if mark == "\n":
            line += 1
            continue
        closed = ""
        if mark == "{":
            kind, its_name = _kind(code[head_start:at], scopes)
            scopes.append(kind)
            if kind == "function":
                name, opened = its_name, line
        elif mark == "}" and scopes:
            closed = scopes.pop()
            if closed == "function":
                found.append(Function(name, opened, line - opened + 1))
        if "initialiser" not in (closed, *scopes):
            head_start = at + 1
    return found
