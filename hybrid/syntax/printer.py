"""How terms are laid out, whatever they are written in: where brackets and signs go.

The text, LaTeX and MathML printers share one recursion; each says how a sum, a quotient, a root looks.
A part is put in brackets when it binds looser than its place. The levels are those of the grammar.

Signs. `neg(t)` and every term whose leading number is negative (`mul(num -3, x)`) print with a minus in
front of the rest: the parser, reading `-` and the rest, folds the sign back into the number.

Marks. One subterm, given by its place, can be marked. A marked summand takes its sign with it.

Whole parts. Summands that are u - (u mod 1) in a row print as floor(u), but where a mark is in them.
"""

from __future__ import annotations

from fractions import Fraction

from hybrid.term import RELATIONS, Place, Term, TermError, at
from hybrid.whole_part import Name, ending_at

IMPLIES, OR, AND, RELATION, SIDE, SUM, SIGNED, PRODUCT, FACTOR, POSTFIX, PRIMARY = range(11)
_LEVEL = {"implies": IMPLIES, "or": OR, "and": AND, "mod": SIDE, "add": SUM, "mul": PRODUCT, "pow": FACTOR}
_LEVEL |= {"fact": POSTFIX} | dict.fromkeys(RELATIONS, RELATION)


def leads_negative(t: Term) -> bool:
    """Whether t prints with a minus sign in front."""
    if t.head == "neg":
        return True
    while t.head in ("mul", "div"):
        t = t.args[0]
    return t.head == "num" and t.value < 0


def digits(value: int | Fraction) -> str:
    """A number that is not negative, in decimal, exactly. (str() refuses integers of more than 4300 digits.)"""
    if isinstance(value, int):
        return _integer(value)
    places = 0
    while value.denominator != 1:
        value, places = value * 10, places + 1
    text = _integer(value.numerator).rjust(places + 1, "0")
    return f"{text[:-places]}.{text[-places:]}"


def _integer(value: int) -> str:
    parts = []
    while value.bit_length() > 13_300:  # 4000 digits are at most 13288 bits
        value, rest = divmod(value, 10**4000)
        parts.append(str(rest).rjust(4000, "0"))
    return str(value) + "".join(reversed(parts))


class Printer:
    """One layout. Subclasses say what the pieces look like; `show` puts them together. Signs are a line of text's.

    name  under which the memo of a term keeps how it looks, without marks and outer brackets: the lines of a
          derivation have most of their parts in common. Printers of one name must lay out such terms alike.
    """

    name: str
    quotient_level = PRODUCT  # how tight a quotient binds, and its two parts must
    quotient_parts = (PRODUCT, FACTOR)
    exponent_level = FACTOR

    # -- what subclasses say -----------------------------------------------------------------

    def number(self, text: str) -> str:
        raise NotImplementedError

    def letter(self, name: str) -> str:
        raise NotImplementedError

    def word(self, name: str) -> str:
        """A constant or a truth value."""
        raise NotImplementedError

    def bracket(self, inside: str) -> str:
        raise NotImplementedError

    def marked(self, inside: str) -> str:
        raise NotImplementedError

    def negative(self, inside: str) -> str:
        return f"-{inside}"

    def sum(self, parts: list[tuple[str, str]]) -> str:
        """Parts with the sign before each ("" before the first, "+", "-", or "mark" for a signed part)."""
        return "".join([p if not sign else f" {p}" if sign == "mark" else f" {sign} {p}" for sign, p in parts])

    def signed_part(self, inside: str) -> str:
        """`- inside` as a marked summand."""
        return f"- {inside}"

    def product(self, factors: list[tuple[Term, str]]) -> str:
        raise NotImplementedError

    def quotient(self, a: str, b: str) -> str:
        raise NotImplementedError

    def power(self, a: str, b: str) -> str:
        raise NotImplementedError

    def absolute(self, a: str) -> str:
        raise NotImplementedError

    def root(self, a: str, n: str, index: int) -> str:
        raise NotImplementedError

    def logarithm(self, a: str, b: str, base: Term) -> str:
        raise NotImplementedError

    def factorial(self, a: str) -> str:
        raise NotImplementedError

    def remainder(self, a: str, m: str) -> str:
        raise NotImplementedError

    def whole_part(self, name: Name, a: str) -> str:
        raise NotImplementedError

    def function(self, name: str, args: list[str]) -> str:
        raise NotImplementedError

    def call(self, name: str, args: list[str]) -> str:
        raise NotImplementedError

    def joined(self, head: str, args: list[str]) -> str:
        """Relations and connectives."""
        raise NotImplementedError

    # -- the recursion -----------------------------------------------------------------------

    def whole(self, t: Term, mark: Place | None = None) -> str:
        """The term, with the subterm at `mark` marked. Raises TermError when there is none."""
        if mark is not None:
            at(t, mark)
        return self.show(t, IMPLIES, mark)

    def level(self, t: Term, mark: Place | None = None) -> int:
        if leads_negative(t):
            return SIGNED
        if t.head == "add" and not mark and (found := ending_at(t.args, len(t.args) - 1)) is not None:
            return PRIMARY if found[2] == 0 else SUM
        return self.quotient_level if t.head == "div" else _LEVEL.get(t.head, PRIMARY)

    def show(self, t: Term, level: int, mark: Place | None = None, unsigned: bool = False) -> str:
        """t where only what binds at least as tight as `level` stands without brackets.

        unsigned  leave out the minus sign in front, which has been written already.
        """
        if unsigned:
            text = self._unsigned(t, mark)
        elif mark is None and t.args:
            known = t.memo.get(self.name)
            if known is None:
                known = self.negative(self._unsigned(t, None)) if leads_negative(t) else self._plain(t, None)
                t.memo[self.name] = known
            text = known
        elif leads_negative(t):
            text = self.negative(self._unsigned(t, None if mark == () else mark))
        else:
            text = self._plain(t, mark)
        if not unsigned and self.level(t, mark) < level:
            text = self.bracket(text)
        return self.marked(text) if mark == () else text

    def _unsigned(self, t: Term, mark: Place | None) -> str:
        if t.head == "neg":
            return self.show(t.args[0], PRODUCT, _below(mark, 0))
        if t.head == "num":
            return self.number(digits(-t.value))
        return self._plain(t, mark, unsigned=True)

    def _plain(self, t: Term, mark: Place | None, unsigned: bool = False) -> str:
        head = t.head
        if head == "num":
            return self.number(digits(t.value))
        if head == "sym":
            return self.letter(t.value)
        if not t.args:
            return self.word(t.value or head)
        if head == "add":
            return self._sum(t, mark)
        if head == "mul":
            factors = []
            for i, a in enumerate(t.args):
                first = i == 0
                shown = self.show(a, PRODUCT if first else FACTOR, _below(mark, i), unsigned and first)
                factors.append((a, shown))
            return self.product(factors)
        if head == "div":
            top, bottom = self.quotient_parts
            return self.quotient(
                self.show(t.args[0], top, _below(mark, 0), unsigned), self.show(t.args[1], bottom, _below(mark, 1))
            )
        if head == "pow":
            base = self.show(t.args[0], POSTFIX, _below(mark, 0))
            return self.power(base, self.show(t.args[1], self.exponent_level, _below(mark, 1)))
        if head == "fact":
            return self.factorial(self.show(t.args[0], PRIMARY, _below(mark, 0)))
        if head == "mod":
            left = self.show(t.args[0], PRODUCT, _below(mark, 0))
            return self.remainder(left, self.show(t.args[1], FACTOR, _below(mark, 1)))
        inner = OR if head == "implies" else RELATION if head in ("and", "or") else SIDE
        # Loops, not comprehensions: a frame less for each level of a deep term.
        args = []
        for i, a in enumerate(t.args):
            args.append(self.show(a, inner, _below(mark, i)))
        if head in ("implies", "or", "and") or head in RELATIONS:
            return self.joined(head, args)
        if head == "abs":
            return self.absolute(args[0])
        if head == "root":
            return self.root(args[0], args[1], t.args[1].value)
        if head == "log":
            return self.logarithm(args[0], args[1], t.args[1])
        if head == "call":
            return self.call(t.value, args)
        if head in ("sin", "cos", "tan", "gcd", "lcm", "defined"):
            return self.function(head, args)
        raise TermError(f"no way to print {head!r}")

    def _sum(self, t: Term, mark: Place | None) -> str:
        pieces: dict[int, tuple[str, str]] = {}  # by the number of the first summand in each
        for i, a in enumerate(t.args):
            below = _below(mark, i)
            found = ending_at(t.args, i)
            if found is not None and found[2] in {*pieces, i} and not (mark and found[2] <= mark[0] <= i):
                name, u, start = found
                pieces = {k: piece for k, piece in pieces.items() if k < start}
                pieces[start] = "+" if start else "", self.whole_part(name, self.show(u, SIDE))
            elif i == 0:
                pieces[i] = "", self.show(a, SIGNED, below)
            elif not leads_negative(a):
                pieces[i] = "+", self.show(a, PRODUCT, below)
            elif below == ():
                pieces[i] = "mark", self.marked(self.signed_part(self._unsigned(a, None)))
            else:
                pieces[i] = "-", self._unsigned(a, below)
        return self.sum(list(pieces.values()))


def _below(mark: Place | None, i: int) -> Place | None:
    return mark[1:] if mark and mark[0] == i else None
