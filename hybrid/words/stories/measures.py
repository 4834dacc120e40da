"""Schemas of measures: time, distance and speed, lengths, weights, volumes, areas, machines at work."""

from __future__ import annotations

from random import Random

from hybrid.words.stories.expression import constant
from hybrid.words.stories.lexicon import plural
from hybrid.words.stories.schema import Schema, Slots, choice, count, measure

PASTIMES = (
    "practicing the piano", "reading", "training for a race", "drawing", "learning French", "playing chess", "jogging",
    "doing homework", "dancing", "gardening", "writing a story", "practicing the violin", "cooking", "swimming",
)  # fmt: skip
TRAVEL = (("drove", "drive"), ("cycled", "cycle"), ("rode", "ride"), ("traveled", "travel"), ("walked", "walk"))
SPEEDS = {"drove": (30, 70), "cycled": (8, 18), "rode": (6, 15), "traveled": (20, 80), "walked": (2, 4)}
STUFFS = ("rice", "flour", "sugar", "sand", "salt", "coffee", "oats", "beans", "soil", "lentils")
DRINKS = ("lemonade", "apple juice", "milk", "iced tea", "orange juice", "soup", "punch", "water")
CORDS = ("rope", "ribbon", "wire", "cloth", "string", "tape", "hose", "cable")
PRODUCTS = ("toy", "bottle", "shirt", "bolt", "chair", "lamp", "brick", "tile", "plate", "pipe", "bulb", "spoon")
YARDS = ("garden", "yard", "field", "room", "playground", "kitchen", "meadow", "courtyard")


def hobby(rng: Random, slots: Slots) -> Slots:
    return {"doing": rng.choice(PASTIMES)}


def trip(rng: Random, slots: Slots) -> Slots:
    went, go = rng.choice(TRAVEL)
    return {"went": went, "go": go, "speeds": SPEEDS[went]}


def stuff(rng: Random, slots: Slots) -> Slots:
    return {"stuff": rng.choice(STUFFS), "drink": rng.choice(DRINKS), "cord": rng.choice(CORDS)}


def work(rng: Random, slots: Slots) -> Slots:
    item = rng.choice(PRODUCTS)
    return {"item": item, "made": plural(item)}


def yard(rng: Random, slots: Slots) -> Slots:
    return {"yard": rng.choice(YARDS)}


MILES = ("how many miles did {A} {go}", "how far did {A} {go} in all", "what distance in miles did {A} cover")
TELL_MILES = ("{A} {went} {y} miles", "{A} covered {y} miles")
HOURS = (
    "how many hours did {A} spend {doing}",
    "for how many hours was {A} {doing}",
    "how many hours of {doing} is that in all",
)
TELL_HOURS = ("{A} spent {y} hours {doing}", "that is {y} hours of {doing}")
MINUTES = (
    "how many minutes did {A} spend {doing}",
    "for how many minutes was {A} {doing}",
    "how many minutes of {doing} is that in all",
)
TELL_MINUTES = ("{A} spent {y} minutes {doing}", "that is {y} minutes of {doing}")

OPENINGS = (
    Schema(
        "distance", ("speed", "rate"), "", "miles", {"speed": measure(lambda s: s["speeds"][0], lambda s:
        s["speeds"][1], "mile/hour"), "hours": measure(2, 9, "hour")}, lambda speed, hours: speed * hours, "distance",
        "mile",
        ("{A} {went} for {hours} hours at {speed} miles per hour",
        "at a speed of {speed} miles an hour, {A} {went} for {hours} hours",
        "{A} {went} at {speed} miles per hour and arrived after {hours} hours",
        "for {hours} hours, {A} {went} at a steady {speed} miles per hour"),
        MILES,
        TELL_MILES,
        words=trip, weight=1.4, hidden={"hours": ("how many hours did {A} {go}", "how many hours did the trip take",
        "for how many hours was {A} on the way"), "speed": ("at how many miles per hour did {A} {go}",
        "what was {A's} speed in miles per hour", "how fast did {A} {go} in miles per hour")},
    ),
    Schema(
        "two legs", ("speed", "rate", "combine"), "", "miles", {"speed": measure(30, 60, "mile/hour"), "hours":
        measure(2, 5, "hour"), "slow": measure(15, 29, "mile/hour"), "later": measure(2, 5, "hour")}, lambda speed,
        hours, slow, later: speed * hours + slow * later, "distance", "mile",
        ("{A} drove {hours} hours at {speed} miles per hour and then {later} hours at {slow} miles per hour",
        "for {hours} hours, {A} drove at {speed} miles per hour. Then {A.she} slowed down to {slow} miles "
        "per hour for {later} hours",
        "{A} drove at {speed} miles an hour for {hours} hours and at {slow} miles an hour for {later} more hours",
        "on the highway, {A} drove {hours} hours at {speed} miles per hour, and on small roads {later} "
        "hours at {slow} miles per hour"),
        MILES,
        TELL_MILES,
        words=lambda r, s: {"went": "drove", "go": "drive"}, weight=0.5,
    ),
    Schema(
        "daily distance", ("rate",), "", "miles", {"daily": measure(2, 15, "mile/day"), "days": measure(4, 20, "day")},
        lambda daily, days: daily * days, "distance", "mile",
        ("{A} {went} {daily} miles a day for {days} days", "for {days} days, {A} {went} {daily} miles every day",
        "each day, {A} {went} {daily} miles. {A.She} did so for {days} days",
        "{A} {went} {daily} miles per day on a tour of {days} days"),
        MILES,
        TELL_MILES,
        words=lambda r, s: {"went": "walked", "go": "walk"}, weight=0.7,
    ),
    Schema(
        "daily minutes", ("rate", "calendar"), "", "minutes", {"daily": choice(10, 15, 20, 30, 40, 45, 60,
        unit="minute/day"), "weeks": measure(2, 8, "week")}, lambda daily, weeks: daily * constant("days_per_week") *
        weeks, "minutes", "minute",
        ("{A} spends {daily} minutes every day {doing}, and has done so for {weeks} weeks",
        "for {weeks} weeks, {A} spent {daily} minutes a day {doing}",
        "every day of the last {weeks} weeks, {A} spent {daily} minutes {doing}",
        "{A} was {doing} for {daily} minutes a day. {A.She} kept it up for {weeks} weeks"),
        MINUTES,
        TELL_MINUTES,
        words=hobby, weight=0.8,
    ),
    Schema(
        "minutes on days", ("rate",), "", "minutes", {"daily": choice(15, 20, 30, 40, 45, 60, 90, unit="minute/day"),
        "days": measure(3, 12, "day")}, lambda daily, days: daily * days, "minutes", "minute",
        ("{A} spends {daily} minutes a day {doing} and did so on {days} days",
        "on {days} days, {A} spent {daily} minutes {doing}",
        "{A} was {doing} for {daily} minutes on each of {days} days",
        "{A} needs {daily} minutes a day for {doing}. This went on for {days} days"),
        MINUTES,
        TELL_MINUTES,
        words=hobby, weight=0.8,
    ),
    Schema(
        "hours on days", ("rate", "calendar"), "", "hours", {"daily": measure(1, 4, "hour/day"), "weeks": measure(2, 8,
        "week")}, lambda daily, weeks: daily * constant("days_per_week") * weeks, "hours", "hour",
        ("{A} spent {daily} hours every day {doing} for {weeks} weeks",
        "for {weeks} weeks, {A} was {doing} {daily} hours a day",
        "every day, {A} spends {daily} hours {doing}. {A.She} has done this for {weeks} weeks",
        "in the last {weeks} weeks, {A} spent {daily} hours a day {doing}"),
        HOURS,
        TELL_HOURS,
        words=hobby, weight=0.6, needs=lambda s: s["values"]["daily"] >= 2,
    ),
    Schema(
        "feet of cord", ("unit conversion",), "", "inches", {"feet": measure(3, 20, "foot")}, lambda feet: feet *
        constant("inches_per_foot"), "inches", "inch",
        ("{A} has {feet} feet of {cord}", "{A} bought a {cord} that is {feet} feet long",
        "the {cord} {A} found is {feet} feet long", "{A} measured a {cord} with a length of {feet} feet"),
        ("how many inches of {cord} does {A} have", "how long is the {cord} in inches",
        "what is the length of the {cord} in inches"),
        ("{A} has {y} inches of {cord}", "the {cord} is {y} inches long"),
        words=stuff, weight=0.7,
    ),
    Schema(
        "meters of cord", ("unit conversion",), "", "cm", {"meters": measure(2, 12, "m")}, lambda meters: meters *
        constant("cm_per_m"), "centimeters", "cm",
        ("{A} has {meters} meters of {cord}", "{A} bought {meters} meters of {cord}",
        "the {cord} {A} found is {meters} meters long", "{A} measured a {cord} with a length of {meters} meters"),
        ("how many centimeters of {cord} does {A} have", "how long is the {cord} in centimeters",
        "what is the length of the {cord} in centimeters"),
        ("{A} has {y} centimeters of {cord}", "the {cord} is {y} centimeters long"),
        words=stuff, weight=0.6,
    ),
    Schema(
        "kilograms in grams", ("unit conversion",), "", "grams", {"kilos": measure(2, 12, "kg")}, lambda kilos: kilos *
        constant("g_per_kg"), "grams", "g",
        ("{A} bought {kilos} kilograms of {stuff}", "there were {kilos} kilograms of {stuff} in {A's} kitchen",
        "{A} has a bag with {kilos} kilograms of {stuff}", "{A} carried home {kilos} kilograms of {stuff}"),
        ("how many grams of {stuff} did {A} have", "what was the weight of the {stuff} in grams",
        "how many grams did the {stuff} weigh"),
        ("{A} had {y} grams of {stuff}", "the {stuff} weighed {y} grams"),
        words=stuff, weight=0.6,
    ),
    Schema(
        "gallons in cups", ("unit conversion",), "", "cups", {"gallons": measure(2, 8, "gallon")}, lambda gallons:
        gallons * constant("cups_per_gallon"), "cups", "cup",
        ("{A} made {gallons} gallons of {drink}", "there were {gallons} gallons of {drink} at {A's} party",
        "{A} prepared {gallons} gallons of {drink} for the guests",
        "{A} brought {gallons} gallons of {drink} to the picnic"),
        ("how many cups of {drink} did {A} have", "how many cups of {drink} is that",
        "what is the amount of {drink} in cups"),
        ("{A} had {y} cups of {drink}", "that is {y} cups of {drink}"),
        words=stuff, weight=0.6,
    ),
    Schema(
        "rectangle", ("area",), "", "area", {"length": measure(8, 40, "foot"), "width": measure(4, 24, "foot")}, lambda
        length, width: length * width, "area", "foot^2",
        ("{A's} {yard} is {length} feet long and {width} feet wide",
        "{A} has a rectangular {yard} of {length} feet by {width} feet",
        "the length of {A's} rectangular {yard} is {length} feet, and its width is {width} feet",
        "{A} measured the {yard}: it is {length} feet long and {width} feet wide"),
        ("how many square feet does the {yard} have", "what is the area of the {yard} in square feet",
        "how large is {A's} {yard} in square feet"),
        ("the {yard} has an area of {y} square feet", "{A's} {yard} covers {y} square feet"),
        words=yard, weight=1.0, hidden={"width": ("how many feet wide is the {yard}",
        "what is the width of the {yard} in feet", "how wide is {A's} {yard} in feet")}, needs=lambda s:
        s["values"]["length"] > s["values"]["width"],
    ),
    Schema(
        "fence", ("area", "combine"), "", "fence", {"length": measure(8, 60, "foot"), "width": measure(4, 40, "foot")},
        lambda length, width: length + width + length + width, "fence", "foot",
        ("{A} wants to put a fence around a {yard} that is {length} feet long and {width} feet wide",
        "{A's} rectangular {yard} of {length} feet by {width} feet gets a fence all around",
        "{A} is fencing in a rectangular {yard}, {length} feet in length and {width} feet in width",
        "all sides of {A's} rectangular {yard} need a fence. It is {length} feet long and {width} feet wide"),
        ("how many feet of fence does {A} need", "how long is the fence in feet",
        "what is the length of the whole fence in feet"),
        ("{A} needs {y} feet of fence", "the fence is {y} feet long"),
        words=yard, weight=0.6, needs=lambda s: s["values"]["length"] > s["values"]["width"],
    ),
    Schema(
        "machine", ("work rate", "rate"), "", "output", {"hourly": measure(10, 90, "{item}/hour"), "hours": measure(3,
        12, "hour")}, lambda hourly, hours: hourly * hours, "output", "{item}",
        ("a machine in {A's} factory makes {hourly} {made} an hour and ran for {hours} hours",
        "{A} runs a machine that makes {hourly} {made} per hour. It worked for {hours} hours",
        "in {hours} hours of work, a machine that {A} watches makes {hourly} {made} each hour",
        "every hour, {A's} machine turns out {hourly} {made}, and it was on for {hours} hours"),
        ("how many {made} did the machine make", "how many {made} were made in all",
        "what was the total number of {made}"),
        ("the machine made {y} {made}", "{y} {made} were made"),
        words=work, weight=0.8,
    ),
    Schema(
        "two machines", ("work rate", "rate", "combine"), "", "output", {"old": measure(10, 50, "{item}/hour"), "new":
        measure(30, 90, "{item}/hour"), "hours": measure(3, 12, "hour")}, lambda old, new, hours: (old + new) * hours,
        "output", "{item}",
        ("{A} has an old machine that makes {old} {made} an hour and a new one that makes {new}. Both ran "
        "for {hours} hours",
        "of {A's} machines, the old one makes {old} {made} an hour and the new one {new}, and they worked "
        "side by side for {hours} hours",
        "an old machine makes {old} {made} per hour, a new one {new} per hour. {A} let both run for {hours} hours",
        "for {hours} hours, {A} ran an old machine, which makes {old} {made} an hour, together with a new "
        "one, which makes {new} an hour"),
        ("how many {made} did they make in all", "how many {made} were made altogether",
        "what was the total number of {made}"),
        ("the machines made {y} {made}", "{y} {made} were made"),
        words=work, weight=0.6,
    ),
    Schema(
        "workers", ("work rate",), "", "hours_work", {"workers": count(2, 9, ""), "hours": measure(4, 24, "hour"),
        "others": count(2, 12, "")}, lambda workers, hours, others: workers * hours / others, "hours", "hour",
        ("{workers} workers paint {A's} house in {hours} hours. Now {others} workers of the same speed do it",
        "{A} knows that {workers} people need {hours} hours to dig a ditch, but hired {others} people",
        "it takes {workers} people {hours} hours to clean {A's} barn. This time, {others} people are at "
        "work, just as fast",
        "{workers} gardeners can weed {A's} field in {hours} hours. {others} equally quick gardeners came"),
        ("how many hours does the work take", "how many hours do they need", "in how many hours is the work done"),
        ("they need {y} hours", "the work takes {y} hours"),
        words=work, weight=4.0, needs=lambda s: s["values"]["workers"] != s["values"]["others"] and
        (s["values"]["workers"] * s["values"]["hours"] / s["values"]["others"]).denominator == 1,
    ),
)  # fmt: skip
