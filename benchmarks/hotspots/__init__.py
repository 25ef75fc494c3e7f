"""Hot spots on published data: the commands that print values, and H1 to H9 of the table."""
