"""Rules as data: `Rulebook.load()` reads them, `Rulebook.rewrites` applies them."""

from hybrid.rulebook.book import Rulebook
from hybrid.rulebook.load import RuleError
from hybrid.rulebook.rewrites import Rewrite
from hybrid.rulebook.rule import Rule

__all__ = ["Rewrite", "Rule", "RuleError", "Rulebook"]
