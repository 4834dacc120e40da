"""Verifying rule books: are the rules true?

A rule is a theorem about its letters (hybrid/rulebook/rule.py). Here it is treated as one:

    claim      what a rule says at one point: silent, right, wrong or undecided
    points     points at which it speaks, its guards met by construction
    instances  small trees put in for the letters, the whole put into a context, the rule applied
    computed   rules that compute: the kernel has to prove what they make of sample terms
    proof      the rule proved once and for all by the deciders
    shrink     a counterexample as simple as one can be found
    suggest    a guard, or a weaker relation, under which a false rule is true
    report     verdicts, and how they are written
    run        a rule, a file, a book: all of the above in order

    example    a small term the rule applies to, and what it makes of it
    show       one rule with example and verdict;  page, picture: docs/rules.md and its pictures

    lint       what is wrong with a book though every rule is true;  coverage: which rules a corpus uses
    mutate     rules broken on purpose, to test the testing
    plugin     pytest collects `.rules` files
"""
