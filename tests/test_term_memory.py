"""Terms that nobody uses go, so that a process that works on many problems stays small."""

from __future__ import annotations

import gc
import weakref

from hybrid.term import add, num, sym


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
