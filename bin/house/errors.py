"""The one error of the commands in bin/."""


class HouseError(Exception):
    """Something that the person at the keyboard can mend; the text says how."""
