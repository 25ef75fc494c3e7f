"""Patrols, passes and visits."""
