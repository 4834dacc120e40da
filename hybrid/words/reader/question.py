"""What a story asks: the noun after `how many`, cue words, the sides of a comparison, and the kind of question."""

from __future__ import annotations

from dataclasses import dataclass

from hybrid.words.reader.lexicon import AUX, CUES, FUNCTION, NOUN_ENDS, QUANTIFIERS, VERB_CLASS
from hybrid.words.reader.text import Text

MONEY = frozenset("dollar cent buck $ penni euro".split())
TIME = frozenset("second minut hour day week month year weekend decad".split())


@dataclass(frozen=True)
class Question:
    """What is asked. unit: stem of the noun after `how many`; noun: its phrase; cues and words: of the question."""

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
        if words and t.low not in AUX and (t.stem in VERB_CLASS and not plural(t.low) or t.low.endswith(("ed", "ing"))):
            if any(plural(f) for f in forms):
                break
        words.append(t.stem)
        forms.append(t.low)
        j += 1
        if plural(t.low) and (j >= n or not plural(tokens[j].low)):
            break
    return tuple(words), j


def plural(word: str) -> bool:
    """Whether a word in lower case looks like a plural."""
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
    noun: tuple[str, ...] = ()
    kind, after = "what", a
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
    if noun and noun[-1] in ("number", "amount") and after < b and tokens[after].low == "of":
        noun, after = phrase(text, after + 1)
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
    return Question(
        kind, unit, noun, cues, words, subject, verb, VERB_CLASS.get(verb, "?"), schema, tuple(atoms), sides
    )


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
