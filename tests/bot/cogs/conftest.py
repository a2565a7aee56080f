"""Who may command the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
import pytest

if TYPE_CHECKING:
    from simcord.actors import MemberActor
    from simcord.builders import RoleHandle

    from tests.bot.conftest import World


@pytest.fixture
def admin(world: World) -> MemberActor:
    """Someone who may manage the server."""
    return world.join("ada", roles=[managing(world)])


def managing(world: World) -> RoleHandle:
    """A role whose members may manage the server."""
    return world.guild.create_role("Admins", permissions=discord.Permissions(manage_guild=True))
