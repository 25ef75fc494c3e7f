"""The import contracts of the house, written for the modules that a tree really has.

Import-linter refuses a contract that names a module which does not exist, and the house grows
room by room; so the contracts are written anew, as text, whenever they are checked. A package
directly under `app/` that is neither in FEATURES nor in KERNEL_PACKAGES is refused: whoever
adds a room says here where it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from house.errors import HouseError

FEATURES = (
    ("demo",),
    ("desk", "steward", "public", "interop"),
    ("bulletin",),
    ("appraisal", "planning"),
    ("hotspots",),
    ("cases",),
    ("reports",),
    ("patrols",),
    ("places",),
    ("people",),
)
TOP_MODULES = ("all_models", "rooms")  # they put the house together; nobody imports them
KERNEL_PACKAGES = ("i18n", "jobs", "maps", "web")
INSIDE = (("views", "api"), ("forms",), ("actions",), ("queries",), ("models",))
GEO_STRANGERS = ("app", "flask", "sqlalchemy", "geoalchemy2", "folium", "branca")


def configuration(root: Path) -> str:
    """Return import-linter's configuration for the tree under `root`, as INI text.

    Raises:
        HouseError: If `app/` holds a package that nobody has listed.
    """
    packages = [name for name in ("app", "geo") if (root / name / "__init__.py").exists()]
    sections = [_section("", root_packages=packages, include_external_packages="True")]
    if "app" in packages:
        sections += _app_contracts(root / "app")
    if "geo" in packages:
        strangers = [name for name in GEO_STRANGERS if name != "app" or "app" in packages]
        sections.append(
            _contract("geo is pure", "forbidden", source_modules=["geo"], forbidden=strangers)
        )
    return "\n".join(sections)


def _app_contracts(app: Path) -> Iterator[str]:
    names = _children(app)
    features = [tuple(name for name in row if name in names) for row in FEATURES]
    listed = {name for row in features for name in row}
    kernel = sorted(names - listed - set(TOP_MODULES))
    _refuse_unlisted(app, kernel)
    top = sorted(names & set(TOP_MODULES))
    layers = [" : ".join(top), *(" | ".join(row) for row in features), " : ".join(kernel)]
    yield _contract(
        "features in their order", "layers", containers=["app"], layers=filter(None, layers)
    )
    for feature in sorted(listed):
        yield from _inside(app / feature, names - {feature, *top})
    others = sorted(f"app.{name}" for name in names - {"maps"})
    if others:
        yield _contract(
            "Folium in app.maps alone",
            "forbidden",
            source_modules=others,
            forbidden=["folium", "branca"],
            allow_indirect_imports="True",
        )


def _inside(feature: Path, others: set[str]) -> Iterator[str]:
    """Give the contracts of one feature: its own order, and who may see its views and forms."""
    parts = _children(feature)
    rows = [tuple(name for name in row if name in parts) for row in INSIDE]
    layers = [" : ".join(row) for row in rows if row]
    if len(layers) > 1:
        yield _contract(
            f"inside {feature.name}", "layers", containers=[f"app.{feature.name}"], layers=layers
        )
    private = [f"app.{feature.name}.{name}" for row in rows[:2] for name in row]
    if private and others:
        yield _contract(
            f"views and forms of {feature.name} are its own",
            "forbidden",
            source_modules=sorted(f"app.{name}" for name in others),
            forbidden=private,
            allow_indirect_imports="True",
        )


def _refuse_unlisted(app: Path, kernel: Iterable[str]) -> None:
    for name in kernel:
        if (app / name).is_dir() and name not in KERNEL_PACKAGES:
            message = (
                f"app/{name}/ stands nowhere in the order of features: "
                "list it in FEATURES or KERNEL_PACKAGES of bin/house/contracts.py."
            )
            raise HouseError(message)


def _children(package: Path) -> set[str]:
    """Return the names of the modules and packages directly inside a package."""
    modules = {
        path.stem for path in package.glob("*.py") if path.stem not in {"__init__", "__main__"}
    }
    return modules | {path.parent.name for path in package.glob("*/__init__.py")}


def _contract(
    name: str, kind: str, forbidden: Iterable[str] = (), **options: str | Iterable[str]
) -> str:
    slug = ":contract:" + name.replace(" ", "-")
    modules = {"forbidden_modules": forbidden} if forbidden else {}
    return _section(slug, name=name, type=kind, **modules, **options)


def _section(suffix: str, **options: str | Iterable[str]) -> str:
    lines = [f"[importlinter{suffix}]"]
    for key, value in options.items():
        rows = [f" {value}"] if isinstance(value, str) else ["", *(f"    {one}" for one in value)]
        lines.append(f"{key} =" + "\n".join(rows))
    return "\n".join(lines) + "\n"
