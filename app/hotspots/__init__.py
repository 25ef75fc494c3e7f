"""The supervisor's map of where the problems are."""
