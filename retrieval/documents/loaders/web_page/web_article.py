"""Which part of a web page is the article: works on its element tree alone.

The page's own marks are trusted first (`main`, `article`, `nav`, ARIA roles), then the names of its
boxes together with how much of their text is links. Nothing that holds a large part of the prose is
ever dropped, since an article that is lost is worse than a menu that is kept.
"""

from __future__ import annotations

import re
from typing import Any

_NEVER_TEXT = (
    "script", "style", "noscript", "template", "iframe", "object", "embed", "canvas", "svg",
    "audio", "video", "map", "button", "select", "input", "textarea", "datalist", "dialog", "nav",
    "footer", "head",
)  # fmt: skip
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_PAGE_ONLY = ("aside", "header")
_HIDDEN = (
    ".//*[@hidden or @aria-hidden='true' or contains(translate(@style, ' ', ''), 'display:none')]"
)
_PERMALINKS = ".//a[normalize-space()='¶' or normalize-space()='#' or normalize-space()='§']"
_ROLES = frozenset(
    ("navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "dialog")
)
_FRINGE_NAMES = frozenset(("footer", "cookie", "cookies", "copyright", "skip", "sr", "newsletter"))
_LINK_NAMES = frozenset(
    (
        "menu", "nav", "navbar", "navigation", "sidebar", "breadcrumb", "breadcrumbs", "header", "toc",
        "pagination", "pager", "related", "share", "sharing", "social", "toolbar", "topbar", "tags",
    )
)  # fmt: skip
# What can be a box of its own; a link or a heading never is, whatever its class is called.
_BOXES = frozenset(("ul", "ol", "dl", "table", "div", "p", "section", "aside", "header", "form"))
_BLOCK_OF_NAMES = re.compile(r"[^a-z]+")
_MAX_DROPPED_SHARE = 1 / 3
_MIN_PROSE_SHARE = 0.05
_MIN_ARTICLE_SHARE = 0.2


def article(page: Any) -> Any:
    """Return the element that holds the article. What is told apart from it is removed from the page."""
    body = page.find(".//body")
    body = page if body is None else body
    _unfold(body)
    _drop(body, body.iter(*_NEVER_TEXT))
    # A page that was saved while a dialog covered it has all of its text marked as hidden.
    half = _size(body) / 2
    _drop(body, (each for each in body.xpath(_HIDDEN) if _size(each) < half))
    _drop(body, body.xpath(_PERMALINKS))
    chosen = _marked(body)
    if chosen is None:
        chosen = body
        _drop_page_frame(chosen)
    _drop_fringe(chosen, by_density=chosen is body)
    return chosen


def _unfold(body: Any) -> None:
    """Turn the buttons that fold answers away into text, and show what they hide.

    Such a button asks, or is in a heading; others ("Show menu") are no part of the article.
    """
    controls: set[str] = set()
    for button in list(body.iter("button")):
        within = button.getparent()
        in_heading = within is not None and within.tag in _HEADINGS
        if in_heading or "".join(button.itertext()).rstrip().endswith("?"):
            button.tag = "span" if in_heading else "p"
            controls.update((button.get("aria-controls") or "").split())
    if controls:
        for element in body.xpath(".//*[@id]"):
            if element.get("id") in controls:
                for attribute in ("hidden", "aria-hidden", "style"):
                    element.attrib.pop(attribute, None)


def _marked(body: Any) -> Any | None:
    """Return the element that the page itself marks as its main part, if it does hold the text."""
    total = _size(body)
    for path in (".//main", ".//*[@role='main']", ".//article", ".//*[@itemprop='articleBody']"):
        found = body.xpath(path)
        if len(found) == 1 and _size(found[0]) >= _MIN_ARTICLE_SHARE * total:
            return found[0]
    return None


def _drop_page_frame(body: Any) -> None:
    """Headers and asides of the page; a header stays where it alone holds the page's heading."""
    headings = body.xpath("count(.//h1)")
    doomed = [
        each
        for each in body.iter(*_PAGE_ONLY)
        if each.tag != "header" or not (within := each.xpath("count(.//h1)")) or within < headings
    ]
    _drop(body, doomed)


def _drop_fringe(root: Any, *, by_density: bool) -> None:
    """Menus, breadcrumbs, cookie notices and the like, within what is bearable to lose."""
    text, linked = _measure(root)
    prose = text[root] - linked[root]
    if prose < _MIN_PROSE_SHARE * text[root]:
        return  # a page of links is about them
    doomed = []
    for element in root.iterdescendants(*_BOXES):
        size = text.get(element, 0)
        if not size or size - linked[element] > _MAX_DROPPED_SHARE * prose:
            continue
        if element.find(".//h1") is not None:
            continue
        names = _names(element)
        links = linked[element] / size
        if (
            element.get("role", "").lower() in _ROLES
            or names & _FRINGE_NAMES
            or (names & _LINK_NAMES and links > 0.3)
            or (by_density and links > 0.8 and _many_links(element))
        ):
            doomed.append(element)
    _drop(root, doomed)


def _names(element: Any) -> set[str]:
    named = f"{element.get('id', '')} {element.get('class', '')}".lower()
    return set(_BLOCK_OF_NAMES.split(named))


def _many_links(element: Any) -> bool:
    links = element.iter("a")
    return all(next(links, None) is not None for _ in range(3))


def _measure(root: Any) -> tuple[dict[Any, int], dict[Any, int]]:
    """Count for every element its characters, and how many of them are within links."""
    text: dict[Any, int] = {}
    linked: dict[Any, int] = {}
    for element in reversed(list(root.iter())):
        children = list(element)
        own = _solid(element.text) + sum(_solid(child.tail) for child in children)
        text[element] = own + sum(text[child] for child in children)
        inside = text[element] if element.tag == "a" else sum(linked[child] for child in children)
        linked[element] = inside
    return text, linked


def _size(element: Any) -> int:
    return sum(_solid(piece) for piece in element.itertext())


def _solid(text: str | None) -> int:
    return len("".join(text.split())) if text else 0


def _drop(root: Any, elements: Any) -> None:
    """Remove elements from the tree and keep the text that follows them."""
    for element in list(elements):
        if element is not root and element.getparent() is not None:
            element.drop_tree()
