"""A folder of broken, bombed, misnamed and odd files, and of twenty good ones among them."""

from tests.hostile.folder import make_hostile_folder
from tests.hostile.good_files import Fact

__all__ = ["Fact", "make_hostile_folder"]
