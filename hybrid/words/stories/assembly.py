"""From a chain of quantities to a story: what is asked, the sentences in an order that reads well, program, solution."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from hybrid.words.constants import CONSTANTS
from hybrid.words.program import Line, Program, Unit
from hybrid.words.stories.chain import THEY, Given, Node, Unusable, chain
from hybrid.words.stories.distractors import Aside, aside
from hybrid.words.stories.expression import Expr, number, quantity, undone
from hybrid.words.stories.schema import Slots
from hybrid.words.stories.solving import calculations
from hybrid.words.stories.story import Story
from hybrid.words.stories.telling import Teller
from hybrid.words.stories.units import unit_of
from hybrid.term import make, sym

TRIES = 400
STEPS = (1, 2, 3, 4, 5, 6)
STEP_WEIGHTS = (16, 26, 25, 17, 10, 6)
UNUSED_HERE = 0.40  # of the stories whose question leaves no number unused; with the others this makes 45%
TOGETHER = 3  # so many stories in a row may share their body
SHARED = 0.3
UNCONDITIONAL = ("compared", "measured", "now ", "in the end", "at first", "then ", "besides")
LEADS = ("then ", "after that, ", "later, ")
ADVERBS = ("on ", "for ", "in ", "later", "then", "while", "every", "the next", "a ", "the day", "with", "at ", "over ", "within", "from")


@dataclass(frozen=True)
class Asked:
    """What a question asks: the node told about, and `place`: result, start, change, earlier; hidden: the number."""

    node: Node
    place: str
    hidden: str = ""


@dataclass
class Sentence:
    """A sentence to come: its template, what fills it, and the key its spans are kept under."""

    template: str
    slots: Slots
    key: object
    lead: str = ""


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
    for attempt in range(TRIES):
        shared = may_share and attempt < TRIES // 8
        own = Random(f"story {seed} {index} {steps} {attempt}")
        body = Random(f"body {seed} {index // TOGETHER} {steps} {attempt}") if shared else own
        wanted = steps or body.choices(STEPS, STEP_WEIGHTS)[0]
        try:
            nodes = chain(body, wanted)
            asked = _asked(nodes, body, own, steps, index % TOGETHER if shared else 0)
            return _Assembly(nodes, asked, body, own, seed, index).story()
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
    if len(nodes) > 1 and not opening.expr.op and all(n.schema.undo and n.takes == (nodes[i],) for i, n in enumerate(nodes[1:])):
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


class _Assembly:
    def __init__(self, nodes: list[Node], asked: Asked, body: Random, own: Random, seed: int, index: int) -> None:
        self.nodes, self.asked, self.rng, self.own = nodes, asked, body, own
        self.seed, self.index = seed, index
        self.teller = Teller(body)
        self.used = list(asked.node.ancestors()) if asked.place == "earlier" else nodes
        self.templates: list[str] = []
        self.told: Given | None = None
        self.asides: list[Aside] = []

    def story(self) -> Story:
        """The finished story. Raises Unusable where words and numbers do not go together."""
        self._tell()
        text = self.teller.text.strip()
        answer, unit, lines = self._program()
        for line in lines:
            if '"' in line.quote or line.quote not in text or not line.quote:
                raise Unusable(f"the quote {line.quote!r} does not stand in the story")
            for name in (line.term.free if line.term is not None else ()):
                if name in CONSTANTS and not CONSTANTS[name].allowed(text):
                    raise Unusable(f"nothing calls for {name}")
        done = calculations(self.nodes, self.asked.node, self._answering(), self.rng)
        relevant = self.used
        unused = tuple(a.value for a in self.asides) + tuple(
            g.value for n in self.nodes if n not in relevant for g in n.given.values()
        )
        return Story(
            text, Program(tuple(lines)), answer, unit, tuple(n.schema.name for n in relevant if n.schema.families),
            frozenset(f for n in relevant for f in n.schema.families), done, unused, self.asked.place,
            tuple(self.templates), self.seed, self.index,
        )  # fmt: skip

    # -- the text ------------------------------------------------------------------------------------

    def _tell(self) -> None:
        rng = self.rng
        sentences = self._sentences()
        extra = any(n not in self.used and n.given for n in self.nodes)
        if not extra and rng.random() < UNUSED_HERE:
            for _ in range(2 if rng.random() < 0.15 else 1):
                found = aside(self.nodes, self.asides, rng)
                self.asides.append(found)
                at = rng.randint(1, max(1, len(sentences) - (self.asked.place != "result")))
                sentences.insert(at, Sentence(found.template, found.slots, found))
        scenes = self.nodes[0].slots["kind"].scene if self.nodes[0].schema.gives == "held" else ()
        person = self.nodes[0].slots["A"]
        if scenes and person.gender in ("she", "he") and rng.random() < 0.22:
            sentences.insert(0, Sentence(rng.choice(scenes), self.nodes[0].slots, "scene"))
        question = self._question()
        self.templates = [s.template for s in sentences] + [question.template]
        self._write(sentences, question)

    def _sentences(self) -> list[Sentence]:
        rng, asked = self.rng, self.asked
        sentences: list[Sentence] = []
        for node in self.nodes:
            if not node.schema.say:
                continue
            template = rng.choice(node.schema.say)
            slots = node.slots
            if asked.place == "start" and node is self.nodes[0]:
                if node.schema.vague:
                    template = rng.choice(node.schema.vague)
                elif all(n.schema.holder == "B" for n in self.nodes[1:2]):
                    continue
                else:
                    raise Unusable("the start cannot be left open")
            if asked.place == "change" and node is asked.node:
                template, slots = _vague(template, asked.hidden, node)
            for i in range(1, 5):
                template = template.replace(f"{{lose{i}}}", str(slots[f"lose{i}"]))
            if asked.place == "change" and node is asked.node and f"{{{asked.hidden}}}" in template:
                template, slots = _vague(template, asked.hidden, node)
            lead = ""
            takes_time = node.schema.changes and node.takes and node.schema.gives in ("held", "crowd", "money")
            if takes_time and not template.startswith(ADVERBS) and "{event}" not in template and rng.random() < 0.35:
                lead = rng.choice(LEADS)
            sentences.append(Sentence(template, slots, node, lead))
        compared = len(sentences) > 1 and all(n.schema.holder == "B" and n.fresh for n in self.nodes[1:] if n.schema.say)
        if compared and self.nodes[0].schema.name in ("have", "do", "age") and rng.random() < 0.3:
            first = sentences.pop(0)
            if first.key is self.nodes[0]:
                sentences.append(first)
            else:
                sentences.insert(0, first)
        if asked.place in ("start", "change"):
            last = asked.node
            template = rng.choice(last.schema.tell)
            sentences.append(Sentence(template, self._told_slots(last), "told"))
        return sentences

    def _told_slots(self, node: Node) -> Slots:
        from hybrid.words.stories.schema import Spec

        style = "money" if node.unit == "dollar" else "count"
        spec = Spec(lambda r, s: node.value, node.unit, "money" if style == "money" else "count")
        self.told = Given("", node.value, spec, node.unit)
        slots = dict(node.slots)
        slots["numbers"] = {**node.slots["numbers"], "y": self.told}
        return slots

    def _question(self) -> Sentence:
        node, place = self.asked.node, self.asked.place
        if place == "start":
            node = self.nodes[0]
            asks = node.schema.ask
        elif place == "change":
            asks = node.schema.hidden[self.asked.hidden]
        else:
            asks = node.schema.ask
        return Sentence(self.own.choice(asks), node.slots, "question")

    def _write(self, sentences: list[Sentence], question: Sentence) -> None:
        rng, teller = self.rng, self.teller
        simple = [s for s in sentences if ". " not in s.template and not s.lead]
        inverted = question.template.startswith(("how", "what"))
        if len(sentences) == 1 and simple and inverted and rng.random() < 0.15:
            teller.say(question.template, question.slots, "question")
            teller.say(sentences[0].template, sentences[0].slots, sentences[0].key, " if ")
            teller.stop("?")
            return
        conditional = bool(sentences) and sentences[-1] in simple and not sentences[-1].template.startswith(UNCONDITIONAL) and not isinstance(sentences[-1].key, Aside) and rng.random() < 0.22
        plain = sentences[:-1] if conditional else sentences
        at = 0
        while at < len(plain):
            one = plain[at]
            teller.say(one.template, one.slots, one.key, one.lead)
            if at + 1 < len(plain) and one in simple and plain[at + 1] in simple and one.key != "scene" and rng.random() < 0.12:
                two = plain[at + 1]
                if not any(mark in t.template for t in (one, two) for mark in (" and ", ",")) and _joins(one) and _joins(two):
                    teller.say(two.template, two.slots, two.key, ", and ")
                    at += 1
            teller.stop(".")
            at += 1
        if conditional:
            last = sentences[-1]
            teller.say(last.template, last.slots, last.key, "if ")
            teller.say(question.template, question.slots, "question", ", ")
        else:
            teller.say(question.template, question.slots, "question")
        teller.stop("?")

    # -- the program ---------------------------------------------------------------------------------

    def _answering(self) -> Expr:
        """What is asked as an expression over the quantities known."""
        asked = self.asked
        if asked.place in ("result", "earlier"):
            return asked.node.expr
        told = number(asked.node.value)
        if asked.place == "start":
            expr: Expr = quantity(self.nodes[0].name, self.nodes[0].value)
            for node in self.nodes[1:]:
                expr = _put(node.expr, node.takes[0].name, expr)
            return undone(told, expr, self.nodes[0].name)
        given = asked.node.given[asked.hidden]
        name = given.name or f"{asked.hidden}_"
        return undone(told, self._hidden_formula(name), name)

    def _hidden_formula(self, name: str) -> Expr:
        node, hidden = self.asked.node, self.asked.hidden
        args = {}
        for p in node.schema.parameters:
            if p == "x":
                args[p] = quantity(node.takes[0].name, node.takes[0].value)
            elif p == hidden:
                args[p] = quantity(name, node.given[p].value)
            else:
                args[p] = node.given[p].leaf()
        return node.schema.formula(**args)

    def _program(self) -> tuple[Fraction, Unit, list[Line]]:
        asked, lines = self.asked, list[Line]()
        question = self._quote("question", "")
        for node in self.used:
            if asked.place == "start" and node is self.nodes[0]:
                lines.append(Line("unknown", node.name, None, unit_of(node.unit), self._start_quote()))
                continue
            changed = asked.place == "change" and node is asked.node
            for p, given in node.given.items():
                if changed and p == asked.hidden:
                    name = given.name or p
                    lines.append(Line("unknown", name, None, unit_of(given.unit), self._quote(node, "")))
                elif given.unit and not node.schema.system:
                    lines.append(Line("define", given.name, number(given.value).term(), unit_of(given.unit), self._quote(node, p)))
            if node.schema.system:
                lines += self._system(node)
            elif node.expr.op:
                expr = self._hidden_formula(node.given[asked.hidden].name or asked.hidden) if changed else node.expr
                lines.append(Line("define", node.name, expr.term(), unit_of(node.unit), self._node_quote(node)))
        if self.told is not None:
            formula = make("eq", (sym(asked.node.name), number(self.told.value).term()))
            lines.append(Line("relation", "", formula, unit_of(asked.node.unit), self._quote("told", "y")))
        node = asked.node
        if asked.place == "start":
            name, unit, value = self.nodes[0].name, self.nodes[0].unit, self.nodes[0].value
        elif asked.place == "change":
            given = node.given[asked.hidden]
            name, unit, value = given.name or asked.hidden, given.unit, given.value
        else:
            name, unit, value = node.name, node.unit, node.value
        lines.append(Line("ask", "", sym(name), unit_of(unit), question))
        return value, unit_of(unit), lines

    def _system(self, node: Node) -> list[Line]:
        assert node.schema.system is not None
        whole = self._quote(node, "")
        other = f"{node.slots['B'].name.lower()}_has"
        lines = [Line("unknown", n, None, unit_of(node.unit), whole) for n in (node.name, other)]
        args = {p: number(g.value) for p, g in node.given.items()}
        a, b = quantity(node.name, node.value), quantity(other, Fraction(1))
        for (left, right), p in zip(node.schema.system(a, b, **args), node.given, strict=True):
            formula = make("eq", (left.term(), right.term()))
            lines.append(Line("relation", "", formula, unit_of(node.unit), self._quote(node, p)))
        return lines

    def _start_quote(self) -> str:
        first = self.nodes[0]
        return self._quote(first if (first, "") in self.teller.spans else self.nodes[1], "")

    def _quote(self, key: object, p: str) -> str:
        span = self.teller.spans.get((key, p)) or self.teller.spans.get((key, ""))
        if span is None:
            raise Unusable(f"{p or key} is not told")
        start, end = span
        text = self.teller.text
        while start < end and not text[start].isalnum() and text[start] != "$":
            start += 1
        return self.teller.clause(start, end)

    def _node_quote(self, node: Node) -> str:
        """The clauses with all the bare numbers of the node's formula, else its first clause, else the question."""
        spans = self.teller.spans
        bare = [spans[node, p] for p, g in node.given.items() if not g.unit and (node, p) in spans]
        if bare:
            return self.teller.clause(min(s for s, _ in bare), max(e for _, e in bare))
        if (node, "") in spans:
            first = next((spans[node, p] for p in node.given if (node, p) in spans), None)
            return self.teller.clause(*first) if first else self._quote(node, "")
        later = next((n for n in self.nodes if node in n.takes and (n, "") in spans), None)
        return self._quote(later if later is not None else "question", "")


def _joins(s: Sentence) -> bool:
    """Whether the sentence may be one half of a longer one; what has nothing to do with the rest may not."""
    return not isinstance(s.key, Aside) or "{v}" in s.template


def _vague(template: str, hidden: str, node: Node) -> tuple[str, Slots]:
    """The template with `some` for the hidden number. Raises Unusable where that would be no English."""
    slot = f"{{{hidden}}}"
    style = node.given[hidden].spec.style
    if slot not in template:
        return template, node.slots
    before, _, after = template.partition(slot)
    if style == "money":
        word = "the same price" if after.startswith((" each", " apiece")) and before.endswith("for ") else "some money"
        if word == "some money" and node.given[hidden].unit != "dollar":
            raise Unusable("the price cannot be left open here")
        if word == "the same price":
            pass
    elif before.endswith((" of ", "holds ", "into each of ")) or style not in ("count",) or not after.startswith((" {", " more", " of")):
        raise Unusable("the number cannot be left open here")
    else:
        word = "some"
    return before + word + after, node.slots


def _put(expr: Expr, name: str, other: Expr) -> Expr:
    """The expression with another in the place of a leaf."""
    if not expr.op:
        return other if expr.name == name else expr
    left, right = (_put(p, name, other) for p in expr.parts)
    return left._with(expr.op, right)
