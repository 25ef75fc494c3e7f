"""The browser code's own tests, run by Node."""

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_tests_of_the_browser_code_pass():
    files = sorted(str(path) for path in (ROOT / "tests/js").rglob("*.test.*js"))
    command = [shutil.which("node"), "--test", *files]
    said = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False)
    assert files
    assert said.returncode == 0, said.stdout + said.stderr
