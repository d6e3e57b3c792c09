"""Events: whom they are directed at, the words that state them, and what a text says of its own day and source."""

from dataclasses import replace
from functools import cache

from servanda.coding.coder import LEAST_CONFIDENCE, code_documents, sure_enough
from servanda.coding.coders import find_coder
from servanda.record import CodedDocument, Event
from servanda.sources import Document


@cache
def coded(text: str, coder: str = "rules") -> CodedDocument:
    (found,) = code_documents([Document("x", text)], coder=find_coder(coder))
    assert isinstance(found, CodedDocument)
    return found


def events(text: str) -> list[Event]:
    return [record for record in coded(text).records if isinstance(record, Event)]


def test_who_is_to_be_handed_over_is_not_asked_for_it() -> None:
    text = "Chile's president, Ana Rojas, met ministers. Chile sought the extradition of President Rojas's brother from Peru."
    assert [[p.country for p in e.target] for e in events(text) if e.type == "REQUEST"] == [["PER"]]
    own = "Former Peruvian president Luis Sosa fled in May. Peru requested the extradition of Luis Sosa."
    assert [e.target for e in events(own) if e.type == "REQUEST"] == [()]


def test_another_state_is_still_asked() -> None:
    text = "Peru requested the return of its bones from the museum in Chile. Peru requested help from Chile."
    assert ["CHL"] in [[p.country for p in e.target] for e in events(text) if e.type == "REQUEST"]


def test_examples_are_left_out_of_the_evidence() -> None:
    text = "Ghana imposed sanctions on Togo, including a ban on cocoa."
    (sanction,) = [e for e in events(text) if e.type == "COERCE"]
    assert sanction.evidence.quote == "imposed sanctions on Togo"


def test_a_dateline_names_the_agency_and_the_day() -> None:
    text = "LOMÉ, March 14, 2023 (Reuters) - Ghana's president visited Togo on Tuesday and met ministers there."
    found = coded(text)
    assert found.published is not None
    assert found.published.value == "2023-03-14"
    assert {w.code for w in found.warnings}.isdisjoint({"undated", "source_missing"})


def test_what_names_neither_day_nor_source_is_warned_of() -> None:
    text = "Ghana's president visited Togo on Tuesday and met ministers there."
    assert {w.code for w in coded(text).warnings} == {"undated", "source_missing"}


def of_type(text: str, kind: str, coder: str = "rules") -> list[Event]:
    (found,) = code_documents([Document("x", text)], coder=find_coder(coder))
    assert isinstance(found, CodedDocument)
    return [record for record in found.records if isinstance(record, Event) and record.type == kind]


def test_what_an_allegation_says_that_is_called_a_lie_has_not_occurred() -> None:
    (lie,) = of_type("The allegation that Chad attacked Niger is a lie.", "ASSAULT")
    (rejected,) = of_type("Mali rejected the claim that its army attacked Niger.", "ASSAULT")
    (made,) = of_type("The accusation that Chad attacked Niger was made in May.", "ASSAULT")
    assert [e.status for e in (lie, rejected, made)] == ["denied", "denied", "occurred"]
    assert [e.attribution.cue.quote for e in (lie, rejected, made) if e.attribution] == [
        "allegation",
        "claim",
        "accusation",
    ]


def test_what_a_question_asks_has_not_occurred() -> None:
    asked = of_type("Has Chad attacked Niger?", "ASSAULT")
    told = of_type("Chad has attacked Niger.", "ASSAULT")
    assert [e.status for e in asked] == ["possible"]
    assert [e.status for e in told] == ["occurred"]


def test_what_hangs_on_a_condition_is_possible() -> None:
    (attack,) = of_type("If Ghana deploys its army to attack Togo, Mali will protest.", "ASSAULT")
    (ordered,) = of_type("Ghana wants to attack Togo.", "ASSAULT")
    assert [attack.status, ordered.status] == ["possible", "planned"]


def test_to_stand_in_the_way_or_to_destroy_is_no_agreement() -> None:
    veto = "Russia will veto the resolution of France."
    assert of_type(veto, "AGREE") == []
    assert [e.status for e in of_type(veto, "REJECT")] == ["planned"]
    assert of_type("Israel will destroy Iran's bases.", "AGREE") == []
    assert [e.status for e in of_type("Peru will help Chile.", "AGREE")] == ["planned"]


def test_an_event_that_is_hardly_believed_is_not_told() -> None:
    (event,) = of_type("Russia will veto the resolution of France.", "REJECT")
    assert sure_enough([event]) == [event]
    assert sure_enough([replace(event, confidence=LEAST_CONFIDENCE - 0.01)]) == []


def targets(text: str, kind: str) -> list[str]:
    return [party.quote for event in of_type(text, kind) for party in event.target]


def test_people_of_no_name_are_whom_it_is_done_to() -> None:
    assert targets("Iraqi police arrested a person in Basra on Monday.", "COERCE") == ["a person"]
    assert targets("Iraqi police arrested Ali Hasan in Basra on Monday.", "COERCE") == ["Ali Hasan"]


def test_where_a_force_goes_is_the_target_not_the_force() -> None:
    text = (
        "Nigeria announced the deployment of 230 troops, including 19 officers, to Liberia on a peacekeeping mission."
    )
    assert targets(text, "MOBILIZE") == ["Liberia"]


def test_a_blockade_of_towns_at_home_is_laid_on_their_people() -> None:
    assert targets("The Punjab government imposed a blockade on Lahore.", "COERCE") == ["Lahore"]


def test_a_heading_with_a_bare_infinitive_tells_what_will_be() -> None:
    text = "Vice President Harris to meet with fishery owners who are taking advantage of new resources to repair their boats"
    (meeting,) = [e for e in events(text) if e.source]
    assert meeting.status == "planned"


def test_who_gives_thanks_is_who_speaks() -> None:
    text = "“Thank you, Ghana, for the rice,” said Togolese President Afi Mensah in Lomé on Monday."
    assert [p.country for e in of_type(text, "SUPPORT") for p in e.source] == ["TGO"]


def parties(text: str, kind: str, coder: str = "rules") -> list[tuple[list[str], list[str]]]:
    return [([p.quote for p in e.source], [p.quote for p in e.target]) for e in of_type(text, kind, coder)]


def test_a_phrase_is_the_target_where_no_actor_is_named() -> None:
    assert parties("Ghana condemned the new fishing rules.", "ACCUSE") == [(["Ghana"], ["the new fishing rules"])]
    assert parties("Peru began an investigation into the dredging fund.", "ACCUSE") == [
        (["Peru"], ["the dredging fund"])
    ]


def test_a_named_actor_goes_before_a_phrase_and_times_are_none() -> None:
    assert parties("Ghana condemned Togo for the new fishing rules.", "ACCUSE") == [(["Ghana"], ["Togo"])]
    assert parties("Ghana protested on Tuesday.", "PROTEST") in ([(["Ghana"], [])], [])


def test_a_subject_of_no_name_is_the_source_of_violence_where_it_can_be() -> None:
    assert parties("A truck bomb wounded nine farmers.", "ASSAULT") == [(["A truck bomb"], ["nine farmers"])]
    assert parties("An earthquake wounded nine farmers.", "ASSAULT") == []


def test_whoever_is_arrested_in_a_state_is_arrested_by_it_unless_another_is_named() -> None:
    assert parties("Editor Ana Rojas was arrested in Peru.", "COERCE") == [(["Peru"], ["Ana Rojas"])]
    ((source, _),) = parties("Editor Ana Rojas was arrested in Peru by Chilean police.", "COERCE")
    assert source == ["Chilean police"]


def test_forces_that_are_deployed_act_and_whoever_sends_them_goes_before() -> None:
    assert [
        p.country for e in of_type("Two hundred Kenyan soldiers were deployed to Haiti.", "MOBILIZE") for p in e.source
    ] == ["KEN"]
    sent = of_type("Two hundred Kenyan soldiers were deployed to Haiti by Ghana.", "MOBILIZE")
    assert [p.country for e in sent for p in e.source] == ["GHA"]


def test_a_promise_is_told_once_by_its_own_words() -> None:
    text = "Ghana and Togo confirmed that they would accelerate negotiations on a fishing treaty."
    assert len(of_type(text, "AGREE", "learned")) == 1
    assert "confirmed" in of_type(text, "AGREE", "learned")[0].evidence.quote


def test_the_subject_of_an_untensed_clause_is_what_the_verb_is_about() -> None:
    ((_, target),) = parties("A Kenyan court ordered Acme Ltd to pay the widows.", "REQUEST")
    assert target == ["Acme Ltd"]


def test_of_an_exercise_of_two_the_one_named_first_is_the_source() -> None:
    text = "Japan and the Philippines met in Tokyo. Both armies conducted a joint exercise off Bataan in June."
    (coded,) = code_documents([Document("x", text, published="2031-07-04")], coder=find_coder("rules"))
    assert isinstance(coded, CodedDocument)
    exercises = [r for r in coded.records if isinstance(r, Event) and r.type == "COOPERATE"]
    assert [([p.country for p in e.source], [p.country for p in e.target]) for e in exercises] == [(["JPN"], ["PHL"])]


def test_what_is_agreed_is_no_party_and_those_who_agree_are() -> None:
    both = "Ghana and Togo committed to launching a dialogue on fisheries."
    assert [
        ([p.country for p in e.source], [p.country for p in e.target]) for e in of_type(both, "AGREE", "learned")
    ] == [(["GHA"], ["TGO"])]
    for event in of_type("Ghana will produce a report on the future of fishing.", "AGREE", "learned"):
        assert event.target == ()


def test_people_of_no_name_act_and_things_do_not() -> None:
    assert [source for source, _ in parties("Striking teachers condemned Ghana.", "ACCUSE")] == [["Striking teachers"]]
    assert [source for source, _ in parties("The new rules condemned Ghana.", "ACCUSE")] == [[]]


def test_a_suffix_behind_a_comma_belongs_to_the_name() -> None:
    assert parties("President John Okello, Jr. condemned Ghana.", "ACCUSE") == [(["John Okello, Jr."], ["Ghana"])]


def test_whose_soldiers_are_withdrawn_from_a_state_withdraws() -> None:
    text = "Spain resumed the withdrawal of its soldiers from Mauritania on Tuesday."
    ((source, target),) = parties(text, "RETREAT", "learned")
    assert (source, target) == (["its soldiers"], ["Mauritania"])
