"""The month in figures, each with the records that it counts; to read, to print, to calculate."""
