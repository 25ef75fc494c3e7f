"""The day's walks: what is due, who comes, who walks what, and why."""
