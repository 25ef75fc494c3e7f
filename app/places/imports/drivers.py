"""Which of GDAL's drivers may read, and the settings under which GDAL is started.

A driver for a text format (VRT, CSV, WFS ...) opens what the text names: local files, addresses.
Only three are left, and the rest are never registered: `environment()` goes into the reading
process before GDAL starts, and `require_ours_alone()` looks afterwards whether it was heeded.
"""

from collections.abc import Mapping

ALLOWED = frozenset({"GPKG", "ESRI Shapefile", "LIBKML"})

# Every vector driver of GDAL 3.4 to 3.12 but ours; a name that a build lacks does no harm.
SKIPPED = (
    "ADBC, AIVector, AmigoCloud, Arrow, AVCBin, AVCE00, BAG, CAD, Carto, Cloudant, CouchDB, "
    "CSV, CSW, DB2ODBC, DGN, DODS, DWG, DXF, EDIGEO, EEDA, Elasticsearch, ESRIJSON, ESRIC, "
    "FileGDB, FlatGeobuf, FITS, GDALG, Geoconcept, GeoJSON, GeoJSONSeq, Geomedia, GeoRSS, "
    "GFT, GML, GMLAS, GNMDatabase, GNMFile, GPSBabel, GPX, GTFS, HANA, HTF, HTTP, Idrisi, "
    "IDB, Interlis 1, Interlis 2, JML, JP2ECW, JP2KAK, JP2MrSID, JP2OpenJPEG, JPEG2000, "
    "JSONFG, KML, LVBAG, MapInfo File, MapML, MBTiles, Memory, MEM, MiraMonVector, MongoDB, "
    "MongoDBv3, MSSQLSpatial, MVT, MySQL, NAS, netCDF, NGW, NTv2, OAPIF, OCI, ODBC, ODS, "
    "OGCAPI, OGDI, OGR_DODS, OGR_GMT, OGR_OGDI, OGR_PDS, OGR_SDE, OGR_VRT, OpenAir, "
    "OpenFileGDB, OpenJPEG, OSM, Parquet, PCIDSK, PDF, PDS4, PGDump, PGDUMP, PGEO, PGeo, "
    "PLSCENES, PMTiles, PostgreSQL, REC, S57, SEGUKOOA, SEGY, Selafin, SOSI, SQLite, SUA, "
    "SVG, SXF, TIGER, TopoJSON, UK .NTF, VDV, VFK, VICAR, Walk, WAsP, WFS, WFS3, XLS, XLSX, "
    "XODR, XPlane"
)


def environment() -> Mapping[str, str]:
    """Return the variables under which the reading process runs; it gets no others."""
    return {
        "OGR_SKIP": SKIPPED.replace(", ", ","),
        "GDAL_DRIVER_PATH": "disable",  # no driver from a folder of the machine
        "OGR_SQLITE_STATIC_VIRTUAL_OGR": "NO",  # no table in a database that opens other files
        "OGR_SQLITE_LIST_ALL_TABLES": "NO",
        "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none",  # addresses end otherwise
        "CPL_CURL_ENABLE_VSIMEM": "NO",
        "GDAL_VRT_ENABLE_PYTHON": "NO",
        "PROJ_NETWORK": "OFF",
        "SHAPE_RESTORE_SHX": "YES",
        "SHAPE_ENCODING": "",  # texts come as they are and are decoded here
        "LANG": "C.UTF-8",
        "MALLOC_ARENA_MAX": "2",  # address space is limited
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }


def require_ours_alone(registered: frozenset[str]) -> None:
    """Return if no other driver than ours is registered.

    Raises:
        RuntimeError: One is; nothing is read then.
    """
    others = registered - ALLOWED
    if others:
        raise RuntimeError(f"drivers that nobody asked for: {', '.join(sorted(others))}")
