"""Schemas in which somebody has more or fewer things afterwards."""

from __future__ import annotations

from hybrid.words.stories.counts import GAINED, GIVEN_TO, IN_ALL, LEFT, LOST, NOW, TELL_LEFT, TELL_NOW
from hybrid.words.stories.schema import Schema, count, percent, portion, times

CHANGES = (
    Schema(
        "give", ("change",), "held", "held", {"gave": count(2, lambda s: s["values"]["x"] - 2)}, lambda x, gave: x -
        gave, "left", "{n}",
        ("{A} gave {gave} {ns} to {B}", "{A} gave {B} {gave} of {A.her} {ns}", "{B} got {gave} {ns} from {A}",
        "{A} handed {gave} of the {ns} to {B}", "{A} let {B} have {gave} of the {ns}"),
        LEFT,
        TELL_LEFT,
        hidden={"gave": GIVEN_TO}, ref="the remaining {ns}", changes=True, lasting=False, undo=True, weight=1.2,
    ),
    Schema(
        "lose", ("change",), "held", "held", {"lost": count(2, lambda s: s["values"]["x"] / 2)}, lambda x, lost: x -
        lost, "left", "{n}",
        ("{lose1}", "{lose2}", "{lose3}", "{lose4}"),
        LEFT,
        TELL_LEFT,
        hidden={"lost": LOST}, ref="the remaining {ns}", changes=True, lasting=False, undo=True, weight=1.2,
    ),
    Schema(
        "gain", ("change",), "held", "held", {"more": count(2, 60)}, lambda x, more: x + more, "now", "{n}",
        ("{A} got {more} more {ns}", "{B} gave {A} {more} more {ns}", "{A} received {more} {ns} as a present",
        "{more} more {ns} were added", "{A} got another {more} {ns} from {B}"),
        NOW,
        TELL_NOW,
        hidden={"more": GAINED}, changes=True, lasting=False, undo=True, weight=1.2,
    ),
    Schema(
        "give a fraction", ("fraction of", "change"), "held", "held", {"part": portion()}, lambda x, part: x - x * part,
        "left", "{n}",
        ("{A} gave {part} of {A.her} {ns} to {B}", "{A} gave {B} {part} of the {ns}", "{part} of the {ns} went to {B}",
        "{A} sold {part} of the {ns}"),
        LEFT,
        TELL_LEFT,
        ref="the remaining {ns}", changes=True, lasting=False, weight=1.5,
    ),
    Schema(
        "give a percentage", ("percent", "change"), "held", "held", {"part": percent(high=80)}, lambda x, part: x - x *
        part, "left", "{n}",
        ("{A} gave {part} of {A.her} {ns} to {B}", "{A} sold {part} of the {ns}", "{part} of the {ns} were given away",
        "{A} parted with {part} of {A.her} {ns}"),
        LEFT,
        TELL_LEFT,
        ref="the remaining {ns}", changes=True, lasting=False, weight=1.1,
    ),
    Schema(
        "each friend takes", ("equal groups", "change"), "held", "held", {"friends": count(2, 6, "friend"), "each":
        count(2, 12, "{n}/friend")}, lambda x, friends, each: x - friends * each, "left", "{n}",
        ("{A} gave {each} {ns} to each of {friends} friends", "{friends} friends each got {each} of {A's} {ns}",
        "{A} has {friends} friends and gave each of them {each} {ns}",
        "each of {A's} {friends} friends took {each} {ns}"),
        LEFT,
        TELL_LEFT,
        ref="the remaining {ns}", changes=True, lasting=False, undo=True, weight=1.2,
    ),
    Schema(
        "packs added", ("equal groups", "change"), "held", "held", {"packs": count(2, 9, "{pack}"), "each": count(3, 20,
        "{n}/{pack}")}, lambda x, packs, each: x + packs * each, "now", "{n}",
        ("{A} got {packs} more {packs_} with {each} {ns} in each",
        "{B} brought {A} {packs} {packs_} of {each} {ns} each", "{A} was given {packs} {packs_}, each with {each} {ns}",
        "{packs} {packs_} with {each} {ns} each were added"),
        NOW,
        TELL_NOW,
        changes=True, lasting=False, undo=True, weight=1.2,
    ),
    Schema(
        "grow by a percentage", ("percent",), "held", "held", {"part": percent(low=10, high=100)}, lambda x, part: x + x
        * part, "now", "{n}",
        ("the number of {ns} {A} had grew by {part} within a year", "a year later, {A} had {part} more {ns}",
        "within a year, {A's} number of {ns} rose by {part}", "{A} then increased the number of {ns} by {part}"),
        NOW,
        TELL_NOW,
        changes=True, lasting=False, weight=0.7,
    ),
    Schema(
        "the next day", ("times-as", "combine"), "held", "held", {"factor": times(2, 4)}, lambda x, factor: x + x *
        factor, "total", "{n}",
        ("the next day, {A} {v} {factor} as many {ns}", "a week later, {A} {v} {factor} as many {ns} as that",
        "on the following day, {A} {v} {factor} as many", "the day after, {A} {v} {factor} that number of {ns}"),
        IN_ALL,
        ("{A} {v} {y} {ns} in all", "altogether, {A} {v} {y} {ns}"),
        weight=1.0, needs=lambda s: s["fresh"] and not s["still"] and not s["dated"],
    ),
    Schema(
        "more the next day", ("more/fewer", "combine"), "held", "held", {"more": count(2, 20)}, lambda x, more: x + (x +
        more), "total", "{n}",
        ("the next day, {A} {v} {more} {ns} more than that",
        "the day after, {A} {v} {more} more {ns} than the day before",
        "a day later, {A} {v} {more} more than on the day before",
        "on the following day, {A} {v} {more} {ns} more than before"),
        IN_ALL,
        ("{A} {v} {y} {ns} in all", "altogether, {A} {v} {y} {ns}"),
        weight=0.6, needs=lambda s: s["fresh"] and not s["still"] and not s["dated"],
    ),
    Schema(
        "also", ("combine",), "held", "held", {"also": count(4, 60)}, lambda x, also: x + also, "total", "{n}",
        ("{A} {v} another {also} {ns} later on", "later, {A} {v} {also} more {ns}",
        "in the evening, {A} {v} {also} more {ns}", "after a break, {A} {v} {also} {ns} more"),
        IN_ALL,
        ("{A} {v} {y} {ns} in all", "altogether, {A} {v} {y} {ns}"),
        weight=0.8, hidden={"also": ("how many {ns} {v.aux} {A} {v.base} later", "how many more {ns} were added later",
        "what was the second number of {ns}")}, needs=lambda s: s["fresh"] and not s["still"] and not s["dated"],
        undo=True,
    ),
)  # fmt: skip
