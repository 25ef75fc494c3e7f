"""Files that somebody gave through a page, on their way into the community's places."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, DateTime, ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class PlaceImport(Base):
    """A file, what was said of it, and what its dry run and its import came to.

    The bytes lie in the database, where the web and the worker both reach them, and are purged
    after some days; what they came to stays. `preview` is what `Preview.to_json` gives, `choices`
    what `Choices.to_json` gives, and `rehearsal` and `outcome` what `outcome_to_json` gives.
    """

    __tablename__ = "place_import"
    __table_args__ = (Index(None, "community_id", "created_at"),)

    community_id: Mapped[int] = mapped_column(ForeignKey("admin_area.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    file_name: Mapped[str] = mapped_column(String(200))
    file_bytes: Mapped[int] = mapped_column(Integer)
    file: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    preview: Mapped[dict[str, Any]] = mapped_column(JSONB)
    choices: Mapped[dict[str, Any]] = mapped_column(JSONB)
    accept_refusals: Mapped[bool] = mapped_column(Boolean, default=False)
    end_missing: Mapped[bool] = mapped_column(Boolean, default=False)
    rehearsal_job: Mapped[UUID | None] = mapped_column()
    rehearsal: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    import_job: Mapped[UUID | None] = mapped_column()
    outcome: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
