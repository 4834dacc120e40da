"""Generated stories with their programs, and solutions of them that are wrong in one known place."""

from hybrid.words.stories.assembly import stories, story
from hybrid.words.stories.broken import KINDS, Broken, broken
from hybrid.words.stories.story import Calculation, Story

__all__ = ["KINDS", "Broken", "Calculation", "Story", "broken", "stories", "story"]
