"""What a person is told about input that cannot be read: where, what was expected, what would work."""

from __future__ import annotations

WINDOW = 72


class InputError(ValueError):
    """Input that is not mathematics as this program reads it.

    message   what is wrong, one sentence
    text      the input
    line, column   where, counted from 1
    expected  what could have stood there, in words
    example   a similar input that works
    """

    def __init__(
        self,
        message: str,
        text: str = "",
        line: int = 1,
        column: int = 1,
        expected: tuple[str, ...] = (),
        example: str = "",
    ) -> None:
        super().__init__(message, text, line, column, expected, example)
        self.message = message
        self.text = text
        self.line = line
        self.column = column
        self.expected = expected
        self.example = example

    def __str__(self) -> str:
        shown, caret = self._window()
        parts = [f"line {self.line}, column {self.column}: {self.message}"]
        if shown.strip():
            parts += [f"  {shown}", f"  {' ' * caret}^"]
        if self.expected:
            parts.append(f"expected: {', '.join(self.expected)}")
        if self.example:
            parts.append(f"for example: {self.example}")
        return "\n".join(parts)

    def _window(self) -> tuple[str, int]:
        """The part of the line around the column that fits a terminal, and where the caret goes."""
        lines = self.text[:20_000].split("\n")
        line = lines[self.line - 1] if self.line <= len(lines) else ""
        start = max(0, self.column - 1 - WINDOW // 2) if len(line) > WINDOW else 0
        shown = "".join(c if c.isprintable() else " " for c in line[start : start + WINDOW])
        return shown, self.column - 1 - start


class Refusal(Exception):
    """Raised while reading, where only the offset is known; `at_offset` turns it into an InputError."""

    def __init__(
        self, message: str, offset: int = 0, expected: tuple[str, ...] = (), example: str = "2*x + 3 = 7"
    ) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.expected = expected
        self.example = example


def at_offset(refusal: Refusal, text: str) -> InputError:
    """The InputError for a refusal: line and column of its offset in the text."""
    offset = max(0, min(refusal.offset, len(text)))
    before = text[:offset]
    line = before.count("\n") + 1
    column = offset - (before.rfind("\n") + 1) + 1
    return InputError(refusal.message, text, line, column, refusal.expected, refusal.example)
