"""The sentences of a story: which phrasing, in what order, what is left open, what is thrown in, and the question."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from hybrid.words.stories.chain import Given, Node
from hybrid.words.stories.distractors import Aside, aside
from hybrid.words.stories.expression import Unusable
from hybrid.words.stories.schema import Slots, Spec, Style
from hybrid.words.stories.telling import Teller

UNUSED_HERE = 0.35  # of the stories whose question leaves no number unused; with the others this makes 45%
UNCONDITIONAL = ("compared", "measured", "now ", "in the end", "at first", "then ", "besides")
LEADS = ("then ", "after that, ", "later, ")
ADVERBS = (
    "on ",
    "for ",
    "in ",
    "later",
    "then",
    "while",
    "every",
    "the next",
    "a ",
    "the day",
    "with",
    "at ",
    "over ",
    "within",
    "from",
)


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


class Writing:
    """A story being written.

    teller     the text, and where its numbers stand: keys are nodes, asides, "told", "question"
    used       the nodes that lead to the answer
    told       the result told in advance, where the question asks for the start or a change
    asides     the sentences that change nothing
    templates  the sentences before names and numbers were put in
    """

    def __init__(self, nodes: list[Node], asked: Asked, body: Random, own: Random) -> None:
        self.nodes, self.asked, self.rng, self.own = nodes, asked, body, own
        self.teller = Teller(body)
        self.used = list(asked.node.ancestors()) if asked.place == "earlier" else nodes
        self.told: Given | None = None
        self.asides: list[Aside] = []
        self.templates: list[str] = []

    def write(self) -> None:
        """Write the whole story. Raises Unusable where a number cannot be left open in English."""
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
                if node.schema.vague:
                    template = rng.choice(node.schema.vague)
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
        compared = len(sentences) > 1 and all(
            n.schema.holder == "B" and n.fresh for n in self.nodes[1:] if n.schema.say
        )
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
        style: Style = "money" if node.unit == "dollar" else "count"
        spec = Spec(lambda r, s: node.value, node.unit, style)
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
        conditional = (
            bool(sentences)
            and sentences[-1] in simple
            and not sentences[-1].template.startswith(UNCONDITIONAL)
            and not isinstance(sentences[-1].key, Aside)
            and rng.random() < 0.22
        )
        plain = sentences[:-1] if conditional else sentences
        at = 0
        while at < len(plain):
            one = plain[at]
            teller.say(one.template, one.slots, one.key, one.lead)
            if (
                at + 1 < len(plain)
                and one in simple
                and plain[at + 1] in simple
                and one.key != "scene"
                and rng.random() < 0.12
            ):
                two = plain[at + 1]
                if (
                    not any(mark in t.template for t in (one, two) for mark in (" and ", ","))
                    and _joins(one)
                    and _joins(two)
                ):
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
        if before.endswith(("extra ", "another ")):
            raise Unusable("the amount cannot be left open here")
        if word == "some money" and node.given[hidden].unit != "dollar":
            raise Unusable("the price cannot be left open here")
    elif (
        before.endswith((" of ", "holds ", "into each of "))
        or style not in ("count",)
        or not after.startswith((" {", " more", " of"))
    ):
        raise Unusable("the number cannot be left open here")
    else:
        word = "some"
    return before + word + after, node.slots
