"""Rules as data: `Rulebook.load()` reads them, `Rulebook.rewrites` applies them."""

from hybrid.rulebook.book import Rewrite, Rulebook
from hybrid.rulebook.load import RuleError
from hybrid.rulebook.rule import Rule

__all__ = ["Rewrite", "Rule", "RuleError", "Rulebook"]
