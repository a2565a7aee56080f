"""Making text safe to show in Discord's Markdown. Pure; it knows nothing of answers or of the API.

Text from documents and models may not ping, head, link or hide anything. What could become a link
is shown as code, which can be read and copied but not clicked.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from retrieval import HIDDEN_CHARACTERS

ELLIPSIS = "…"
ZERO_WIDTH = "\u200b"
_ADDRESS_CHARACTERS = "%/:?#@!$&'*+,;=~[]"

_ADDRESS = (
    r"`?(?P<address>(?:https?|\b[a-z][a-z0-9+.-]{1,15})://[^\s<>`\[\]()]*"
    r"|discord(?:app)?\.(?:gg|com/invite|me|io|li)/[^\s<>`\[\]()]+)`?"
)
_MENTION = r"(?P<mention>@(?=everyone|here|[!&]?\d))"
_LITERAL = re.compile(
    rf"{_ADDRESS}|{_MENTION}"
    r"|(?P<block>^[ \t]*(?:-#|#{1,3}|>{1,3}|[-+])(?=\s|$))"
    r"|(?P<ordered>^[ \t]*\d{1,9}(?=\.\s))"
    r"|(?P<special>[\\*_~|`\[\]<])",
    re.IGNORECASE | re.MULTILINE,
)
_PROSE = re.compile(
    rf"{_ADDRESS}|{_MENTION}"
    r"|(?P<block>^[ \t]*(?:-#|#{1,3}|>{1,3})(?=\s|$))"
    r"|(?P<special>[\\|`\[\]<])",
    re.IGNORECASE | re.MULTILINE,
)
_WRAPPED = re.compile(r"(?<=.{60})\r?\n(?=[\"'“‘«(`]?[^\W\d_])")
_CODE = re.compile(r"```.+?```|(?<!`)`[^`\n]+`(?!`)", re.DOTALL)


def visible(text: str) -> str:
    """Remove control characters and the marks that reverse the direction of reading."""
    return HIDDEN_CHARACTERS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def literal(text: str) -> str:
    """Text that reads in Discord as it stands: nothing in it is Markdown, a mention or a link."""
    return _LITERAL.sub(_defuse, visible(text))


def prose(text: str) -> str:
    """Text that may use emphasis, lists and code, but no mention, heading, link or spoiler."""
    text = visible(text)
    parts: list[str] = []
    position = 0
    for code in _CODE.finditer(text):
        parts += [_PROSE.sub(_defuse, text[position : code.start()]), code.group()]
        position = code.end()
    return "".join([*parts, _PROSE.sub(_defuse, text[position:])])


def _defuse(match: re.Match[str]) -> str:
    found = match.group()
    match match.lastgroup:
        case "address":
            return f"`{match['address']}`"
        case "mention":
            return found + ZERO_WIDTH
        case "block":
            indent = found[: len(found) - len(found.lstrip())]
            return f"{indent}\\{found.lstrip()}"
        case "ordered":
            return f"{found}\\"
        case _:
            return f"\\{found}"


def bold(text: str) -> str:
    """Literal text in bold, line by line, since emphasis does not reach over an empty line."""
    return "\n".join(
        f"{line[: len(line) - len(line.lstrip())]}**{literal(line.strip())}**"
        if line.strip()
        else line
        for line in visible(text).split("\n")
    )


def unwrapped(text: str) -> str:
    """Text of the same length in which lines that were only wrapped run on.

    A line is taken as wrapped when it is long and the next one begins like running text.
    """
    return _WRAPPED.sub(lambda end: " " * len(end.group()), text)


def quoted(text: str) -> str:
    """Text, already safe, as a quotation."""
    return "\n".join(f"> {line}" for line in text.split("\n"))


def one_line(text: str) -> str:
    """Return the text with every run of white space as one space."""
    return " ".join(visible(text).split())


def clip(text: str, limit: int) -> str:
    """At most `limit` characters of raw text, cut after a word and with an ellipsis."""
    if len(text) <= limit:
        return text
    head = text[: limit - len(ELLIPSIS)]
    at_word = head.rsplit(None, 1)[0]
    return (at_word if len(at_word) > limit // 2 else head).rstrip(" \t\n.,;:") + ELLIPSIS


def link(label: str, address: str | None) -> str:
    """Make a link from the index's own metadata, or its label where the address is no web address."""
    # Code and addresses make no label, so what would become one is taken out of it first.
    safe = literal(one_line(label).replace("`", "'").replace("://", ":/"))
    try:
        parts = urlsplit((address or "").strip())
    except ValueError:
        return safe
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return safe
    return f"[{safe}](<{quote(parts.geturl(), safe=_ADDRESS_CHARACTERS)}>)"
