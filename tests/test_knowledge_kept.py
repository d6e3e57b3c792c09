"""What is built of the packaged files and kept: the same whether built or read back, never stale, never in the way."""

from collections.abc import Callable
from pathlib import Path

import pytest

from servanda.knowledge import kept as module
from servanda.knowledge.kept import kept


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder of the user."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "servanda"


def counted(made: object) -> tuple[Callable[[], object], list[None]]:
    """Return a function that makes this, and a list that grows whenever it does."""
    calls: list[None] = []

    def build() -> object:
        calls.append(None)
        return made

    return build, calls


def test_what_was_built_is_read_back(cache: Path) -> None:
    build, calls = counted({"Côte d’Ivoire": ("CIV", 1.1, None)})
    found = [kept("table", build) for _ in range(2)]
    assert found == [{"Côte d’Ivoire": ["CIV", 1.1, None]}] * 2
    assert len(calls) == 1
    assert [path.name.partition("-")[0] for path in cache.iterdir()] == ["table"]


def test_what_is_damaged_is_built_again(cache: Path) -> None:
    build, calls = counted([1, 2])
    kept("table", build)
    next(cache.iterdir()).write_text("[1, ", "utf-8")
    assert [kept("table", build) for _ in range(2)] == [[1, 2]] * 2
    assert len(calls) == 2


def test_other_files_give_another_table(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = tmp_path / "facts"
    (facts / "data").mkdir(parents=True)
    monkeypatch.setattr(module, "_HERE", facts)
    for number, words in enumerate(("Fiji\n", "Samoa\n", "Samoa\n"), 1):
        (facts / "data" / "names.tsv").write_text(words, "utf-8")
        module._version.cache_clear()
        build, calls = counted(words)
        assert kept("table", build) == words
        assert len(calls) == (number < 3)
    module._version.cache_clear()


def test_only_the_youngest_stay(cache: Path) -> None:
    cache.mkdir()
    for number in range(20):
        (cache / f"table-{number}.json").write_text("1", "utf-8")
    (cache / "other-1.json").write_text("1", "utf-8")
    kept("table", lambda: 2)
    assert len(list(cache.glob("table-*.json"))) == module._MOST_OF_A_NAME
    assert (cache / "other-1.json").exists()


def test_a_cache_that_cannot_be_written_is_no_obstacle(cache: Path) -> None:
    cache.write_text("a file where the folder should be", "utf-8")
    build, calls = counted([3])
    assert [kept("table", build) for _ in range(2)] == [[3], [3]]
    assert len(calls) == 2


def test_a_user_without_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")

    def nobody() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", nobody)
    assert kept("table", lambda: (1, 2)) == [1, 2]


def test_what_goes_wrong_in_building_is_told(cache: Path) -> None:
    def build() -> object:
        raise ValueError("line 3")

    with pytest.raises(ValueError, match="line 3"):
        kept("table", build)
    assert not cache.exists()
