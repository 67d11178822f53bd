"""`python -m econlens` is the econlens command."""

from econlens.cli import main

main()
