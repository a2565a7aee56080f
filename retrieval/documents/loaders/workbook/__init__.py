"""Excel workbooks (.xlsx), read with lxml; openpyxl tells dates from numbers."""

from .workbook_document import parse

__all__ = ["parse"]
