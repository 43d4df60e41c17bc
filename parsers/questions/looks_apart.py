"""Parts a label from its answer where only their looks do: «**Rubrik** Morgonrunda», in one line without a colon."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from parsers.document.model import Block, Document, Paragraph
from parsers.questions.label_text import normalised
from parsers.questions.labels import Labels, labels_of
from parsers.template import FormTemplate

_LEAST: Final = 4
"""Lines with a label of its own look, before they are a form: a word that an answer stresses is none."""


def with_parted_labels(document: Document, template: FormTemplate) -> Document:
    """Return a document with a colon after each of the form's own labels that looks other than the rest of its line."""
    labels = labels_of(template)
    blocks = tuple(_parted(block, labels) for block in document.blocks)
    parted = sum(own is not block for own, block in zip(blocks, document.blocks, strict=True))
    return replace(document, blocks=blocks) if parted >= _LEAST else document


def _parted(block: Block, labels: Labels) -> Block:
    if not isinstance(block, Paragraph) or not block.emphasised or labels.split(block.text.strip())[0] is not None:
        return block
    text, first = block.text.strip(), block.emphasised[0].text
    label = text.partition(first)[0] or first
    answer = text.removeprefix(label).strip()
    is_own = normalised(label) in labels.own and bool(answer)
    return replace(block, text=f"{label.strip()}: {answer}") if is_own else block
