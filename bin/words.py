"""Bring the message catalogues in line with the program and say what is left to translate.

Run by `make words`. Exits with 1 while the default language lacks a text.
"""

from __future__ import annotations

import sys

from house import catalogues


def main() -> int:
    """Update every catalogue; print the texts that the default language lacks."""
    for language in catalogues.WRITTEN:
        catalogues.update(language)
        print(f"{language}: {len(list(catalogues.missing(language)))} texts not translated")
    lacking = list(catalogues.missing(catalogues.COMPLETE))
    for text in lacking:
        print(f"  {text!r}")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
