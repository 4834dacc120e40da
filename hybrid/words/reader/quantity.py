"""A number of a story and what is known of it, a quantity schema in the sense of Roy and Roth (2015)."""

from __future__ import annotations

from dataclasses import dataclass


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
