"""Write the lock files anew: names, versions and digests, never an address of an index."""

from __future__ import annotations

import subprocess
import sys

from house.checkout import HOME

SETS = ("requirements", "requirements-dev", "requirements-bench")
OPTIONS = [
    *("--universal", "--generate-hashes", "--python-version", "3.11", "--quiet"),
    "--fork-strategy=fewest",
    # Older pips look for the newest release of `name[extra]` unless the extra stands in the lock.
    "--no-strip-extras",
    *("--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate"),
]


def main() -> int:
    """Compile every requirements*.in in their order (later ones keep to the first), then npm's."""
    for name in SETS:
        command = [sys.executable, "-m", "uv", "pip", "compile", *OPTIONS]
        subprocess.run([*command, f"{name}.in", "-o", f"{name}.txt"], cwd=HOME, check=True)
    subprocess.run(["npm", "install", "--package-lock-only"], cwd=HOME, check=True)
    for lock in [*(f"{name}.txt" for name in SETS), "package-lock.json"]:
        lines = (HOME / lock).read_text(encoding="utf-8").splitlines()
        if any("://" in line and '"url"' not in line for line in lines):
            print(f"{lock} names an address: take it out", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
