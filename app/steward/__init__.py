"""The steward's phone: today, patrols, mine."""
