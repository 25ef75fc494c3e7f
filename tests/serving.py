"""An app on a real socket of this machine, for tests that need a browser."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wsgi import ClosingIterator

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class Quiet(WSGIRequestHandler):
    """A handler that keeps its requests to itself."""

    def log(self, *args: object) -> None:
        """Say nothing."""


def read_whole(app: WSGIApplication) -> WSGIApplication:
    """Have an app's answers read and closed before any of it leaves.

    Werkzeug's server leaves a file open where the browser hangs up while it is being sent.
    """

    def call(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        with closing(ClosingIterator(app(environ, start_response))) as parts:
            return list(parts)

    return call


@contextmanager
def serving(app: WSGIApplication) -> Iterator[int]:
    """Serve an app on a free port until the block ends; give the port."""
    server = make_server("127.0.0.1", 0, read_whole(app), threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
