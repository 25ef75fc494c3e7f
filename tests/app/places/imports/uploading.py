"""Files given through the page, as a browser would send them."""

from urllib.parse import quote
from uuid import UUID

from app import LaneSteward
from app.db import session
from app.jobs.models import JobProgress
from app.jobs.queue import run_job
from app.places.imports.job import import_places_job
from app.places.imports.upload_models import PlaceImport
from app.places.imports.upload_queries import upload_of
from tests.pages import token_of


class Desk:
    """An administrator's browser at the pages of an import."""

    def __init__(self, app: LaneSteward, browser, community_id: int):
        self.app, self.browser, self.community_id = app, browser, community_id
        self.token = token_of(browser.get("/places/import"))

    def give(self, body: bytes, name: str = "lanes"):
        """Send a file; return the answer."""
        edge = b"an-edge-that-no-file-holds"
        # Written out: the test client keeps a temporary file of a large form open.
        sent = b"".join(
            (
                b"--%b\r\nContent-Disposition: form-data; name=csrf_token\r\n\r\n" % edge,
                self.token.encode() + b"\r\n",
                b"--%b\r\nContent-Disposition: form-data; name=file; " % edge,
                f"filename*=UTF-8''{quote(name, safe='')}\r\n\r\n".encode(),
                body + b"\r\n--%b--\r\n" % edge,
            )
        )
        return self.browser.post(
            "/places/import",
            data=sent,
            content_type=f'multipart/form-data; boundary="{edge.decode()}"',
        )

    def given(self, body: bytes, name: str = "lanes") -> str:
        """Send a file that is taken; return the address of its page."""
        answer = self.give(body, name)
        assert answer.status_code == 303, answer.text
        return answer.headers["Location"]

    def post(self, address: str, **form):
        """Send a form."""
        return self.browser.post(address, data={"csrf_token": self.token, **form})

    def check(self, page: str, **form):
        """Have the file of a page checked, run the job, and return the report page."""
        self.work(self.post(f"{page}/check", **form), page, dry_run=True)
        return self.browser.get(f"{page}/report")

    def run(self, page: str):
        """Import the file of a page, run the job, and return the report page."""
        self.work(self.post(f"{page}/run"), page, dry_run=False)
        return self.browser.get(f"{page}/report")

    def work(self, answer, page: str, *, dry_run: bool) -> JobProgress:
        """Run the job to which an answer leads; return its row."""
        assert answer.status_code == 303, answer.text
        job = UUID(answer.headers["Location"].rsplit("/", 1)[1])
        with self.app.app_context():
            chosen = {"upload": page.rsplit("/", 1)[1], "dry_run": dry_run}
            run_job(job, import_places_job, chosen)
            return session().get_one(JobProgress, job)

    def row(self, page: str) -> PlaceImport:
        """Return what the table says of the file of a page."""
        with self.app.app_context():
            found = upload_of(session(), self.community_id, UUID(page.rsplit("/", 1)[1]))
            assert found
            return found
