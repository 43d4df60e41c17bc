"""Finds choices that have cells of their own, and writes them as boxes into one room beside their question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from mailbot.forms.learn.field_guess import asks_by_its_words
from mailbot.forms.learn.head_words import heads_questions, is_scale, is_yes_no
from mailbot.forms.learn.question import BOX, is_number, is_space
from parsers import Paragraph, Table

Cells = list[Paragraph]

_LONGEST = 40
_MOST_WORDS, _LEAST_UNASKED = 3, 3
"""Words of a choice, and choices below a label that is no question in so many words."""
_MOST_REMARKS = 2
"""Columns past a scale, for remarks."""
FROM_CELLS = "choices are read from the words “{}”"


def with_boxes(rows: Sequence[Cells]) -> Iterator[tuple[Cells, str]]:
    """Yield a table's rows, each with what is unsure about it; a row of words over boxes or marks is none."""
    number, heads = 0, list[str]()
    has_lists = any(_words_below(row, rows[at:], has_lists=False) for at, row in enumerate(rows, 1))
    while number < len(rows):
        row, below = rows[number], rows[number + 1 :]
        used = 1
        if over := _heads(row, below):
            heads = over
            if heads[0] and not heads_questions(heads[0]):
                yield row[:1], ""
        elif len(heads) > 1 and _is_under(row, heads):
            are_drawn = any(map(_text, row[1:])) or is_yes_no(heads[1:])
            yield _asked(row[0], heads[1:]), "" if are_drawn else _doubt(heads[1:])
        elif boxed := list(_boxes_below(row, below)):
            used = 1 + len(boxed)
            yield _asked(row[0], [_text(cell) for cells in boxed for cell in cells]), ""
        elif across := _boxes_after(row) or _across(row, below):
            yield _asked(row[0], across), "" if BOX.match(across[-1]) else _doubt(across)
        elif said := _yes_no_below(row, below):
            used = 3
            yield _asked(row[0], said), ""
        elif under := _words_below(row, below, has_lists=has_lists):
            used = 1 + len(under)
            yield _asked(row[0], under), _doubt(under)
        elif listed := _listed(row, below):
            used = len(listed)
            yield _asked(row[0], listed), "" if BOX.match(listed[-1]) else _doubt(listed)
        else:
            yield row, ""
            heads = [] if sum(map(bool, map(_text, row))) > 1 else heads
        number += used


def has_marks_beside(table: Table) -> bool:
    """Whether a table is choices with room beside each for a mark: a column of words, or a row of them."""
    rows = [[(cell or "").strip() for cell in row] for row in table.rows]
    if not any(text for row in rows for text in row[:1]):
        rows = [row[::-1] for row in rows]
    words = [row[0] for row in rows] if len(rows) > 1 else [text for row in rows for text in row[::2]]
    rooms = [text for row in rows for text in row[1::2]]
    is_even = all(len(row) == 2 for row in rows) if len(rows) > 1 else len(words) == len(rooms) > 1  # noqa: PLR2004 - a word and room
    are_words = all(map(_is_word, words)) and not _are_asked(words)
    return is_even and are_words and not any(rooms)


def _heads(row: Cells, below: Sequence[Cells]) -> list[str]:
    """Return the words of a row that only says what the boxes below it mean: «| Ja | Nej»; else nothing.

    Where none are drawn, nothing stands left of the words, or they are the steps of a scale.
    """
    words = _without_remarks([_text(cell) for cell in row])
    are_words = len(words) > 2 and all(words[1:]) and not any(map(is_space, words[1:]))  # noqa: PLR2004 - with a label
    return words if are_words and below and _is_under(below[0], words) else []


def _without_remarks(words: list[str]) -> list[str]:
    """Return heads without those of columns for remarks past a scale: «Fråga, Ja, Nej, Kommentar»."""
    steps = max((end for end in range(3, len(words) + 1) if is_scale(words[1:end])), default=0)
    return words[:steps] if steps and len(words) - steps <= _MOST_REMARKS else words


def _is_under(row: Cells, heads: Sequence[str]) -> bool:
    """Whether a row is a label, and under each of these words a box or room for a mark."""
    marks, more = ([_text(cell) for cell in cells] for cells in (row[1 : len(heads)], row[len(heads) :]))
    if not len(heads) <= len(row) <= len(heads) + _MOST_REMARKS or any(more):
        return False
    if not _text(row[0]) or is_space(_text(row[0])):
        return False
    needs_box = bool(heads[0]) and not is_scale(heads[1:])
    are_short = all(len(word) <= _LONGEST for word in heads)
    return all(BOX.fullmatch(mark) or not (mark or needs_box) for mark in marks) and (are_short or all(marks))


def _boxes_after(row: Cells) -> list[str]:
    """Return the choices right of a label that have a cell each, with a box after its words: «Ja ☐ | Nej ☐»."""
    words = [BOX.sub("", _text(cell)).strip() for cell in row[1:]]
    ends = [list(BOX.finditer(_text(cell))) for cell in row[1:]]
    are_boxed = all(
        len(found) == 1 and found[0].end() == len(_text(cell)) for found, cell in zip(ends, row[1:], strict=True)
    )
    is_label = any(map(_text, row[:1])) and not is_space(_text(row[0]))
    is_offer = len(words) > 1 and are_boxed and all(words) and is_label
    return [f"☐ {word}" for word in words] if is_offer else []


def _across(row: Cells, below: Sequence[Cells]) -> list[str]:
    """Return the choices right of a label with room for marks: «Ja» and «Nej», or words over an empty row."""
    texts = [_text(cell) for cell in row]
    words = list(filter(None, texts[1:]))
    is_over_room = all(texts) and bool(below) and not any(map(_text, below[0])) and not _are_asked(words)
    last = max((column for column, text in enumerate(texts) if text), default=0)  # a wider row leaves cells after that
    has_room = is_over_room or _take_turns_with_room(texts[1 : last + 2]) or _take_turns_with_room(texts[last:0:-1])
    is_label = any(texts[:1]) and not is_space(texts[0]) and not is_number(texts[0])
    is_asked = len(words) > 1 and all(map(_is_word, words)) and is_label
    return words if is_asked and (has_room or is_yes_no(words)) else []


def _take_turns_with_room(texts: Sequence[str]) -> bool:
    """Whether each word has room for a mark after it, and few ask for something of their own: «Namn», «Datum»."""
    are_words = all(texts[::2]) and not _are_asked(texts[::2])
    return len(texts) > 1 and are_words and not any(texts[1::2])


def _yes_no_below(row: Cells, below: Sequence[Cells]) -> list[str]:
    """Return «Ja» and «Nej» where they stand alone in the row below a label that stands alone, over room for marks."""
    label, words, room = (
        list(filter(None, map(_text, cells))) for cells in (row, *below[:2], *[[]] * (2 - len(below)))
    )
    is_asked = len(label) == 1 and label[0] == _text(row[0]) and not is_space(label[0])
    return words if is_asked and is_yes_no(words) and not room else []


def _words_below(row: Cells, below: Sequence[Cells], *, has_lists: bool) -> list[str]:
    """Return the choices below a label, in its own column or the next, each with room beside it for a mark.

    A label without room beside it may be a heading over questions, unless the room for marks is left of the words.
    """
    texts = [_text(cell) for cell in row]
    if not any(texts[:1]) or any(texts[1:]) or is_space(texts[0]):
        return []
    words = [_text(cells[0]) for cells in takewhile(_is_word_with_room, below)] if len(texts) > 1 else []
    words = words[:2] if is_yes_no(words[:2]) else words or _after_room(below)
    return words if _are_offered(texts[0], words, has_lists=has_lists) else []


def is_list(label: Paragraph, rows: Sequence[Cells], *, has_lists: bool) -> bool:
    """Whether the rows beside a label are its choices, each with room for a mark, and no questions under a heading."""
    words = [_text(row[0]) for row in rows]
    are_words = all(map(_has_room_for_mark, rows)) and not _are_asked(words)
    return are_words and _are_offered(_text(label), words, has_lists=has_lists)


def _are_offered(label: str, words: Sequence[str], *, has_lists: bool) -> bool:
    """Whether words with room for marks are a label's choices: «Ja» and «Nej», or two and more after «?».

    Where the table has such lists, three are choices after any label.
    """
    least = 2 if label.endswith("?") else _LEAST_UNASKED if has_lists else len(words) + 1
    return is_yes_no(words[:2]) or len(words) >= least


def _is_word_with_room(row: Cells) -> bool:
    return _has_room_for_mark(row) and not asks_by_its_words(_text(row[0]))


def _has_room_for_mark(row: Cells) -> bool:
    texts = [_text(cell) for cell in row]
    is_plain = len(texts) > 1 and _is_word(texts[0]) and not any(texts[1:])
    return is_plain and len(texts[0].split()) <= _MOST_WORDS and "*" not in texts[0]


def _is_room_with_word(row: Cells) -> bool:
    return len(row) > 1 and not _text(row[0]) and _has_room_for_mark([*row[1:], row[0]])


def _after_room(rows: Sequence[Cells]) -> list[str]:
    """Return the words right of room for a mark, down to the first row without; none if they ask, as labels do."""
    words = [_text(row[1]) for row in takewhile(_is_room_with_word, rows)]
    return [] if _are_asked(words) else words


def _are_asked(words: Sequence[str]) -> bool:
    """Whether half of the words ask for something of their own: «Namn», «Datum»."""
    return sum(map(asks_by_its_words, words)) * 2 >= max(len(words), 1)


def _boxes_below(row: Cells, below: Sequence[Cells]) -> Iterator[Cells]:
    """Yield the rows below a label that stands alone in its row, where they hold several boxes and nothing else."""
    rows = list(takewhile(_is_boxes, below))
    texts = list(filter(None, map(_text, row)))
    boxes = sum(len(BOX.findall(_text(cell))) for cells in rows for cell in cells)
    if len(texts) == 1 and not is_space(texts[0]) and boxes > 1:
        yield from rows


def _is_boxes(row: Cells) -> bool:
    texts = list(filter(None, map(_text, row)))
    return bool(texts) and all(BOX.match(text) for text in texts)


def _listed(row: Cells, below: Sequence[Cells]) -> list[str]:
    """Return the choices that begin beside a label and go on in the rows below it, a row each; else nothing."""
    first, *more = ([_text(cell) for cell in cells] for cells in (row, *takewhile(_goes_on, below)))
    if len(first) < 2 or not more or is_space(first[0]):  # noqa: PLR2004 - a label and a choice
        return []
    choices = [" ".join(filter(None, texts[1:])) for texts in (first, *more)]
    are_alone = all(sum(map(bool, texts[1:])) == 1 for texts in (first, *more))
    are_boxes = all(BOX.match(choice) for choice in choices if choice) and not any(map(_is_word, choices))
    return choices if are_boxes or (are_alone and all(map(_is_word, choices))) else []


def _goes_on(row: Cells) -> bool:
    """Whether a row holds nothing but a choice, right of an empty cell."""
    texts = [_text(cell) for cell in row]
    is_choice = all(BOX.match(text) or _is_word(text) for text in texts[1:] if text)
    return any(texts) and not texts[0] and is_choice


def _is_word(text: str) -> bool:
    return 0 < len(text) <= _LONGEST and not is_space(text) and text[-1] not in ".:?"


def _asked(label: Paragraph, choices: Sequence[str]) -> Cells:
    boxes = "\n".join(choice if BOX.match(choice) else f"☐ {choice}" for choice in choices if choice)
    return [label, Paragraph(boxes)]


def _doubt(choices: Sequence[str]) -> str:
    return FROM_CELLS.format(" / ".join(choices))


def _text(cell: Paragraph) -> str:
    return cell.text.strip()
