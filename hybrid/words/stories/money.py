"""Schemas of money: purchases, wages, savings, coins. Also the questions that several schemas share."""

from __future__ import annotations

from random import Random

from hybrid.words.stories.expression import constant
from hybrid.words.stories.lexicon import DEAR, TREATS
from hybrid.words.stories.schema import Schema, Slots, choice, count, money, price, times, whole

HAS_LEFT = (
    "how much money does {A} have left",
    "how many dollars does {A} have left",
    "what amount does {A} still have",
)
TELL_LEFT = ("{A} has {y} left", "now {A} has {y}")
EARNED = ("how much money did {A} earn", "how many dollars did {A} make", "what did {A} earn in all")
TELL_EARNED = ("{A} earned {y}", "{A} made {y}")
COST = ("how much did {A} pay", "how many dollars did {A} spend", "what was the total cost for {A}")
TELL_COST = ("{A} paid {y}", "the total cost was {y}")
FINAL = (
    "how much does {A} have to pay",
    "what is the final price {A} pays",
    "how many dollars does {A} pay in the end",
)
TELL_FINAL = ("{A} pays {y}", "the final price is {y}")
PAID_FOR = (
    "how much did {A} pay in all",
    "what did everything cost together",
    "how many dollars did {A} spend altogether",
)
TELL_PAID = ("{A} paid {y} in all", "everything cost {y}")


def treats(rng: Random, slots: Slots) -> Slots:
    first, second, third = rng.sample(TREATS, 3)
    return {"treat": first, "treat2": second, "treat3": third, "dear": rng.choice(DEAR), "fine": True}


def shopping(rng: Random, slots: Slots) -> Slots:
    return treats(rng, slots) | {"shopping": True}


def jobs(rng: Random, slots: Slots) -> Slots:
    job = rng.choice(
        ("babysitting", "mowing lawns", "walking dogs", "washing cars", "giving piano lessons", "delivering papers",
         "cleaning windows", "tutoring", "working in a cafe", "painting fences", "stacking shelves", "picking berries",
         "fixing bicycles", "raking leaves", "serving tables", "typing letters")
    )  # fmt: skip
    return treats(rng, slots) | {"job": job, "dear": rng.choice(DEAR)}


def other(rng: Random, slots: Slots) -> Slots:
    return treats(rng, slots)


def priced(slots: Slots) -> bool:
    return bool(slots["noun"].cents[1] >= 20 and slots["noun"].kind != "found")


OPENINGS = (
    Schema(
        "purse", (), "", "money", {"money": money(20, 200, cents=False)}, lambda money: money, "money", "dollar",
        ("{A} had {money}", "{A} had {money} to spend", "{A} had saved {money}", "there was {money} in {A's} wallet",
        "{A} got {money} for {A.her} birthday"),
        ("how much money did {A} have at first", "how many dollars did {A} have in the beginning",
        "what amount did {A} start with"),
        ("{A} had {y}", "at first, {A} had {y}"),
        vague=("{A} had some money", "{A} had some money to spend", "there was some money in {A's} wallet"),
        words=treats, lasting=False, weight=1.6,
    ),
    Schema(
        "buy", ("money", "equal groups"), "", "bill", {"items": count(2, 20, "{n}"), "price": price()}, lambda items,
        price: items * price, "cost", "dollar",
        ("{A} bought {items} {ns} for {price} each", "{A} bought {items} {ns} at {price} apiece",
        "one {n} costs {price}, and {A} bought {items} of them", "{A} ordered {items} {ns}. Each {n} costs {price}",
        "{ns} cost {price} each. {A} took {items} of them"),
        COST,
        TELL_COST,
        words=shopping, weight=2.2, needs=priced, hidden={"price": ("how much did each {n} cost",
        "what was the price of one {n}", "how many dollars did {A} pay for each {n}")},
    ),
    Schema(
        "buy by the dozen", ("money", "unit conversion"), "", "bill", {"dozens": count(2, 6, ""), "price":
        price("dollar")}, lambda dozens, price: dozens * constant("per_dozen") * price, "cost", "dollar",
        ("{A} bought {dozens} dozen {ns} for {price} each", "one {n} costs {price}, and {A} bought {dozens} dozen",
        "{A} ordered {dozens} dozen {ns} at {price} apiece", "each {n} costs {price}. {A} got {dozens} dozen of them"),
        COST,
        TELL_COST,
        words=shopping, weight=0.7, needs=priced,
    ),
    Schema(
        "shopping list", ("money", "combine"), "", "bill", {"first": money(3, 40), "second": money(3, 40), "third":
        money(3, 40)}, lambda first, second, third: first + second + third, "cost", "dollar",
        ("{A} bought a {treat} for {first}, a {treat2} for {second} and a {treat3} for {third}",
        "{A} chose a {treat} for {first} and a {treat2} for {second}. {A.She} also took a {treat3} for {third}",
        "a {treat} costs {first}, a {treat2} costs {second} and a {treat3} costs {third}. {A} bought one of each",
        "in the shop, {A} picked a {treat} at {first}, a {treat2} at {second} and a {treat3} at {third}"),
        COST,
        TELL_COST,
        words=shopping, weight=0.7,
    ),
    Schema(
        "two items", ("money", "combine"), "", "bill", {"first": money(3, 60), "second": money(3, 60)}, lambda first,
        second: first + second, "cost", "dollar",
        ("{A} bought a {treat} for {first} and a {treat2} for {second}",
        "a {treat} costs {first} and a {treat2} {second}. {A} bought both",
        "{A} paid {first} for a {treat} and {second} for a {treat2}",
        "{A} spent {first} on a {treat} and {second} on a {treat2}"),
        COST,
        TELL_COST,
        words=shopping, weight=1.0,
    ),
    Schema(
        "two sorts bought", ("money", "equal groups", "combine"), "", "bill", {"items": count(2, 9, "{n}"), "price":
        price(), "others": count(2, 6, "{treat}"), "other_price": money(4, 20, "dollar/{treat}")}, lambda items, price,
        others, other_price: items * price + others * other_price, "cost", "dollar",
        ("{A} bought {items} {ns} for {price} each and {others} {treats} for {other_price} each",
        "{A} took {items} {ns} at {price} each. {A.She} also got {others} {treats} at {other_price} each",
        "one {n} costs {price} and one {treat} costs {other_price}. {A} bought {items} {ns} and {others} {treats}",
        "for the club, {A} ordered {items} {ns} at {price} apiece and {others} {treats} at {other_price} apiece"),
        COST,
        TELL_COST,
        words=shopping, weight=1.2, needs=lambda s: priced(s) and s["treat"] not in ("lunch",),
    ),
    Schema(
        "times the price", ("times-as", "money", "combine"), "", "bill", {"first": money(3, 40), "factor": times(2, 5)},
        lambda first, factor: first + first * factor, "cost", "dollar",
        ("{A} bought a {treat} for {first} and a {treat2} that cost {factor} as much",
        "a {treat} costs {first}, and a {treat2} costs {factor} as much. {A} bought both",
        "{A} paid {first} for a {treat} and {factor} as much for a {treat2}",
        "{A} spent {first} on a {treat} and {factor} that amount on a {treat2}"),
        COST,
        TELL_COST,
        words=shopping, weight=1.3,
    ),
    Schema(
        "more than the price", ("more/fewer", "money", "combine"), "", "bill", {"first": money(8, 60), "more": money(2,
        20)}, lambda first, more: first + (first + more), "cost", "dollar",
        ("{A} bought a {treat} for {first} and a {treat2} that cost {more} more",
        "a {treat2} costs {more} more than a {treat}, which costs {first}. {A} bought both",
        "{A} paid {first} for a {treat} and {more} more than that for a {treat2}",
        "{A} spent {first} on a {treat} and {more} more on a {treat2} than on the {treat}"),
        COST,
        TELL_COST,
        words=shopping, weight=0.8,
    ),
    Schema(
        "wage", ("rate", "money"), "", "money", {"wage": whole(6, 30, "dollar/hour"), "hours": count(2, 40, "hour")},
        lambda wage, hours: wage * hours, "earned", "dollar",
        ("{A} earns {wage} an hour {job} and worked {hours} hours", "{A} worked {hours} hours {job} for {wage} an hour",
        "{A} makes {wage} per hour {job}. Last week {A.she} worked {hours} hours",
        "for {job}, {A} gets {wage} an hour, and {A.she} did it for {hours} hours"),
        EARNED,
        TELL_EARNED,
        words=jobs, weight=1.4, hidden={"hours": ("how many hours did {A} work", "for how many hours was {A} paid",
        "what was the number of hours {A} worked")},
    ),
    Schema(
        "weekly wage", ("rate", "money", "calendar"), "", "money", {"wage": whole(6, 30, "dollar/hour"), "hours":
        count(2, 8, "hour/day"), "days": count(3, 6, "day/week"), "weeks": count(2, 5, "week")}, lambda wage, hours,
        days, weeks: wage * hours * days * weeks, "earned", "dollar",
        ("{A} earns {wage} an hour {job}. {A.She} works {hours} hours a day, {days} days a week, for {weeks} weeks",
        "for {weeks} weeks, {A} worked {days} days a week and {hours} hours a day {job} at {wage} an hour",
        "{A} spends {hours} hours a day {job}, {days} days a week, and is paid {wage} an hour. {A.She} did "
        "this for {weeks} weeks",
        "{job} pays {A} {wage} an hour, and {A.she} does it {hours} hours a day on {days} days a week. "
        "{weeks} weeks have passed"),
        EARNED,
        TELL_EARNED,
        words=jobs, weight=0.5,
    ),
    Schema(
        "daily pay", ("rate", "money", "calendar"), "", "money", {"daily": whole(5, 60, "dollar/day"), "weeks": count(2,
        8, "week")}, lambda daily, weeks: daily * constant("days_per_week") * weeks, "earned", "dollar",
        ("{A} earns {daily} a day {job} and works every day for {weeks} weeks",
        "{A} makes {daily} each day {job}. {A.She} did this for {weeks} weeks without a day off",
        "for {weeks} weeks, {A} earned {daily} every day {job}",
        "every single day for {weeks} weeks, {A} made {daily} {job}"),
        EARNED,
        TELL_EARNED,
        words=jobs, weight=0.5,
    ),
    Schema(
        "overtime", ("rate", "money", "combine"), "", "money", {"hours": count(20, 40, "hour"), "wage": whole(8, 24,
        "dollar/hour"), "extra": count(2, 10, "hour"), "extra_wage": whole(25, 40, "dollar/hour")}, lambda hours, wage,
        extra, extra_wage: hours * wage + extra * extra_wage, "earned", "dollar",
        ("{A} worked {hours} hours {job} at {wage} an hour and {extra} hours of overtime at {extra_wage} an hour",
        "{A} gets {wage} an hour {job} and {extra_wage} for each hour of overtime. {A.She} worked {hours} "
        "normal hours and {extra} hours of overtime",
        "normal hours pay {A} {wage} and extra hours {extra_wage}. Last week {A.she} worked {hours} normal "
        "hours and {extra} extra hours",
        "{A} earned {wage} an hour for {hours} hours, and for another {extra} hours {A.she} earned "
        "{extra_wage} an hour"),
        EARNED,
        TELL_EARNED,
        words=jobs, weight=0.5,
    ),
    Schema(
        "save", ("rate", "money"), "", "money", {"weekly": whole(3, 40, "dollar/week"), "weeks": count(3, 20, "week")},
        lambda weekly, weeks: weekly * weeks, "saved", "dollar",
        ("{A} saved {weekly} a week for {weeks} weeks",
        "for {weeks} weeks, {A} put {weekly} into a savings box each week",
        "each week, {A} saves {weekly}. {A.She} has done so for {weeks} weeks",
        "{A} set aside {weekly} every week for {weeks} weeks"),
        ("how much money did {A} save", "how many dollars did {A} put aside", "what amount has {A} saved in all"),
        ("{A} saved {y}", "{A} put aside {y}"),
        words=treats, weight=0.8,
    ),
    Schema(
        "coins", ("money", "unit conversion", "equal groups"), "", "cents", {"quarters": count(2, 20, "quarter"),
        "dimes": count(2, 20, "dime")}, lambda quarters, dimes: quarters * constant("cents_per_quarter") + dimes *
        constant("cents_per_dime"), "cents", "cent",
        ("{A} has {quarters} quarters and {dimes} dimes",
        "there are {quarters} quarters and {dimes} dimes in {A's} piggy bank",
        "{A} found {dimes} dimes and {quarters} quarters in an old coat",
        "{A} counted {A.her} coins: {quarters} quarters and {dimes} dimes"),
        ("how many cents are the quarters and dimes worth", "what is the value of {A's} coins in cents",
        "how many cents does {A} have in coins"),
        ("{A} has {y} cents", "the coins are worth {y} cents"),
        words=treats, weight=0.6,
    ),
    Schema(
        "in cents", ("money", "unit conversion", "equal groups"), "", "bill", {"items": count(4, 40, "{n}"), "each":
        choice(5, 15, 20, 25, 35, 40, 45, 50, 60, 75, 80, unit="cent/{n}")}, lambda items, each: items * each /
        constant("cents_per_dollar"), "cost", "dollar",
        ("{A} bought {items} {ns} at {each} cents each", "one {n} costs {each} cents, and {A} bought {items} of them",
        "{A} got {items} {ns} and paid {each} cents for each", "at {each} cents apiece, {A} bought {items} {ns}"),
        ("how many dollars did {A} pay", "what was the total cost in dollars", "how much did {A} spend in dollars"),
        TELL_COST,
        words=shopping, weight=0.7, needs=lambda s: s["noun"].cents[0] < 60,
    ),
    Schema(
        "membership", ("money", "rate", "combine"), "", "bill", {"fee": money(10, 60, cents=False), "monthly": whole(5,
        40, "dollar/month"), "months": count(2, 11, "month")}, lambda fee, monthly, months: fee + monthly * months,
        "cost", "dollar",
        ("{A} joined a gym that charges {fee} to sign up and {monthly} a month, and stayed for {months} months",
        "a music club costs {monthly} a month after a joining fee of {fee}. {A} was a member for {months} months",
        "{A} paid a fee of {fee} and then {monthly} every month for {months} months",
        "for {months} months, {A} paid {monthly} a month for swimming lessons, after signing up for {fee}"),
        PAID_FOR,
        TELL_PAID,
        words=treats, weight=0.7,
    ),
)  # fmt: skip
