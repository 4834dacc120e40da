"""Measurements of hybrid, and the generators of problems they use. A script runs as `python -m benchmarks.NAME`."""
