"""Schemas that compare what two people have, and those that take what several people have together."""

from __future__ import annotations

from hybrid.words.stories.counts import OF_B, TELL_B
from hybrid.words.stories.schema import Schema, count, percent, portion, times

COMPARISONS = (
    Schema(
        "more than", ("more/fewer",), "held", "held", {"more": count(2, 40)}, lambda x, more: x + more, "{b}", "{n}",
        ("{B} {v} {more} more {ns} than {A}", "{B} {v} {more} {ns} more than {A}", "{A} {v} {more} fewer {ns} than {B}",
        "compared with {A}, {B} {v} {more} more {ns}"),
        OF_B,
        TELL_B,
        ref="{A.her} {ns}", holder="B", undo=True, weight=1.3, comparable=True, hidden={"more":
        ("how many more {ns} {v.aux} {B} {v.base} than {A}", "by how many {ns} is {B} ahead of {A}",
        "how many fewer {ns} {v.aux} {A} {v.base} than {B}")},
    ),
    Schema(
        "fewer than", ("more/fewer",), "held", "held", {"fewer": count(2, lambda s: s["values"]["x"] * 2 / 3)}, lambda
        x, fewer: x - fewer, "{b}", "{n}",
        ("{B} {v} {fewer} fewer {ns} than {A}", "{B} {v} {fewer} {ns} fewer than {A}",
        "{A} {v} {fewer} more {ns} than {B}", "compared with {A}, {B} {v} {fewer} fewer {ns}"),
        OF_B,
        TELL_B,
        ref="{A.her} {ns}", holder="B", undo=True, weight=1.3, comparable=True,
    ),
    Schema(
        "times as many", ("times-as",), "held", "held", {"factor": times()}, lambda x, factor: x * factor, "{b}", "{n}",
        ("{B} {v} {factor} as many {ns} as {A}", "{B} {v} {factor} the number of {ns} that {A} {v}",
        "compared with {A}, {B} {v} {factor} as many {ns}",
        "the number of {ns} {B} {v} is {factor} the number {A} {v}"),
        OF_B,
        TELL_B,
        ref="{A.her} {ns}", holder="B", undo=True, weight=2.2, comparable=True,
    ),
    Schema(
        "part as many", ("times-as", "fraction of"), "held", "held", {"part": portion()}, lambda x, part: x * part,
        "{b}", "{n}",
        ("{B} {v} {part} as many {ns} as {A}", "{B} {v} only {part} as many {ns} as {A}",
        "compared with {A}, {B} {v} {part} as many {ns}", "the number of {ns} {B} {v} is {part} of the number {A} {v}"),
        OF_B,
        TELL_B,
        ref="{A.her} {ns}", holder="B", undo=True, weight=1.5, comparable=True,
    ),
    Schema(
        "more than times as many", ("times-as", "more/fewer"), "held", "held", {"factor": times(2, 4), "more": count(2,
        15)}, lambda x, factor, more: x * factor + more, "{b}", "{n}",
        ("{B} {v} {more} more than {factor} as many {ns} as {A}",
        "{B} {v} {factor} as many {ns} as {A}, and {more} more",
        "{B} {v} {more} {ns} more than {factor} the number {A} {v}",
        "compared with {A}, {B} {v} {factor} as many {ns} plus {more} more"),
        OF_B,
        TELL_B,
        ref="{A.her} {ns}", holder="B", undo=True, weight=0.8, comparable=True,
    ),
    Schema(
        "fewer than times as many", ("times-as", "more/fewer"), "held", "held", {"factor": times(2, 4), "fewer":
        count(2, lambda s: s["values"]["x"] / 2)}, lambda x, factor, fewer: x * factor - fewer, "{b}", "{n}",
        ("{B} {v} {fewer} fewer than {factor} as many {ns} as {A}",
        "{B} {v} {fewer} {ns} fewer than {factor} the number {A} {v}",
        "{B} {v} {fewer} less than {factor} as many {ns} as {A}",
        "compared with {A}, {B} {v} {factor} as many {ns} minus {fewer}"),
        OF_B,
        TELL_B,
        ref="{A.her} {ns}", holder="B", undo=True, weight=0.6, comparable=True,
    ),
    Schema(
        "percentage more than", ("percent", "more/fewer"), "held", "held", {"part": percent(low=10, high=80)}, lambda x,
        part: x + x * part, "{b}", "{n}",
        ("{B} {v} {part} more {ns} than {A}", "compared with {A}, {B} {v} {part} more {ns}",
        "the number of {ns} {B} {v} is {part} larger than the number {A} {v}",
        "measured against {A}, {B} {v} {part} more {ns}"),
        OF_B,
        TELL_B,
        ref="{A.her} {ns}", holder="B", weight=0.8, comparable=True,
    ),
)  # fmt: skip

AGGREGATES = (
    Schema(
        "together", ("combine",), "held", "held", {}, lambda *parts: sum(parts[1:], parts[0]), "together", "{n}",
        (),
        ("how many {ns} {auxes} {names} {v.base} together", "how many {ns} {auxes} {names} {v.base} in all",
        "what is the total number of {ns} that {names} {many}"),
        ("together, {names} {many} {y} {ns}", "{names} {many} {y} {ns} in all"),
        ref="all their {ns}", holder="both", weight=3.0,
    ),
    Schema(
        "difference", ("more/fewer",), "held", "gap", {}, lambda most, least: most - least, "difference", "{n}",
        (),
        ("how many more {ns} {v.aux} {most} {v.base} than {least}",
        "how many fewer {ns} {v.aux} {least} {v.base} than {most}",
        "what is the difference between the numbers of {ns} that {names} {many}"),
        ("{most} {v} {y} more {ns} than {least}", "the difference is {y} {ns}"),
    ),
    Schema(
        "money together", ("combine", "money"), "money money_b", "gap", {}, lambda *parts: sum(parts[1:], parts[0]),
        "together", "dollar",
        (),
        ("how much money do {names} have together", "how many dollars do {names} have in all",
        "what is the total amount that {names} have"),
        ("together, {names} have {y}", "{names} have {y} in all"),
        holder="both",
    ),
    Schema(
        "money difference", ("more/fewer", "money"), "money money_b", "gap_money", {}, lambda most, least: most - least,
        "difference", "dollar",
        (),
        ("how much more money does {most} have than {least}", "how many dollars less does {least} have than {most}",
        "what is the difference between the amounts that {names} have"),
        ("{most} has {y} more than {least}", "the difference is {y}"),
    ),
    Schema(
        "ages together", ("combine", "age"), "age age_b", "ages", {}, lambda *parts: sum(parts[1:], parts[0]), "sum",
        "year",
        (),
        ("what is the sum of the ages of {names}", "how old are {names} together",
        "how many years do the ages of {names} add up to"),
        ("together they are {y} years old", "the sum of the ages is {y} years"),
    ),
    Schema(
        "age difference", ("more/fewer", "age"), "age age_b", "gap", {}, lambda most, least: most - least, "difference",
        "year",
        (),
        ("how many years older is {most} than {least}", "how many years younger is {least} than {most}",
        "what is the age difference between {names} in years"),
        ("{most} is {y} years older than {least}", "the difference is {y} years"),
    ),
    Schema(
        "miles together", ("combine",), "miles miles_b", "gap", {}, lambda *parts: sum(parts[1:], parts[0]), "together",
        "mile",
        (),
        ("how many miles did {names} {go} in all", "what is the total distance in miles that {names} {went}",
        "how many miles is that for {names} together"),
        ("together, {names} {went} {y} miles", "{names} {went} {y} miles in all"),
    ),
    Schema(
        "points together", ("combine",), "points", "gap", {}, lambda *parts: sum(parts[1:], parts[0]), "together",
        "point",
        (),
        ("how many points did {names} get together", "what is the total score of {names}",
        "how many points do {names} have in all"),
        ("together, {names} got {y} points", "{names} have {y} points in all"),
    ),
)  # fmt: skip
