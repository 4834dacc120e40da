"""Stories by seed and index: a chain of quantities, what is asked of it, the text, its program and its solution."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from hybrid.words.constants import CONSTANTS
from hybrid.words.program import Program
from hybrid.words.stories.chain import Node, chain
from hybrid.words.stories.expression import Unusable
from hybrid.words.stories.reading import Reading
from hybrid.words.stories.solving import calculations
from hybrid.words.stories.story import Story
from hybrid.words.stories.writing import Asked, Writing

TRIES = 400
STEPS = (1, 2, 3, 4, 5, 6)
STEP_WEIGHTS = (16, 26, 25, 17, 10, 6)
TOGETHER = 3  # so many stories in a row may share their body
SHARED = 0.3


def story(seed: int, index: int, steps: int | None = None) -> Story:
    """The story of a seed and an index, always the same; with `steps`, one of so many operations (1 to 6).

    Raises ValueError for a negative index or a number of steps that is never made.
    """
    if index < 0:
        raise ValueError(f"index {index} is negative; the first is 0")
    if steps is not None and steps not in STEPS:
        raise ValueError(f"{steps} steps; stories have 1 to 6")
    group = Random(f"stories {seed} {index // TOGETHER} {steps}")
    may_share = steps is None and group.random() < SHARED
    several = may_share or steps is not None
    wanted = steps or (group if several else Random(f"steps {seed} {index}")).choices(STEPS, STEP_WEIGHTS)[0]
    for attempt in range(TRIES):
        shared = may_share and attempt < TRIES // 8
        own = Random(f"story {seed} {index} {steps} {attempt}")
        body = Random(f"body {seed} {index // TOGETHER} {steps} {attempt}") if shared else own
        try:
            nodes = chain(body, wanted)
            asked = _asked(nodes, body, own, steps, index % TOGETHER if shared else 0)
            return _finished(Writing(nodes, asked, body, own), seed, index)
        except Unusable:
            continue
    raise ValueError(f"no story of {steps} steps was found for seed {seed}, index {index}")  # pragma: no cover


def stories(seed: int, steps: int | None = None) -> Iterator[Story]:
    """The stories of a seed, without end and without exact duplicates."""
    seen: set[str] = set()
    index = 0
    while True:
        found = story(seed, index, steps)
        index += 1
        if found.text not in seen:
            seen.add(found.text)
            yield found


def _asked(nodes: list[Node], body: Random, own: Random, steps: int | None, turn: int) -> Asked:
    last = nodes[-1]
    options = [Asked(last, "result")]
    path = [n for n in nodes if n.schema.parameters]
    opening = nodes[0]
    if (
        len(nodes) > 1
        and not opening.expr.op
        and all(n.schema.undo and n.takes == (nodes[i],) for i, n in enumerate(nodes[1:]))
    ):
        options.append(Asked(last, "start"))
    if last.schema.hidden and not any(n.schema.system for n in path):
        if last.schema.undo or len(nodes) == 1:
            options += [Asked(last, "change", p) for p in sorted(last.schema.hidden)]
    if steps is None:
        options += [Asked(n, "earlier") for n in nodes[1:-1] if n.schema.lasting and n.expr.op and n.schema.say]
    place = body.random()
    order = sorted(options, key=lambda a: (a.place != "result" if place < 0.68 else a.place == "result", body.random()))
    if turn >= len(options):
        raise Unusable("no further question to this body")
    if turn:
        order = order[turn:] + order[:turn]
    return order[0]


def _finished(w: Writing, seed: int, index: int) -> Story:
    """The story with program and solution. Raises Unusable where words and numbers do not go together."""
    w.write()
    text = w.teller.text.strip()
    reading = Reading(w)
    answer, unit, lines = reading.program()
    for line in lines:
        if '"' in line.quote or line.quote not in text or not line.quote:
            raise Unusable(f"the quote {line.quote!r} does not stand in the story")
        for name in line.term.free if line.term is not None else ():
            if name in CONSTANTS and not CONSTANTS[name].allowed(text):
                raise Unusable(f"nothing calls for {name}")
    done = calculations(w.nodes, w.asked.node, reading.answering(), w.rng)
    unused = [a.value for a in w.asides] + [g.value for n in w.nodes if n not in w.used for g in n.given.values()]
    return Story(
        text=text,
        program=Program(tuple(lines)),
        answer=answer,
        unit=unit,
        schemas=tuple(n.schema.name for n in w.used if n.schema.families),
        families=frozenset(f for n in w.used for f in n.schema.families),
        calculations=done,
        unused=tuple(unused),
        asked=w.asked.place,
        templates=tuple(w.templates),
        seed=seed,
        index=index,
    )
