"""Schemas of things that somebody has: how they come together, change, compare, and are shared out."""

from __future__ import annotations

from random import Random

from hybrid.words.stories.expression import constant
from hybrid.words.stories.lexicon import HAD, Verb
from hybrid.words.stories.schema import (
    Schema,
    Slots,
    count,
    divisor,
    money,
    non_divisor,
    percent,
    portion,
    price,
    smooth,
    times,
)

HOW_MANY = (
    "how many {ns} {v.aux} {A} {v.base}",
    "what is the number of {ns} that {A} {v}",
    "can you tell how many {ns} {A} {v}",
)
IN_ALL = (
    "how many {ns} {v.aux} {A} {v.base} in all",
    "how many {ns} {v.aux} {A} {v.base} altogether",
    "what is the total number of {ns} that {A} {v}",
)
OF_B = (
    "how many {ns} {v.aux} {B} {v.base}",
    "what is the number of {ns} that {B} {v}",
    "can you work out how many {ns} {B} {v}",
)
LEFT = (
    "how many {ns} does {A} have left",
    "how many {ns} does {A} have now",
    "how many {ns} remain for {A}",
    "what is the number of {ns} {A} still has",
)
NOW = ("how many {ns} does {A} have now", "what is the number of {ns} that {A} has now", "how many {ns} does that make for {A}")
TELL = ("{A} {v} {y} {ns}", "the number of {ns} that {A} {v} is {y}")
TELL_B = ("{B} {v} {y} {ns}", "the number of {ns} that {B} {v} is {y}")
TELL_LEFT = ("now {A} has {y} {ns} left", "{A} has {y} {ns} left", "in the end, {A} has {y} {ns}")
TELL_NOW = ("now {A} has {y} {ns}", "in the end, {A} has {y} {ns}")
GIVEN_TO = ("how many {ns} did {A} give to {B}", "how many of the {ns} went to {B}", "what is the number of {ns} that {B} got")
LOST = ("how many {ns} are gone", "by how many did the number of {ns} go down", "how many fewer {ns} does {A} have than before")
GAINED = ("how many {ns} did {A} get", "how many {ns} were added", "by how many did the number of {ns} go up")


def holding(rng: Random, slots: Slots) -> Slots:
    return {"v": HAD, "still": True}


def doing(rng: Random, slots: Slots) -> Slots:
    return {"v": Verb(rng.choice(slots["kind"].gains)), "still": False}


def sells(slots: Slots) -> bool:
    return bool(slots["noun"].kind not in ("found", "animal") and slots["noun"].singular not in ("poem", "leaf"))


OPENINGS = (
    Schema(
        "have", (), "", "held", {"start": smooth(8, 96)}, lambda start: start, "start", "{n}",
        ("{A} {v} {start} {ns}", "there were {start} {ns} in {A's} {box}", "{A} started with {start} {ns}",
         "{A} {v} a {box} with {start} {ns} in it", "{A} owned {start} {ns}"),
        ("how many {ns} did {A} have at first", "how many {ns} did {A} start with",
         "what was the number of {ns} {A} had in the beginning"),
        ("{A} had {y} {ns}", "at first, {A} had {y} {ns}"),
        vague=("{A} {v} some {ns}", "{A} started with some {ns}", "there were some {ns} in {A's} {box}",
               "{A} {v} a number of {ns}"),
        words=holding, lasting=False, weight=3.0, comparable=True,
    ),
    Schema(
        "do", (), "", "held", {"start": smooth(8, 96)}, lambda start: start, "start", "{n}",
        ("{A} {v} {start} {ns}", "on {day}, {A} {v} {start} {ns}", "{A} {v} {start} {ns} on {day}",
         "{start} is the number of {ns} that {A} {v}"),
        HOW_MANY, TELL,
        vague=("{A} {v} some {ns}", "on {day}, {A} {v} some {ns}", "{A} {v} a number of {ns}"),
        words=doing, weight=2.5, comparable=True,
    ),
    Schema(
        "groups", ("equal groups",), "", "held",
        {"boxes": count(3, 15, "{box}"), "each": count(3, 30, "{n}/{box}")}, lambda boxes, each: boxes * each,
        "total", "{n}",
        ("{A} had {boxes} {boxes_} with {each} {ns} in each", "{A} had {boxes} {boxes_} of {ns}, and each {box} held {each} {ns}",
         "there were {boxes} {boxes_} that belonged to {A}. Each {box} contained {each} {ns}",
         "{A} filled {boxes} {boxes_} with {each} {ns} each", "{A} put {each} {ns} into each of {boxes} {boxes_}"),
        ("how many {ns} did {A} have", "how many {ns} were there in the {boxes_} altogether",
         "what was the total number of {ns} in the {boxes_}"),
        ("{A} had {y} {ns} in all", "the {boxes_} held {y} {ns} in all"),
        hidden={"each": ("how many {ns} were in each {box}", "how many {ns} did every {box} hold",
                         "what was the number of {ns} per {box}")},
        words=holding, weight=2.2,
    ),
    Schema(
        "nested groups", ("equal groups",), "", "held",
        {"rooms": count(2, 6, "room"), "boxes": count(2, 8, "{box}/room"), "each": count(3, 15, "{n}/{box}")},
        lambda rooms, boxes, each: rooms * boxes * each, "total", "{n}",
        ("{A} keeps {ns} in {rooms} rooms. Each room has {boxes} {boxes_}, and each {box} holds {each} {ns}",
         "there are {rooms} rooms in {A's} house with {boxes} {boxes_} in each room, and every {box} contains {each} {ns}",
         "{A} has {boxes} {boxes_} in each of {rooms} rooms. Every {box} contains {each} {ns}",
         "in each of {A's} {rooms} rooms stand {boxes} {boxes_}, each with {each} {ns} in it"),
        ("how many {ns} does {A} have", "how many {ns} are in all the rooms together", "what is the total number of {ns}"),
        ("{A} has {y} {ns}", "there are {y} {ns} in all"),
        words=holding, weight=0.7, needs=lambda s: s["kind_name"] not in ("animal", "plant"),
    ),
    Schema(
        "two sorts of groups", ("equal groups", "combine"), "", "held",
        {"large": count(2, 9, "{box}"), "in_large": count(10, 25, "{n}/{box}"),
         "small": count(2, 9, "{box}"), "in_small": count(3, 9, "{n}/{box}")},
        lambda large, in_large, small, in_small: large * in_large + small * in_small, "total", "{n}",
        ("{A} had {large} large {boxes_} with {in_large} {ns} each and {small} small {boxes_} with {in_small} {ns} each",
         "{A} filled {large} large {boxes_} with {in_large} {ns} each, and {small} small ones with {in_small} {ns} each",
         "each of {A's} {large} large {boxes_} held {in_large} {ns}, and each of the {small} small ones held {in_small} {ns}",
         "{A} bought {large} big {boxes_} of {in_large} {ns} each and {small} little {boxes_} of {in_small} {ns} each"),
        ("how many {ns} did {A} have", "how many {ns} were in all the {boxes_} together",
         "what was the total number of {ns} that {A} had"),
        ("{A} had {y} {ns}", "there were {y} {ns} in all the {boxes_}"),
        words=holding, weight=0.9,
    ),
    Schema(
        "dozens", ("equal groups", "unit conversion"), "", "held", {"dozens": count(2, 9, "")},
        lambda dozens: dozens * constant("per_dozen"), "total", "{n}",
        ("{A} {v} {dozens} dozen {ns}", "on {day}, {A} {v} {dozens} dozen {ns}", "{A} {v} {dozens} dozen {ns} last week",
         "{dozens} dozen is the number of {ns} that {A} {v} on {day}"),
        HOW_MANY, TELL, words=doing, weight=1.1, comparable=True,
    ),
    Schema(
        "so many a day", ("rate",), "", "held", {"daily": count(3, 25, "{n}/day"), "days": count(3, 14, "day")},
        lambda daily, days: daily * days, "total", "{n}",
        ("{A} {v} {daily} {ns} a day for {days} days", "for {days} days, {A} {v} {daily} {ns} every day",
         "{A} {v} {daily} {ns} each day. This went on for {days} days", "every day for {days} days, {A} {v} {daily} {ns}"),
        IN_ALL, TELL, words=doing, weight=1.0, comparable=True,
        hidden={"daily": ("how many {ns} {v.aux} {A} {v.base} a day", "how many {ns} was that per day",
                          "what was the daily number of {ns}")},
    ),
    Schema(
        "so many a day for weeks", ("rate", "calendar"), "", "held",
        {"daily": count(2, 12, "{n}/day"), "weeks": count(2, 6, "week")},
        lambda daily, weeks: daily * constant("days_per_week") * weeks, "total", "{n}",
        ("{A} {v} {daily} {ns} every day for {weeks} weeks", "for {weeks} weeks, {A} {v} {daily} {ns} each day",
         "{A} {v} {daily} {ns} a day, every day of the week, for {weeks} weeks",
         "in the last {weeks} weeks, {A} {v} {daily} {ns} every single day"),
        IN_ALL, TELL, words=doing, weight=0.8, comparable=True,
    ),
    Schema(
        "on workdays", ("rate", "calendar"), "", "held",
        {"daily": count(2, 15, "{n}/day"), "weeks": count(2, 6, "week")},
        lambda daily, weeks: daily * constant("workdays_per_week") * weeks, "total", "{n}",
        ("{A} {v} {daily} {ns} every weekday for {weeks} weeks", "for {weeks} weeks, {A} {v} {daily} {ns} each weekday",
         "on every school day of the last {weeks} weeks, {A} {v} {daily} {ns}",
         "{A} {v} {daily} {ns} a day from Monday to Friday, and did so for {weeks} weeks"),
        IN_ALL, TELL, words=doing, weight=0.6, comparable=True,
    ),
    Schema(
        "so many a month for years", ("rate", "calendar"), "", "held",
        {"monthly": count(2, 9, "{n}/month"), "years": count(2, 5, "year")},
        lambda monthly, years: monthly * constant("months_per_year") * years, "total", "{n}",
        ("{A} {v} {monthly} {ns} a month for {years} years", "for {years} years, {A} {v} {monthly} {ns} every month",
         "every month, {A} {v} {monthly} {ns}. {A.She} kept this up for {years} years",
         "over {years} years, {A} {v} {monthly} {ns} each month"),
        IN_ALL, TELL, words=doing, weight=0.6, comparable=True,
    ),
    Schema(
        "two kinds", ("combine",), "", "held", {"first": count(5, 60), "other": count(5, 60)},
        lambda first, other: first + other, "total", "{n}",
        ("{A} {v} {first} {v1} {ns} and {other} {v2} {ns}", "{A} {v} {first} {v1} {ns}. {A.She} also {v} {other} {v2} ones",
         "on {day}, {A} {v} {first} {v1} and {other} {v2} {ns}",
         "{A} {v} {first} {ns} that were {v1} and {other} that were {v2}"),
        IN_ALL, ("{A} {v} {y} {ns} in all", "together that makes {y} {ns}"), words=doing, weight=1.6, comparable=True,
        needs=lambda s: " " not in s["v1"],
    ),
    Schema(
        "three days", ("combine",), "", "held", {"first": count(5, 40), "second": count(5, 40), "third": count(5, 40)},
        lambda first, second, third: first + second + third, "total", "{n}",
        ("{A} {v} {first} {ns} on {d1}, {second} {ns} on {d2} and {third} {ns} on {d3}",
         "on {d1}, {A} {v} {first} {ns}. On {d2} it was {second} {ns}, and on {d3} {third} {ns}",
         "{A} {v} {first} {ns} on {d1} and {second} on {d2}. On {d3}, {A.she} {v} another {third} {ns}",
         "{A} {v} {ns} on several days: {first} on {d1}, {second} on {d2} and {third} on {d3}"),
        IN_ALL, ("{A} {v} {y} {ns} in all", "together that makes {y} {ns}"), words=doing, weight=0.7, comparable=True,
    ),
    Schema(
        "kinds compared", ("more/fewer",), "", "gap", {"first": count(20, 90), "other": count(3, lambda s: s["values"]["first"] - 2)},
        lambda first, other: first - other, "difference", "{n}",
        ("{A} {v} {first} {v1} {ns} and {other} {v2} {ns}", "{A} {v} {other} {v2} {ns}. {A.She} also {v} {first} {v1} {ns}",
         "on {day}, {A} {v} {first} {v1} {ns} and {other} {v2} {ns}",
         "among the {ns} that {A} {v}, {first} were {v1} and {other} were {v2}"),
        ("how many more {v1} {ns} than {v2} {ns} {v.aux} {A} {v.base}",
         "how many fewer {v2} {ns} than {v1} {ns} {v.aux} {A} {v.base}",
         "by how many does the number of {v1} {ns} exceed the number of {v2} {ns}"),
        ("{A} {v} {y} more {v1} {ns} than {v2} {ns}", "the difference is {y} {ns}"), words=doing, weight=1.0,
    ),
    Schema(
        "people compared", ("more/fewer",), "", "gap", {"first": count(20, 90), "other": count(3, lambda s: s["values"]["first"] - 2)},
        lambda first, other: first - other, "difference", "{n}",
        ("{A} {v} {first} {ns}, and {B} {v} {other} {ns}", "{B} {v} {other} {ns}. {A} {v} {first} {ns}",
         "while {B} {v} {other} {ns}, {A} {v} {first}", "{A} {v} {first} {ns} on {day}. On the same day, {B} {v} {other} {ns}"),
        ("how many more {ns} {v.aux} {A} {v.base} than {B}", "how many fewer {ns} {v.aux} {B} {v.base} than {A}",
         "what is the difference between the numbers of {ns} that {A} and {B} {v}"),
        ("{A} {v} {y} more {ns} than {B}", "the difference is {y} {ns}"), words=doing, weight=1.4,
    ),
    Schema(
        "two people", ("combine",), "", "held", {"first": count(6, 70), "other": count(6, 70)},
        lambda first, other: first + other, "together", "{n}",
        ("{A} {v} {first} {ns}, and {B} {v} {other} {ns}", "{A} {v} {first} {ns}. {B} {v} {other} {ns}",
         "{A} and {B} {v} {first} and {other} {ns}", "on {day}, {A} {v} {first} {ns} while {B} {v} {other}"),
        ("how many {ns} {v.aux} {A} and {B} {v.base} together", "how many {ns} {v.aux} {A} and {B} {v.base} in all",
         "what is the total number of {ns} that {A} and {B} {v}"),
        ("together, {A} and {B} {v} {y} {ns}", "{A} and {B} {v} {y} {ns} in all"),
        words=doing, weight=1.2, holder="both",
    ),
)  # fmt: skip

CHANGES = (
    Schema(
        "give", ("change",), "held", "held", {"gave": count(2, lambda s: s["values"]["x"] - 2)}, lambda x, gave: x - gave,
        "left", "{n}",
        ("{A} gave {gave} {ns} to {B}", "{A} gave {B} {gave} of {A.her} {ns}", "{B} got {gave} {ns} from {A}",
         "{A} handed {gave} of the {ns} to {B}", "{A} let {B} have {gave} of the {ns}"),
        LEFT, TELL_LEFT, hidden={"gave": GIVEN_TO}, ref="the remaining {ns}", changes=True, lasting=False, undo=True, weight=1.2,
    ),
    Schema(
        "lose", ("change",), "held", "held", {"lost": count(2, lambda s: s["values"]["x"] / 2)}, lambda x, lost: x - lost,
        "left", "{n}", ("{lose1}", "{lose2}", "{lose3}", "{lose4}"), LEFT, TELL_LEFT, hidden={"lost": LOST},
        ref="the remaining {ns}", changes=True, lasting=False, undo=True, weight=1.2,
    ),
    Schema(
        "gain", ("change",), "held", "held", {"more": count(2, 60)}, lambda x, more: x + more, "now", "{n}",
        ("{A} got {more} more {ns}", "{B} gave {A} {more} more {ns}", "{A} received {more} {ns} as a present",
         "{more} more {ns} were added", "{A} got another {more} {ns} from {B}"),
        NOW, TELL_NOW, hidden={"more": GAINED}, changes=True, lasting=False, undo=True, weight=1.2,
    ),
    Schema(
        "give a fraction", ("fraction of", "change"), "held", "held", {"part": portion()}, lambda x, part: x - x * part,
        "left", "{n}",
        ("{A} gave {part} of {A.her} {ns} to {B}", "{A} gave {B} {part} of the {ns}", "{part} of the {ns} went to {B}",
         "{A} sold {part} of the {ns}"),
        LEFT, TELL_LEFT, ref="the remaining {ns}", changes=True, lasting=False, weight=1.5,
    ),
    Schema(
        "give a percentage", ("percent", "change"), "held", "held", {"part": percent(high=80)}, lambda x, part: x - x * part,
        "left", "{n}",
        ("{A} gave {part} of {A.her} {ns} to {B}", "{A} sold {part} of the {ns}", "{part} of the {ns} were given away",
         "{A} parted with {part} of {A.her} {ns}"),
        LEFT, TELL_LEFT, ref="the remaining {ns}", changes=True, lasting=False, weight=1.1,
    ),
    Schema(
        "each friend takes", ("equal groups", "change"), "held", "held",
        {"friends": count(2, 6, "friend"), "each": count(2, 12, "{n}/friend")}, lambda x, friends, each: x - friends * each,
        "left", "{n}",
        ("{A} gave {each} {ns} to each of {friends} friends", "{friends} friends each got {each} of {A's} {ns}",
         "{A} has {friends} friends and gave each of them {each} {ns}", "each of {A's} {friends} friends took {each} {ns}"),
        LEFT, TELL_LEFT, ref="the remaining {ns}", changes=True, lasting=False, undo=True, weight=1.2,
    ),
    Schema(
        "packs added", ("equal groups", "change"), "held", "held",
        {"packs": count(2, 9, "{pack}"), "each": count(3, 20, "{n}/{pack}")}, lambda x, packs, each: x + packs * each, "now", "{n}",
        ("{A} got {packs} more {packs_} with {each} {ns} in each", "{B} brought {A} {packs} {packs_} of {each} {ns} each",
         "{A} was given {packs} {packs_}, each with {each} {ns}", "{packs} {packs_} with {each} {ns} each were added"),
        NOW, TELL_NOW, changes=True, lasting=False, undo=True, weight=1.2,
    ),
    Schema(
        "grow by a percentage", ("percent",), "held", "held", {"part": percent(low=10, high=100)}, lambda x, part: x + x * part,
        "now", "{n}",
        ("the number of {ns} {A} had grew by {part} within a year", "a year later, {A} had {part} more {ns}",
         "within a year, {A's} number of {ns} rose by {part}", "{A} then increased the number of {ns} by {part}"),
        NOW, TELL_NOW, changes=True, lasting=False, weight=0.7,
    ),
    Schema(
        "the next day", ("times-as", "combine"), "held", "held", {"factor": times(2, 4)}, lambda x, factor: x + x * factor,
        "total", "{n}",
        ("the next day, {A} {v} {factor} as many {ns}", "a week later, {A} {v} {factor} as many {ns} as that",
         "on the following day, {A} {v} {factor} as many", "the day after, {A} {v} {factor} that number of {ns}"),
        IN_ALL, ("{A} {v} {y} {ns} in all", "altogether, {A} {v} {y} {ns}"), weight=1.0, needs=lambda s: s["fresh"] and not s["still"],
    ),
    Schema(
        "more the next day", ("more/fewer", "combine"), "held", "held", {"more": count(2, 20)}, lambda x, more: x + (x + more),
        "total", "{n}",
        ("the next day, {A} {v} {more} {ns} more than that", "the day after, {A} {v} {more} more {ns} than the day before",
         "a day later, {A} {v} {more} more than on the day before", "on the following day, {A} {v} {more} {ns} more than before"),
        IN_ALL, ("{A} {v} {y} {ns} in all", "altogether, {A} {v} {y} {ns}"), weight=0.6, needs=lambda s: s["fresh"] and not s["still"],
    ),
    Schema(
        "also", ("combine",), "held", "held", {"also": count(4, 60)}, lambda x, also: x + also, "total", "{n}",
        ("{A} {v} another {also} {ns} later on", "later, {A} {v} {also} more {ns}", "in the evening, {A} {v} {also} more {ns}",
         "after a break, {A} {v} {also} {ns} more"),
        IN_ALL, ("{A} {v} {y} {ns} in all", "altogether, {A} {v} {y} {ns}"), weight=0.8,
        hidden={"also": ("how many {ns} {v.aux} {A} {v.base} later", "how many more {ns} were added later",
                         "what was the second number of {ns}")},
        needs=lambda s: s["fresh"] and not s["still"], undo=True,
    ),
)  # fmt: skip

COMPARISONS = (
    Schema(
        "more than", ("more/fewer",), "held", "held", {"more": count(2, 40)}, lambda x, more: x + more, "{b}", "{n}",
        ("{B} {v} {more} more {ns} than {A}", "{B} {v} {more} {ns} more than {A}", "{A} {v} {more} fewer {ns} than {B}",
         "compared with {A}, {B} {v} {more} more {ns}"),
        OF_B, TELL_B, ref="{A.her} {ns}", holder="B", undo=True, weight=1.3, comparable=True,
        hidden={"more": ("how many more {ns} {v.aux} {B} {v.base} than {A}", "by how many {ns} is {B} ahead of {A}",
                         "how many fewer {ns} {v.aux} {A} {v.base} than {B}")},
    ),
    Schema(
        "fewer than", ("more/fewer",), "held", "held", {"fewer": count(2, lambda s: s["values"]["x"] * 2 / 3)},
        lambda x, fewer: x - fewer, "{b}", "{n}",
        ("{B} {v} {fewer} fewer {ns} than {A}", "{B} {v} {fewer} {ns} fewer than {A}", "{A} {v} {fewer} more {ns} than {B}",
         "compared with {A}, {B} {v} {fewer} fewer {ns}"),
        OF_B, TELL_B, ref="{A.her} {ns}", holder="B", undo=True, weight=1.3, comparable=True,
    ),
    Schema(
        "times as many", ("times-as",), "held", "held", {"factor": times()}, lambda x, factor: x * factor, "{b}", "{n}",
        ("{B} {v} {factor} as many {ns} as {A}", "{B} {v} {factor} the number of {ns} that {A} {v}",
         "compared with {A}, {B} {v} {factor} as many {ns}", "the number of {ns} {B} {v} is {factor} the number {A} {v}"),
        OF_B, TELL_B, ref="{A.her} {ns}", holder="B", undo=True, weight=2.2, comparable=True,
    ),
    Schema(
        "part as many", ("times-as", "fraction of"), "held", "held", {"part": portion()}, lambda x, part: x * part, "{b}", "{n}",
        ("{B} {v} {part} as many {ns} as {A}", "{B} {v} only {part} as many {ns} as {A}",
         "compared with {A}, {B} {v} {part} as many {ns}", "the number of {ns} {B} {v} is {part} of the number {A} {v}"),
        OF_B, TELL_B, ref="{A.her} {ns}", holder="B", undo=True, weight=1.5, comparable=True,
    ),
    Schema(
        "more than times as many", ("times-as", "more/fewer"), "held", "held", {"factor": times(2, 4), "more": count(2, 15)},
        lambda x, factor, more: x * factor + more, "{b}", "{n}",
        ("{B} {v} {more} more than {factor} as many {ns} as {A}", "{B} {v} {factor} as many {ns} as {A}, and {more} more",
         "{B} {v} {more} {ns} more than {factor} the number {A} {v}", "compared with {A}, {B} {v} {factor} as many {ns} plus {more} more"),
        OF_B, TELL_B, ref="{A.her} {ns}", holder="B", undo=True, weight=0.8, comparable=True,
    ),
    Schema(
        "fewer than times as many", ("times-as", "more/fewer"), "held", "held",
        {"factor": times(2, 4), "fewer": count(2, lambda s: s["values"]["x"] / 2)}, lambda x, factor, fewer: x * factor - fewer, "{b}", "{n}",
        ("{B} {v} {fewer} fewer than {factor} as many {ns} as {A}", "{B} {v} {fewer} {ns} fewer than {factor} the number {A} {v}",
         "{B} {v} {fewer} less than {factor} as many {ns} as {A}",
         "compared with {A}, {B} {v} {factor} as many {ns} minus {fewer}"),
        OF_B, TELL_B, ref="{A.her} {ns}", holder="B", undo=True, weight=0.6, comparable=True,
    ),
    Schema(
        "percentage more than", ("percent", "more/fewer"), "held", "held", {"part": percent(low=10, high=80)},
        lambda x, part: x + x * part, "{b}", "{n}",
        ("{B} {v} {part} more {ns} than {A}", "compared with {A}, {B} {v} {part} more {ns}",
         "the number of {ns} {B} {v} is {part} larger than the number {A} {v}", "measured against {A}, {B} {v} {part} more {ns}"),
        OF_B, TELL_B, ref="{A.her} {ns}", holder="B", weight=0.8, comparable=True,
    ),
)  # fmt: skip

PARTS = (
    Schema(
        "a fraction are", ("fraction of",), "held", "held", {"part": portion()}, lambda x, part: x * part, "some", "{n}",
        ("{part} of the {ns} were {v1}", "{part} of {A's} {ns} were {v1}", "among {A's} {ns}, {part} were {v1}",
         "of all these {ns}, {part} were {v1}"),
        ("how many of {A's} {ns} were {v1}", "what was the number of {A's} {v1} {ns}", "how many {v1} {ns} were among {A's} {ns}"),
        ("{y} of the {ns} were {v1}", "there were {y} {v1} {ns}"), narrow="v1", undo=True, weight=1.4,
        needs=lambda s: s["fresh"],
    ),
    Schema(
        "the other fraction", ("fraction of",), "held", "held", {"part": portion()}, lambda x, part: x - x * part, "rest", "{n}",
        ("{part} of the {ns} were {v1}, and the rest were {v2}", "{part} of {A's} {ns} were {v1}, the others {v2}",
         "{A} {v} {v1} and {v2} {ns}, and {part} of them were {v1}", "all {A's} {ns} were {v1} or {v2}, and {part} were {v1}"),
        ("how many of {A's} {ns} were {v2}", "what was the number of {A's} {v2} {ns}", "how many {v2} {ns} were among {A's} {ns}"),
        ("{y} of the {ns} were {v2}", "there were {y} {v2} {ns}"), narrow="v2", weight=1.0, needs=lambda s: s["fresh"],
    ),
    Schema(
        "a percentage are", ("percent",), "held", "held", {"part": percent(high=90)}, lambda x, part: x * part, "some", "{n}",
        ("{part} of the {ns} were {v1}", "{part} of {A's} {ns} were {v1}", "among {A's} {ns}, {part} were {v1}",
         "of all these {ns}, {part} were {v1}"),
        ("how many of {A's} {ns} were {v1}", "what was the number of {A's} {v1} {ns}", "how many {v1} {ns} were among {A's} {ns}"),
        ("{y} of the {ns} were {v1}", "there were {y} {v1} {ns}"), narrow="v1", undo=True, weight=1.3,
        needs=lambda s: s["fresh"],
    ),
    Schema(
        "all but", ("change",), "held", "held", {"kept": count(2, lambda s: s["values"]["x"] - 4)}, lambda x, kept: x - kept,
        "others", "{n}",
        ("all but {kept} of the {ns} were {v1}", "all of {A's} {ns} except {kept} were {v1}",
         "only {kept} of {A's} {ns} were not {v1}", "{A} noticed that all but {kept} of the {ns} were {v1}"),
        ("how many of {A's} {ns} were {v1}", "what was the number of {A's} {v1} {ns}", "how many {v1} {ns} were among {A's} {ns}"),
        ("{y} of the {ns} were {v1}", "there were {y} {v1} {ns}"), narrow="v1", weight=0.4, needs=lambda s: s["fresh"],
    ),
    Schema(
        "share out", ("partition",), "held", "share", {"friends": divisor(high=15)}, lambda x, friends: x / friends, "share", "{n}",
        ("{A} shared {ref} equally among {friends} friends", "{friends} children shared {ref} equally",
         "{A} divided {ref} evenly among {friends} classmates", "{ref} were shared equally by {friends} people"),
        ("how many {ns} did each of them get", "how many {ns} did each one get", "what was each one's share of the {ns}"),
        ("each of them got {y} {ns}", "each share was {y} {ns}"), undo=True, weight=1.6, changes=True,
        hidden={"friends": ("among how many was it shared", "how many shares were there", "how many people got a share")},
    ),
    Schema(
        "pack", ("equal groups",), "held", "groups", {"each": divisor(high=24, unit="{n}/{pack}")}, lambda x, each: x / each,
        "{packs_}", "{pack}",
        ("{A} packed {ref} into {packs_} of {each}", "{A} put {ref} into {packs_} with {each} {ns} in each",
         "{A} wants to put {each} {ns} into each {pack} until {ref} are all packed", "each {pack} holds {each} {ns}, and {A} packed {ref}"),
        ("how many {packs_} did {A} need", "how many {packs_} did {A} fill", "what was the number of {packs_} that {A} needed"),
        ("{A} filled {y} {packs_}", "{A} needed {y} {packs_}"), undo=True, weight=2.0, changes=True,
        hidden={"each": ("how many {ns} did each {pack} hold", "how many {ns} went into each {pack}", "what was the number of {ns} per {pack}")},
    ),
    Schema(
        "left after packing", ("remainder",), "held", "gap", {"each": non_divisor(unit="")}, lambda x, each: x.left_over(each),
        "left", "{n}",
        ("{A} packed as many of {ref} as possible into full {packs_} of {each}",
         "{A} put {ref} into {packs_} of {each} and filled as many {packs_} as possible",
         "{A} filled {packs_} with exactly {each} {ns} each until there were too few left for another {pack}",
         "{A} made full {packs_} of {each} from {ref}"),
        ("how many {ns} were left over", "how many {ns} did not fit into a full {pack}", "what number of {ns} remained unpacked"),
        ("{y} {ns} were left over", "there were {y} {ns} left over"), changes=True, weight=1.0,
    ),
    Schema(
        "packs needed", ("remainder", "equal groups"), "held", "groups", {"each": non_divisor(unit="{n}/{pack}")},
        lambda x, each: x.rounded_up(each), "{packs_}", "{pack}",
        ("{A} wanted to pack {ref}, and each {pack} holds at most {each} {ns}", "a {pack} holds up to {each} {ns}, and {A} had to pack {ref}",
         "{A} needed {packs_} for {ref}, and no {pack} takes more than {each} {ns}",
         "no more than {each} {ns} fit into a {pack}, and {A} had to store all of {ref}"),
        ("how many {packs_} did {A} need at least", "what is the least number of {packs_} that was enough",
         "how many {packs_} did it take to hold them all"),
        ("{A} needed {y} {packs_}", "it took {y} {packs_}"), changes=True, weight=0.5,
    ),
    Schema(
        "per day", ("average",), "held", "share", {"days": divisor(high=10, unit="day")}, lambda x, days: x / days, "average", "{n}/day",
        ("it took {A} {days} days in all", "{A} needed {days} days for this", "this took {days} days", "all this happened within {days} days"),
        ("how many {ns} is that per day on average", "what was the average number of {ns} per day",
         "on average, how many {ns} is that for each day"),
        ("on average, that is {y} {ns} per day", "the average was {y} {ns} a day"), weight=0.8,
        needs=lambda s: s["fresh"] and not s["dated"], 
    ),
    Schema(
        "goal", ("change",), "held", "gap", {"goal": count(lambda s: s["values"]["x"] + 3, lambda s: s["values"]["x"] * 2 + 5)},
        lambda x, goal: goal - x, "missing", "{n}",
        ("{A} needs {goal} {ns} in total", "{A's} goal is to have {goal} {ns}", "for a school project, {A} needs {goal} {ns}",
         "{A} wants to have {goal} {ns}"),
        ("how many more {ns} does {A} need", "how many {ns} are still missing", "how many {ns} does {A} still have to get"),
        ("{A} needs {y} more {ns}", "{y} {ns} are still missing"), weight=0.7,
    ),
    Schema(
        "sell each", ("money", "equal groups"), "held", "money", {"price": price()}, lambda x, price: x * price, "earned", "dollar",
        ("{A} sold {ref} for {price} each", "{A} sold {ref} at a price of {price} each", "{ref} were sold for {price} apiece",
         "{A} got {price} for each of {ref}"),
        ("how much money did {A} make from the {ns}", "how much did {A} earn by selling the {ns}",
         "how many dollars did {A} get for the {ns}"),
        ("{A} earned {y} by selling the {ns}", "{A} made {y} from the {ns}"), undo=True, changes=True, weight=2.6, needs=sells,
        hidden={"price": ("for how much was each of the {ns} sold", "what was the price of each {n}", "how many dollars did {A} get for one {n}")},
    ),
    Schema(
        "sell packs", ("money", "equal groups"), "groups", "money", {"price": money(3, 30, "dollar/{pack}")},
        lambda x, price: x * price, "earned", "dollar",
        ("{A} sold each {pack} for {price}", "each {pack} was sold for {price}", "{A} got {price} for every {pack}",
         "every {pack} of {ns} brought in {price}"),
        ("how much money did {A} make", "how much did {A} earn by selling the {packs_}", "how many dollars did {A} get for all the {packs_}"),
        ("{A} earned {y}", "{A} made {y} by selling the {packs_}"), undo=True, weight=1.5, needs=sells,
    ),
    Schema(
        "packs cost", ("money",), "groups", "bill", {"price": money(1, 9, "dollar/{pack}")}, lambda x, price: x * price, "cost", "dollar",
        ("an empty {pack} costs {price}", "{A} paid {price} for every empty {pack}", "empty {packs_} are sold at {price} apiece",
         "the price of one empty {pack} is {price}"),
        ("how much did {A} pay for the {packs_}", "what was the cost of all the empty {packs_}", "how many dollars did the {packs_} cost"),
        ("{A} paid {y} for the {packs_}", "the {packs_} cost {y}"), undo=True, weight=0.6,
    ),
)  # fmt: skip

AGGREGATES = (
    Schema(
        "together", ("combine",), "held", "held", {}, lambda *parts: sum(parts[1:], parts[0]), "together", "{n}", (),
        ("how many {ns} {auxes} {names} {v.base} together", "how many {ns} {auxes} {names} {v.base} in all",
         "what is the total number of {ns} that {names} {many}"),
        ("together, {names} {many} {y} {ns}", "{names} {many} {y} {ns} in all"), ref="all their {ns}", holder="both",
    ),
    Schema(
        "difference", ("more/fewer",), "held", "gap", {}, lambda most, least: most - least, "difference", "{n}", (),
        ("how many more {ns} {v.aux} {most} {v.base} than {least}", "how many fewer {ns} {v.aux} {least} {v.base} than {most}",
         "what is the difference between the numbers of {ns} that {names} {many}"),
        ("{most} {v} {y} more {ns} than {least}", "the difference is {y} {ns}"),
    ),
    Schema(
        "money together", ("combine", "money"), "money money_b", "money", {}, lambda *parts: sum(parts[1:], parts[0]), "together", "dollar", (),
        ("how much money do {names} have together", "how many dollars do {names} have in all", "what is the total amount that {names} have"),
        ("together, {names} have {y}", "{names} have {y} in all"), holder="both",
    ),
    Schema(
        "money difference", ("more/fewer", "money"), "money money_b", "gap_money", {}, lambda most, least: most - least, "difference", "dollar", (),
        ("how much more money does {most} have than {least}", "how many dollars less does {least} have than {most}",
         "what is the difference between the amounts that {names} have"),
        ("{most} has {y} more than {least}", "the difference is {y}"),
    ),
    Schema(
        "ages together", ("combine", "age"), "age age_b", "ages", {}, lambda *parts: sum(parts[1:], parts[0]), "sum", "year", (),
        ("what is the sum of the ages of {names}", "how old are {names} together", "how many years do the ages of {names} add up to"),
        ("together they are {y} years old", "the sum of the ages is {y} years"),
    ),
    Schema(
        "age difference", ("more/fewer", "age"), "age age_b", "gap", {}, lambda most, least: most - least, "difference", "year", (),
        ("how many years older is {most} than {least}", "how many years younger is {least} than {most}", "what is the age difference between {names} in years"),
        ("{most} is {y} years older than {least}", "the difference is {y} years"),
    ),
    Schema(
        "miles together", ("combine",), "miles miles_b", "gap", {}, lambda *parts: sum(parts[1:], parts[0]), "together", "mile", (),
        ("how many miles did {names} {go} in all", "what is the total distance in miles that {names} {went}", "how many miles is that for {names} together"),
        ("together, {names} {went} {y} miles", "{names} {went} {y} miles in all"),
    ),
    Schema(
        "points together", ("combine",), "points", "gap", {}, lambda *parts: sum(parts[1:], parts[0]), "together", "point", (),
        ("how many points did {names} get together", "what is the total score of {names}", "how many points do {names} have in all"),
        ("together, {names} got {y} points", "{names} have {y} points in all"),
    ),
)  # fmt: skip
