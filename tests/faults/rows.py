"""Rows that must not be: a number that is none, or a place that is not on earth."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, text

FLOATS = text("""
    SELECT c.table_name, c.column_name FROM information_schema.columns c
    JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
        AND c.data_type IN ('double precision', 'real', 'numeric')
""")
SHAPES = text("SELECT f_table_name, f_geometry_column FROM geometry_columns")


def impossible_rows(connection: Connection) -> Iterator[str]:
    """Give `table.column: rows` for every column that holds such a row."""
    checks = [(t, c, _not_finite(c)) for t, c in connection.execute(FLOATS).all()]
    checks += [(t, c, _off_earth(c)) for t, c in connection.execute(SHAPES).all()]
    for table, column, is_wrong in checks:
        found = connection.scalar(text(f'SELECT count(*) FROM "{table}" WHERE {is_wrong}'))
        if found:
            yield f"{table}.{column}: {found}"


def _not_finite(column: str) -> str:
    return f"\"{column}\"::float8 IN ('NaN', 'Infinity', '-Infinity')"


def _off_earth(column: str) -> str:
    """NaN is above every number to PostgreSQL, so it fails the upper bounds."""
    shape = f'"{column}"'
    return (
        f"{shape} IS NOT NULL AND NOT (ST_XMin({shape}) >= -180 AND ST_XMax({shape}) <= 180"
        f" AND ST_YMin({shape}) >= -90 AND ST_YMax({shape}) <= 90"
        f" AND NOT ST_IsEmpty({shape}) AND ST_IsValid({shape}))"
    )
