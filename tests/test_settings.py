"""Settings: the file, the environment before it, and errors that say where."""

from pathlib import Path

import pytest
import typer

from servanda.cli.settings import settings
from servanda.llm.settings import LLMSettings
from servanda.settings import Settings, SettingsError, load_settings


class Boat(Settings):
    name: str
    length: float = 10.0
    crew: tuple[str, ...] = ()


def boat(folder: Path, text: str | None, **environ: str) -> Boat:
    if text is not None:
        (folder / "servanda.toml").write_text(text, "utf-8")
    return load_settings(Boat, "boat", "SERVANDA_BOAT", environ, folder)


def test_the_environment_goes_before_the_file_and_both_before_what_is_usual(tmp_path) -> None:
    text = 'store = "elsewhere"\n[boat]\nname = "Ida"\ncrew = ["Ann", "Bo"]\n[llm]\nmodel = "x"\n'
    assert boat(tmp_path, text) == Boat(name="Ida", crew=("Ann", "Bo"))
    assert boat(tmp_path, text, SERVANDA_BOAT_LENGTH="12.5", SERVANDA_BOAT_NAME="") == Boat(
        name="Ida", length=12.5, crew=("Ann", "Bo")
    )
    assert boat(tmp_path, "", SERVANDA_BOAT_NAME="Eva").name == "Eva"


def test_the_environment_may_name_another_file(tmp_path) -> None:
    (tmp_path / "other.toml").write_text('[boat]\nname = "Liv"\n', "utf-8")
    assert boat(tmp_path, '[boat]\nname = "Ida"\n', SERVANDA_SETTINGS=str(tmp_path / "other.toml")).name == "Liv"
    with pytest.raises(SettingsError, match=r"SERVANDA_SETTINGS names .*none\.toml, which is no file"):
        boat(tmp_path, "", SERVANDA_SETTINGS=str(tmp_path / "none.toml"))


@pytest.mark.parametrize(
    ("text", "environ", "says"),
    [
        (None, {}, r"^servanda\.toml: name is missing\. Correct it under \[boat\] .* or in SERVANDA_BOAT_NAME"),
        ("[boat]\n", {}, r"servanda\.toml, line 1: name is missing"),
        ('[boat]\nname = "Ida"\nlength = "long"\n', {}, r"line 3: length is wrong"),
        ('length = 1\n[boat]\nname = "Ida"\n\n"length" = []\n', {}, r"line 5: length is wrong"),
        ('[boat]\nname = "Ida"\nlenght = 3\n', {}, r"line 3: lenght is wrong.*known are name, length, crew"),
        ('[boat]\nname = "Ida"\n', {"SERVANDA_BOAT_LENGTH": "x"}, r"^SERVANDA_BOAT_LENGTH: length is wrong"),
        ("boat = 3\n", {}, r"line 1: boat is no table"),
        ("[boat\n", {}, r"not TOML.*line 1"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(tmp_path, text, environ, says) -> None:
    with pytest.raises(SettingsError, match=says):
        boat(tmp_path, text, **environ)


def test_a_file_that_is_no_utf8_is_named(tmp_path) -> None:
    (tmp_path / "servanda.toml").write_bytes(b"[boat]\nname = '\xff'\n")
    with pytest.raises(SettingsError, match=r"servanda\.toml cannot be read"):
        boat(tmp_path, None)


def test_settings_of_the_store_and_of_coders_stand_in_one_file(tmp_path, monkeypatch) -> None:
    for name in ("SERVANDA_STORE", "SERVANDA_USER", "SERVANDA_SETTINGS"):
        monkeypatch.delenv(name, raising=False)
    text = 'store = "kept"\nuser = "ida"\n[llm]\nbase_url = "http://localhost/v1"\nmodel = "x"\n'
    (tmp_path / "servanda.toml").write_text(text, "utf-8")
    found = settings(folder=tmp_path)
    assert (found.store, found.user) == ("kept", "ida")
    assert settings("given", folder=tmp_path).store == "given"
    assert load_settings(LLMSettings, "llm", "SERVANDA_LLM", {}, tmp_path).model == "x"
    (tmp_path / "servanda.toml").write_text('stroe = "kept"\n', "utf-8")
    with pytest.raises(typer.BadParameter, match=r"line 1: stroe is wrong.*known are store, user"):
        settings(folder=tmp_path)
