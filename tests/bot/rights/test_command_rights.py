"""What a server's integration settings say of a command."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.rights.command_rights import is_granted

PERSON, ROLE, OTHER_ROLE, EVERYBODY = 1, 2, 3, 9


@dataclass
class Line:
    """A line of the settings."""

    id: int
    permission: bool


@pytest.mark.parametrize(
    ("lines", "granted"),
    [
        ({}, False),
        ({PERSON: True}, True),
        ({PERSON: False}, False),
        ({ROLE: True}, True),
        ({4: True}, False),
        ({EVERYBODY: True}, True),
        # What is said of the person counts more than what is said of a role, and that more than all.
        ({PERSON: False, ROLE: True}, False),
        ({PERSON: True, ROLE: False}, True),
        ({EVERYBODY: True, ROLE: False}, False),
        ({EVERYBODY: False, ROLE: True}, True),
        ({ROLE: False, OTHER_ROLE: True}, True),
        ({ROLE: False, OTHER_ROLE: False}, False),
    ],
)
def test_a_grant_goes_in_discords_order(lines: dict[int, bool], granted: bool) -> None:
    given = [Line(id_, permission) for id_, permission in lines.items()]
    roles = frozenset({ROLE, OTHER_ROLE, EVERYBODY})

    assert is_granted(given, PERSON, roles, EVERYBODY) is granted
