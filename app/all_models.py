"""Every model, so that migrations and the catalog test see all tables."""

from app.cases import models as cases
from app.desk import models as desk
from app.hotspots import models as hotspots
from app.jobs import models as jobs
from app.patrols import models as patrols
from app.people import area_models as areas
from app.people import models as people
from app.people import register
from app.places import claim_models as claims
from app.places import definitions
from app.places import models as places
from app.places.imports import upload_models as uploads
from app.planning import models as planning
from app.reports import models as reports
from app.reports import tally_models as tallies

__all__ = [
    "areas",
    "cases",
    "claims",
    "definitions",
    "desk",
    "hotspots",
    "jobs",
    "patrols",
    "people",
    "places",
    "planning",
    "register",
    "reports",
    "tallies",
    "uploads",
]
