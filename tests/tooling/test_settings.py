"""The secrets of a checkout."""

import pytest
from house import settings
from house.errors import HouseError


def test_secrets_are_made_once_and_stay(tmp_path):
    first = settings.load(tmp_path / "settings.env")
    assert settings.load(tmp_path / "settings.env") == first
    assert len(set(first.values())) == len(settings.SECRETS)


def test_secrets_are_readable_by_their_owner_alone(tmp_path):
    settings.load(tmp_path / "settings.env")
    assert (tmp_path / "settings.env").stat().st_mode & 0o777 == 0o600


def test_what_a_person_wrote_there_stays(tmp_path):
    file = tmp_path / "settings.env"
    file.write_text("# mine\nSECRET_KEY=chosen\nHOST=::1")
    assert settings.load(file)["SECRET_KEY"] == "chosen"
    assert settings.load(file)["HOST"] == "::1"
    assert file.read_text().startswith("# mine\n")


def test_a_line_that_is_no_setting_is_named(tmp_path):
    (tmp_path / "settings.env").write_text("SECRET_KEY=a\nwhat is this\n")
    with pytest.raises(HouseError, match="line 2"):
        settings.load(tmp_path / "settings.env")
