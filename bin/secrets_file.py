"""Print a `.env` for docker-compose.yml with fresh secrets: `bin/secrets_file.py > .env`."""

from __future__ import annotations

import secrets
import sys

NAMES = ("POSTGRES_PASSWORD", "OWNER_PASSWORD", "WEB_PASSWORD", "SECRET_KEY", "AUDIT_KEY")
_BYTES = 32


def main() -> int:
    """Print one line per secret, and SITE for a person to fill in."""
    print("SITE=lanes.example.internal")
    for name in NAMES:
        print(f"{name}={secrets.token_hex(_BYTES)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
