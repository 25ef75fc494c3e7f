"""Areas, lanes, courtyards, facilities, claims, and the shared definitions a community works with."""
