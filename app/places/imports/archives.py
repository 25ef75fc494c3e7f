"""What a .zip holds: Shapefiles, or the KML of a KMZ. Nothing is unpacked under its own name.

A name in an archive is somebody else's text: `../`, absolute names and links are refused, and what
is wanted is written under names of our own.
"""

import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from app.places.imports import files
from app.places.imports.checks import shown
from app.places.imports.encodings import name_of_code_page
from app.places.imports.file_problems import FileProblem, UnreadableFileError
from app.places.imports.sources import Source

MAX_ENTRIES = 500
"""Most files in an archive. Own choice: a Shapefile has four to eight, a town some twenty."""

PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
"""Files of a Shapefile that are read; the others are indexes and descriptions."""

SHAPE_MAGIC = b"\x00\x00\x27\x0a"
ARCHIVE_MAGICS = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", files.GZIP_MAGIC)
LONGEST_MAGIC = 4
LOCKED = 0x1
NAME_IS_UTF8 = 0x800
UNIX_MODE = 16  # bits by which the Unix mode is shifted in a zip's external attributes
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)


def unpack(path: Path, folder: Path) -> tuple[Source, ...]:
    """Write the layers of an archive into a folder, under names of our own.

    Args:
        path: A .zip with Shapefiles, or a .kmz.
        folder: Empty, and the caller's to remove.

    Raises:
        UnreadableFileError: Damaged, locked, too large, with names that lead out of it, links or
            further archives, or without a layer.
    """
    with _opened(path) as archive:
        entries = {_name(info): info for info in _checked(archive)}
        _refuse_archives(archive, entries)
        shapes = [name for name in entries if _suffix(name) == ".shp"]
        budget = files.MAX_UNPACKED_BYTES
        if shapes:
            sources = []
            for number, name in enumerate(sorted(shapes)):
                target = folder / f"layer{number}"
                budget -= _write_parts(archive, entries, name, target, budget)
                sources.append(_shapefile(name, target))
            return tuple(sources)
        return (_kml(archive, entries, folder / "doc.kml"),)


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """Give the archive; what breaks while it is read is its damage."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except BROKEN as error:
        raise UnreadableFileError(FileProblem.ZIP_DAMAGED) from error


def _checked(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    """Yield the files of an archive, none of which is dangerous by what it is called."""
    infos = archive.infolist()
    if len(infos) > MAX_ENTRIES:
        raise UnreadableFileError(FileProblem.ZIP_TOO_MANY, limit=MAX_ENTRIES)
    if sum(info.file_size for info in infos) > files.MAX_UNPACKED_BYTES:
        raise files.too_much_inside()
    for info in infos:
        if info.flag_bits & LOCKED:
            raise UnreadableFileError(FileProblem.ZIP_LOCKED)
        if _leads_out(info.orig_filename):
            raise UnreadableFileError(FileProblem.ZIP_UNSAFE_NAME, name=shown(info.orig_filename))
        kind = stat.S_IFMT(info.external_attr >> UNIX_MODE)
        if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
            raise UnreadableFileError(FileProblem.ZIP_LINK, name=shown(_name(info)))
        if not info.is_dir() and not _is_litter(_name(info)):
            yield info


def _leads_out(name: str) -> bool:
    """Tell whether a name, read as Unix or as Windows would, leaves the folder it is put into."""
    plain = name.replace("\\", "/")
    parts = PurePosixPath(plain).parts
    return plain.startswith("/") or ".." in parts or ":" in plain or "\0" in plain


def _is_litter(name: str) -> bool:
    """Tell whether a file is an operating system's own note beside the real ones."""
    return any(part == "__MACOSX" or part.startswith(".") for part in PurePosixPath(name).parts)


def _name(info: zipfile.ZipInfo) -> str:
    """Return an entry's name; one that is not marked as UTF-8 is that or GB 18030 all the same."""
    if info.flag_bits & NAME_IS_UTF8:
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _refuse_archives(archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo]) -> None:
    """Refuse an archive in the archive, by its first bytes."""
    for name, info in entries.items():
        with archive.open(info) as file:
            if file.read(LONGEST_MAGIC).startswith(ARCHIVE_MAGICS):
                raise UnreadableFileError(FileProblem.ZIP_NESTED, name=shown(name))


def _write_parts(
    archive: zipfile.ZipFile,
    entries: dict[str, zipfile.ZipInfo],
    shape: str,
    target: Path,
    budget: int,
) -> int:
    """Write the parts of one Shapefile beside each other; return the bytes that they took."""
    stem = shape[: -len(".shp")].casefold()
    taken = 0
    for name, info in entries.items():
        suffix = _suffix(name)
        if suffix in PARTS and name[: -len(suffix)].casefold() == stem:
            taken += _write(archive, info, target.with_suffix(suffix), budget - taken)
    return taken


def _write(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, budget: int) -> int:
    """Write one file, whatever its header says no more than the budget; return its bytes."""
    written = 0
    with archive.open(info) as packed, target.open("wb") as file:
        while block := packed.read(files.CHUNK):
            written += len(block)
            if written > budget:
                raise files.too_much_inside()
            file.write(block)
    return written


def _shapefile(name: str, target: Path) -> Source:
    """Return the layer that the parts of a Shapefile make."""
    with target.with_suffix(".shp").open("rb") as file:
        if file.read(len(SHAPE_MAGIC)) != SHAPE_MAGIC:
            raise UnreadableFileError(FileProblem.NO_SHAPES, name=shown(name))
    if not target.with_suffix(".dbf").exists():
        raise UnreadableFileError(FileProblem.NO_TABLE, name=shown(name))
    page = target.with_suffix(".cpg")
    stated = page.read_bytes()[: files.HEAD].decode("ascii", "replace") if page.exists() else ""
    page.unlink(missing_ok=True)  # GDAL would act on it; texts are decoded here, and nowhere else
    return Source(
        path=target.with_suffix(".shp"),
        name=PurePosixPath(name).stem,
        encoding=name_of_code_page(stated, _table_mark(target.with_suffix(".dbf"))),
        raw_text=True,
        without_index=not target.with_suffix(".shx").exists(),
    )


def _table_mark(table: Path) -> int:
    """Return the byte by which a dBASE table may say its code page, 0 where it says none."""
    with table.open("rb") as file:
        head = file.read(files.HEAD)
    return head[29] if len(head) > 29 else 0  # noqa: PLR2004 - the format's own place


def _kml(archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], target: Path) -> Source:
    """Write the KML of a KMZ: `doc.kml`, or the first there is."""
    found: Sequence[str] = sorted(
        (name for name in entries if _suffix(name) == ".kml"),
        key=lambda name: (PurePosixPath(name).name != "doc.kml", name),
    )
    if not found:
        raise UnreadableFileError(FileProblem.ZIP_NOTHING)
    _write(archive, entries[found[0]], target, files.MAX_UNPACKED_BYTES)
    return Source(path=target, name=found[0])
