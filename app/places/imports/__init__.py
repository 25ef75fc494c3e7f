"""Places out of other people's files: readers, checks, matching and loading.

Reading and checking are pure: no database, no Flask request. `reading.read_places` gives frozen
rows and refusals; `load.load_places` writes rows into a community's tables.
"""
