"""The catalogues of messages: what stands in code and templates goes into them.

python docs/messages.py            bring the catalogues up to date; new messages are left to be translated
python docs/messages.py --check    write nothing; exit code 1 if a catalogue lacks a message or a translation
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

FOLDER = Path(__file__).resolve().parents[1] / "src/servanda/web"
METHODS = [("templates/**.html", "jinja2.ext.babel_extract"), ("**.py", "python")]
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None}
JINJA = {
    "trim_blocks": "true",
    "lstrip_blocks": "true",
    "extensions": "jinja2.ext.do",
    "newstyle_gettext": "true",
    "silent": "false",
}


def messages() -> Catalog:
    """Return all messages that stand in code and templates."""
    template = Catalog(project="servanda", charset="utf-8")
    options = {"templates/**.html": JINJA}
    for file, line, message, comments, context in extract_from_dir(FOLDER, METHODS, options, keywords=KEYWORDS):
        template.add(message, None, [(file, line)], auto_comments=comments, context=context)
    return template


def catalogues() -> dict[Path, Catalog]:
    """Return the catalogues that are there, by their files."""
    found = {}
    for path in sorted(FOLDER.glob("locale/*/LC_MESSAGES/servanda.po")):
        with path.open("rb") as file:
            found[path] = read_po(file, locale=path.parts[-3])
    return found


def problems() -> list[str]:
    """Return what the catalogues lack."""
    wanted = messages()
    return [
        f"{path.parts[-3]}: {said!r} {what}"
        for path, catalogue in catalogues().items()
        for said, what in _problems_of(catalogue, wanted)
    ]


def _problems_of(catalogue: Catalog, wanted: Catalog) -> list[tuple[object, str]]:
    missing = [(m.id, "is missing") for m in wanted if m.id and m.id not in catalogue]
    open_ = [(m.id, "is not translated") for m in catalogue if m.id and (m.fuzzy or not _is_whole(m.string))]
    stale = [(m.id, "stands nowhere any more") for m in catalogue if m.id and m.id not in wanted]
    wrong = [(m.id, str(error)) for m in catalogue if m.id for error in m.check(catalogue)]
    return [*missing, *open_, *stale, *wrong]


def _is_whole(said: object) -> bool:
    return all(said) if isinstance(said, (tuple, list)) else bool(said)


def update() -> None:
    """Write the catalogues anew, with what stands in code and templates now."""
    wanted = messages()
    for path, catalogue in catalogues().items():
        catalogue.update(wanted, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        with path.open("wb") as file:
            write_po(file, catalogue, width=0, omit_header=False, sort_output=True, no_location=True)


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        found = problems()
        sys.stderr.write("".join(f"{problem}\n" for problem in found))
        sys.exit(bool(found))
    update()
