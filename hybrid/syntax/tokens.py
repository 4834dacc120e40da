"""From tokens as they were written to tokens the grammar takes: brackets, bars, line breaks.

The scanners of text and LaTeX give a list of tokens in which every `|` is a BAR. `finish` checks what is
local to see and what a grammar explains badly: brackets that do not match, a number right after an
operand (`2 1/2` is 2.5 to one reader and 1 to another), and it decides which bar opens and which closes.

Bars. `|2|x| - 3|` and `|x| - 2|y|` have the same tokens and different meaning. Within one bracket and
one side of a relation the bars must pair; a bar closes only after an operand, and opens only before
one. Closing is tried first; opening after an operand and before a sign (`|2|*x*|-3|`) only when nothing
else fits. The search keeps the states that failed, so it is quadratic in the number of bars.
"""

from __future__ import annotations

from typing import Any

from hybrid.syntax.errors import Refusal

MAX_NESTING = 500
MAX_BARS = 200


class Token:
    """A terminal of the grammar, its value (a term, the name of a function or relation) and its offset."""

    __slots__ = ("type", "value", "offset")
    # What Lark wants to know of the last token; ours is `offset`.
    start_pos = end_pos = line = column = end_line = end_column = None

    def __init__(self, type: str, value: Any, offset: int) -> None:
        self.type = type
        self.value = value
        self.offset = offset


ENDS = frozenset("NUMBER LETTER CONST TRUTH RPAR BANG PERCENT DEGREES RBRACE RBRACKET BARCLOSE".split())
STARTS = frozenset(
    "NUMBER LETTER CONST TRUTH LPAR RADICAL BARE FUNCTION FRAC SURD LOGSUB LBRACE BAROPEN BAR NOT".split()
)
_SIGNS = frozenset({"PLUS", "MINUS", "PLUSMINUS"})
_OPENING = {"LPAR": "RPAR", "MODULO": "RPAR", "LBRACE": "RBRACE", "LBRACKET": "RBRACKET", "BAROPEN": "BARCLOSE"}
_CLOSING = frozenset(_OPENING.values())
# What no absolute value reaches across.
_BREAKS = frozenset(
    "RELATION DIVIDES PARITY AND OR NOT IMPLIES COMMA FOR OVER WHERE GIVEN IF THEN TURNSTILE DOMAIN KEYWORD".split()
)
_PARTNER = {"(": ")", "(mod": ")", "[": "]", "{": "}", "⌊": "⌋", "⌈": "⌉"}
_WHOLE_PARTS = {"⌊": "floor", "⌈": "ceil"}
_HALF_OPEN = frozenset({"(]", "[)"})


def finish(tokens: list[Token], intervals: bool = False) -> list[Token]:
    """The tokens with bars told apart and line breaks turned into commas. Raises Refusal.

    intervals  whether ( may be closed by ] and [ by ), as in [1, 2)
    """
    groups: list[list[int]] = []
    tokens = _checked(tokens, groups, intervals)
    if groups:
        _pair_bars(tokens, groups)
    return tokens


def _checked(tokens: list[Token], groups: list[list[int]], intervals: bool) -> list[Token]:
    out: list[Token] = []
    stack: list[tuple[Token, list[int] | None, str]] = []
    bars: list[int] | None = None
    before = ""
    before_it = ""
    line_break: Token | None = None
    for token in tokens:
        kind = token.type
        if kind == "NEWLINE":
            line_break = token
            continue
        if line_break is not None:
            if not stack and (before in ENDS or before == "BAR"):
                if kind in STARTS:
                    out.append(Token("COMMA", "\n", line_break.offset))
                    before, bars = "COMMA", None
                elif kind in _SIGNS:
                    raise Refusal(
                        "a line that begins with a sign could go on or begin anew: join the lines, or put a comma",
                        token.offset,
                        ("a comma",),
                        "x + y = 5, -y = 1",
                    )
            line_break = None
        if kind == "NUMBER" and before in ENDS:
            raise Refusal(
                "a number right after something else: write * between them, or + for a mixed number",
                token.offset,
                ("an operator",),
                "2 + 1/2",
            )
        if kind in _OPENING:
            if len(stack) >= MAX_NESTING:
                raise Refusal(f"more than {MAX_NESTING} brackets inside each other", token.offset)
            stack.append((token, bars, before))
            bars = None
            if token.value in _WHOLE_PARTS:
                out.append(Token("FUNCTION", _WHOLE_PARTS[token.value], token.offset))
        elif kind in _CLOSING:
            if not stack:
                raise Refusal(f"the bracket {token.value!r} closes nothing", token.offset, (), "2*(x + 1)")
            opened, bars, before_it = stack.pop()
            half_open = intervals and opened.type == "LPAR" and opened.value + token.value in _HALF_OPEN
            fits = half_open or _PARTNER.get(opened.value, token.value) == token.value
            if not fits or _OPENING[opened.type] != kind:
                raise Refusal(
                    f"{_opened(opened)} is closed by {token.value!r}",
                    token.offset,
                    (repr(_PARTNER.get(opened.value, opened.value)),),
                    "2*(x + 1)",
                )
        elif kind == "BAR":
            if bars is None:
                bars = []
                groups.append(bars)
            bars.append(len(out))
        elif kind in _BREAKS:
            bars = None
        out.append(token)
        # The base of a logarithm ends no operand: a number may follow `\\log_{2}`.
        before = "" if kind == "RBRACE" and before_it == "LOGSUB" else kind
    if stack:
        opened = stack[-1][0]
        raise Refusal(
            f"{_opened(opened)} is never closed",
            opened.offset,
            (repr(_PARTNER.get(opened.value, opened.value)),),
            "2*(x + 1)",
        )
    return out


def _opened(bracket: Token) -> str:
    return f"the bracket {bracket.value!r} opened at character {bracket.offset + 1}"


def _pair_bars(tokens: list[Token], groups: list[list[int]]) -> None:
    if sum(map(len, groups)) > MAX_BARS:
        raise Refusal(f"more than {MAX_BARS} bars |", tokens[groups[0][0]].offset)
    for group in groups:
        roles = _roles(tokens, group, strict=True) or _roles(tokens, group, strict=False)
        if roles is None:
            raise Refusal("the bars | do not pair up", tokens[group[0]].offset, ("|",), "abs(x - 2) < 3")
        for i, opens in zip(group, roles, strict=True):
            tokens[i] = Token("BAROPEN" if opens else "BARCLOSE", "|", tokens[i].offset)


def _roles(tokens: list[Token], group: list[int], strict: bool) -> list[bool] | None:
    """For each bar of a group whether it opens; None when they cannot be paired."""
    failed: set[tuple[int, int, bool]] = set()
    roles: list[bool] = []

    def fits(i: int, depth: int) -> bool:
        if i == len(group):
            return depth == 0
        state = (i, depth, bool(roles and roles[-1]))
        if state in failed or depth > len(group) - i:
            return False
        after_operand = _after_operand(tokens, group, i, roles)
        if depth and after_operand:
            roles.append(False)
            if fits(i + 1, depth - 1):
                return True
            roles.pop()
        if _can_open(tokens, group[i], after_operand and strict):
            roles.append(True)
            if fits(i + 1, depth + 1):
                return True
            roles.pop()
        failed.add(state)
        return False

    return roles if fits(0, 0) else None


def _after_operand(tokens: list[Token], group: list[int], i: int, roles: list[bool]) -> bool:
    at = group[i]
    if at == 0:
        return False
    if i and group[i - 1] == at - 1:
        return not roles[i - 1]
    return tokens[at - 1].type in ENDS


def _can_open(tokens: list[Token], at: int, no_sign: bool) -> bool:
    following = tokens[at + 1].type if at + 1 < len(tokens) else ""
    return not no_sign if following in _SIGNS else following in STARTS
