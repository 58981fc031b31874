"""Whoever issues every permitted query gets the release and nothing else, and a careless query layer is found out."""

from collections.abc import Mapping

import numpy as np

from tenants.statistics.disclosure.attacks.differencing import Asking, CellName, Question, questions
from tenants.statistics.disclosure.catalogue import TOTAL, Key, Table
from tenants.statistics.disclosure.cells import Cells
from tenants.statistics.disclosure.protection import Pattern, protect
from tests.statistics.disclosure.nations import BG, PB, PG, drawn

PLACES = ("p1", "p2", "p3", "p4", "p5")
Answer = Mapping[CellName, int | None]


def released() -> Pattern:
    """A release of three tables over five provinces."""
    return protect(Cells.count(drawn(13, [PB, PG, BG])))


def rows_asked(pattern: Pattern, question: Question) -> list[Key]:
    """The stored rows a question is about."""
    catalogue = pattern.cells.catalogue
    table = next(one for one in catalogue.tables if one.code == question.table)
    held = [(catalogue.order[code], node) for code, node in question.held]
    return [key for key in catalogue.keys(table) if all(key[at] == node for at, node in held)]


def stored(pattern: Pattern, question: Question) -> Answer:
    """The answer of a layer that returns stored cells."""
    classes = pattern.cells.catalogue.classes
    return {(key, one): pattern.count(key, one) for key in rows_asked(pattern, question) for one in classes}


def test_all_permitted_questions_together_give_the_release_and_no_more() -> None:
    pattern = released()
    asking = Asking(pattern)
    for question in questions(pattern.cells.catalogue):
        asking.take(stored(pattern, question))
    found = asking.attack()
    assert found.questions == (6 + 1) * (9 + 1) + (6 + 1) * (4 + 1) + (9 + 1) * (4 + 1)
    assert found.cells == (~pattern.hidden).sum()
    assert (found.strange, found.pinned, found.outside) == ((), 0, 0)


def test_a_layer_that_adds_up_what_is_left_is_found_out() -> None:
    """Asked for a hidden total it adds the parts it may show."""
    pattern = released()
    asking = Asking(pattern)
    for question in questions(pattern.cells.catalogue, most_held=1):
        answer = dict(stored(pattern, question))
        for (key, category), count in list(answer.items()):
            if count is None and key[0] == TOTAL:
                parts = [(place, *key[1:]) for place in PLACES]
                shown = [pattern.count(part, category) for part in parts if part in pattern.cells.row_of]
                answer[key, category] = sum(one or 0 for one in shown)
        asking.take(answer)
    cells = ((key, category) for key in pattern.cells.rows for category in pattern.cells.catalogue.classes)
    hidden_totals = {cell for cell in cells if cell[0][0] == TOTAL and pattern.count(*cell) is None}
    assert hidden_totals
    assert set(asking.attack().strange) == hidden_totals


def test_one_hidden_cell_told_by_mistake_is_found_out_and_opens_others() -> None:
    pattern = released()
    row, column = (int(at[-1]) for at in np.nonzero(pattern.hidden & ~pattern.sensitive))
    leaked = (pattern.cells.rows[row], pattern.cells.catalogue.classes[column])
    asking = Asking(pattern)
    for question in questions(pattern.cells.catalogue, most_held=0):
        answer = dict(stored(pattern, question))
        if leaked in answer:
            answer[leaked] = int(pattern.cells.counts[row, column])
        asking.take(answer)
    found = asking.attack()
    assert found.strange == (leaked,)
    assert found.outside > 0


def test_a_row_finer_than_the_catalogue_is_strange() -> None:
    pattern = released()
    asking = Asking(pattern)
    asking.take({(("p1", "u1", "g1"), "poor"): None})
    assert asking.attack().strange == ((("p1", "u1", "g1"), "poor"),)


def test_questions_hold_any_dimension_at_any_node_with_its_total() -> None:
    catalogue = released().cells.catalogue.with_tables([Table("P", (("province", 1),))])
    held = [question.held for question in questions(catalogue)]
    assert held == [(), *((("province", code),) for code in (TOTAL, *PLACES))]
