"""Which part of a web page is the article: works on its element tree alone.

The page's own marks are trusted first (`main`, `article`, `nav`, ARIA roles), then the names of its
boxes together with how much of their text is links. Nothing that holds a large part of the prose is
ever dropped, since an article that is lost is worse than a menu that is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Any

from .web_contents import Content, Contents, solid

_NEVER_TEXT = (
    "script", "style", "noscript", "template", "iframe", "object", "embed", "canvas", "svg",
    "audio", "video", "map", "button", "select", "input", "textarea", "datalist", "dialog", "nav",
    "footer", "head",
)  # fmt: skip
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_PAGE_ONLY = ("aside", "header")
_HIDDEN = (
    "descendant::*[@hidden or @aria-hidden='true'"
    " or contains(translate(@style, ' ', ''), 'display:none')]"
)
_PERMALINK_SIGNS = frozenset("¶#§")
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
_MANY_LINKS = 3


def article(page: Any) -> Any:
    """Return the element that holds the article. What is told apart from it is removed from the page."""
    body = page.find(".//body")
    body = page if body is None else body
    _unfold(body)
    _drop(body, body.iter(*_NEVER_TEXT))
    # A page that was saved while a dialog covered it has all of its text marked as hidden.
    contents = Contents(body)
    half = contents[body].text / 2
    _drop(body, (each for each in body.xpath(_HIDDEN) if contents[each].text < half))
    contents = Contents(body)
    _drop(body, (each for each in body.iter("a") if _is_permalink(each, contents[each])))
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
        if next(button.iterdescendants("button"), None) is not None:
            continue
        within = button.getparent()
        in_heading = within is not None and within.tag in _HEADINGS
        if in_heading or "".join(button.itertext()).rstrip().endswith("?"):
            button.tag = "span" if in_heading else "p"
            controls.update((button.get("aria-controls") or "").split())
    if controls:
        for element in body.xpath("descendant::*[@id]"):
            if element.get("id") in controls:
                for attribute in ("hidden", "aria-hidden", "style"):
                    element.attrib.pop(attribute, None)


def _marked(body: Any) -> Any | None:
    """Return the element that the page itself marks as its main part, if it does hold the text."""
    total = _size(body)
    for path in (
        "descendant::main",
        "descendant::*[@role='main']",
        "descendant::article",
        "descendant::*[@itemprop='articleBody']",
    ):
        found = body.xpath(path)
        if len(found) == 1 and _size(found[0]) >= _MIN_ARTICLE_SHARE * total:
            return found[0]
    return None


def _drop_page_frame(body: Any) -> None:
    """Headers and asides of the page; a header stays where it alone holds the page's heading."""
    contents = Contents(body)
    doomed = [
        each
        for each in body.iter(*_PAGE_ONLY)
        if each.tag != "header" or contents[each].headings in range(contents[body].headings or 1)
    ]
    _drop(body, doomed)


def _drop_fringe(root: Any, *, by_density: bool) -> None:
    """Menus, breadcrumbs, cookie notices and the like, within what is bearable to lose."""
    contents = Contents(root)
    whole = contents[root]
    prose = whole.text - whole.linked
    if prose < _MIN_PROSE_SHARE * whole.text:
        return  # a page of links is about them
    doomed = []
    for element in root.iterdescendants(*_BOXES):
        content = contents[element]
        if not content.text or content.text - content.linked > _MAX_DROPPED_SHARE * prose:
            continue
        if content.headings:
            continue
        names = _names(element)
        links = content.linked / content.text
        if (
            element.get("role", "").lower() in _ROLES
            or names & _FRINGE_NAMES
            or (names & _LINK_NAMES and links > 0.3)
            or (by_density and links > 0.8 and content.links >= _MANY_LINKS)
        ):
            doomed.append(element)
    _drop(root, doomed)


def _names(element: Any) -> set[str]:
    named = f"{element.get('id', '')} {element.get('class', '')}".lower()
    return set(_BLOCK_OF_NAMES.split(named))


def _is_permalink(link: Any, content: Content) -> bool:
    return content.text == 1 and "".join(link.itertext()).strip() in _PERMALINK_SIGNS


def _size(element: Any) -> int:
    return sum(solid(piece) for piece in element.itertext())


def _drop(root: Any, elements: Iterable[Any]) -> None:
    """Remove elements from the tree and keep the text that follows them."""
    doomed = {each for each in elements if each is not root}
    for parent in {each.getparent() for each in doomed} - {None}:
        _drop_children(parent, doomed)


def _drop_children(parent: Any, doomed: AbstractSet[Any]) -> None:
    """Remove children; what follows several of them is put together once, however many they are."""
    before, tails = None, list[str]()
    for child in [*parent, None]:
        if child in doomed:
            tails.append(child.tail or "")
            parent.remove(child)
            continue
        if following := "".join(tails):
            if before is None:
                parent.text = (parent.text or "") + following
            else:
                before.tail = (before.tail or "") + following
        before, tails = child, []
