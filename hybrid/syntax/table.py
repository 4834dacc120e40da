"""Running an LALR(1) table: the tables are Lark's, the loop over them is this one.

A table says for a state and the next token whether to shift, and to which state, or to reduce, and by which rule (Aho,
Sethi, Ullman, "Compilers", 4.7). Most reductions of our grammars lead one step down a ladder of precedences, `sum` to
`product` to `factor`, and change nothing: here these only change the state. A state is its row of the table, a dict
from the name of a symbol to the row to go to, to a Reduction, or to ACCEPT.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from lark import Lark
from lark.parse_tree_builder import ExpandSingleChild
from lark.parsers.lalr_analysis import Shift

from hybrid.syntax.tokens import Token

END = Token("$END", "", 0)
ACCEPT = object()
_Row = dict[str, Any]


class Reduction(NamedTuple):
    """size parts become one value, `build` of them; without `build` the value of the only part stays."""

    size: int
    build: Callable[[list[Any]], Any] | None
    name: str


class NoAction(Exception):
    """The tokens are no sentence of the grammar."""


class Table:
    """The table of a grammar that Lark has built with the LALR parser."""

    def __init__(self, grammar: Lark) -> None:
        parser = grammar.parser.parser
        table, callbacks = parser._parse_table, parser.parser.callbacks
        (start,) = table.start_states
        rows: dict[Any, _Row] = {state: {} for state in table.states}
        for state, row in rows.items():
            for name, (action, to) in table.states[state].items():
                row[str(name)] = rows[to] if action is Shift else _reduction(to, callbacks[to])
        rows[table.end_states[start]][END.type] = ACCEPT
        self._start = rows[table.start_states[start]]
        self._terminals: Mapping[str, Callable[[Token], Any]] = {
            str(name): read for name, read in callbacks.items() if isinstance(name, str)
        }

    def value(self, tokens: Sequence[Token]) -> Any:
        """What the callbacks of the grammar make of the tokens. Raises NoAction, and what a callback raises."""
        terminals = self._terminals
        row = self._start
        rows = [row]
        values: list[Any] = []
        for token in (*tokens, END):
            kind = token.type
            action = row.get(kind)
            while type(action) is Reduction:
                size, build, name = action
                if build is None:
                    rows.pop()
                else:
                    parts = values[len(values) - size :]
                    del rows[len(rows) - size :], values[len(values) - size :]
                    values.append(build(parts))
                row = rows[-1][name]
                rows.append(row)
                action = row.get(kind)
            if action is ACCEPT:
                return values[-1]
            if action is None:
                break
            row = action
            rows.append(row)
            values.append(terminals[kind](token) if kind in terminals else token)
        raise NoAction


def _reduction(rule: Any, build: Any) -> Reduction:
    size = len(rule.expansion)
    if type(build) is ExpandSingleChild:
        build = None if size == 1 else build.node_builder
    return Reduction(size, build, str(rule.origin.name))
