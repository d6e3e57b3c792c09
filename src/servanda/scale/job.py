"""The job that spark-submit takes: `code` documents into a lake, `link` what may belong together.

spark-submit [options of Spark] job.py code --lake FOLDER INPUT ...
spark-submit [options of Spark] job.py link --lake FOLDER [--month 2024-05 ...]
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from servanda.codebook import VocabularyError, load_codebook
from servanda.codebook.own import load_own
from servanda.coding.coders import DEFAULT, CoderError, find_coder
from servanda.scale.coding import How
from servanda.scale.session import ScaleError, open_session


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a job, print what it did as one line of JSON, and return the exit code: 1 where documents failed, 2 for wrong use."""
    options = _parser().parse_args(arguments)
    began = time.monotonic()
    try:
        done = _code(options) if options.job == "code" else _link(options)
    except (CoderError, ScaleError, VocabularyError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(json.dumps({**done, "seconds": round(time.monotonic() - began, 1)}) + "\n")
    return 1 if done.get("errors") else 0


def _code(options: argparse.Namespace) -> dict[str, Any]:
    how = How(find_coder(options.coder).name, options.titles, options.codebook)
    if how.codebook is not None:
        load_own(how.codebook, load_codebook())
    spark = open_session("servanda code")
    from servanda.scale.input_lines import read_lines  # noqa: PLC0415  an optional extra
    from servanda.scale.lake_coding import code_into  # noqa: PLC0415
    from servanda.scale.lake_tables import Tables  # noqa: PLC0415

    lines = read_lines(spark, options.input)
    return asdict(code_into(Tables(spark, options.lake), lines, how, again=options.again))


def _link(options: argparse.Namespace) -> dict[str, Any]:
    spark = open_session("servanda link")
    from servanda.scale.lake_linking import link  # noqa: PLC0415
    from servanda.scale.lake_tables import Tables  # noqa: PLC0415

    return link(Tables(spark, options.lake), options.month)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    jobs = parser.add_subparsers(dest="job", required=True)
    code = jobs.add_parser("code", help="code documents that the lake does not have yet")
    code.add_argument("input", nargs="+", help="files or folders of JSON lines (.gz, .zst) or Parquet")
    code.add_argument("--again", action="store_true", help="code documents that the lake has too, and replace them")
    code.add_argument("--coder", default=DEFAULT, help="learned, rules, or one that another package brings")
    code.add_argument("--titles", action="store_true", help="code titles too")
    code.add_argument("--codebook", type=Path, help="event types of your own: a TOML file")
    link = jobs.add_parser("link", help="write near-copies and candidates for stories and ledger")
    link.add_argument("--month", nargs="*", default=[], help="only pairs whose later part is of these months (2024-05)")
    for job in (code, link):
        job.add_argument(
            "--lake", required=True, help="the folder of the lake: a path or an address that Spark can write to"
        )
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
