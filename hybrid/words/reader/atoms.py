"""What is said of a quantity in features: short words for its kind, its place, its agreement with the question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from hybrid.words.reader.lexicon import CUES, FUNCTION
from hybrid.words.reader.quantity import Quantity
from hybrid.words.reader.question import TIME, Question
from hybrid.words.reader.text import Text


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


def _whose(text: Text, q: Quantity, asked: Question) -> Iterator[str]:
    """Who in the clause of the quantity the question is about: its subject, a receiver, a giver, or somebody else.

    `Ann bought 3 of Ben's cards`, `Ann took 3 cards from Ben`: Ben is the giver; `gave him 3`, `gave Ben 3`, `to Ben`:
    he receives.
    """
    tokens = text.tokens
    a, b = text.sentence(q.token)
    about = asked.subject or asked.words
    names = {j for j in range(a, b) if tokens[j].stem in about and tokens[j].text[:1].isalpha()} - {q.token}
    verb = next((j for j in range(q.token - 1, a - 1, -1) if tokens[j].stem == q.verb and q.verb), -1)
    for j in sorted(names):
        before = tokens[j - 1].low if j > a else ""
        owns = tokens[j].low.endswith(("'s", "’s")) or j + 1 < b and tokens[j + 1].low in ("'", "’")
        if verb >= 0 and j > verb and (before in ("of", "from") or owns):
            yield "whose:from"
        elif verb >= 0 and j > verb and (before == "to" or j == verb + 1):
            yield "whose:to"
        elif owns:
            yield "whose:owner"
        elif j < verb:
            yield "whose:subject"
    if 0 <= verb and verb + 1 < len(tokens) and tokens[verb + 1].low in ("him", "her", "them", "me", "us"):
        yield "whose:him"
    if any(
        t.low in ("him", "her", "them", "me") and tokens[j].low == "from" for j, t in enumerate(tokens[a + 1 : b], a)
    ):
        yield "whose:from"


def with_atoms(
    q: Quantity, text: Text, asked: Question, count: int, best: int, everyone: Sequence[Quantity]
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
    whose = list(dict.fromkeys(_whose(text, q, asked)))
    atoms += [*whose, *(f"{w}:{q.verb_class}" for w in whose)]
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
    key += (
        next((a[4:5] for a in atoms if a.startswith("cmp:")), "")
        + ("q" if q.asked else "")
        + ("g" if "grp" in atoms else "")
    )
    return replace(q, atoms=tuple(atoms), key=key)


def matches(q: Quantity, asked: Question) -> str:
    """How the noun of a quantity agrees with the asked one: all of it, the unit, a part, other words, or no."""
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
