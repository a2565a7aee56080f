"""The buttons of a reply: what they look like, and what a press is passed on to.

A button carries what it is for in its custom id, so it works after a restart. What a press does is the
client's: it holds the objects that `handlers` describes. A view that holds such a button never times
out: discord.py forgets a kind of button for good when a view that held it ends.
"""

from __future__ import annotations

from .admin_buttons import EditButton, GapButton, ListButton, ReindexButton
from .answer_buttons import AskAgainButton, ClosestButton, PageButton, RateButton, ShowButton

BUTTONS = (
    ShowButton,
    ClosestButton,
    PageButton,
    RateButton,
    AskAgainButton,
    ReindexButton,
    EditButton,
    ListButton,
    GapButton,
)
