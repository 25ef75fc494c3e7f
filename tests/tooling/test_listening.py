"""HOST and PORT."""

import socket

import pytest
from house.errors import HouseError
from house.listening import Place, is_healthy, read_place, require_free


def test_without_settings_it_is_port_8000_on_this_machine_alone():
    assert read_place({}) == Place("127.0.0.1", 8000)


@pytest.mark.parametrize("port", ["0", "65536", "-1", "80a", "8 0", "٨٠"])
def test_what_is_no_port_is_refused_by_name(port):
    with pytest.raises(HouseError, match="PORT="):
        read_place({"PORT": port})


def test_a_taken_port_is_refused_and_a_free_one_is_proposed():
    with socket.create_server(("127.0.0.1", 0)) as other:
        place = Place("127.0.0.1", other.getsockname()[1])
        with pytest.raises(HouseError, match=r"make run PORT=\d+"):
            require_free(place)


def test_a_free_port_passes():
    with socket.create_server(("127.0.0.1", 0)) as other:
        free = Place("127.0.0.1", other.getsockname()[1])
    require_free(free)
    assert not is_healthy(free)


def test_a_host_of_another_machine_is_refused():
    with pytest.raises(HouseError, match="set HOST"):
        require_free(Place("203.0.113.7", 8000))


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:80"),
        ("0.0.0.0", "http://127.0.0.1:80"),
        ("::1", "http://[::1]:80"),
    ],
)
def test_the_address_is_one_that_a_browser_takes(host, url):
    assert Place(host, 80).url == url
