"""Terms that nobody uses go, so that a process that works on many problems stays small."""

from __future__ import annotations

import gc
import threading
import weakref
from itertools import islice
from pathlib import Path

import pytest

from hybrid import solve
from hybrid import term as terms
from hybrid.decide.cascade import identity
from hybrid.engine import Engine
from hybrid.engine.process import ProcessEngine
from hybrid.engine.serial import SerialEngine
from hybrid.generate.compact import derivation_text
from hybrid.generate.making import draws
from hybrid.generate.recipe import load_recipe
from hybrid.rulebook import Rulebook
from hybrid.rulebook.book import MAX_MATCHINGS
from hybrid.term import FORGETTING, add, num, sym

RECIPE = Path(__file__).parent.parent / "recipes" / "school.recipe"
NOTES = """
from hybrid.term import sym

LETTER = sym("x")

def note(n):
    LETTER.memo["seen", n] = True
    return sum(key[0] == "seen" for key in LETTER.memo if isinstance(key, tuple))
"""


def living() -> int:
    gc.collect()
    return sum(ref() is not None for ref in list(terms._interned.values()))


def test_a_term_nobody_uses_goes_and_its_arguments_with_it() -> None:
    whole = add(sym("unheard"), num(918273))
    parts = [weakref.ref(whole), *map(weakref.ref, whole.args)]
    del whole
    assert [part() for part in parts] == [None] * 3


def test_a_term_that_only_its_own_argument_remembers_goes() -> None:
    part = sym("unheard")
    whole = add(part, num(918273))
    part.memo["part of"] = whole  # as deciders do, which note what they found about a whole at a part
    gone = weakref.ref(whole)
    del part, whole
    gc.collect()
    assert gone() is None


def test_an_equal_term_made_later_is_a_term_of_its_own() -> None:
    for _ in range(1000):  # ids of what is gone are given out again
        assert add(sym("unheard"), num(5)).args[0].value == "unheard"
        assert add(sym("of"), num(5)).args[0].value == "of"


def test_generated_rows_leave_no_terms_behind() -> None:
    rows = draws(load_recipe(RECIPE))
    assert len(list(islice(rows, 100))) == 100
    before = living()
    assert len(list(islice(rows, 100))) == 100
    assert living() < before + 250  # a row has hundreds of terms; it was 500 when small terms kept what was found


def test_what_was_found_about_a_large_and_a_small_term_is_kept_by_the_large_one() -> None:
    small, large = sym("unheard"), add(sym("unheard"), num(918273))
    assert not identity(large, small).proved
    assert "cascade" in large.memo and "cascade" not in small.memo


def test_a_book_keeps_the_matchers_of_the_last_sets_of_unknowns_only() -> None:
    book = Rulebook.load().select("simplify")
    x = add(sym("unheard"), num(0))
    found = book.choices(x, frozenset({"unheard"}))
    first = weakref.ref(book._for(frozenset({"unheard"})))
    for n in range(MAX_MATCHINGS):
        book.choices(x, frozenset({f"unheard{n}"}))
    gc.collect()
    assert first() is None and len(x.memo) > 0
    assert [r.new for r in book.choices(x, frozenset({"unheard"}))] == [r.new for r in found]


def test_what_terms_remember_can_be_dropped_between_problems() -> None:
    def remembered() -> int:
        return sum(len(t.memo) for t in [ref() for ref in list(terms._interned.values())] if t is not None)

    before = solve("solve x^2 - 5x = -6")
    held = remembered()
    terms.forget_all()
    assert remembered() == 0 < held
    again = solve("solve x^2 - 5x = -6")
    assert again.derivation is not None and before.derivation is not None
    assert derivation_text(again.derivation) == derivation_text(before.derivation)


@pytest.mark.parametrize("engine", [SerialEngine(), ProcessEngine(1)])
def test_a_long_run_makes_terms_forget(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "notes.py").write_text(NOTES)
    monkeypatch.syspath_prepend(str(tmp_path))
    values = [r.value for r in engine.map("notes:note", [[n] for n in range(1100)])]
    assert values[:3] == [1, 2, 3] and max(values) <= FORGETTING and values[-1] < 200


def test_another_thread_goes_on_while_terms_forget() -> None:
    done: list[str] = []

    def work() -> None:
        done.extend(solve(f"solve x^2 - {n + 1}x + {n} = 0").text for n in range(2, 12))

    worker = threading.Thread(target=work)
    worker.start()
    while worker.is_alive():
        terms.forget_all()
    worker.join()
    assert done == [f"x = 1 or x = {n}" for n in range(2, 12)]
