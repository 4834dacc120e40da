"""Text, LaTeX and MathML on one side, terms on the other. Import the module you need."""
