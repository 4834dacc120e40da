r"""What people write around an answer, brought to the form that the grammar answer.lark reads.

    no solution, ∅, \emptyset, {}                 false
    all real numbers, ℝ, x \in \mathbb{R}         true
    all real numbers except 0, R \ {0}            true - {0}
    (-∞, 2] ∪ (3, ∞)                              (-"oo__", 2] or (3, "oo__")
    x ∈ [1, 2), {x | 1 <= x < 2}                  [1, 2), 1 <= x < 2
    1,234   2 1/2   5\frac{1}{2}                  1234   (2+1/2)   (5+\frac{1}{2})
    $12, 12 apples, 3 \text{ cm}^2                12 and its unit
    approximately 3.14, ≈ 3.14                    3.14, said to be rounded

Words are matched as they stand; nothing is guessed from a part of a sentence. A text with `__` in it is left alone:
names with two underscores are ours."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from hybrid.syntax.words import DEGREES, KNOWN
from hybrid.words.nouns import MONEY, singular, sort_of

LONGEST = 1_000  # characters of an answer
INFINITY = "oo__"

_TEXT = re.compile(r"\\(?:text|textbf|textrm|textit|mathrm|mathbf|mbox)\s*\{([^{}]*)\}")
_WRAPPING = (("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]"), ("**", "**"), ("`", "`"))
_BOX = re.compile(r"\\(?:boxed|fbox|displaystyle|ensuremath)\s*\{(.*)\}", re.DOTALL)
_ROUNDED = re.compile(r"(?:≈|~|\\approx\b|\\simeq\b|approximately\b|approx\.?|about\b|roughly\b)\s*", re.IGNORECASE)
_ROUNDED_INSIDE = re.compile(r"\s*(?:≈|\\approx\b|\\simeq\b)\s*")
_NONE = re.compile(
    r"(?:there (?:is|are) )?(?:no (?:such )?(?:real )?(?:solutions?|roots?|values?|numbers?)(?: exists?)?"
    r"|(?:the )?empty set|∅|\\emptyset|\\varnothing|\{\s*\}|\\\{\s*\\\}|false|no solutions? in the reals"
    r"|(?:it |the (?:system|equation) )?has no (?:real )?solutions?)",
    re.IGNORECASE,
)
_ALL = r"(?:for )?(?:(?:all|any|every) (?:real numbers?|reals?|real (?:values? of )?[a-z]|x)|the real numbers|true)"
_REALS = re.compile(r"ℝ|\\mathbb\s*\{?\s*R\s*\}?|\\R\b|\\Reals\b")
_EVERYTHING = re.compile(
    rf"(?:[a-zA-Z]\s*(?:∈|\\in\b|(?<=\s)in\s)\s*)?(?i:{_ALL})|[a-zA-Z]\s*(?:∈|\\in\b|(?<=\s)in\s)\s*R"
)
_EXCEPT = re.compile(
    rf"{_ALL}\s*,?\s*(?:except(?: for)?|but not|other than|excluding|\\setminus|\\backslash|∖|\\|-)\s*(.+)",
    re.IGNORECASE | re.DOTALL,
)
_R_EXCEPT = re.compile(r"R\s*(?:\\setminus|\\backslash|∖|\\)\s*(.+)", re.DOTALL)
_IN = re.compile(r"\s*([a-zA-Z])\s*(?:∈|\\in\b|(?<=\s)(?:in|is in|belongs to)\s)\s*(.+)", re.DOTALL)
_BUILDER = re.compile(
    r"\\?\{\s*([a-zA-Z])\s*(?:(?:∈|\\in\b)\s*true\s*)?(?:\||:|\\mid\b|\\vert\b|\\colon\b)\s*(.+?)\\?\}", re.DOTALL
)
_SIGNS = (
    (re.compile(r"∪|\\cup\b|\\bigcup\b|\bU\b(?=\s*[(\[])|\bunion\b"), " or "),
    (re.compile(r"∞|\\infty\b|\b(?:infinity|oo|inf)\b"), f'"{INFINITY}"'),
    (re.compile(r"\\setminus\b|∖"), " - "),
    (re.compile(r"\\(?:qquad|quad|displaystyle|left\.|right\.)"), " "),
    (re.compile(r"\\[dt]frac\b"), r"\\frac"),
    (re.compile(r"\{,\}|(?<=\d)\\[,!](?=\d{3}\b)"), ","),
)
_GROUPED = re.compile(r"(?<![\d.,(\[{])\d{1,3}(?:,\d{3})+(?![\d,])")
_MIXED = re.compile(r"(?<![\w.)}/^])(\d+)\s+(\d+)\s*/\s*(\d+)(?![\d.])")
_MIXED_LATEX = re.compile(r"(?<![\w.)}/^])(\d+)\s*\\frac\s*(?:\{\s*(\d+)\s*\}|(\d))\s*(?:\{\s*(\d+)\s*\}|(\d))")
# Signs, numbers, single letters, `or`, `and`: of all that is looked for, such a text can only have a label, a unit of
# one letter and mixed numbers.
_CLEAR = re.compile(r"(?:[0-9 ()+*/^<>=!.-]|(?<![A-Za-z])(?:[a-z]|or|and)(?![A-Za-z]))+")
_PERCENT = re.compile(r"(.*\d)\s*(?:\\?%|percent|per cent)\.?", re.IGNORECASE | re.DOTALL)
_LABEL = re.compile(r"(?:[f-hp-rF-HP-R]\s*\(\s*[a-z]\s*\)|[A-Za-z][A-Za-z ]{1,60}[A-Za-z])\s*=(?!=)\s*(.+)", re.DOTALL)

_TRIGONOMETRIC = re.compile(r"sin|cos|tan")
_NUMBER = r"(?:\d[\d,]*(?:\.\d+)?|\.\d+)"
_UNIT = re.compile(
    rf"""(?P<sign>[-+−–]?)\s*(?P<money>\\?\$|[€£¥])?\s*
         (?P<math>[-−–]?\s*{_NUMBER}(?:\s*/\s*{_NUMBER}|\s+\d+\s*/\s*\d+)?|\\frac\s*\{{\d+\}}\s*\{{\d+\}}|\(.+\)
           |[\d\s+*/^().{{}}\\a-z-]*[\d)}}])
         (?P<unit>\s*[A-Za-z][A-Za-z '/²³-]*(?:\^\s*\{{?[23]\}}?)?
           (?:\s*/\s*[A-Za-z]+(?:\^\s*\{{?[23]\}}?)?)?)?\.?""",
    re.VERBOSE | re.DOTALL,
)
_CURRENCY = {"$": "dollar", "\\$": "dollar", "€": "euro", "£": "pound_sterling", "¥": "yen"}
_TIMES = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_MATHEMATICS = frozenset({"mod", "divides", *KNOWN})
_NO_UNIT = frozenset(
    "and or not if when than to x y z e pi i true false for where given sqrt sin cos tan log ln exp abs is are be by"
    " half third thirds quarter quarters".split()
)
_TRAILING = frozenset("in total altogether left remaining each more of all only now long tall".split())
_WORD = re.compile(r"[A-Za-z]+")


@dataclass(frozen=True)
class Wording:
    """An answer taken apart.

    text     for the grammar
    unit     "" without one; "dollar", "apple", "kilometer/hour", "centimeter^2"
    percent  whether a percent sign stood behind the number; it is in `text` as well
    rounded  whether the answer says that it is rounded
    plain    the words of the answer, in lower case, without marks
    """

    text: str
    unit: str = ""
    percent: bool = False
    rounded: bool = False
    plain: str = ""


def worded(answer: str) -> Wording:
    """The answer in the form of the grammar, and what stood around it."""
    text = stripped(answer)
    if _CLEAR.fullmatch(text):
        return _clear(text)
    if not DEGREES.search(text):
        return _anything(text)
    if _TRIGONOMETRIC.search(text):  # angles, for the grammar
        return _anything(DEGREES.sub("°", text))
    # the unit of an answer, wherever it stands: 30° or 150° is 30 or 150
    found = worded(DEGREES.sub("", text))
    return replace(found, unit=found.unit or "degree")


def _clear(text: str) -> Wording:
    """As `_anything`, for a text in which nothing but a label, a unit and a mixed number can be found."""
    bare = _labelled(text)
    math, unit = _measured(bare) or (bare, "")
    return Wording(_MIXED.sub(_mixed, math), unit, plain=" ".join(text.split()).rstrip("."))


def _anything(text: str) -> Wording:
    rounded = False
    found = _ROUNDED.match(text)
    if found and found.end() < len(text):
        text, rounded = text[found.end() :], True
    elif _ROUNDED_INSIDE.search(text):
        text, rounded = _ROUNDED_INSIDE.sub(" = ", text), True
    words = " ".join(_TEXT.sub(r" \1 ", text).replace("$", " ").split())
    plain = words.lower().rstrip(".")
    if "__" in text:
        return Wording(text, plain=plain)
    if _NONE.fullmatch(plain):
        return Wording("false", plain=plain)
    everything = _REALS.sub(" true ", words).strip()
    if _EVERYTHING.fullmatch(everything):
        return Wording("true", plain=plain)
    if (others := _EXCEPT.fullmatch(everything) or _R_EXCEPT.fullmatch(everything)) is not None:
        rest = re.sub(r"\b[a-zA-Z]\s*=\s*", "", others[1].strip()).strip()
        rest = rest if rest.startswith(("{", "\\{")) else f"\\{{{rest}\\}}" if "\\" in rest else f"{{{rest}}}"
        return Wording(_signed(f"true - {rest}"), rounded=rounded, plain=plain)
    text = _REALS.sub(" true ", text)
    if (builder := _BUILDER.fullmatch(text)) is not None:
        text = builder[2]
    elif (member := _IN.fullmatch(text)) is not None and not member[2].isalpha():
        text = member[2]
    text = _labelled(text)
    quantity = _quantity(text)
    if quantity is None:
        return Wording(_signed(text), percent=_ends_in_percent(text), rounded=rounded, plain=plain)
    math, unit = quantity
    return Wording(_signed(math), unit, _ends_in_percent(math), rounded, plain)


def stripped(text: str) -> str:
    """The text without dollars, boxes and marks around all of it, and without a full stop at its end."""
    before = ""
    while before != text:
        before = text
        text = text.strip()
        if text.endswith((".", ";", ",")) and not text.endswith("\\,"):
            text = text[:-1]
        for opens, closes in _WRAPPING:
            inside = text[len(opens) : -len(closes)]
            if len(text) > len(opens) + len(closes) and text.startswith(opens) and text.endswith(closes):
                if opens not in inside and closes not in inside:
                    text = inside
        if (box := _BOX.fullmatch(text)) is not None and _balanced(box[1]):
            text = box[1]
        if text.startswith("\\text") and (words := _TEXT.fullmatch(text)) is not None:
            text = words[1]
    return text


def _balanced(text: str) -> bool:
    depth = 0
    for c in text:
        depth += (c == "{") - (c == "}")
        if depth < 0:
            return False
    return depth == 0


def _ends_in_percent(text: str) -> bool:
    return text.rstrip(" )}$\\").endswith("%")


def _labelled(text: str) -> str:
    """What stands behind `f(x) =` and `total cost =`; a single letter with `=` stays, it is an equation, and so does
    what is mathematics: `x mod n =`."""
    found = _LABEL.fullmatch(text)
    if found is None:
        return text
    label = text[: found.start(1)]
    if not _MATHEMATICS.isdisjoint(_WORD.findall(label)):
        return text
    words = [w for w in _WORD.findall(label) if len(w) > 2 and w not in _NO_UNIT]
    return found[1] if "(" in label or words else text


def _signed(text: str) -> str:
    """The signs of sets as words of the grammar, numbers without commas, mixed numbers as sums."""
    for pattern, replacement in _SIGNS:
        text = pattern.sub(replacement, text)
    text = _GROUPED.sub(lambda m: m[0].replace(",", ""), text)
    return _MIXED_LATEX.sub(_mixed_latex, _MIXED.sub(_mixed, text))


def _mixed(m: re.Match[str]) -> str:
    return f"({m[1]}+{m[2]}/{m[3]})" if int(m[2]) < int(m[3]) else m[0]


def _mixed_latex(m: re.Match[str]) -> str:
    above, below = m[2] or m[3], m[4] or m[5]
    return f"({m[1]}+\\frac{{{above}}}{{{below}}})" if int(above) < int(below) else m[0]


# -- units -----------------------------------------------------------------------------------------


def _quantity(text: str) -> tuple[str, str] | None:
    """The mathematics and the unit of `$12`, `12 apples`, `3 \\text{ cm}^2`; None when there is no unit."""
    if (percent := _PERCENT.fullmatch(text)) is not None:
        return f"{percent[1]}%", ""
    text = _TEXT.sub(lambda m: f" {m[1].strip()} ", text) if "\\text" in text or "\\mathrm" in text else text
    return _measured(re.sub(r"\\[,;: ]|~|\\!", " ", text))


def _measured(text: str) -> tuple[str, str] | None:
    """As `_quantity`, for a text without a percent sign and LaTeX's spaces and words."""
    found = _UNIT.fullmatch(text.strip())
    if found is None:
        return None
    money, words = found["money"], (found["unit"] or "").strip()
    math = (found["sign"] + found["math"]).strip()
    if money is None and not words:
        return None
    if not words:
        return math, _CURRENCY[money]
    first, *rest = words.split()
    if first.lower() in _TIMES:
        math, words = _multiplied(math, _TIMES[first.lower()]), " ".join(rest)
        if not words:
            return math, _CURRENCY[money] if money else ""
    glued = text.strip()[found.start("unit")].isalpha()
    unit = _unit(words, glued)
    if unit is None:
        return None
    return math, _CURRENCY[money] if money else unit


def _multiplied(math: str, times: int) -> str:
    """`2.5` million as 2500000."""
    plain = math.replace(",", "").replace(" ", "")
    return str(Fraction(plain) * times) if re.fullmatch(r"-?\d+(?:\.\d+)?", plain) else f"({math})*{times}"


def _unit(words: str, glued: bool) -> str | None:
    """The unit in one spelling; None when the words are no unit. glued: nothing stands between number and words."""
    above, *below = re.split(r"\s*/\s*|\s+per\s+", words.strip(), maxsplit=1)
    parts = [_name(part) for part in (above, *below)]
    if any(p is None for p in parts):
        return None
    # 12cm is a length, 12m may be a product
    if glued and not all(p is not None and len(p) > 1 and _is_measure(p) for p in parts[:1]):
        return None
    return "/".join(p for p in parts if p is not None)


def _name(words: str) -> str | None:
    power = ""
    raised = re.fullmatch(r"(.*?)\s*(?:\^\s*\{?([23])\}?|([²³]))", words)
    if raised is not None:
        words, power = raised[1], f"^{raised[2] or ' ²³'.index(raised[3]) + 1}"
    names = _WORD.findall(words.lower())
    while len(names) > 1 and names[-1] in _TRAILING:
        names.pop()
    if not names or len(names) > 4 or _NO_UNIT & set(names):
        return None
    if len(names) == 1 and not _is_measure(names[0]) and not (len(names[0]) > 2 and set(names[0]) & set("aeiou")):
        return None
    return "_".join([*names[:-1], singular(names[-1]) if not _is_measure(names[-1]) else names[-1]]) + power


def _is_measure(name: str) -> bool:
    base = name.partition("^")[0]
    return base in MONEY or sort_of(base) != "count" or sort_of(singular(base)) != "count"


__all__ = ["INFINITY", "LONGEST", "Wording", "stripped", "worded"]
