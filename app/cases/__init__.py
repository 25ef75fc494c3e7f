"""Escalated reports: who has to act, and what became of it."""
