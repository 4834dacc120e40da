"""The quantities of a story: each number with what it counts, of whom, done how, and what the question asks for.

A quantity schema in the sense of Roy and Roth (2015, "Solving general arithmetic word problems"): value, unit, rate
(per what), verb, subject, neighbouring words, and how far its clause agrees with the question. A text without
dependency parses is read by position: the unit follows the number (`7 action figures`), a rate is `each`, `per`, `a` or
`every` near it, the verb is the last one before it in its sentence.
"""

from __future__ import annotations

from hybrid.words.constants import CONSTANTS
from hybrid.words.reader.atoms import with_atoms
from hybrid.words.reader.lexicon import AUX, FUNCTION, PRONOUNS, QUANTIFIERS, RATE, VERB_CLASS, stem
from hybrid.words.reader.quantity import Quantity
from hybrid.words.reader.question import MONEY, Question, phrase, plural
from hybrid.words.reader.text import Text

NUMBER_KINDS = frozenset(("number", "word", "money"))
SPEEDS = {"mph": ("mile", "hour"), "kph": ("km", "hour"), "kmh": ("km", "hour")}
# of these a number says how large the whole is, not how many each of several has
CROWDS = frozenset(
    "group class total team crowd family length height width distance speed averag sum number out each all some one "
    "most none half part consist made full pair rate cost price number amount population herd flock".split()
)
PERCENT = frozenset(("percent", "percentag", "%"))
HOLDS = frozenset(("cost", "weigh", "hold", "have", "need", "take", "share"))


def quantities(text: Text, asked: Question) -> list[Quantity]:
    """The quantities of the text in order, ordinals left out, then one for each constant that the text calls for."""
    found: list[Quantity] = []
    for i, token in enumerate(text.tokens):
        if token.mention < 0 or text.mentions[token.mention].kind == "ordinal":
            continue
        if _is_name(text, i):
            continue
        found.append(_quantity(text, asked, i, len(found), found))
    count = len(found)
    best = max((len(q.words & asked.words) for q in found), default=0)
    found = [with_atoms(q, text, asked, count, best, found) for q in found]
    return found + constants(text, asked, len(found))


def _is_name(text: Text, i: int) -> bool:
    """Whether a number in words is a pronoun or an idiom: `one of them`, `One had 4`, `one day`, `the second half`."""
    t = text.tokens[i]
    before = text.tokens[i - 1].low if i else ""
    after = text.tokens[i + 1].low if i + 1 < len(text.tokens) else ""
    if t.low in ("half", "halves"):
        return before in ("first", "second", "other", "last", "this", "final")
    if t.low != "one":
        return False
    return before in ("this", "that", "the", "no", "which", "each", "every", "another", "any") or after in (
        "of", "day", "another", ".", "?", ",", "who", "that", "is", "was", "has", "had", "and",
    )  # fmt: skip


def _quantity(text: Text, asked: Question, i: int, index: int, before: list[Quantity]) -> Quantity:
    tokens = text.tokens
    mention = text.mentions[tokens[i].mention]
    a, b = text.clause(i)
    sa, sb = text.sentence(i)
    noun, after = phrase(text, i + 1)
    kind = mention.kind
    low_before = tokens[i - 1].low if i else ""
    unit = noun[-1] if noun else ""
    if kind == "money" or low_before == "$" or (unit in MONEY) or (after < len(tokens) and tokens[after].low == "$"):
        kind, unit, noun = "money", "$", ("$",)
    elif unit in SPEEDS:
        unit, noun = SPEEDS[unit][0], (SPEEDS[unit][0],)
    elif not noun and after < len(tokens) and tokens[after].low in ("of", "%") and kind in NUMBER_KINDS:
        inner, _ = phrase(text, _past_owner(text, after + 1))
        noun = inner
        unit = inner[-1] if inner else ""
    if not unit and kind in NUMBER_KINDS:
        same = [q for q in before if q.sentence == tokens[i].sentence and q.unit and q.kind in NUMBER_KINDS]
        prior = same or [q for q in before if q.unit and q.kind in NUMBER_KINDS]
        unit, noun = (prior[-1].unit, prior[-1].noun) if prior else (asked.unit, asked.noun)
        noun = noun if prior else asked.noun
        inherited = True
    else:
        inherited = False
    if noun and after < len(tokens) and tokens[after].low == "of":
        inner, _ = phrase(text, after + 1)
        noun = inner + noun
    v = text.verb(sa, i)
    near = _last_verb(text, sa, i)
    v = near if near >= 0 else v
    if v < 0:
        v = text.verb(i, sb)
    verb = tokens[v].stem if v >= 0 else ""
    subject = _subject(text, sa, v if v >= 0 else i)
    lo, hi = _window(text, i, a, b)
    words = frozenset(t.stem for t in tokens[lo:hi] if t.low not in FUNCTION and t.low.isalpha()) | {verb, *noun} - {""}
    per = _per(text, i, after, lo, hi)
    extra = ("inherited",) if inherited else ()
    return Quantity(
        index, float(mention.value), kind, tokens[i].mention, "", i, unit, noun, per, verb, VERB_CLASS.get(verb, "?"),
        subject, words, text.asked <= i < text.asked_end, tokens[i].clause, tokens[i].sentence, (lo, hi), extra,
    )  # fmt: skip


def _past_owner(text: Text, i: int) -> int:
    """Past the owner of `Ben's cards` at token i, i itself where none stands there."""
    lows = [t.low for t in text.tokens[i : i + 3]]
    if lows and lows[0].endswith(("'s", "’s")):
        return i + 1
    return i + 3 if len(lows) == 3 and lows[1] in ("'", "’") and lows[2] == "s" else i


def _last_verb(text: Text, a: int, b: int) -> int:
    for i in range(b - 1, a - 1, -1):
        t = text.tokens[i]
        if (
            t.mention < 0
            and t.low.isalpha()
            and (t.stem in ("be", "hav") or t.low not in AUX)
            and text.verb(i, i + 1) == i
        ):
            return i
    return text.verb(a, b)


def _subject(text: Text, a: int, v: int) -> frozenset[str]:
    """The words before the verb in its sentence, a pronoun as the last name before it."""
    tokens = text.tokens
    here = [t for t in tokens[a:v] if t.low.isalpha() and t.mention < 0]
    words = frozenset(t.stem for t in here if t.low not in FUNCTION)
    if not words or any(t.low in PRONOUNS for t in here[-2:]):
        for j in range(a - 1, -1, -1):
            t = tokens[j]
            if t.text[0].isupper() and t.low not in FUNCTION and t.low.isalpha():
                return words | {t.stem}
    return words


def _window(text: Text, i: int, a: int, b: int) -> tuple[int, int]:
    """The clause [a, b) cut at the numbers beside token i: what stands between two numbers goes with the later one, but
    for the noun after the earlier."""
    lo, hi = a, b
    for j in range(a, i):
        if text.tokens[j].mention >= 0:
            _, lo = phrase(text, j + 1)
            lo = min(lo, i)
    for j in range(i + 1, b):
        if text.tokens[j].mention >= 0:
            _, hi = phrase(text, i + 1)
            while hi < j and text.tokens[hi].low not in ("and", ",", "with", "in", "for"):
                hi += 1
            break
    return lo, max(hi, i + 1)


def _per(text: Text, i: int, after: int, a: int, b: int) -> str:
    """What the number is for one of: `3 apples per box`, `each box has 3`, `$5 each`, `5 miles an hour`, `60 mph`,
    `3 apples in a box`, `boxes of 3`, `a box holds 3`, `3 apples to make one pie`."""
    tokens = text.tokens
    if i + 1 < len(tokens) and tokens[i + 1].low in SPEEDS:
        return SPEEDS[tokens[i + 1].low][1]
    for j in range(after, min(after + 6, b)):
        if tokens[j].low in RATE:
            noun, _ = phrase(text, _past_of(text, j + 1))
            return noun[0] if len(noun) == 1 else (noun[-1] if noun else "each")
        if tokens[j].mention >= 0:
            break
    if after + 1 < len(tokens) and tokens[after].low in ("a", "an") and after > i + (tokens[i].low[0] != "$"):
        noun, _ = phrase(text, after + 1)
        if noun:
            return noun[0]
    for j in range(i - 1, a - 1, -1):
        if tokens[j].low in ("each", "every"):
            if _past_of(text, j + 1) > i:
                return ""  # `each of the 4 boxes`: the boxes are what something else is counted by
            noun, _ = phrase(text, j + 1)
            return noun[0] if noun else "each"
        if tokens[j].mention >= 0:
            break
    if i and tokens[i - 1].low in ("for", "at") and i + 1 < len(tokens) and tokens[i + 1].low == "each":
        return "each"
    return _per_container(text, i) or _per_made(text, after) or _per_subject(text, i)


def _per_container(text: Text, i: int) -> str:
    """The container of `boxes of 3`."""
    tokens = text.tokens
    if i < 2 or tokens[i - 1].low != "of" or not tokens[i - 2].low.isalpha():
        return ""
    held = tokens[i - 2]
    known = held.low in FUNCTION or held.stem in CROWDS or held.stem in VERB_CLASS and not plural(held.low)
    return "" if known else held.stem


def _single(text: Text, i: int) -> str:
    """The noun of `a box`, `one box`, `1 box` at token i, "" where no such thing stands there."""
    tokens = text.tokens
    if i >= len(tokens):
        return ""
    t = tokens[i]
    if t.low in ("a", "an") or t.mention >= 0 and text.mentions[t.mention].value == 1:
        noun, end = phrase(text, i + 1)
        return noun[-1] if noun and not plural(tokens[end - 1].low) else ""
    return ""


def _per_made(text: Text, after: int) -> str:
    """The thing of `3 apples in a box`, `3 apples to make one pie`, `3 apples for one pie`."""
    tokens = text.tokens
    if after >= len(tokens):
        return ""
    if tokens[after].low == "in":
        return _single(text, after + 1)
    if tokens[after].low == "for":
        return _single(text, after + 1) if tokens[min(after + 1, len(tokens) - 1)].low not in ("a", "an") else ""
    if tokens[after].low == "to" and after + 1 < len(tokens) and VERB_CLASS.get(tokens[after + 1].stem) == "make":
        return _single(text, after + 2)
    return ""


def _per_subject(text: Text, i: int) -> str:
    """The subject of `A box holds 3`, `One pencil weighs 3 grams`: of one thing, with such a verb before the number."""
    tokens = text.tokens
    start, _ = text.clause(i)
    t = tokens[start]
    one = t.low in ("a", "an") or t.mention >= 0 and text.mentions[t.mention].value == 1 and start < i
    if not one or any(u.mention >= 0 for u in tokens[start + 1 : i]):
        return ""
    for j in range(start + 2, min(start + 5, i)):
        if VERB_CLASS.get(tokens[j].stem) in HOLDS:
            noun = next((u for u in reversed(tokens[start + 1 : j]) if u.low not in FUNCTION), None)
            return noun.stem if noun and noun.low.isalpha() else ""
    return ""


def _past_of(text: Text, i: int) -> int:
    """Past `of the 4` at token i, i itself where that does not stand there."""
    tokens, j = text.tokens, i
    if j >= len(tokens) or tokens[j].low != "of":
        return i
    j += 1
    while j < len(tokens) and (tokens[j].low in QUANTIFIERS or tokens[j].mention >= 0):
        j += 1
    return j


def constants(text: Text, asked: Question, first: int) -> list[Quantity]:
    """The constants whose trigger words stand in the text, as quantities without a place; the hundred of a percentage
    only where one is asked for."""
    found: list[Quantity] = []
    for name, c in CONSTANTS.items():
        if not c.allowed(text.text) or c.value == 1 or name == "per_percent":
            continue
        if name == "whole_percent" and not asked.words & PERCENT:
            continue
        above, _, below = c.unit.partition("/")
        unit, per = ("" if above == "1" else stem(above)), stem(below) if below else ""
        words = frozenset(w for w in (unit, per) if w)
        named = sum(w in {t.stem for t in text.tokens} for w in words)
        atoms = ("const", "const:" + name, f"named:{named}of{len(words)}")
        found.append(
            Quantity(
                first + len(found),
                float(c.value),
                "constant",
                -1,
                name,
                -1,
                unit,
                (unit,) if unit else (),
                per,
                "",
                "?",
                frozenset(),
                words,
                False,
                -1,
                -1,
                (0, 0),
                atoms,
                "const",
            )  # fmt: skip
        )
    return found
