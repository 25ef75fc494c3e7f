"""The Bailin demo: a drawn old-town quarter and two believable seasons of records."""
