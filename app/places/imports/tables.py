"""The live places of a community, read and written in bulk.

Actions call these functions; none of them ends a transaction.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import batched
