"""EconLens: what risk a portfolio holds."""

__version__ = "0.1.0"
