"""The speed promises, measured: `python -m tests.bench [--large]` prints one table (docs/benchmarks.md says how to read it)."""
