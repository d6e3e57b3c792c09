"""Coders by name: built-in and foreign ones come the same way, and a broken one is named."""

from importlib.metadata import EntryPoint, EntryPoints
from importlib.util import find_spec

import pytest

from servanda.coding.coder import code_documents, learned, rules
from servanda.coding.coders import GROUP, CannotCodeError, CoderError, NamedCoder, coder_names, find_coder
from servanda.record import CodedDocument, CodingWarning, FailedDocument, Failure
from servanda.sources import Document

FOREIGN = EntryPoints(
    [
        EntryPoint("silent", "builtins:list", GROUP),
        EntryPoint("broken", "no_such_package_at_all:coder", GROUP),
    ]
)


def test_the_built_in_coders_are_announced_like_any_other() -> None:
    assert {"huggingface", "learned", "llm", "rules"} <= set(coder_names())
    assert find_coder().code is learned
    assert find_coder("rules").code is rules


def test_an_unknown_coder_is_refused_with_the_names_of_the_known() -> None:
    with pytest.raises(CoderError, match=r"installed are broken, silent"):
        find_coder("oracle", FOREIGN)


def test_a_coder_that_cannot_be_loaded_is_named() -> None:
    with pytest.raises(CoderError, match=r"'broken' .*cannot be loaded"):
        find_coder("broken", FOREIGN)


@pytest.mark.parametrize("name", ["learned", "rules"])
def test_a_coder_gives_the_same_records_each_time_and_under_its_name(name: str) -> None:
    documents = [Document("a", "Chad bombed Sudan on Tuesday."), Document("b", "Fiji met Tuvalu in Suva.")]
    first = list(code_documents(documents, coder=find_coder(name)))
    assert first == list(code_documents(documents, coder=find_coder(name)))
    assert {row.coder.name for row in first} == {name}


def test_the_two_coders_never_share_an_id() -> None:
    documents = [Document("a", "Chad bombed Sudan on Tuesday.")]
    one, other = (
        {r.id for r in next(code_documents(documents, coder=find_coder(n))).records} for n in ("learned", "rules")
    )
    assert one
    assert not one & other


@pytest.mark.skipif(find_spec("torch") is not None, reason="torch is installed, so nothing is missing")
def test_what_an_optional_coder_lacks_is_said_with_the_remedy() -> None:
    with pytest.raises(CoderError, match=r"torch is missing: pip install 'servanda\[huggingface\]'"):
        find_coder("huggingface")


def test_warnings_among_the_records_stand_in_the_line_of_the_document() -> None:
    doubt = CodingWarning("doubtful", "the text seems to be a joke")
    coder = NamedCoder("doubting", lambda reading, codebook: [*rules(reading, codebook), doubt])
    (made,) = code_documents([Document("a", "Chad bombed Sudan on Tuesday.")], coder=coder)
    assert isinstance(made, CodedDocument)
    assert doubt in made.warnings
    assert made.records
    assert doubt not in made.records


def test_a_coder_may_refuse_a_document_and_the_others_are_coded() -> None:
    def picky(reading, codebook):
        if "Sudan" in reading.text:
            raise CannotCodeError("not_mine", "ask somebody else")
        return rules(reading, codebook)

    documents = [Document("a", "Chad bombed Sudan."), Document("b", "Fiji met Tuvalu in Suva.")]
    refused, coded = code_documents(documents, coder=NamedCoder("picky", picky))
    assert refused == FailedDocument("a", Failure("not_mine", "ask somebody else"))
    assert isinstance(coded, CodedDocument)
