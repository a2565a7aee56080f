"""Pages as Discord's components."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from discord import ui

from .blocks import Divider, FeedbackButtons, Page, SourceEntry, Text
from .buttons.admin_buttons import GapButton
from .buttons.answer_buttons import (
    AskAgainButton,
    ClosestButton,
    PageButton,
    RateButton,
    ShowButton,
)
from .paging import COMPONENT_LIMIT, TEXT_LIMIT, size
from .stale_mark import MARK_COST

if TYPE_CHECKING:
    from collections.abc import Sequence

    import discord

    from .gap_pages import GapPage


def layout(
    page: Page,
    answer: int | None = None,
    *,
    row: Sequence[ui.DynamicItem[Any]] = (),
    file: str | None = None,
) -> ui.LayoutView:
    """Lay a page out as one message, with a row of buttons and the name of an attached file under it.

    Without an answer's id, what needs it is shown without its button.
    """
    view = ui.LayoutView(timeout=None)
    for block in page:
        match block:
            case Text(text):
                view.add_item(ui.TextDisplay(text))
            case SourceEntry(number, text) if answer is not None:
                view.add_item(ui.Section(text, accessory=ShowButton(answer, number)))
            case SourceEntry(_, text):
                view.add_item(ui.TextDisplay(text))
            case Divider():
                view.add_item(ui.Separator())
            case FeedbackButtons(closest) if answer is not None:
                before = [ClosestButton(answer)] if closest else []
                view.add_item(
                    ui.ActionRow(
                        *before, RateButton(answer, helpful=True), RateButton(answer, helpful=False)
                    )
                )
            case FeedbackButtons():
                pass
    if file is not None:
        view.add_item(ui.File(f"attachment://{file}"))
    if row:
        view.add_item(ui.ActionRow(*row))
    return view


PageTarget = tuple[int, int, int]
"""An answer, the number of a source, and how far to turn from its quote."""


def excerpt_layout(
    page: Page, before: PageTarget | None = None, after: PageTarget | None = None
) -> ui.LayoutView:
    """Lay out a part of a document, with buttons to what stands before and after it."""
    turns = [(before, "← Previous"), (after, "Next →")]
    return layout(page, row=[PageButton(*turn, label) for turn, label in turns if turn is not None])


def marked_layout(message: discord.Message, answer: int, mark: str) -> ui.LayoutView | None:
    """Lay a message out as it stands, with the mark of a stale answer below it, or without if empty.

    Returns None where there is no room for it. The view is stopped: what it holds beside the mark was
    made before, and a press is passed on by the custom id of a button alone.
    """
    view = ui.LayoutView.from_message(message, timeout=None)
    view.stop()
    button = AskAgainButton(answer)
    for item in view.children:
        if isinstance(item, ui.Section) and _custom_id(item.accessory) == button.custom_id:
            view.remove_item(item)
    if not mark:
        return view
    texts = [item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay)]
    components = view.total_children_count + MARK_COST.components
    if components > COMPONENT_LIMIT or sum(map(size, [*texts, mark])) > TEXT_LIMIT:
        return None
    return view.add_item(ui.Section(mark, accessory=button))


def _custom_id(item: ui.Item[Any]) -> str | None:
    return item.custom_id if isinstance(item, ui.Button) else None


def gap_layout(page: GapPage, number: int, row: Sequence[GapButton]) -> ui.LayoutView:
    """Lay out page `number` of what was not answered, each gap beside the button that ends it."""
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.TextDisplay(page.heading))
    for entry in page.entries:
        view.add_item(ui.Section(entry.text, accessory=GapButton("done", number, entry.gap)))
    if page.below:
        view.add_item(ui.TextDisplay(page.below))
    if row:
        view.add_item(ui.ActionRow(*row))
    return view
