"""A reading process that is warm: it has imported the readers, and forks for every file.

`python -I warm_reader.py` takes a request a line and answers each by the status that its child
ended with. The child confines itself and answers as the product's reading process does.
"""

import json
import os
import sys
import tempfile
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[4] / "app" / "places" / "imports"))
reading_process = import_module("reading_process")


def read(line: str) -> int:
    """Answer a request in a process of its own and return how it ended."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    request = json.loads(line)
    os.chdir(request["folder"])
    tempfile.tempdir = request["folder"]
    reading_process.main(request)
    os._exit(0)


if __name__ == "__main__":
    reading_process.declare_app()
    import_module("app.places.imports.answering")
    for line in sys.stdin:
        sys.stdout.write(f"{read(line)}\n")
        sys.stdout.flush()
