"""Where the demo's walks start: the community's office, on the square before the temple."""

from __future__ import annotations

from typing import Final

from geoalchemy2.shape import from_shape
from sqlalchemy.orm import Session

from app.demo.town import to_wgs84
from app.demo.town_courtyards import PLAZA
from app.demo.town_names import Name
from app.places.models import WGS84
from app.planning.models import PlanStart

OFFICE: Final = Name("社区居委会", "སྡེ་ཁུལ་ཨུ་ཡོན་ལྷན་ཁང་།", "Community office")


def load_starts(session: Session, community_id: int) -> None:
    """Write the one place where walks start."""
    session.add(
        PlanStart(
            community_id=community_id,
            name_zh=OFFICE.zh,
            name_bo=OFFICE.bo,
            name_en=OFFICE.en,
            geom=from_shape(to_wgs84(PLAZA.centroid), WGS84),
        )
    )
    session.flush()
