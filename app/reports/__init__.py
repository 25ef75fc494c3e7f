"""Pins: reports, photos, history and tallies."""
