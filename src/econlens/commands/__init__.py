"""The groups of the econlens command that run it: cost, queue, parity, smoke, cutover."""
