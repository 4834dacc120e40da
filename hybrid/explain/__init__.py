"""A result told to a person: `text`, `latex`, `html`, all from the same `story`.

    hybrid.explain.text.explain(result, detail="steps", color=False)
    hybrid.explain.latex.explain(result, detail="steps")
    hybrid.explain.html.explain(result, detail="steps", full_page=False)

`detail` is "outline" (the start, the few lines that matter, the answer), "steps" (every step with its
reason) or "full" (with smaller steps, substitutions and certificates).
"""
