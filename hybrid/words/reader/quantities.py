"""The quantities of a story: each number with what it counts, of whom, done how, and what the question asks for.

A quantity schema in the sense of Roy and Roth (2015, "Solving general arithmetic word problems"): value, unit, rate
(per what), verb, subject, neighbouring words, and how far its clause agrees with the question. A text without
dependency parses is read by position: the unit follows the number (`7 action figures`), a rate is `each`, `per`, `a` or
`every` near it, the verb is the last one before it in its sentence.
"""

from __future__ import annotations

from dataclasses import dataclass

from hybrid.words.constants import CONSTANTS
from hybrid.words.reader.lexicon import (
    AUX,
    CUES,
    FUNCTION,
    NOUN_ENDS,
    PRONOUNS,
    QUANTIFIERS,
    RATE,
    VERB_CLASS,
    stem,
)
from hybrid.words.reader.text import Text

MONEY = frozenset("dollar cent buck $ penni euro pound_sterling".split())
TIME = frozenset("second minut hour day week month year weekend decad".split())
NUMBER_KINDS = frozenset(("number", "word", "money"))


@dataclass(frozen=True)
class Quantity:
    """A number of the text, or a constant that it calls for.

    value     as a float; `mention` (-1 for a constant) has the exact one
    unit      stem of the counted noun, "" unknown
    noun      stems of the whole noun phrase, the unit last
    per       stem of what it is for one of ("each box": box), "" for a plain amount
    atoms     what features are made of, short words
    where     tokens [a, b) of the clause it stands in, for the quote
    """

    index: int
    value: float
    kind: str
    mention: int
    constant: str
    token: int
    unit: str
    noun: tuple[str, ...]
    per: str
    verb: str
    verb_class: str
    subject: frozenset[str]
    words: frozenset[str]
    asked: bool
    clause: int
    sentence: int
    where: tuple[int, int]
    atoms: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True)
class Question:
    """What is asked. unit: stem of the noun after `how many`; noun: its phrase; cues and words: stems of the question."""

    kind: str
    unit: str
    noun: tuple[str, ...]
    cues: tuple[str, ...]
    words: frozenset[str]
    subject: frozenset[str]
    verb: str
    verb_class: str
    schema: str
    atoms: tuple[str, ...] = ()
    sides: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())


def phrase(text: Text, i: int) -> tuple[tuple[str, ...], int]:
    """The noun phrase that starts at token i as stems, and where it ends; up to four words, the head last."""
    words: list[str] = []
    forms: list[str] = []
    tokens = text.tokens
    n = len(tokens)
    j = i
    while j < n and tokens[j].low in QUANTIFIERS:
        j += 1
    while j < n and len(words) < 4:
        t = tokens[j]
        if t.low in ("-", "'", '"', "“", "”") and j + 1 < n:
            j += 1
            continue
        if t.mention >= 0 or not t.low[0].isalpha() or t.low in NOUN_ENDS:
            break
        if words and t.low not in AUX and (t.stem in VERB_CLASS and not _plural(t.low) or t.low.endswith(("ed", "ing"))):
            if any(_plural(f) for f in forms):
                break
        words.append(t.stem)
        forms.append(t.low)
        j += 1
        if _plural(t.low) and (j >= n or not _plural(tokens[j].low)):
            break
    return tuple(words), j


def _plural(word: str) -> bool:
    return (word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3) or word in (
        "children", "people", "men", "women", "feet", "mice", "geese", "teeth", "fish", "sheep",
    )  # fmt: skip


def question(text: Text) -> Question:
    """What the story asks; of kind "none" where it does not ask."""
    tokens, a, b = text.tokens, text.asked, text.asked_end
    lows = [t.low for t in tokens[a:b]]
    stems = [t.stem for t in tokens[a:b] if t.low.isalpha()]
    if a >= len(tokens):
        return Question("none", "", (), (), frozenset(), frozenset(), "", "", "none")
    kind, noun, after = "what", (), a
    for i in range(a, b - 1):
        if tokens[i].low == "how" and tokens[i + 1].low in ("many", "much"):
            kind = tokens[i + 1].low
            noun, after = phrase(text, i + 2)
            break
        if tokens[i].low == "how":
            kind, after = "how-" + tokens[i + 1].low, i + 2
            break
    if kind == "what":
        noun, after = phrase(text, min(a + 2, b))
    words = frozenset(s for s, t in zip([t.stem for t in tokens[a:b]], lows, strict=True) if t not in FUNCTION)
    money = bool(set(noun) & (MONEY | {"monei", "moni", "cost", "pric"})) or (
        kind in ("much", "what") and any(s in ("cost", "pay", "spend", "earn", "monei", "dollar", "pric", "sav",
                                              "chang", "profit", "worth", "ow", "charg") for s in stems)
    )  # fmt: skip
    unit = "$" if money else (noun[-1] if noun else "")
    if kind == "how-long" or (kind in ("many", "much") and unit in (*TIME, "tim")):
        unit = unit or "hour"
    v = text.verb(after, b)
    subject = frozenset(
        t.stem for t in tokens[after : (v if v > after else b)] if t.low.isalpha() and t.low not in FUNCTION
    )
    verb = tokens[v].stem if v >= 0 else ""
    cues = tuple(dict.fromkeys(CUES[t.stem] for t in tokens[a:b] if t.stem in CUES))
    schema = _schema(lows, cues, kind, money)
    atoms = [schema, "kind:" + kind, "cue:" + "+".join(sorted(cues)[:4]), "qv:" + VERB_CLASS.get(verb, "?")]
    if money:
        atoms.append("money")
    sides: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
    if "than" in lows:
        cut = a + lows.index("than")
        less, more = (
            frozenset(t.stem for t in part if t.low.isalpha() and t.low not in FUNCTION)
            for part in (tokens[a:cut], tokens[cut:b])
        )
        sides = (less - more, more - less)
    return Question(kind, unit, noun, cues, words, subject, verb, VERB_CLASS.get(verb, "?"), schema, tuple(atoms), sides)


def _schema(lows: list[str], cues: tuple[str, ...], kind: str, money: bool) -> str:
    """The kind of question by its cue words, the strongest first."""
    more = "more" in cues or "fewer" in cues
    if more and "than" in cues:
        return "compare"
    if "differ" in cues:
        return "compare"
    if "times" in cues and ("as" in lows):
        return "ratio"
    if "average" in cues:
        return "average"
    if "left" in cues or "leftover" in cues:
        return "left-each" if "each" in cues else "left"
    if more and ("need" in cues or "have" in lows or "must" in lows):
        return "need"
    if "start" in cues:
        return "start"
    if "each" in cues:
        return "each"
    if "total" in cues or ("all" in cues and "in" in lows):
        return "total"
    if more:
        return "more"
    if "group" in cues or "need" in cues:
        return "need0"
    if "change" in cues and money:
        return "left"
    if "end" in cues or "now" in cues:
        return "now"
    return "money" if money else ("plain" if kind == "many" else kind)


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
    found = [_with_atoms(q, text, asked, count, best, found) for q in found]
    return found + constants(text, len(found))


def _is_name(text: Text, i: int) -> bool:
    """Whether a number in words is a pronoun or an idiom: `one of them`, `the one who`, `one day`."""
    t = text.tokens[i]
    if t.low != "one":
        return False
    before = text.tokens[i - 1].low if i else ""
    after = text.tokens[i + 1].low if i + 1 < len(text.tokens) else ""
    return before in ("this", "that", "the", "no", "which", "each", "every", "another", "any") or after in (
        "of", "day", "another", ".", "?", ",", "who", "that", "is", "was",
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
    elif not noun and after < len(tokens) and tokens[after].low in ("of", "%") and kind in NUMBER_KINDS:
        inner, _ = phrase(text, after + 1)
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


def _last_verb(text: Text, a: int, b: int) -> int:
    for i in range(b - 1, a - 1, -1):
        t = text.tokens[i]
        if t.mention < 0 and t.low.isalpha() and (t.stem in ("be", "hav") or t.low not in AUX) and text.verb(i, i + 1) == i:
            return i
    return text.verb(a, b)


def _subject(text: Text, a: int, v: int) -> frozenset[str]:
    """The words before the verb in its sentence, pronouns resolved to the subject of the first sentence that names one."""
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
    """What the number is for one of: `3 apples per box`, `each box has 3`, `$5 each`, `5 miles an hour`."""
    tokens = text.tokens
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


def _compared(text: Text, q: Quantity, asked: Question) -> str:
    """Of `X has 5 more than Y`, which of the two the question is about: X, Y, or neither alone (?)."""
    tokens = text.tokens
    _, end = text.sentence(q.token)
    than = next((j for j in range(q.token + 1, end) if tokens[j].low in ("than", "as")), -1)
    if than < 0:
        return ""
    last = than
    while last < end and tokens[last].low not in (",", ".", ";", "and", "but", "?"):
        last += 1
    other = {t.stem for t in tokens[than + 1 : last] if t.low.isalpha() and t.low not in FUNCTION} - set(q.noun)
    mine = set(q.subject) - other - set(q.noun)
    about = asked.words | asked.subject
    x, y = bool(mine & about), bool(other & about)
    return "X" if x and not y else "Y" if y and not x else "B" if x else "?"


def _with_atoms(
    q: Quantity, text: Text, asked: Question, count: int, best: int, everyone: list[Quantity]
) -> Quantity:
    tokens, i = text.tokens, q.token
    atoms: list[str] = list(q.atoms)
    match = matches(q, asked)
    atoms += ["m:" + match, "k:" + q.kind, "vc:" + q.verb_class]
    if q.per:
        atoms.append("rate")
        if q.per in asked.words:
            atoms.append("rate:asked")
        if q.per in asked.noun:
            atoms.append("rate:unit")
    if q.verb:
        atoms.append("vb:" + q.verb)
    if q.unit and any(p.per == q.unit for p in everyone):
        atoms.append("grp")
    if q.verb and q.verb == asked.verb:
        atoms.append("samev")
    if q.subject & asked.words:
        atoms.append("subj")
    share = len(q.words & asked.words)
    atoms.append(f"ov:{min(share, 3)}{'*' if share == best and best else ''}")
    rank = sum(len(p.words & asked.words) > share for p in everyone)
    atoms.append(f"rk:{min(rank, 2)}")
    near, far = (len(q.words & side) for side in asked.sides)
    if any(asked.sides):
        atoms.append("side:" + ("L" if near > far else "R" if far > near else "B" if near else "0"))
    others = [p.words for p in everyone if p.index != q.index]
    special = sum(all(w not in words for words in others) for w in q.words & asked.words)
    missing = sum(all(w in words for words in others) for w in asked.words - q.words) if others else 0
    atoms.append(f"du:{min(special, 2)}")
    atoms.append(f"dm:{min(missing, 2)}")
    if q.asked:
        atoms.append("inq")
    a, b = q.where
    around = [t.stem for t in tokens[max(a, i - 4) : min(b, i + 6)] if t.mention < 0]
    seen = dict.fromkeys(CUES[s] for s in around if s in CUES)
    atoms += ["c:" + c for c in seen]
    nexts = [tokens[j].low for j in range(i + 1, min(i + 8, len(tokens)))]
    if nexts and nexts[0] in ("more", "fewer", "less") or ("than" in nexts and "more" in nexts[:4]):
        atoms.append("than" if "than" in nexts else "moreof")
        if "fewer" in nexts or "less" in nexts:
            atoms.append("fewerthan")
    elif "than" in nexts[:6]:
        atoms.append("than2")
    if nexts and nexts[0] in ("times", "time") or q.kind == "multiple" or "as" in nexts[:1]:
        atoms.append("times")
    if {"than", "times"} & set(atoms) and not q.asked and (about := _compared(text, q, asked)):
        atoms += ["cmp:" + about, f"cmp:{about}{'<' if 'fewerthan' in atoms else 't' if 'times' in atoms else '>'}"]
    if q.unit in TIME:
        atoms.append("time")
    atoms.append("v1" if q.value == 1 else "v<1" if q.value < 1 else "vi" if q.value == int(q.value) else "vf")
    place = "only" if count == 1 else "first" if q.index == 0 else "last" if q.index == count - 1 else "mid"
    atoms.append("p:" + place)
    if i:
        atoms.append("w-1:" + (tokens[i - 1].stem if tokens[i - 1].mention < 0 else "#"))
    if i + 1 < len(tokens):
        atoms.append("w+1:" + (tokens[i + 1].stem if tokens[i + 1].low in FUNCTION else "~"))
    key = f"{match},{q.kind[0]},{'r' if q.per else ''}{'t' if 'times' in atoms else ''}{'<' if 'than' in atoms else ''}"
    key += next((a[4:5] for a in atoms if a.startswith("cmp:")), "") + ("q" if q.asked else "") + ("g" if "grp" in atoms else "")
    return Quantity(**{**q.__dict__, "atoms": tuple(atoms), "key": key})


def matches(q: Quantity, asked: Question) -> str:
    """How the noun of a quantity agrees with the asked one: all of it, the unit, part, no; by the question's other words."""
    if asked.unit == "$" or q.unit == "$":
        return "unit" if asked.unit == q.unit else ("other" if set(q.noun) & asked.words else "no")
    if q.unit and q.unit == asked.unit:
        mods, wanted = set(q.noun[:-1]), set(asked.noun[:-1])
        if wanted and mods & wanted:
            return "all"
        if mods & asked.words:
            return "all"
        if wanted:
            return "unit-"
        return "unit" if not mods else "unit+"
    if set(q.noun) & set(asked.noun):
        return "part"
    if set(q.noun) & asked.words:
        return "other"
    return "no" if q.unit else "none"


def constants(text: Text, first: int) -> list[Quantity]:
    """The constants whose trigger words stand in the text, as quantities without a place."""
    found = []
    for name, c in CONSTANTS.items():
        if not c.allowed(text.text) or c.value in (1,) or name in ("per_percent", "whole_percent"):
            continue
        above, _, below = c.unit.partition("/")
        unit, per = ("" if above == "1" else stem(above)), stem(below) if below else ""
        words = frozenset(w for w in (unit, per) if w)
        named = sum(w in {t.stem for t in text.tokens} for w in words)
        atoms = ("const", "const:" + name, f"named:{named}of{len(words)}")
        found.append(
            Quantity(
                first + len(found), float(c.value), "constant", -1, name, -1, unit, (unit,) if unit else (), per, "", "?",
                frozenset(), words, False, -1, -1, (0, 0), atoms, "const",
            )  # fmt: skip
        )
    return found
