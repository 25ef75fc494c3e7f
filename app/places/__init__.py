"""Lanes, courtyards, facilities, claims, and a community's definitions."""
