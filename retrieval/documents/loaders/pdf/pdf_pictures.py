"""Pages of a PDF that are pictures: which they are, and what is written on them (OCR).

RapidOCR recognizes it, where the extra `ocr` is installed; its package brings its models.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from itertools import islice
from typing import Any

from ..allowance import allowance
from .pdf_lines import PrintedLine

MOST_RECOGNIZED = 300
"""Pages of a file that are recognized at most, at some two seconds each."""

_DOTS_PER_INCH = 150
_POINTS_PER_INCH = 72
_MOST_DOTS = 2_500
"""Width and height of the picture of a page, at most."""

_LONGEST_SIDE = 960
"""To this size a page is reduced to find its lines in it: more takes twice the memory."""

_MEGABYTES = 900
"""What the models and a page take, in addresses, measured with RapidOCR 3.10 on onnxruntime 1.32."""

_MOST_RANGES = 10

Recognize = Callable[[Any], list[PrintedLine]]
"""From a page of a PDF to its lines."""


def is_picture(pdf: Any, number: int) -> bool:
    """Return whether there is a picture on a page, which has no text."""
    import pypdfium2

    try:
        page = pdf[number]
        pictures = page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3)
        return any(True for _ in islice(pictures, 1))
    except pypdfium2.PdfiumError:
        return False


def recognizer() -> Recognize | None:
    """Return what recognizes the lines of a page; None where the extra is not installed."""
    return _recognized_lines if find_spec("rapidocr") else None


def recognized(
    pdf: Any, pictures: Sequence[int], recognize: Recognize
) -> Iterator[tuple[int, list[PrintedLine]]]:
    """Yield the lines of those pages on which something was recognized, with their numbers, from 0."""
    for number in pictures[:MOST_RECOGNIZED]:
        if lines := recognize(pdf[number]):
            yield number, lines
        allowance.go_on()


def pictures_notice(pages: Sequence[int], total: int) -> str:
    """Say that pages, by their numbers from 1, are pictures that were not read."""
    which = f"{len(pages):,} of {total:,} pages are pictures: {_ranges(pages)}."
    if recognizer() is None:
        return f"{which} They were not read; with the extra ocr they are."
    return (
        f"{which} No words were recognized there, or they are beyond the first {MOST_RECOGNIZED}."
    )


def _ranges(numbers: Sequence[int]) -> str:
    """Return numbers in order as "3, 7-9"; the first ones, where they are many."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    told = [str(first) if first == last else f"{first}-{last}" for first, last in ranges]
    return ", ".join([*told[:_MOST_RANGES], *(["…"] if len(told) > _MOST_RANGES else [])])


def _recognized_lines(page: Any) -> list[PrintedLine]:
    width, height = page.get_size()
    scale = min(_DOTS_PER_INCH / _POINTS_PER_INCH, _MOST_DOTS / max(width, height, 1))
    found = _engine()(page.render(scale=scale).to_numpy())
    if found.txts is None or found.boxes is None:
        return []
    return [
        _line(text, box, scale, height)
        for text, box in zip(found.txts, found.boxes, strict=True)
        if text.strip()
    ]


def _line(text: str, box: Any, scale: float, page_height: float) -> PrintedLine:
    """Return a line by the corners of its box, in dots from the upper left corner of the page."""
    across, down = ([float(corner[axis]) / scale for corner in box] for axis in (0, 1))
    return PrintedLine(
        " ".join(text.split()),
        left=min(across),
        right=max(across),
        bottom=page_height - max(down),
        height=max(down) - min(down),
    )


@cache
def _engine() -> Any:
    allowance.more_memory(_MEGABYTES)
    from rapidocr import RapidOCR

    runtime = "EngineConfig.onnxruntime"
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            f"{runtime}.intra_op_num_threads": 1,
            f"{runtime}.inter_op_num_threads": 1,
            f"{runtime}.enable_cpu_mem_arena": False,
            "Det.limit_type": "max",
            "Det.limit_side_len": _LONGEST_SIDE,
            "Rec.rec_batch_num": 1,
        }
    )
