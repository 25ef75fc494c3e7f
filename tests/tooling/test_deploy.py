"""docker-compose.yml, the Dockerfile and the proxy, as far as reading them shows."""

from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def services():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


def test_only_the_proxy_is_reachable_from_outside(services):
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]


def test_the_web_server_does_not_hold_the_owners_password(services):
    for name in ("web", "worker"):
        assert "OWNER_PASSWORD" not in str(services[name]["environment"])


def test_behind_the_proxy_cookies_are_secure_and_one_proxy_is_trusted(services):
    settings = services["web"]["environment"]
    assert (settings["COOKIE_SECURE"], settings["TRUSTED_PROXIES"]) == ("1", "1")


def test_no_secret_has_a_value_in_the_file(services):
    text = (ROOT / "docker-compose.yml").read_text()
    for name in ("POSTGRES_PASSWORD", "OWNER_PASSWORD", "WEB_PASSWORD", "SECRET_KEY", "AUDIT_KEY"):
        assert f"${{{name}:?" in text


def test_web_and_worker_wait_for_the_migrations(services):
    for name in ("web", "worker"):
        waits = services[name]["depends_on"]["migrate"]["condition"]
        assert waits == "service_completed_successfully"


def test_the_container_does_not_run_as_root():
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    assert [line for line in lines if line.startswith("USER ")] == ["USER steward"]


def test_every_file_that_is_copied_into_the_image_may_go_there():
    allowed = {
        line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line[0] == "!"
    }
    copied = {"package.json", "package-lock.json", ".npmrc", "requirements.txt"}
    assert copied | {"app", "geo", "migrations", "static", "templates", "bin"} <= allowed


def test_the_proxy_writes_the_visitors_address_itself():
    text = (ROOT / "deploy/Caddyfile").read_text()
    assert "header_up X-Forwarded-For {remote_host}" in text
