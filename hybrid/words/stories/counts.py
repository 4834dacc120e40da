"""Schemas of things that somebody has: how they come together. Also the questions that several schemas share."""

from __future__ import annotations

from random import Random

from hybrid.words.stories.expression import constant
from hybrid.words.stories.lexicon import HAD, Verb
from hybrid.words.stories.schema import Schema, Slots, count, smooth

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
NOW = (
    "how many {ns} does {A} have now",
    "what is the number of {ns} that {A} has now",
    "how many {ns} does that make for {A}",
)
TELL = ("{A} {v} {y} {ns}", "the number of {ns} that {A} {v} is {y}")
TELL_B = ("{B} {v} {y} {ns}", "the number of {ns} that {B} {v} is {y}")
TELL_LEFT = ("now {A} has {y} {ns} left", "{A} has {y} {ns} left", "in the end, {A} has {y} {ns}")
TELL_NOW = ("now {A} has {y} {ns}", "in the end, {A} has {y} {ns}")
GIVEN_TO = (
    "how many {ns} did {A} give to {B}",
    "how many of the {ns} went to {B}",
    "what is the number of {ns} that {B} got",
)
LOST = (
    "how many {ns} are gone",
    "by how many did the number of {ns} go down",
    "how many fewer {ns} does {A} have than before",
)
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
        "{A} {v} a number of {ns}"), words=holding, lasting=False, weight=3.0, comparable=True,
    ),
    Schema(
        "do", (), "", "held", {"start": smooth(8, 96)}, lambda start: start, "start", "{n}",
        ("{A} {v} {start} {ns}", "on {day}, {A} {v} {start} {ns}", "{A} {v} {start} {ns} on {day}",
        "{start} is the number of {ns} that {A} {v}"),
        HOW_MANY,
        TELL,
        vague=("{A} {v} some {ns}", "on {day}, {A} {v} some {ns}", "{A} {v} a number of {ns}"), words=doing, weight=2.5,
        comparable=True,
    ),
    Schema(
        "groups", ("equal groups",), "", "held", {"boxes": count(3, 15, "{box}"), "each": count(3, 30, "{n}/{box}")},
        lambda boxes, each: boxes * each, "total", "{n}",
        ("{A} had {boxes} {boxes_} with {each} {ns} in each",
        "{A} had {boxes} {boxes_} of {ns}, and each {box} held {each} {ns}",
        "there were {boxes} {boxes_} that belonged to {A}. Each {box} contained {each} {ns}",
        "{A} filled {boxes} {boxes_} with {each} {ns} each", "{A} put {each} {ns} into each of {boxes} {boxes_}"),
        ("how many {ns} did {A} have", "how many {ns} were there in the {boxes_} altogether",
        "what was the total number of {ns} in the {boxes_}"),
        ("{A} had {y} {ns} in all", "the {boxes_} held {y} {ns} in all"),
        vague=("{A} had {boxes} {boxes_} with the same number of {ns} in each",
        "{A} filled {boxes} {boxes_} with {ns}, the same number in each",
        "there were {boxes} {boxes_} of {ns} that belonged to {A}, all with the same number"), hidden={"each":
        ("how many {ns} were in each {box}", "how many {ns} did every {box} hold",
        "what was the number of {ns} per {box}")}, words=holding, weight=2.2,
    ),
    Schema(
        "nested groups", ("equal groups",), "", "held", {"rooms": count(2, 6, "room"), "boxes": count(2, 8,
        "{box}/room"), "each": count(3, 15, "{n}/{box}")}, lambda rooms, boxes, each: rooms * boxes * each, "total",
        "{n}",
        ("{A} keeps {ns} in {rooms} rooms. Each room has {boxes} {boxes_}, and each {box} holds {each} {ns}",
        "there are {rooms} rooms in {A's} house with {boxes} {boxes_} in each room, and every {box} "
        "contains {each} {ns}", "{A} has {boxes} {boxes_} in each of {rooms} rooms. Every {box} contains {each} {ns}",
        "in each of {A's} {rooms} rooms stand {boxes} {boxes_}, each with {each} {ns} in it"),
        ("how many {ns} does {A} have", "how many {ns} are in all the rooms together",
        "what is the total number of {ns}"),
        ("{A} has {y} {ns}", "there are {y} {ns} in all"),
        words=holding, weight=0.7, needs=lambda s: s["kind_name"] not in ("animal", "plant"),
    ),
    Schema(
        "two sorts of groups", ("equal groups", "combine"), "", "held", {"large": count(2, 9, "{box}"), "in_large":
        count(10, 25, "{n}/{box}"), "small": count(2, 9, "{box}"), "in_small": count(3, 9, "{n}/{box}")}, lambda large,
        in_large, small, in_small: large * in_large + small * in_small, "total", "{n}",
        ("{A} had {large} large {boxes_} with {in_large} {ns} each and {small} small {boxes_} with "
        "{in_small} {ns} each",
        "{A} filled {large} large {boxes_} with {in_large} {ns} each, and {small} small ones with "
        "{in_small} {ns} each",
        "each of {A's} {large} large {boxes_} held {in_large} {ns}, and each of the {small} small ones "
        "held {in_small} {ns}",
        "{A} bought {large} big {boxes_} of {in_large} {ns} each and {small} little {boxes_} of {in_small} "
        "{ns} each"),
        ("how many {ns} did {A} have", "how many {ns} were in all the {boxes_} together",
        "what was the total number of {ns} that {A} had"),
        ("{A} had {y} {ns}", "there were {y} {ns} in all the {boxes_}"),
        words=holding, weight=0.9,
    ),
    Schema(
        "dozens", ("equal groups", "unit conversion"), "", "held", {"dozens": count(2, 9, "")}, lambda dozens: dozens *
        constant("per_dozen"), "total", "{n}",
        ("{A} {v} {dozens} dozen {ns}", "on {day}, {A} {v} {dozens} dozen {ns}",
        "{A} {v} {dozens} dozen {ns} last week", "{dozens} dozen is the number of {ns} that {A} {v} on {day}"),
        HOW_MANY,
        TELL,
        words=doing, weight=1.1, comparable=True,
    ),
    Schema(
        "so many a day", ("rate",), "", "held", {"daily": count(3, 25, "{n}/day"), "days": count(3, 14, "day")}, lambda
        daily, days: daily * days, "total", "{n}",
        ("{A} {v} {daily} {ns} a day for {days} days", "for {days} days, {A} {v} {daily} {ns} every day",
        "{A} {v} {daily} {ns} each day. This went on for {days} days",
        "every day for {days} days, {A} {v} {daily} {ns}"),
        IN_ALL,
        TELL,
        words=doing, weight=1.0, comparable=True, hidden={"daily": ("how many {ns} {v.aux} {A} {v.base} a day",
        "how many {ns} was that per day", "what was the daily number of {ns}")},
    ),
    Schema(
        "so many a day for weeks", ("rate", "calendar"), "", "held", {"daily": count(2, 12, "{n}/day"), "weeks":
        count(2, 6, "week")}, lambda daily, weeks: daily * constant("days_per_week") * weeks, "total", "{n}",
        ("{A} {v} {daily} {ns} every day for {weeks} weeks", "for {weeks} weeks, {A} {v} {daily} {ns} each day",
        "{A} {v} {daily} {ns} a day, every day of the week, for {weeks} weeks",
        "in the last {weeks} weeks, {A} {v} {daily} {ns} every single day"),
        IN_ALL,
        TELL,
        words=doing, weight=0.8, comparable=True,
    ),
    Schema(
        "on workdays", ("rate", "calendar"), "", "held", {"daily": count(2, 15, "{n}/day"), "weeks": count(2, 6,
        "week")}, lambda daily, weeks: daily * constant("workdays_per_week") * weeks, "total", "{n}",
        ("{A} {v} {daily} {ns} every weekday for {weeks} weeks", "for {weeks} weeks, {A} {v} {daily} {ns} each weekday",
        "on every school day of the last {weeks} weeks, {A} {v} {daily} {ns}",
        "{A} {v} {daily} {ns} a day from Monday to Friday, and did so for {weeks} weeks"),
        IN_ALL,
        TELL,
        words=doing, weight=0.6, comparable=True,
    ),
    Schema(
        "so many a month for years", ("rate", "calendar"), "", "held", {"monthly": count(2, 9, "{n}/month"), "years":
        count(2, 5, "year")}, lambda monthly, years: monthly * constant("months_per_year") * years, "total", "{n}",
        ("{A} {v} {monthly} {ns} a month for {years} years", "for {years} years, {A} {v} {monthly} {ns} every month",
        "every month, {A} {v} {monthly} {ns}. {A.She} kept this up for {years} years",
        "over {years} years, {A} {v} {monthly} {ns} each month"),
        IN_ALL,
        TELL,
        words=doing, weight=0.6, comparable=True,
    ),
    Schema(
        "two kinds", ("combine",), "", "held", {"first": count(5, 60), "other": count(5, 60)}, lambda first, other:
        first + other, "total", "{n}",
        ("{A} {v} {first} {v1} {ns} and {other} {v2} {ns}",
        "{A} {v} {first} {v1} {ns}. {A.She} also {v} {other} {v2} ones",
        "on {day}, {A} {v} {first} {v1} and {other} {v2} {ns}",
        "{A} {v} {first} {ns} that were {v1} and {other} that were {v2}"),
        IN_ALL,
        ("{A} {v} {y} {ns} in all", "together that makes {y} {ns}"),
        words=doing, weight=1.6, comparable=True, needs=lambda s: " " not in s["v1"],
    ),
    Schema(
        "three days", ("combine",), "", "held", {"first": count(5, 40), "second": count(5, 40), "third": count(5, 40)},
        lambda first, second, third: first + second + third, "total", "{n}",
        ("{A} {v} {first} {ns} on {d1}, {second} {ns} on {d2} and {third} {ns} on {d3}",
        "on {d1}, {A} {v} {first} {ns}. On {d2} it was {second} {ns}, and on {d3} {third} {ns}",
        "{A} {v} {first} {ns} on {d1} and {second} on {d2}. On {d3}, {A.she} {v} another {third} {ns}",
        "{A} {v} {ns} on several days: {first} on {d1}, {second} on {d2} and {third} on {d3}"),
        IN_ALL,
        ("{A} {v} {y} {ns} in all", "together that makes {y} {ns}"),
        words=doing, weight=0.7, comparable=True,
    ),
    Schema(
        "kinds compared", ("more/fewer",), "", "gap", {"first": count(20, 90), "other": count(3, lambda s:
        s["values"]["first"] - 2)}, lambda first, other: first - other, "difference", "{n}",
        ("{A} {v} {first} {v1} {ns} and {other} {v2} {ns}",
        "{A} {v} {other} {v2} {ns}. {A.She} also {v} {first} {v1} {ns}",
        "on {day}, {A} {v} {first} {v1} {ns} and {other} {v2} {ns}",
        "among the {ns} that {A} {v}, {first} were {v1} and {other} were {v2}"),
        ("how many more {v1} {ns} than {v2} {ns} {v.aux} {A} {v.base}",
        "how many fewer {v2} {ns} than {v1} {ns} {v.aux} {A} {v.base}",
        "by how many does the number of {v1} {ns} exceed the number of {v2} {ns}"),
        ("{A} {v} {y} more {v1} {ns} than {v2} {ns}", "the difference is {y} {ns}"),
        words=doing, weight=1.0,
    ),
    Schema(
        "people compared", ("more/fewer",), "", "gap", {"first": count(20, 90), "other": count(3, lambda s:
        s["values"]["first"] - 2)}, lambda first, other: first - other, "difference", "{n}",
        ("{A} {v} {first} {ns}, and {B} {v} {other} {ns}", "{B} {v} {other} {ns}. {A} {v} {first} {ns}",
        "while {B} {v} {other} {ns}, {A} {v} {first}",
        "{A} {v} {first} {ns} on {day}. On the same day, {B} {v} {other} {ns}"),
        ("how many more {ns} {v.aux} {A} {v.base} than {B}", "how many fewer {ns} {v.aux} {B} {v.base} than {A}",
        "what is the difference between the numbers of {ns} that {A} and {B} {v}"),
        ("{A} {v} {y} more {ns} than {B}", "the difference is {y} {ns}"),
        words=doing, weight=1.4,
    ),
    Schema(
        "two people", ("combine",), "", "held", {"first": count(6, 70), "other": count(6, 70)}, lambda first, other:
        first + other, "together", "{n}",
        ("{A} {v} {first} {ns}, and {B} {v} {other} {ns}", "{A} {v} {first} {ns}. {B} {v} {other} {ns}",
        "{A} and {B} {v} {first} and {other} {ns}", "on {day}, {A} {v} {first} {ns} while {B} {v} {other}"),
        ("how many {ns} {v.aux} {A} and {B} {v.base} together", "how many {ns} {v.aux} {A} and {B} {v.base} in all",
        "what is the total number of {ns} that {A} and {B} {v}"),
        ("together, {A} and {B} {v} {y} {ns}", "{A} and {B} {v} {y} {ns} in all"),
        words=doing, weight=1.2, holder="both",
    ),
)  # fmt: skip
