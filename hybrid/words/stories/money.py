"""Schemas of money: prices, wages, savings, discounts and taxes, change, coins."""

from __future__ import annotations

from random import Random

from hybrid.words.stories.expression import constant
from hybrid.words.stories.lexicon import DEAR, TREATS
from hybrid.words.stories.schema import Schema, Slots, choice, count, divisor, money, percent, portion, price, times, whole

HAS_LEFT = ("how much money does {A} have left", "how many dollars does {A} have left", "what amount does {A} still have")
TELL_LEFT = ("{A} has {y} left", "now {A} has {y}")
EARNED = ("how much money did {A} earn", "how many dollars did {A} make", "what did {A} earn in all")
TELL_EARNED = ("{A} earned {y}", "{A} made {y}")
COST = ("how much did {A} pay", "how many dollars did {A} spend", "what was the total cost for {A}")
TELL_COST = ("{A} paid {y}", "the total cost was {y}")
FINAL = ("how much does {A} have to pay", "what is the final price {A} pays", "how many dollars does {A} pay in the end")
TELL_FINAL = ("{A} pays {y}", "the final price is {y}")
PAID_FOR = ("how much did {A} pay in all", "what did everything cost together", "how many dollars did {A} spend altogether")
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
    return slots["noun"].cents[1] >= 20 and slots["noun"].kind != "found"


OPENINGS = (
    Schema(
        "purse", (), "", "money", {"money": money(20, 200, cents=False)}, lambda money: money, "money", "dollar",
        ("{A} had {money}", "{A} had {money} to spend", "{A} had saved {money}", "there was {money} in {A's} wallet",
         "{A} got {money} for {A.her} birthday"),
        ("how much money did {A} have at first", "how many dollars did {A} have in the beginning", "what amount did {A} start with"),
        ("{A} had {y}", "at first, {A} had {y}"),
        vague=("{A} had some money", "{A} had some money to spend", "there was some money in {A's} wallet"),
        words=treats, lasting=False, weight=1.6, 
    ),
    Schema(
        "buy", ("money", "equal groups"), "", "bill", {"items": count(2, 20, "{n}"), "price": price()},
        lambda items, price: items * price, "cost", "dollar",
        ("{A} bought {items} {ns} for {price} each", "{A} bought {items} {ns} at {price} apiece",
         "one {n} costs {price}, and {A} bought {items} of them", "{A} ordered {items} {ns}. Each {n} costs {price}",
         "{ns} cost {price} each. {A} took {items} of them"),
        COST, TELL_COST, words=shopping, weight=2.2, needs=priced,
        hidden={"price": ("how much did each {n} cost", "what was the price of one {n}", "how many dollars did {A} pay for each {n}")},
    ),
    Schema(
        "buy by the dozen", ("money", "unit conversion"), "", "bill",
        {"dozens": count(2, 6, ""), "price": price("dollar")}, lambda dozens, price: dozens * constant("per_dozen") * price, "cost", "dollar",
        ("{A} bought {dozens} dozen {ns} for {price} each", "one {n} costs {price}, and {A} bought {dozens} dozen",
         "{A} ordered {dozens} dozen {ns} at {price} apiece", "each {n} costs {price}. {A} got {dozens} dozen of them"),
        COST, TELL_COST, words=shopping, weight=0.7, needs=priced,
    ),
    Schema(
        "shopping list", ("money", "combine"), "", "bill",
        {"first": money(3, 40), "second": money(3, 40), "third": money(3, 40)},
        lambda first, second, third: first + second + third, "cost", "dollar",
        ("{A} bought a {treat} for {first}, a {treat2} for {second} and a {treat3} for {third}",
         "{A} chose a {treat} for {first} and a {treat2} for {second}. {A.She} also took a {treat3} for {third}",
         "a {treat} costs {first}, a {treat2} costs {second} and a {treat3} costs {third}. {A} bought one of each",
         "in the shop, {A} picked a {treat} at {first}, a {treat2} at {second} and a {treat3} at {third}"),
        COST, TELL_COST, words=shopping, weight=0.7, 
    ),
    Schema(
        "two items", ("money", "combine"), "", "bill", {"first": money(3, 60), "second": money(3, 60)},
        lambda first, second: first + second, "cost", "dollar",
        ("{A} bought a {treat} for {first} and a {treat2} for {second}", "a {treat} costs {first} and a {treat2} {second}. {A} bought both",
         "{A} paid {first} for a {treat} and {second} for a {treat2}", "{A} spent {first} on a {treat} and {second} on a {treat2}"),
        COST, TELL_COST, words=shopping, weight=1.0, 
    ),
    Schema(
        "two sorts bought", ("money", "equal groups", "combine"), "", "bill",
        {"items": count(2, 9, "{n}"), "price": price(), "others": count(2, 6, "{treat}"), "other_price": money(4, 20, "dollar/{treat}")},
        lambda items, price, others, other_price: items * price + others * other_price, "cost", "dollar",
        ("{A} bought {items} {ns} for {price} each and {others} {treats} for {other_price} each",
         "{A} took {items} {ns} at {price} each. {A.She} also got {others} {treats} at {other_price} each",
         "one {n} costs {price} and one {treat} costs {other_price}. {A} bought {items} {ns} and {others} {treats}",
         "for the club, {A} ordered {items} {ns} at {price} apiece and {others} {treats} at {other_price} apiece"),
        COST, TELL_COST, words=shopping, weight=1.2, needs=lambda s: priced(s) and s["treat"] not in ("lunch",),
    ),
    Schema(
        "times the price", ("times-as", "money", "combine"), "", "bill", {"first": money(3, 40), "factor": times(2, 5)},
        lambda first, factor: first + first * factor, "cost", "dollar",
        ("{A} bought a {treat} for {first} and a {treat2} that cost {factor} as much",
         "a {treat} costs {first}, and a {treat2} costs {factor} as much. {A} bought both",
         "{A} paid {first} for a {treat} and {factor} as much for a {treat2}",
         "{A} spent {first} on a {treat} and {factor} that amount on a {treat2}"),
        COST, TELL_COST, words=shopping, weight=1.3, 
    ),
    Schema(
        "more than the price", ("more/fewer", "money", "combine"), "", "bill", {"first": money(8, 60), "more": money(2, 20)},
        lambda first, more: first + (first + more), "cost", "dollar",
        ("{A} bought a {treat} for {first} and a {treat2} that cost {more} more",
         "a {treat2} costs {more} more than a {treat}, which costs {first}. {A} bought both",
         "{A} paid {first} for a {treat} and {more} more than that for a {treat2}",
         "{A} spent {first} on a {treat} and {more} more on a {treat2} than on the {treat}"),
        COST, TELL_COST, words=shopping, weight=0.8, 
    ),
    Schema(
        "wage", ("rate", "money"), "", "money", {"wage": whole(6, 30, "dollar/hour"), "hours": count(2, 40, "hour")},
        lambda wage, hours: wage * hours, "earned", "dollar",
        ("{A} earns {wage} an hour {job} and worked {hours} hours", "{A} worked {hours} hours {job} for {wage} an hour",
         "{A} makes {wage} per hour {job}. Last week {A.she} worked {hours} hours", "for {job}, {A} gets {wage} an hour, and {A.she} did it for {hours} hours"),
        EARNED, TELL_EARNED, words=jobs, weight=1.4, 
        hidden={"hours": ("how many hours did {A} work", "for how many hours was {A} paid", "what was the number of hours {A} worked")},
    ),
    Schema(
        "weekly wage", ("rate", "money", "calendar"), "", "money",
        {"wage": whole(6, 30, "dollar/hour"), "hours": count(2, 8, "hour/day"), "days": count(3, 6, "day/week"), "weeks": count(2, 5, "week")},
        lambda wage, hours, days, weeks: wage * hours * days * weeks, "earned", "dollar",
        ("{A} earns {wage} an hour {job}. {A.She} works {hours} hours a day, {days} days a week, for {weeks} weeks",
         "for {weeks} weeks, {A} worked {days} days a week and {hours} hours a day {job} at {wage} an hour",
         "{A} spends {hours} hours a day {job}, {days} days a week, and is paid {wage} an hour. {A.She} did this for {weeks} weeks",
         "{job} pays {A} {wage} an hour, and {A.she} does it {hours} hours a day on {days} days a week. {weeks} weeks have passed"),
        EARNED, TELL_EARNED, words=jobs, weight=0.5, 
    ),
    Schema(
        "daily pay", ("rate", "money", "calendar"), "", "money", {"daily": whole(5, 60, "dollar/day"), "weeks": count(2, 8, "week")},
        lambda daily, weeks: daily * constant("days_per_week") * weeks, "earned", "dollar",
        ("{A} earns {daily} a day {job} and works every day for {weeks} weeks", "{A} makes {daily} each day {job}. {A.She} did this for {weeks} weeks without a day off",
         "for {weeks} weeks, {A} earned {daily} every day {job}", "every single day for {weeks} weeks, {A} made {daily} {job}"),
        EARNED, TELL_EARNED, words=jobs, weight=0.5, 
    ),
    Schema(
        "overtime", ("rate", "money", "combine"), "", "money",
        {"hours": count(20, 40, "hour"), "wage": whole(8, 24, "dollar/hour"), "extra": count(2, 10, "hour"), "extra_wage": whole(25, 40, "dollar/hour")},
        lambda hours, wage, extra, extra_wage: hours * wage + extra * extra_wage, "earned", "dollar",
        ("{A} worked {hours} hours {job} at {wage} an hour and {extra} hours of overtime at {extra_wage} an hour",
         "{A} gets {wage} an hour {job} and {extra_wage} for each hour of overtime. {A.She} worked {hours} normal hours and {extra} hours of overtime",
         "normal hours pay {A} {wage} and extra hours {extra_wage}. Last week {A.she} worked {hours} normal hours and {extra} extra hours",
         "{A} earned {wage} an hour for {hours} hours, and for another {extra} hours {A.she} earned {extra_wage} an hour"),
        EARNED, TELL_EARNED, words=jobs, weight=0.5, 
    ),
    Schema(
        "save", ("rate", "money"), "", "money", {"weekly": whole(3, 40, "dollar/week"), "weeks": count(3, 20, "week")},
        lambda weekly, weeks: weekly * weeks, "saved", "dollar",
        ("{A} saved {weekly} a week for {weeks} weeks", "for {weeks} weeks, {A} put {weekly} into a savings box each week",
         "each week, {A} saves {weekly}. {A.She} has done so for {weeks} weeks", "{A} set aside {weekly} every week for {weeks} weeks"),
        ("how much money did {A} save", "how many dollars did {A} put aside", "what amount has {A} saved in all"),
        ("{A} saved {y}", "{A} put aside {y}"), words=treats, weight=0.8, 
    ),
    Schema(
        "coins", ("money", "unit conversion", "equal groups"), "", "cents",
        {"quarters": count(2, 20, ""), "dimes": count(2, 20, "")},
        lambda quarters, dimes: quarters * constant("cents_per_quarter") + dimes * constant("cents_per_dime"), "cents", "cent",
        ("{A} has {quarters} quarters and {dimes} dimes", "there are {quarters} quarters and {dimes} dimes in {A's} piggy bank",
         "{A} found {dimes} dimes and {quarters} quarters in an old coat", "{A} counted {A.her} coins: {quarters} quarters and {dimes} dimes"),
        ("how many cents are the quarters and dimes worth", "what is the value of {A's} coins in cents", "how many cents does {A} have in coins"),
        ("{A} has {y} cents", "the coins are worth {y} cents"), words=treats, weight=0.6, 
    ),
    Schema(
        "in cents", ("money", "unit conversion", "equal groups"), "", "bill",
        {"items": count(4, 40, "{n}"), "each": choice(5, 15, 20, 25, 35, 40, 45, 50, 60, 75, 80, unit="cent/{n}")},
        lambda items, each: items * each / constant("cents_per_dollar"), "cost", "dollar",
        ("{A} bought {items} {ns} at {each} cents each", "one {n} costs {each} cents, and {A} bought {items} of them",
         "{A} got {items} {ns} and paid {each} cents for each", "at {each} cents apiece, {A} bought {items} {ns}"),
        ("how many dollars did {A} pay", "what was the total cost in dollars", "how much did {A} spend in dollars"), TELL_COST,
        words=shopping, weight=0.7, needs=lambda s: s["noun"].cents[0] < 60,
    ),
    Schema(
        "membership", ("money", "rate", "combine"), "", "bill",
        {"fee": money(10, 60, cents=False), "monthly": whole(5, 40, "dollar/month"), "months": count(2, 11, "month")},
        lambda fee, monthly, months: fee + monthly * months, "cost", "dollar",
        ("{A} joined a gym that charges {fee} to sign up and {monthly} a month, and stayed for {months} months",
         "a music club costs {monthly} a month after a joining fee of {fee}. {A} was a member for {months} months",
         "{A} paid a fee of {fee} and then {monthly} every month for {months} months",
         "for {months} months, {A} paid {monthly} a month for swimming lessons, after signing up for {fee}"),
        PAID_FOR, TELL_PAID, words=treats, weight=0.7, 
    ),
)  # fmt: skip


def sensible(slots: Slots) -> bool:
    return bool(slots["values"]["x"] >= 4)


PURSES = (
    Schema(
        "spend", ("change", "money"), "money", "money", {"spent": money(2, lambda s: s["values"]["x"] - 2)}, lambda x, spent: x - spent, "left", "dollar",
        ("{A} spent {spent} on a {treat}", "{A} bought a {treat} for {spent}", "a {treat} for {spent} was the first thing {A} bought",
         "{A} paid {spent} for a {treat}", "{A} used {spent} of {A.her} money for a {treat}"),
        HAS_LEFT, TELL_LEFT, words=treats, lasting=False, changes=True, undo=True, weight=1.2,
        hidden={"spent": ("how much did the {treat} cost", "how many dollars did {A} spend on the {treat}", "what was the price of the {treat}")},
    ),
    Schema(
        "spend a fraction", ("fraction of", "money", "change"), "money", "money", {"part": portion()}, lambda x, part: x - x * part, "left", "dollar",
        ("{A} spent {part} of the money on a {treat}", "{part} of the money went into a {treat}", "{A} used {part} of {A.her} money to buy a {treat}",
         "{A} gave {part} of the money to {B}"),
        HAS_LEFT, TELL_LEFT, words=treats, lasting=False, changes=True, weight=2.0,
    ),
    Schema(
        "spend a percentage", ("percent", "money", "change"), "money", "money", {"part": percent(high=80)}, lambda x, part: x - x * part, "left", "dollar",
        ("{A} spent {part} of the money on a {treat}", "{part} of the money went into a {treat}", "{A} donated {part} of {A.her} money to charity",
         "{A} put {part} of the money into a savings account"),
        HAS_LEFT, TELL_LEFT, words=treats, lasting=False, changes=True, weight=1.0,
    ),
    Schema(
        "buy from the purse", ("money", "equal groups", "change"), "money", "money",
        {"items": count(2, 9, "{treat}"), "price": money(2, 15, "dollar/{treat}")}, lambda x, items, price: x - items * price, "left", "dollar",
        ("{A} bought {items} {treats} for {price} each", "{A} then bought {items} {treats} at {price} apiece", "{A} paid for {items} {treats}, which cost {price} each",
         "a {treat} costs {price}, and {A} bought {items} of them"),
        HAS_LEFT, TELL_LEFT, words=treats, lasting=False, changes=True, undo=True, weight=1.5, needs=lambda s: s["treat"] != "lunch",
    ),
    Schema(
        "get money", ("change", "money"), "money", "money", {"more": money(3, 60, cents=False)}, lambda x, more: x + more, "now", "dollar",
        ("{A's} grandmother gave {A.him} {more}", "{A} found {more} in an old coat", "{B} paid back {more} to {A}", "{A} was given {more} by {B}"),
        ("how much money does {A} have now", "how many dollars does {A} have now", "what amount does {A} have in the end"),
        ("now {A} has {y}", "in the end, {A} has {y}"), words=treats, lasting=False, changes=True, undo=True, weight=0.8,
        hidden={"more": ("how much money did {A} get", "how many dollars did {A} receive", "what amount was added")},
    ),
    Schema(
        "how many to buy", ("money", "partition"), "money", "things", {"price": divisor(low=2, high=25, unit="dollar/{treat}", style="money")}, lambda x, price: x / price, "bought", "{treat}",
        ("{A} spent all the money on {treats}, which cost {price} each", "{A} used all the money to buy {treats} at {price} each",
         "one {treat} costs {price}, and {A} spent the whole sum on {treats}", "for all this money, {A} bought {treats} at {price} apiece"),
        ("how many {treats} did {A} buy", "how many {treats} did {A} get", "what was the number of {treats} {A} bought"),
        ("{A} bought {y} {treats}", "{A} got {y} {treats}"), words=treats, changes=True, undo=True, weight=1.4,
        needs=lambda s: s["treat"] != "lunch",
    ),
    Schema(
        "still to save", ("money", "change"), "money", "gap_money", {"goal": money(lambda s: s["values"]["x"] + 5, lambda s: s["values"]["x"] * 2 + 30, cents=False)},
        lambda x, goal: goal - x, "missing", "dollar",
        ("{A} wants to buy a {dear} that costs {goal}", "{A} is saving for a {dear}, and it costs {goal}", "the {dear} that {A} would like costs {goal}",
         "{A} needs {goal} for a new {dear}"),
        ("how much more money does {A} need", "how many dollars is {A} still short", "how much does {A} still have to save"),
        ("{A} needs {y} more", "{A} is still short of {y}"), words=treats, weight=1.2,
    ),
    Schema(
        "weeks to save", ("money", "rate"), "gap_money", "weeks", {"weekly": divisor(low=2, high=30, unit="dollar/week", style="money")}, lambda x, weekly: x / weekly, "weeks", "week",
        ("{A} can save {weekly} a week", "each week, {A} puts aside {weekly}", "{A} earns {weekly} every week and saves it all",
         "{A's} pocket money is {weekly} a week"),
        ("in how many weeks will {A} have the rest", "how many more weeks does {A} have to save", "for how many weeks must {A} keep saving"),
        ("{A} has to save for {y} weeks", "it will take {y} weeks"), words=other, weight=2.0, undo=True,
    ),
    Schema(
        "share the money", ("partition", "money"), "money", "share_money", {"people": divisor(low=2, high=8)}, lambda x, people: x / people, "share", "dollar",
        ("{A} divided the money equally among {people} children", "{A} split the money evenly into {people} parts", "the money was shared equally by {people} people",
         "{A} put the money into {people} envelopes, the same amount in each"),
        ("how much was each share", "how many dollars were in each part", "what amount was each equal share"),
        ("each share was {y}", "each part was {y}"), words=treats, changes=True, undo=True, weight=0.8,
    ),
    Schema(
        "profit", ("money", "change"), "money", "money", {"costs": money(2, lambda s: s["values"]["x"] - 2)}, lambda x, costs: x - costs, "profit", "dollar",
        ("the materials had cost {A} {costs}", "{A} had spent {costs} to get started", "{A's} own costs were {costs}", "out of this, {A} had to pay {costs} for supplies"),
        ("how much profit did {A} make", "what was {A's} profit", "how many dollars of profit did {A} make"),
        ("{A} made a profit of {y}", "{A's} profit was {y}"), words=treats, undo=True, weight=1.0, needs=lambda s: s["earned"],
    ),
    Schema(
        "times the money", ("times-as", "money"), "money", "money_b", {"factor": times()}, lambda x, factor: x * factor, "{b}", "dollar",
        ("{B} has {factor} as much money as {A}", "{B} has {factor} the amount that {A} has", "compared with {A}, {B} has {factor} as much money", "{B's} money is {factor} as much as {A's}"),
        ("how much money does {B} have", "how many dollars does {B} have", "what amount does {B} have"),
        ("{B} has {y}", "{B} has {y} in all"), words=treats, holder="B", undo=True, weight=1.2,
    ),
    Schema(
        "part of the money", ("times-as", "fraction of", "money"), "money", "money_b", {"part": portion()}, lambda x, part: x * part, "{b}", "dollar",
        ("{B} has {part} as much money as {A}", "{B} has only {part} as much money as {A}", "compared with {A}, {B} has {part} as much money", "{B's} money is {part} of what {A} has"),
        ("how much money does {B} have", "how many dollars does {B} have", "what amount does {B} have"),
        ("{B} has {y}", "{B} has {y} in all"), words=treats, holder="B", undo=True, weight=0.8,
    ),
    Schema(
        "more money", ("more/fewer", "money"), "money", "money_b", {"more": money(2, 40)}, lambda x, more: x + more, "{b}", "dollar",
        ("{B} has {more} more than {A}", "{A} has {more} less than {B}", "compared with {A}, {B} has {more} more", "{B} has more money than {A}: the difference is {more}"),
        ("how much money does {B} have", "how many dollars does {B} have", "what amount does {B} have"),
        ("{B} has {y}", "{B} has {y} in all"), words=treats, holder="B", undo=True, weight=0.8,
    ),
)  # fmt: skip

BILLS = (
    Schema(
        "discount", ("discount/tax", "percent", "money"), "bill", "bill", {"off": percent(low=5, high=60)}, lambda x, off: x - x * off, "price", "dollar",
        ("the store gave {A} a discount of {off}", "{A} had a coupon for {off} off", "everything was {off} off that day", "since it was sale day, {A} got {off} off",
         "the price was reduced by {off}"),
        FINAL, TELL_FINAL, words=other, lasting=False, weight=1.6, needs=lambda s: s["shopping"] and sensible(s),
    ),
    Schema(
        "coupon", ("discount/tax", "money"), "bill", "bill", {"off": money(1, lambda s: s["values"]["x"] / 2)}, lambda x, off: x - off, "price", "dollar",
        ("{A} had a coupon for {off} off the whole purchase", "the cashier took {off} off the bill", "a gift card took {off} off the bill", "{A} used a voucher worth {off}"),
        FINAL, TELL_FINAL, words=other, lasting=False, undo=True, weight=0.6, needs=lambda s: s["shopping"] and sensible(s),
    ),
    Schema(
        "tax", ("discount/tax", "percent", "money"), "bill", "bill", {"tax": percent(low=5, high=20)}, lambda x, tax: x + x * tax, "price", "dollar",
        ("a sales tax of {tax} is added", "on top of this comes a tax of {tax}", "{A} also had to pay {tax} in tax", "the tax on all this is {tax}"),
        FINAL, TELL_FINAL, words=other, lasting=False, weight=1.2, needs=sensible,
    ),
    Schema(
        "pay and get change", ("change", "money"), "bill", "money", {"paid": choice(5, 10, 20, 50, 100, 200, unit="dollar", style="money")},
        lambda x, paid: paid - x, "change", "dollar",
        ("{A} paid with {paid}", "{A} handed {paid} to the cashier", "{A} gave the cashier {paid}", "{A} had brought {paid} along"),
        ("how much change did {A} get", "how many dollars of change did {A} get back", "what was {A's} change"),
        ("{A} got {y} in change", "the change was {y}"), words=other, weight=1.6, undo=True,
        needs=lambda s: s["shopping"] and s["values"]["x"] < 195,
    ),
    Schema(
        "split the bill", ("partition", "money"), "bill", "share_money", {"people": count(2, 6, "")}, lambda x, people: x / people, "share", "dollar",
        ("{A} split the cost equally with some friends, {people} people in all", "{people} people shared the cost equally", "the cost was split evenly among {people} people",
         "a group of {people} people divided the cost evenly"),
        ("how much did each person pay", "what was each person's share of the cost", "how many dollars did each of them pay"),
        ("each person paid {y}", "each share was {y}"), words=other, weight=1.0, undo=True,
    ),
    Schema(
        "one thing more", ("combine", "money"), "bill", "bill", {"extra": money(2, 40)}, lambda x, extra: x + extra, "total", "dollar",
        ("{A} also bought a {treat} for {extra}", "{A} added a {treat} for {extra}", "a {treat} cost {A} another {extra}", "delivery cost {A} an extra {extra}"),
        PAID_FOR, TELL_PAID, words=treats, weight=0.8, undo=True, needs=lambda s: s["shopping"],
        hidden={"extra": ("how much did this last thing cost", "what was the price of the last thing", "how many dollars were added to the bill")},
    ),
    Schema(
        "several more", ("equal groups", "money", "combine"), "bill", "bill", {"items": count(2, 8, "{treat}"), "extra": money(2, 20, "dollar/{treat}")},
        lambda x, items, extra: x + items * extra, "total", "dollar",
        ("{A} also bought {items} {treats} for {extra} each", "{A} added {items} {treats} at {extra} apiece", "{A} got {items} {treats} too, and each of them cost {extra}",
         "besides, {A} took {items} {treats} for {extra} each"),
        PAID_FOR, TELL_PAID, words=treats, weight=1.4, undo=True, needs=lambda s: s["shopping"] and s["treat"] != "lunch",
    ),
    Schema(
        "every week", ("rate", "money", "calendar"), "bill", "bill_year", {"weeks": count(2, 12, "")}, lambda x, weeks: x * weeks, "spent", "dollar",
        ("{A} does the same every week for {weeks} weeks", "{A} spent this much each week for {weeks} weeks", "this went on every week for {weeks} weeks", "for {weeks} weeks in a row, {A} spent this amount each week"),
        ("how much did {A} spend in these weeks", "what was {A's} total spending", "how many dollars did {A} spend in the whole time"),
        ("{A} spent {y} in all", "the total was {y}"), words=other, weight=0.6, undo=True, needs=lambda s: not s["dated"],
    ),
)  # fmt: skip

CENTS = (
    Schema(
        "cents to dollars", ("unit conversion", "money"), "cents", "money", {}, lambda x: x / constant("cents_per_dollar"), "dollars", "dollar",
        ("{A} wants to know the value of the coins in dollars", "{A} exchanged the coins for dollars", "at the bank, {A} changed the coins into dollars", "{A} decided to count the coins in dollars"),
        ("how many dollars is that", "what are the coins worth in dollars", "how much money does {A} have in dollars"),
        ("{A} has {y}", "the coins are worth {y}"), words=other, undo=True,
    ),
)  # fmt: skip
