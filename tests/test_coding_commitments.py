"""Commitments: to whom, how much, and what is none."""

from functools import cache

import pytest

from servanda.coding.amounts import find_amounts
from servanda.coding.coder import code_documents
from servanda.coding.coders import find_coder
from servanda.record import CodedDocument, Commitment
from servanda.sources import Document


@cache
def commitments(text: str) -> tuple[Commitment, ...]:
    (found,) = code_documents([Document("x", text, published="2031-03-04")], coder=find_coder("rules"))
    assert isinstance(found, CodedDocument)
    return tuple(record for record in found.records if isinstance(record, Commitment))


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("Indonesia pledged on Monday to send 40 monitors to Thailand and Laos.", ["THA", "LAO"]),
        ("Norway promised to return 46 prisoners and 14 boats to Russia.", ["RUS"]),
        ("Chad threatened to sell the water to Niger unless Sudan paid its debt.", ["SDN"]),
    ],
)
def test_who_receives_is_promised(text: str, to: list[str]) -> None:
    assert [p.country for p in commitments(text)[0].to] == to


def test_a_place_to_go_to_is_no_addressee() -> None:
    (found,) = commitments("The mayor of Oslo promised voters to travel to Iceland in May.")
    assert "ISL" not in [p.country for p in found.to]


@pytest.mark.parametrize("text", ["The foreign minister of Peru will meet his colleague in November."])
def test_a_meeting_ahead_is_no_pledge(text: str) -> None:
    assert [c for c in commitments(text) if c.act == "pledge"] == []


def test_an_obligation_to_be_met_is_one() -> None:
    assert [c.act for c in commitments("Peru will meet its obligations under the treaty, its premier said.")] == [
        "pledge"
    ]


def test_we_of_a_joint_statement_are_those_it_names() -> None:
    text = "We, the Ministers of Trade of Kenya, Uganda and Tanzania, met in Arusha.\n\nWe agree to open the border."
    (found,) = commitments(text)
    assert {p.country for p in found.by} == {"KEN", "UGA", "TZA"}


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Peru is going to build a hospital in Lima, its premier said.", ["pledge"]),
        ("Peru is not going to send troops to Bolivia, its premier said.", ["refusal"]),
        ("Peru was going to build a hospital in Lima, its premier said.", []),
        ("It is going to rain in Lima.", []),
        ("Peru is to build a hospital in Lima, its premier said.", ["pledge"]),
        ("Peru was to build a hospital in Lima, its premier said.", []),
        ("The plan is to build a hospital in Lima.", []),
        ("Peru is to blame for the fire in Lima.", []),
        ("Peru will respond if Chile closes the port.", ["threat"]),
        ("Peru said Lima would take resolute measures if its ships were seized.", ["threat"]),
        ("Peru will pay for the port if Chile opens it.", ["offer"]),
    ],
)
def test_what_one_is_going_to_do_is_what_one_will_do(text: str, acts: list[str]) -> None:
    assert [c.act for c in commitments(text)] == acts


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("delivered 52,000 of the 90,000 tonnes", [(52e6, "kg"), (90e6, "kg")]),
        ("paid 20 of the 100 million euros", [(20e6, "EUR"), (100e6, "EUR")]),
        ("paid 60 million of its $150 million", [(60e6, "USD"), (150e6, "USD")]),
        ("one of the 12 ships", [(12.0, "ship")]),
        ("14 boats and 46 prisoners", [(14.0, "boat"), (46.0, "prisoner")]),
    ],
)
def test_parts_have_the_unit_of_their_whole(text: str, amounts: list[tuple[float, str]]) -> None:
    found = find_amounts(text)
    assert [(a.value, a.unit) for a in found] == amounts
    assert all(text[a.start : a.end] == a.quote for a in found)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ('"We won\'t raise taxes on fuel," Prime Minister Jan Kowal of Poland said.', "won't raise taxes on fuel"),
        ("Poland will not raise taxes on fuel, its premier said.", "not raise taxes on fuel"),
    ],
)
def test_what_will_not_be_done_says_so(text: str, content: str) -> None:
    assert [c.content.quote for c in commitments(text)] == [content]


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("Peru promised to find, train and pay teachers.", ["find, train and pay teachers"]),
        ("Peru promised to build schools and to pay teachers.", ["build schools", "pay teachers"]),
        (
            "Peru and Chile are committed to protecting and restoring their shared treasure, the Lauca River.",
            ["protecting and restoring their shared treasure, the Lauca River"],
        ),
    ],
)
def test_verbs_with_one_object_are_one_content(text: str, contents: list[str]) -> None:
    assert [c.content.quote for c in commitments(text)] == contents


def test_all_who_are_asked_are_addressed() -> None:
    (found,) = commitments("Peru asked Chile, Bolivia and Ecuador to open the border.")
    assert [p.country for p in found.to] == ["CHL", "BOL", "ECU"]


def test_items_that_are_sentences_have_parties_of_their_own() -> None:
    text = "Peru is announcing a set of actions:\n\n- Chile will pay for the road.\n\n- Bolivia will build a bridge."
    assert [[p.country for p in c.by] for c in commitments(text)] == [["CHL"], ["BOL"]]


def test_a_time_before_the_deed_is_no_addressee() -> None:
    (found,) = commitments("As Chile hosts the games, Peru will build a road to the stadium of Lima.")
    assert "CHL" not in [p.country for p in found.to]


def test_dollars_behind_a_code_are_those_of_the_code() -> None:
    assert [(a.value, a.unit) for a in find_amounts("CAD $1.5 billion and AUD$2 million")] == [
        (1.5e9, "CAD"),
        (2e6, "AUD"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile agreed that the road would have been of use to both.",
        "Shops offering bread and milk closed on Monday.",
        "Peru and Chile signed a memorandum. It will serve as a model for others.",
        "Peru repaired the road, and it promised to do that.",
        "Peru explained what it plans to build.",
        "That is a road that Peru will continue to pay for.",
    ],
)
def test_what_binds_nobody_to_anything_is_none(text: str) -> None:
    assert [c.content.quote for c in commitments(text) if c.act != "agreement" or "road" in c.content.quote] == []


def test_of_says_whose_intention_it_is() -> None:
    (found,) = commitments("The presidents affirmed the intention of the two governments to build a bridge.")
    assert found.content.quote == "build a bridge"


@pytest.mark.parametrize("name", ["The Administration", "The Biden-Harris Administration"])
def test_the_administration_of_its_own_text_is_the_state_that_publishes(name: str) -> None:
    document = Document("x", f"{name} will continue to fund wells in Chad.", source="The White House")
    (coded,) = code_documents([document], coder=find_coder("rules"))
    assert isinstance(coded, CodedDocument)
    (found,) = [r for r in coded.records if isinstance(r, Commitment)]
    assert [p.country for p in found.by] == ["USA"]


def test_rebels_of_a_country_are_asked_by_its_government() -> None:
    text = "The ELN refused to release its hostages, and Bogota demands that they be freed."
    demands = [c for c in commitments(text) if c.act == "demand"]
    assert [p.sector for c in demands for p in c.to] == [("REB",)]


def test_what_another_noun_includes_is_no_content_of_its_own() -> None:
    text = "Peru will improve talks between the states, including their ministers."
    assert len(commitments(text)) == 1


def test_whom_something_is_done_against_is_not_promised_it() -> None:
    (found,) = commitments("Peru pledged new rules against rivals such as Chile.")
    assert "CHL" not in [p.country for p in found.to]


def told(text: str, **about: str) -> list[tuple[str, str]]:
    """Return act and content of each commitment, as the default coder finds them."""
    (found,) = code_documents([Document("x", text, published="2031-03-04", **about)])
    assert isinstance(found, CodedDocument)
    return [(r.act, r.content.quote) for r in found.records if isinstance(r, Commitment)]


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("Farmers will be eligible for the loans from May.", ["eligible for the loans from May"]),
        ("Widows will be able to claim a pension of $40 a month.", ["claim a pension of $40 a month"]),
        ("The boats will be available to all villages.", ["The boats will be available to all villages"]),
        ("Voters will be able to see the moon.", []),
        ("Farmers might be eligible for the loans.", []),
        ("Will farmers be eligible for the loans?", []),
    ],
)
def test_what_people_shall_have_is_promised(text: str, contents: list[str]) -> None:
    assert [content for _, content in told(text)] == contents


def test_what_is_to_be_received_under_a_deal_is_promised_to_who_receives_it() -> None:
    (found,) = commitments("Under the accord, Tonga would receive two ships from Malta if it reopened the port.")
    assert (found.act, [p.country for p in found.by], [p.country for p in found.to]) == ("agreement", ["MLT"], ["TON"])
    assert found.condition is not None
    assert commitments("Tonga would receive two ships.") == ()


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("- Ten new clinics across the northern districts", ["intention"]),
        ("- Two widows with five small children", []),
        ("- Wages have fallen to a record low", []),
        ("Ten new clinics across the northern districts", []),
    ],
)
def test_an_item_alone_names_a_measure_and_no_people_or_facts(text: str, acts: list[str]) -> None:
    assert [c.act for c in commitments(text)] == acts


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Norway announced $60 million for schools in Malawi.", ["pledge"]),
        ("Norway announced its squad for the cup.", []),
        ("Norway will announce its budget on Monday.", []),
        ("Only Norway will protect the cod.", []),
        ("Norway will protect the cod.", ["pledge"]),
        ("Norwegians will have to pay for the cod.", []),
        ("Norway is dedicated to protecting the cod.", ["pledge"]),
        ("My team and I will cut the deficit by half.", ["pledge"]),
        ("I will always cherish the days in Oslo.", []),
    ],
)
def test_sums_are_announced_but_talk_and_fate_are_nothing(text: str, acts: list[str]) -> None:
    assert [act for act, _ in told(text)] == acts


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("North Korea will carry out no tests before the summit, it said.", "pledge"),
        ("North Korea will open no talks before the summit, it said.", "refusal"),
    ],
)
def test_to_carry_out_no_tests_is_a_promise(text: str, act: str) -> None:
    assert [c.act for c in commitments(text)] == [act]


def test_who_said_it_is_no_part_of_the_content() -> None:
    (found,) = commitments("North Korea will carry out no tests while talks last, its foreign ministry said.")
    assert found.content.quote == "carry out no tests while talks last"


def test_what_is_proposed_that_another_do_is_asked_of_them() -> None:
    (asked,) = commitments("Sweden proposed that Oslo write off the debts of the fund.")
    assert (asked.act, [p.country for p in asked.to]) == ("request", ["NOR"])
    (offered,) = commitments("Sweden proposed to write off the debts of the fund.")
    assert offered.act == "offer"


def test_who_is_praised_for_an_offer_made_it() -> None:
    (found,) = commitments("Mali commended Niger for offering to host the talks.")
    assert [p.country for p in found.by] == ["NER"]


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("The envoys rang the prince of Morocco until he gave up his demand for a port.", ["withdrawal"]),
        ("The envoys will stay until Morocco gives up its demand for a port.", []),
    ],
)
def test_until_tells_also_what_came_to_pass(text: str, acts: list[str]) -> None:
    assert [c.act for c in commitments(text) if c.act == "withdrawal"] == acts


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Kenyan deputies said they could back the budget if the tax was dropped.", ["offer"]),
        ("Kenyan deputies said they could back the budget.", []),
        ("Kenyan deputies said Uganda could back the budget if the tax was dropped.", []),
    ],
)
def test_what_one_says_one_could_do_if_is_an_offer(text: str, acts: list[str]) -> None:
    assert [c.act for c in commitments(text)] == acts


@pytest.mark.parametrize(
    ("text", "names", "countries"),
    [
        ("Leaders of the African Union met. Leaders promised to send ships.", ["African Union (AU)"], [None]),
        ("Ghana held a summit. Leaders promised to send ships.", ["Leaders"], [None]),
        ("Ghana held a vote. Opposition leaders promised to end the strike.", ["Opposition leaders"], ["GHA"]),
    ],
)
def test_leaders_are_those_of_the_body_they_met_in_and_of_no_state_by_chance(
    text: str, names: list[str], countries: list[str | None]
) -> None:
    found = commitments(text)[-1]
    assert ([p.name for p in found.by], [p.country for p in found.by]) == (names, countries)


def test_agencies_and_authors_of_a_states_own_text_are_its() -> None:
    document = Document(
        "x",
        "The Department will repair the dam. I will send two ships to Fiji.",
        title="Statement by Minister Mere Tuilagi on the Dam",
        source="Ministry of Works of Tonga",
    )
    (coded,) = code_documents([document], coder=find_coder("rules"))
    assert isinstance(coded, CodedDocument)
    dam, ships = (r for r in coded.records if isinstance(r, Commitment))
    assert [p.country for p in dam.by] == ["TON"]
    assert [(p.name, p.country) for p in ships.by] == [("Mere Tuilagi", "TON")]


def test_what_is_asked_for_is_the_money_and_not_what_it_is_for() -> None:
    (found,) = commitments("Malta requested money to repair the harbour.")
    assert found.content.quote == "money to repair the harbour"


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Malawi will not stop paying for the clinics, its premier said.", "pledge"),
        ("Malawi will not pay for the clinics, its premier said.", "refusal"),
    ],
)
def test_not_to_stop_is_a_promise(text: str, act: str) -> None:
    assert [c.act for c in commitments(text)] == [act]


def test_what_a_states_own_text_orders_or_plans_is_its() -> None:
    document = Document(
        "x",
        "The decree directs the Secretary of Health to open forty clinics. Ten bridges will be built by June.",
        source="Ministry of Works of Tonga",
        published="2031-03-04",
    )
    (coded,) = code_documents([document], coder=find_coder("rules"))
    assert isinstance(coded, CodedDocument)
    found = [r for r in coded.records if isinstance(r, Commitment)]
    assert [(r.act, [p.country for p in r.by], [p.country for p in r.to]) for r in found] == [
        ("demand", ["TON"], ["TON"]),
        ("pledge", ["TON"], []),
    ]


def test_those_who_signed_are_no_agreement() -> None:
    text = "Chad and Mali signed:\n\n- Fishermen of the lake\n\n- Drivers of the north\n"
    assert [c for c in commitments(text) if c.why.rule == "sign:list"] == []


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("The government of Tonga will:\n\n- Build forty clinics\n- Cut taxes for fishermen", 2),
        ("Our plan\n\n- Cut taxes for fishermen\n- Will build a port in the north", 2),
        ("Our plan\n\n- Cut taxes for fishermen\n- Repaired forty bridges in the north", 0),
        ("Our record\n\n- Cut taxes for fishermen\n- Build forty bridges in the north", 0),
    ],
)
def test_items_of_a_plan_are_promised_by_whose_plan_it_is(text: str, contents: int) -> None:
    (coded,) = code_documents([Document("x", text, source="Government of Tonga")], coder=find_coder("rules"))
    assert isinstance(coded, CodedDocument)
    found = [r for r in coded.records if isinstance(r, Commitment)]
    assert [[p.country for p in r.by] for r in found] == [["TON"]] * contents


def test_a_name_with_a_hyphen_is_not_cut() -> None:
    text = "Chad reiterated its commitment to the global nuclear non-proliferation and disarmament regime."
    (found,) = commitments(text)
    assert found.content.quote == "the global nuclear non-proliferation and disarmament regime"


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("This initiative will build forty wells.", ["TON"]),
        ("The ministry praised projects that will build forty wells.", []),
    ],
)
def test_a_states_own_programmes_do_what_it_promises(text: str, by: list[str]) -> None:
    (coded,) = code_documents([Document("x", text, source="Government of Tonga")], coder=find_coder("rules"))
    assert isinstance(coded, CodedDocument)
    assert [p.country for r in coded.records if isinstance(r, Commitment) for p in r.by] == by


def test_what_two_ask_of_all_they_do_not_ask_of_themselves() -> None:
    (found,) = commitments("Chad and Mali called for the immediate release of all hostages.")
    assert (len(found.by), found.to) == (2, ())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The programme for the coast was opened on Monday. It will provide two boats to each village.", 1),
        ("The storm broke over the coast on Monday. This will provide work for the roofers.", 0),
    ],
)
def test_it_is_a_plan_where_one_was_named(text: str, found: int) -> None:
    assert len(commitments(text)) == found


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Residents can begin applying for a loan on Monday.", []),
        ("Residents began applying for a loan on Monday.", ["request"]),
        ("All states have an interest in urging Chad to open the port.", []),
        ("In urging Chad to open the port, Mali spoke for all.", ["request"]),
    ],
)
def test_what_could_be_asked_or_is_of_interest_is_not_yet_asked(text: str, acts: list[str]) -> None:
    assert [c.act for c in commitments(text) if c.act == "request"] == acts


def test_a_content_ends_with_no_joining_word() -> None:
    text = "The ministers of Peru intend to build on their mines in copper as well as new capacity to be made ready in 2032."
    assert not commitments(text)[0].content.quote.endswith(("as", "and", "well"))


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Peru will join the court in May, its premier said.", ["pledge"]),
        ("The premier of Peru will be joined by the minister of trade.", []),
        ("The premier of Peru will lead the delegation to the funeral.", []),
        ("Peru will lead the talks on fishing, its premier said.", ["pledge"]),
    ],
)
def test_who_travels_with_whom_is_no_promise(text: str, acts: list[str]) -> None:
    assert [c.act for c in commitments(text)] == acts


def test_a_bracket_that_opens_in_a_content_closes_in_it() -> None:
    text = "Peru agreed to lift the duties related to the World Trade Organization (WTO) Copper disputes for a year."
    content = commitments(text)[0].content.quote
    assert "(WTO)" in content


def test_participants_of_a_framework_are_the_two_states_that_it_is_about() -> None:
    text = (
        "Peru and Chile set up a framework. Peru and Chile share a coast. Peru and Chile fish there.\n\n"
        "The Participants will build a common harbour."
    )
    assert {p.country for p in commitments(text)[-1].by} == {"PER", "CHL"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("My plan is to build a port in Callao.", [("intention", "build a port in Callao")]),
        ("It is our commitment to rebuild the port.", [("pledge", "rebuild the port")]),
        ("Peru's promise is to rebuild the port.", [("pledge", "rebuild the port")]),
        ("Peru's promise was to rebuild the port.", []),
        ("Whose plan is it to rebuild the port?", []),
        (
            "The port is to be rebuilt by 2032, the premier of Peru said.",
            [("pledge", "The port is to be rebuilt by 2032")],
        ),
        ("The port is to be seen from the hill.", []),
        (
            "There will be no cuts to pensions, the premier of Peru said.",
            [("pledge", "There will be no cuts to pensions")],
        ),
        (
            "There will be no talks with rebels, the premier of Peru said.",
            [("refusal", "There will be no talks with rebels")],
        ),
        ("There will be no rain in May, the premier of Peru said.", []),
        (
            "Work on the port will begin in May, the premier of Peru said.",
            [("pledge", "Work on the port will begin in May")],
        ),
        ("The season will begin in May, the premier of Peru said.", []),
        ("Peru has committed $40 million to rebuild the port.", [("pledge", "$40 million to rebuild the port")]),
    ],
)
def test_promises_that_no_verb_of_promising_makes(text: str, found: list[tuple[str, str]]) -> None:
    assert [(c.act, c.content.quote) for c in commitments(text)] == found


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("The president of Peru signed a security memorandum on Monday.", []),
        ("The president of Peru signed a memorandum of understanding on Monday.", ["agreement"]),
        ("Peru and Chile signed a declaration on Monday.", ["agreement"]),
        ("The premier of Peru will deliver remarks on the harbour.", []),
        ("The premier of Peru will deliver food to the harbour.", ["pledge"]),
        ("It is vital that we commit to peace.", []),
        ("We commit to peace.", ["pledge"]),
        ("Peru passed a law which will create jobs.", []),
    ],
)
def test_orders_speeches_and_what_is_vital_bind_nobody(text: str, acts: list[str]) -> None:
    assert [c.act for c in commitments(text)] == acts


def test_presidents_of_a_text_about_two_states_are_theirs() -> None:
    text = (
        "Roadmap of Peru and Chile\n\nPeru and Chile share a coast. Peru and Chile fish there. Peru and Chile trade.\n\n"
        "The Presidents commit to building a common harbour."
    )
    assert {p.country for p in commitments(text)[-1].by} == {"PER", "CHL"}


def test_how_a_thing_shall_be_done_does_not_end_a_content() -> None:
    (found,) = commitments("Peru and Chile intend to promote together and in an open way the rights of divers.")
    assert found.content.quote == "promote together and in an open way the rights of divers"


def test_a_content_goes_on_after_an_aside() -> None:
    (found,) = commitments("Peru agreed to give the name of its founder, Manco Capac, to the harbour.")
    assert found.content.quote == "give the name of its founder, Manco Capac, to the harbour"
    (ended,) = commitments("Peru promised to build a port in Callao, with the help of Chile.")
    assert ended.content.quote == "build a port in Callao"


@pytest.mark.parametrize(
    ("text", "act", "to"),
    [
        ("Peru reaffirmed its commitment to Chile's security.", "reaffirmation", ["CHL"]),
        ("Peru reiterated that ships should be let through.", "request", []),
        ("Peru reiterated that Chile should let ships through.", "request", ["CHL"]),
        ("Peru reiterated that it would let ships through.", "reaffirmation", []),
    ],
)
def test_what_others_should_do_is_asked_again(text: str, act: str, to: list[str]) -> None:
    (found,) = commitments(text)
    assert (found.act, [p.country for p in found.to]) == (act, to)


def test_two_bodies_of_one_state_promise_nothing_to_each_other() -> None:
    (found,) = commitments("The army of Peru and the navy of Peru promised to clear the harbour.")
    assert (len(found.by), found.to) == (2, ())


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("Peru will once again open the harbour.", [None]),
        ("Peru will end the ban once and for all.", [None]),
        ("Peru will open the harbour once the storm is over.", ["once the storm is over"]),
    ],
)
def test_once_again_is_no_condition(text: str, conditions: list[str | None]) -> None:
    assert [c.condition and c.condition.quote for c in commitments(text)] == conditions


@pytest.mark.parametrize(
    ("text", "source", "act"),
    [
        ("As part of this framework, the Administration will mend the dam.", "Government of Tonga", "pledge"),
        ("As part of this accord, the Administration will mend the dam.", "Government of Tonga", "agreement"),
    ],
)
def test_a_states_own_plan_is_no_deal(text: str, source: str, act: str) -> None:
    (coded,) = code_documents([Document("x", text, source=source)], coder=find_coder("rules"))
    assert isinstance(coded, CodedDocument)
    assert [r.act for r in coded.records if isinstance(r, Commitment)] == [act]


def test_who_joins_as_what_and_whom_one_will_praise_is_no_promise() -> None:
    assert commitments("Rosa Vela will join the ministry of Peru as a director.") == ()
    assert commitments("The premier of Peru will praise the divers and commend the guards.")[1:] == ()


def test_a_commitment_from_others_is_theirs() -> None:
    (found,) = commitments("Peru announced a commitment from Chile to mend the dam.")
    assert [p.country for p in found.by] == ["CHL"]


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Peru is on track to finish the dam by 2032.", []),
        ("Peru is to finish the dam by 2032.", ["pledge"]),
        ("The rebels of Peru committed violence in the north.", []),
        ("Peru committed ten ships to the north.", ["pledge"]),
        ("The truce will expire on Monday.", []),
    ],
)
def test_what_is_on_track_or_done_to_others_is_no_promise(text: str, acts: list[str]) -> None:
    assert [c.act for c in commitments(text)] == acts


def test_a_state_without_a_prime_minister_is_not_meant_by_one() -> None:
    text = "The President and the Prime Minister renewed their commitment to the treaty with Iraq."
    (coded,) = code_documents([Document("x", text, source="The White House")], coder=find_coder("rules"))
    assert isinstance(coded, CodedDocument)
    ministers = [p for r in coded.records if isinstance(r, Commitment) for p in r.by if "Minister" in p.quote]
    assert "USA" not in [p.country for p in ministers]
