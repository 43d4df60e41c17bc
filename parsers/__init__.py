"""A filled form in, a ParsedForm out. Knows nothing of mail, database or mailbot.

This is the whole public door: nobody outside imports deeper. Each name is loaded when it is first
asked for, so that whoever wants a data type doesn't wait for the readers of all formats.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from parsers.document.all_texts import all_texts as all_texts
    from parsers.document.charsets import to_text as to_text
    from parsers.document.html.looks import is_signature as is_signature
    from parsers.document.html.unseen import is_hiding as is_hiding
    from parsers.document.libreoffice import PrintedDocument as PrintedDocument
    from parsers.document.limits import Refused as Refused
    from parsers.document.model import BOLD_HEADING as BOLD_HEADING
    from parsers.document.model import OBJECT as OBJECT
    from parsers.document.model import TEMPLATE_PROPERTY as TEMPLATE_PROPERTY
    from parsers.document.model import UNKNOWN as UNKNOWN
    from parsers.document.model import Control as Control
    from parsers.document.model import ControlKind as ControlKind
    from parsers.document.model import Document as Document
    from parsers.document.model import Paragraph as Paragraph
    from parsers.document.model import Row as Row
    from parsers.document.model import Table as Table
    from parsers.document.read import read_blank as read_blank
    from parsers.document.read import read_document as read_document
    from parsers.office_use import is_office as is_office
    from parsers.parse import ReadFile as ReadFile
    from parsers.parse import asked as asked
    from parsers.parse import begins_with_label as begins_with_label
    from parsers.parse import label_in as label_in
    from parsers.parse import parse_answers as parse_answers
    from parsers.parse import parse_html as parse_html
    from parsers.parse import parse_text as parse_text
    from parsers.parse import read_file as read_file
    from parsers.parse import unasked as unasked
    from parsers.passing_on.findings import Vetted as Vetted
    from parsers.passing_on.may_be_passed_on import vet as vet
    from parsers.phrases import Phrases as Phrases
    from parsers.phrases import first_found as first_found
    from parsers.phrases import form_words as form_words
    from parsers.phrases import phrase_faults as phrase_faults
    from parsers.questions.correction_notes import TICK_AGAIN as TICK_AGAIN
    from parsers.questions.correction_notes import TO_DO as TO_DO
    from parsers.result import READ_FORMATS as READ_FORMATS
    from parsers.result import UNPLACED as UNPLACED
    from parsers.result import Code as Code
    from parsers.result import FieldProblem as FieldProblem
    from parsers.result import NotAForm as NotAForm
    from parsers.result import ParsedForm as ParsedForm
    from parsers.result import Result as Result
    from parsers.result import Unreadable as Unreadable
    from parsers.result import Value as Value
    from parsers.sandbox.pool import Hung as Hung
    from parsers.sandbox.pool import Isolated as Isolated
    from parsers.sandbox.pool import NotStarted as NotStarted
    from parsers.sandbox.pool import in_order as in_order
    from parsers.template import Field as Field
    from parsers.template import FieldKey as FieldKey
    from parsers.template import FormTemplate as FormTemplate
    from parsers.template import Kind as Kind
    from parsers.two_readings import agreed as agreed

_NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "parsers.document.all_texts": ("all_texts",),
        "parsers.document.charsets": ("to_text",),
        "parsers.document.html.looks": ("is_signature",),
        "parsers.document.html.unseen": ("is_hiding",),
        "parsers.document.libreoffice": ("PrintedDocument",),
        "parsers.document.limits": ("Refused",),
        "parsers.document.model": (
            "BOLD_HEADING",
            "OBJECT",
            "TEMPLATE_PROPERTY",
            "UNKNOWN",
            "Control",
            "ControlKind",
            "Document",
            "Paragraph",
            "Row",
            "Table",
        ),
        "parsers.document.read": ("read_blank", "read_document"),
        "parsers.office_use": ("is_office",),
        "parsers.parse": (
            "ReadFile",
            "asked",
            "begins_with_label",
            "label_in",
            "parse_answers",
            "parse_html",
            "parse_text",
            "read_file",
            "unasked",
        ),
        "parsers.passing_on.findings": ("Vetted",),
        "parsers.passing_on.may_be_passed_on": ("vet",),
        "parsers.phrases": ("Phrases", "first_found", "form_words", "phrase_faults"),
        "parsers.questions.correction_notes": ("TICK_AGAIN", "TO_DO"),
        "parsers.result": (
            "READ_FORMATS",
            "UNPLACED",
            "Code",
            "FieldProblem",
            "NotAForm",
            "ParsedForm",
            "Result",
            "Unreadable",
            "Value",
        ),
        "parsers.sandbox.pool": ("Hung", "Isolated", "NotStarted", "in_order"),
        "parsers.two_readings": ("agreed",),
        "parsers.template": ("Field", "FieldKey", "FormTemplate", "Kind"),
    }
)
_HOMES: Mapping[str, str] = MappingProxyType({name: module for module, names in _NAMES.items() for name in names})


def __getattr__(name: str) -> Any:
    """Return a public name from the module that makes it (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
