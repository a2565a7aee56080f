"""Makes false sentences from true ones, by rules that look at nothing but the words. Pure.

They are written without regard to how a statement is checked, so that they are a test of it.
"""

from .true_sentence import TrueSentence
from .ways import WAYS, Variant, variants

__all__ = ["WAYS", "TrueSentence", "Variant", "variants"]
