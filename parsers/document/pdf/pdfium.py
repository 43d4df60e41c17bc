"""PDFium, the library that lays pages out: https://pdfium.googlesource.com/pdfium. It knows every glyph's width."""

from __future__ import annotations

from pypdfium2 import PdfDocument, PdfiumError, raw  # type: ignore[import-untyped]

__all__ = ["PdfDocument", "PdfiumError", "raw"]
