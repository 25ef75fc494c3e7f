"""Types of the part of Flask-WTF that the program uses; the package itself has none."""

from flask_wtf.csrf import CSRFProtect as CSRFProtect
