"""Published routing instances, solved and written down: `python -m benchmarks.routing --help`."""
