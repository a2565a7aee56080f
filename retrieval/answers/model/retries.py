"""Whether and when to ask a model's server again, by the status and the headers of its reply. Pure.

The clients of the providers would ask again by themselves, but know nothing of the time that is left.
"""

from __future__ import annotations

from collections.abc import Mapping

_FIRST_WAIT = 0.5
_LONGEST_WAIT = 8.0
_WORTH_ANOTHER_TRY = frozenset({408, 409, 429})
_USED_UP = ("insufficient_quota", "billing")


def seconds_until_retry(error: Exception, tries: int) -> float | None:
    """Return how long to wait after so many failed `tries`; None if another would be of no use.

    That is as long as the server says, or twice as long as the last time.
    """
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        words = f"{getattr(error, 'body', '')} {error}".lower()
        if not (status in _WORTH_ANOTHER_TRY or status >= 500) or any(w in words for w in _USED_UP):
            return None
    elif "Connection" not in type(error).__name__:
        return None
    said = _seconds_said(getattr(getattr(error, "response", None), "headers", {}))
    return min(_FIRST_WAIT * 2 ** (tries - 1), _LONGEST_WAIT) if said is None else said


def _seconds_said(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that headers ask to wait; None if they do not say it in figures."""
    for name, per_second in (("retry-after-ms", 1000), ("retry-after", 1)):
        try:
            return max(0.0, float(headers[name]) / per_second)
        except (KeyError, ValueError):
            continue
    return None
