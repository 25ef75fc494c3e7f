"""The supervisor's desk: tally sheets that come back on paper."""
