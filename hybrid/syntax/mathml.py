"""Terms as MathML Core, the part browsers draw: no script, no font, nothing to load."""

from __future__ import annotations

from xml.sax.saxutils import escape

from hybrid.syntax.printer import FACTOR, SUM, Printer
from hybrid.syntax.words import GREEK
from hybrid.term import Place, Term
from hybrid.whole_part import Name

_OPERATOR = {"eq": "=", "ne": "≠", "lt": "<", "le": "≤", "gt": ">", "ge": "≥", "implies": "⇒"}
_TIMES = "<mo>&#x2062;</mo>"
_DOT = "<mo>&#x22C5;</mo>"
_APPLY = "<mo>&#x2061;</mo>"


def _mo(sign: str) -> str:
    return f"<mo>{escape(sign)}</mo>"


def _mi(name: str) -> str:
    return f"<mi>{escape(name)}</mi>"


def _row(*parts: str) -> str:
    return f"<mrow>{''.join(parts)}</mrow>"


class MathmlPrinter(Printer):
    name = "mathml"
    quotient_level = FACTOR
    quotient_parts = (SUM, SUM)
    exponent_level = SUM

    def number(self, text: str) -> str:
        return f"<mn>{text}</mn>"

    def letter(self, name: str) -> str:
        base, _, below = name.partition("_")
        if below and (len(base) == 1 or base in GREEK):
            return f"<msub>{_mi(GREEK.get(base, base))}{_mi(below)}</msub>"
        return _mi(GREEK.get(name, name))

    def word(self, name: str) -> str:
        return f"<mtext>{name}</mtext>" if name in ("true", "false") else _mi("π" if name == "pi" else name)

    def bracket(self, inside: str) -> str:
        return _row("<mo>(</mo>", inside, "<mo>)</mo>")

    def marked(self, inside: str) -> str:
        return f'<mrow class="mark">{inside}</mrow>'

    def negative(self, inside: str) -> str:
        return _row(_mo("−"), inside)

    def sum(self, parts: list[tuple[str, str]]) -> str:
        signs = {"+": _mo("+"), "-": _mo("−")}
        return _row(*[signs.get(sign, "") + part for sign, part in parts])

    def signed_part(self, inside: str) -> str:
        return _mo("−") + inside

    def product(self, factors: list[tuple[Term, str]]) -> str:
        text = factors[0][1]
        for t, factor in factors[1:]:
            while t.head == "pow":
                t = t.args[0]
            text += (_DOT if t.head in ("num", "div", "neg", "mul") else _TIMES) + factor
        return _row(text)

    def quotient(self, a: str, b: str) -> str:
        return f"<mfrac>{_row(a)}{_row(b)}</mfrac>"

    def power(self, a: str, b: str) -> str:
        return f"<msup>{_row(a)}{_row(b)}</msup>"

    def absolute(self, a: str) -> str:
        return _row("<mo>|</mo>", a, "<mo>|</mo>")

    def root(self, a: str, n: str, index: int) -> str:
        return f"<msqrt>{a}</msqrt>" if n == "<mn>2</mn>" else f"<mroot>{_row(a)}{_row(n)}</mroot>"

    def logarithm(self, a: str, b: str, base: Term) -> str:
        name = (
            _mi("ln") if b == _mi("e") else _mi("log") if b == "<mn>10</mn>" else f"<msub>{_mi('log')}{_row(b)}</msub>"
        )
        return _row(name, _APPLY, self.bracket(a))

    def factorial(self, a: str) -> str:
        return _row(a, _mo("!"))

    def remainder(self, a: str, m: str) -> str:
        return _row(a, _mo("mod"), m)

    def whole_part(self, name: Name, a: str) -> str:
        opening, closing = "⌊⌋" if name == "floor" else "⌈⌉"
        return _row(_mo(opening), a, _mo(closing))

    def function(self, name: str, args: list[str]) -> str:
        return _row(_mi(name), _APPLY, self.bracket(_mo(",").join(args)))

    call = function

    def joined(self, head: str, args: list[str]) -> str:
        if head in ("and", "or"):
            # A space in <mtext> is lost at its ends, so that the gap is said as space.
            gap = '<mspace width="0.5em"/>'
            return _row(f"{gap}<mtext>{head}</mtext>{gap}".join(args))
        return _row(_mo(_OPERATOR[head]).join(args))


_MATHML = MathmlPrinter()


def to_mathml(term: Term, mark: Place | None = None) -> str:
    """A <math display="block"> element; the subterm at `mark` stands in an <mrow class="mark">.

    Raises TermError when there is no such place.
    """
    return f'<math display="block" xmlns="http://www.w3.org/1998/Math/MathML">{_MATHML.whole(term, mark)}</math>'
