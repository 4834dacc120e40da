"""Short stories of one or two operations for training the reader, several questions on one body.

A body states some facts; each question uses some of its numbers, so that which numbers matter has to be read off the
words (practice.txt). `[x|y]` is a choice, made once for each story, `{n}` a slot; an expression is over the numbers of
the body. Some stories get a fact that no question asks about. Deterministic by seed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

from hybrid.words.reader.data import Example, Tree, number, parsed, value
from hybrid.words.reader.quantities import quantities
from hybrid.words.reader.question import question
from hybrid.words.reader.text import analyse

PEOPLE = (
    "Ada Ben Carla Dev Ella Farid Gina Hugo Iris Jonas Kira Luis Mona Noel Olga Pedro Rita Sami Tara Umar Vera "
    "Will Yuki Zane Amir Bella Omar Nadia Felix Greta"
).split()
THINGS = (
    "apples pears marbles stickers shells stamps coins buttons pencils cards books toys beads balloons crayons "
    "cookies muffins cupcakes candies peaches plums flowers roses tulips stones bottles eggs magazines notebooks "
    "pens ribbons badges photos puzzles tickets postcards lemons oranges mangoes potatoes carrots tomatoes "
    "pumpkins kites hats scarves rings necklaces seeds bricks tiles cans bananas chocolates sandwiches dolls "
    "blocks erasers figurines plates spoons"
).split()
ALIVE = (
    "birds ducks sheep rabbits fish frogs kittens puppies goats bees butterflies pigeons squirrels horses cows "
    "chickens turtles children students players workers visitors passengers people boys girls adults campers "
    "dancers singers"
).split()
KINDS = (
    "red blue green yellow white black small large old new wooden plastic sweet salty round square striped plain "
    "fresh ripe silver golden short tall"
).split()
BOXES = ("box bag basket jar crate packet tray shelf drawer case carton bin pack bucket folder album").split()
GROUPS = ("table bus van room row team group bench tent boat class cabin").split()
SHOP = (
    "shirts hats books toys games sandwiches notebooks cakes pizzas tickets lamps chairs plants bracelets mugs "
    "socks pens melons brushes jackets"
).split()
PLACES = ("park garden library school zoo farm market museum beach field yard pond forest station").split()

PLURAL = {"box": "boxes", "class": "classes", "bus": "buses", "shelf": "shelves", "bench": "benches"}

CHOICE = re.compile(r"\[([^\[\]]*)\]")
SLOT = re.compile(r"\{(\w+)\}")
NUMBERS = ("a", "b", "c", "d", "k", "ab", "ak", "a2", "b2", "d2", "ak2")
NAME = re.compile(r"[a-z]\w*")
WORDS = {n: w for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())}


Told = tuple[str, tuple[tuple[str, str], ...]]  # a body, and its questions with their expressions


@cache
def _templates() -> dict[str, tuple[Told, ...]]:
    """The sections of practice.txt: "one", "two", and "spare", whose facts have no questions."""
    sections: dict[str, list[tuple[str, list[tuple[str, str]]]]] = {"one": [], "two": [], "spare": []}
    section = "one"
    for line in (Path(__file__).parent / "practice.txt").read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line[1:-1] in sections:
            section = line[1:-1]
        elif line.startswith("  "):
            asked, _, expression = line.strip().rpartition(" = ")
            sections[section][-1][1].append((asked, expression))
        else:
            sections[section].append((line, []))
    return {name: tuple((body, tuple(asked)) for body, asked in rows) for name, rows in sections.items()}


def _plural(word: str) -> str:
    return PLURAL.get(word, word + "s")


def _singular(word: str) -> str:
    return word[:-3] + "y" if word.endswith("ies") else word[:-2] if word.endswith("ches") else word[:-1]


def _slots(rng: Random) -> dict[str, str]:
    a, b, c = rng.sample(PEOPLE, 3)
    n, m, m2 = rng.sample(THINGS, 3)
    p, q = rng.sample(KINDS, 2)
    box, other = rng.sample(BOXES, 2)
    live, live2 = rng.sample(ALIVE, 2)
    shop, shop2 = rng.sample(SHOP, 2)
    group = rng.choice(GROUPS)
    he, him, his = rng.choice((("he", "him", "his"), ("she", "her", "her")))
    return {
        **{"A": a, "B": b, "C": c, "he": he, "He": he.capitalize(), "him": him, "his": his, "His0": his.capitalize()},
        **{"n": n, "m": m, "m2": m2, "p": p, "q": q, "L": live, "L2": live2, "place": rng.choice(PLACES)},
        **{"box": box, "cs": _plural(box), "c0": other, "c0s": _plural(other), "g": group, "gs": _plural(group)},
        **{"ss": shop, "s": _singular(shop), "s2s": shop2, "s2": _singular(shop2)},
    }


def _values(rng: Random) -> dict[str, int]:
    top = rng.choice((10, 20, 60, 100, 400))
    low, high = sorted(rng.sample(range(2, top + 3), 2))
    k = rng.randint(2, 9)
    c = rng.randint(1, max(1, low - 1))
    d = rng.randint(1, max(1, c))
    if rng.random() < 0.3:
        high, low = low, high
    return {
        "a": high,
        "b": low,
        "c": c,
        "d": d,
        "k": k,
        "ab": high * low,
        "ak": high * k,
        "a2": high + low * k,
        "b2": high + low,
        "d2": rng.choice([i for i in range(2, 12) if i != k]),
        "ak2": high * k + low,
    }


def _with_values(expression: str, values: dict[str, int]) -> str:
    return NAME.sub(lambda m: str(values[m[0]]), expression)


def _whole(expression: str, rng: Random) -> dict[str, int]:
    """Numbers for which the expression is a positive whole number, where some tries find them."""
    for _ in range(30):
        values = _values(rng)
        raw = parsed(_with_values(expression, values))
        result = number(raw) if raw is not None else 0.0
        if result > 0 and result % 1 == 0:
            break
    return values


def _chosen(text: str, rng: Random) -> str:
    """The text with its choices made, the same choice in the same way."""
    picks: dict[str, str] = {}

    def pick(m: re.Match[str]) -> str:
        return picks.setdefault(m[1], rng.choice(m[1].split("|")))

    while CHOICE.search(text):
        text = CHOICE.sub(pick, text)
    return text


def _filled(text: str, slots: dict[str, str], values: dict[str, int]) -> str:
    def slot(m: re.Match[str]) -> str:
        name = m[1]
        if name in NUMBERS or name == "z":
            n = values[name]
            return WORDS[n] if n <= 12 and values["words"] and n > 1 else str(n)
        return slots[name]

    return SLOT.sub(slot, text)


def stories(count: int, seed: int = 1) -> Iterator[Example]:
    """`count` stories; the same for the same seed."""
    rng, templates = Random(seed), _templates()
    made = 0
    while made < count:
        body, questions = rng.choice(templates["two" if rng.random() < 0.5 else "one"])
        asked, expression = rng.choice(questions)
        slots, values = _slots(rng), _whole(expression, rng)
        numeric = "{c}" in body and re.search(r"\bc\b", " ".join(e for _, e in questions)) is not None
        if not numeric:  # {c} is a container where no expression uses the number c
            body, asked = body.replace("{c}", "{box}"), asked.replace("{c}", "{box}")
        else:
            body = body.replace("Each {c}", "Each {box}").replace("each {c}", "each {box}")
        values["words"] = int(rng.random() < 0.15)
        text = _chosen(body + " " + asked, rng)
        if rng.random() < 0.25 and not body.startswith("If"):
            spare = rng.choice(templates["spare"])[0].replace("{c}", "{box}")
            spare = CHOICE.sub(lambda m: rng.choice(m[1].split("|")), spare)
            values["z"] = rng.randint(2, 60)
            after_first = text.find(". ") + 2
            cut = after_first if rng.random() < 0.5 else 0
            text = text[:cut] + spare + " " + text[cut:] if cut != 1 else text
        story = re.sub(r"\s+", " ", _filled(text, slots, values)).replace(" .", ".").replace(" ,", ",")
        if rng.random() < 0.3:
            story = re.sub(r"([.,?])", r" \1", story).lower()
        tree = _linked(expression, values, story)
        if tree is None:
            continue
        made += 1
        yield Example(story, value(tree), tree, "practice")


def _linked(expression: str, values: dict[str, int], story: str) -> Tree | None:
    """The expression over the quantities of the story; None where one of them is not found or two are the same."""
    text = analyse(story)
    found = [q for q in quantities(text, question(text)) if q.mention >= 0]
    raw = parsed(_with_values(expression, values))
    if raw is None:
        return None

    def leaf(t: Tree) -> Tree | None:
        if len(t) == 1:
            same = [q for q in found if q.value == t[0]]
            return (same[0].index, same[0].kind, same[0].value) if len(same) == 1 else None
        a, b = leaf(t[1]), leaf(t[2])
        return None if a is None or b is None else (t[0], a, b)

    tree = leaf(raw)
    return tree if tree is not None and value(tree) > 0 else None
