"""Which way a time points from the day of writing: back or ahead, by the tense and mood of its clause."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.dates import find_dates, resolve

WAYS = [
    ("back", "The council met on Monday."),
    ("back", "The council held talks with X on Monday."),
    ("ahead", "Construction will begin in September."),
    ("ahead", "The mayor said that construction would begin in September."),
    ("ahead", "The recount is expected to begin on Wednesday and to take about two days."),
    ("ahead", "The winner is due to be sworn in on 2 May."),
    ("ahead", "The Ballot Watch Network (BWN), which sent observers, is to report on 1 May."),
    ("ahead", "The governor announced that an inquiry, headed by a judge, would begin on Monday."),
    ("ahead", "The two clubs will meet on 4 September."),
    ("back ahead", "The minister said on Monday the bridge would open on Friday."),
    ("ahead", "By Friday the road will be open."),
    ("back", "By Friday some 1,100 of the 1,400 people evacuated in Harnau had returned home."),
    ("open", "The judge adjourned the proceedings until 27 May."),
    ("back", "The bridge has been closed since Monday."),
    ("open", "He is expected to make his debut on Saturday week in a friendly against Dunmere, said the head coach."),
    ("open", "Rovers, who came fourth last season, open the league campaign on 9 August at home to Saint Orlan."),
    ("back", "About 2,000 supporters waited outside the Tannery Ground on Wednesday to greet the new number 11."),
    ("back", "A second complaint, filed on Sunday afternoon by Open Quays, Haddari’s list, is still pending."),
    ("back", "PORT VARRICK, Monday – Yousra Haddari will be the next mayor of Port Varrick."),
    (
        "back back",
        "CALVANO, 21 March - Calvano have asked the panel to examine it, the club said in a statement on Tuesday.",
    ),
    ("ahead", "It will decide on the complaint before Friday, according to its spokeswoman, Carla Mendrick."),
    ("back", "Three people were killed and two are missing, the regional fire service said on Friday."),
    (
        "back",
        "The fire chief, who leads the rescue, said on Tuesday evening that eleven others were still missing.",
    ),
    (
        "back",
        "The union keeps the seat, the officer, Jane Roe, said on Thursday night after two days of counting.",
    ),
    (
        "back",
        "In Elm, 90 kilometres away, the electoral board on Wednesday threw out the last complaint.",
    ),
    ("back", "The death toll from Monday's disaster rose to nine."),
    ("back", "The number of people killed rose to five on Thursday after divers found two bodies."),
    ("back", "The governor declared a state of emergency in three districts on Wednesday."),
    ("back", "The mayor declared the bridge unsafe on Monday."),
    ("open", "The government declared a public holiday on Friday."),
    ("open", "The union declared a two-day strike on Monday."),
    (
        "back",
        "Seven people were killed when the river burst its banks at Elm late on Monday, sending water.",
    ),
    ("ahead", "City must cut their wage bill to 65 million by the end of September."),
    (
        "back",
        "The Licensing Office (LO), which approves budgets, passed Rovers' plans on Friday without conditions.",
    ),
    ("open", "The shooting on Monday will be investigated."),
    ("open", "The planned strike on Monday has been called off."),
    ("open", "Unions confirmed the planned strike on Monday."),
    ("open", "The agency announced elections in September."),
    ("open", "The agency announced elections on Monday."),
    ("back", "The ministry announced on Monday that it was closing."),
    ("back", "Corvane Telecom agreed on Monday to take over its smaller rival."),
    ("ahead", "The leaders are meeting on Tuesday in Oslo."),
    ("ahead", "The vote is on Tuesday."),
    ("open", "They meet on Tuesday."),
    ("open", "The company was due to report on Tuesday."),
    ("open", "Every Friday the market opens."),
    ("back", "He arrived for talks on Saturday."),
    ("back", "The envoy met with rebel leaders on Saturday."),
    ("back", "On Saturday, The envoy met the group's leader."),
    ("ahead", "On Tuesday the council will decide."),
    ("open", "On Tuesday, the mayor said, the council will decide."),
    ("back", "On Tuesday, police said that 4 people had died."),
    ("ahead", "From Tuesday the bridge will be closed."),
    ("open", "The bridge was closed from Tuesday."),
    ("back back", "The two men were arrested in March and charged on Friday."),
    ("back ahead", "The trial, which opened on Monday, will resume on Friday."),
    ("ahead", "A decision is expected by mid-May."),
    ("open", "The attack of Oct. 7 was the worst."),
    ("open", "The army has killed 270 people since Oct. 7."),
    ("open", "In 2019 he was arrested and in May he was freed."),
    ("ahead", "The season starts in August."),
    (
        "ahead",
        "She hopes to find a replacement before the second division starts on 2 August, a week earlier than the first.",
    ),
    ("back", "“He has not failed anything,” City’s doctor, Elena Prowse, said on Friday."),
    ("back", "The move had seemed dead on Thursday afternoon, when City sent him for a second scan."),
    ("back", "Around 300 of them protested outside the Mill Lane stadium on Friday evening, police said."),
    ("back", 'On Sunday he repeated that City had "played poker with a man\'s knee".'),
    ("open", "Until Sunday, nobody had known."),
    ("open", "He told the board to leave by Friday."),
    ("back", "He spoke to reporters on Friday."),
    ("back", "He returned to parliament on Friday."),
    ("open", "He agreed to meet them on Friday."),
    ("back", "She failed to appear in court on Friday."),
    ("back", "The spokesman declined to comment on the reports on Monday."),
    ("back", "Lindhoj trained with his new team-mates for the first time on Monday."),
    ("open", "He has a minor thigh strain and will probably miss Saturday's friendly against Dunmere, Rovers said."),
    ("back", "The 44-year-old won Sunday’s runoff with 52.1 percent of the vote."),
    ("ahead", "He said he will travel to Paris this Friday."),
    ("back", "They met this Friday."),
    ("open", "They meet next Friday."),
    ("back", "Their president, Renzo Albarini, said at the weekend that the player had forced the club's hand."),
    ("ahead", "They will play over the weekend."),
    ("back", "Officials who arrived on Monday said the port would close."),
    ("open", "The port would have closed on Friday."),
    ("back", "Some of the men seen on Monday had guns."),
    ("back", "Sunday's vote was marred by violence."),
    ("open", "Sunday's vote will be decisive."),
    ("back", "Police said the man was arrested on Friday."),
    ("open", "Police said the shops open on Friday."),
    ("open", "Negotiators failed to agree on a deal by Friday."),
    ("back", "After the storm passed on Friday, they left."),
    ("open", "The ship, carrying grain, left on 3 March 2024 and arrived in May."),
    ("back", "The visit on Monday came after weeks of talks."),
    ("back", "Talks on Monday between the two sides ended without a deal."),
    ("back", "The government on Monday approved the plan."),
    ("back", "Danish officials, speaking in Cairo on Monday, said a deal was near."),
    ("open ahead", "Voters go to the polls on Tuesday and will choose a mayor on Friday."),
    ("back back back", "The clashes began on Friday and continued on Saturday and Sunday."),
    ("ahead ahead", "The conference will be held on Friday and Saturday."),
    ("back", "The foreign minister met the envoy in Oslo on Saturday, the ministry said."),
    ("back", "The minister held a meeting in Oslo on Friday, discussing aid."),
    ("back", "The envoy received a delegation on Saturday in Istanbul, according to sources."),
    ("back", "The death of the general was confirmed on Monday."),
    ("open", "An exhibition planned for Friday was cancelled."),
    ("back", "The firm reported a loss on Monday."),
    ("open", "He could not attend on Monday."),
    ("back", "He had to leave on Monday."),
    ("back", "The court ordered his release on Monday."),
    ("back", "He denied having met them on Monday."),
    ("back", "Hundreds took to the streets on Friday."),
    ("back", "The two held their first meeting in Ankara on Friday night."),
    ("open", "Schools closed by the strike reopen on Tuesday."),
    ("open", "The newly elected council sits on Tuesday."),
    ("open", "The bank rescued by the state sells its branches on Monday."),
    ("open", "He told reporters the shops open on Friday."),
    ("back", "He told a news conference in Doha on Friday that the talks failed."),
    ("back back", "A man arrested in May on Friday denied it."),
    ("back", "The ministry on Monday announced the plan."),
    ("back ahead", "The minister said on Saturday the bridge would open on Friday."),
    ("open", "The Daily reported that the vote on Friday could be delayed."),
    ("back ahead", "Judge Tamm opened the hearing on Monday and said it would end in May."),
    ("open", "He had been due in court on Friday."),
    ("ahead", "He is due in court on Friday."),
    ("ahead", "The ministry says it will publish the figures on Friday."),
    ("open", "It was the first time in 20 years that the town votes on Friday."),
    ("back", "The envoy also met the mayor on Saturday, the agency reported."),
    ("back", "Speaking in Ankara on Friday, he called for calm."),
    ("back", "Asked on Friday whether he would resign, he laughed."),
    ("open", "He said he would have left on Friday."),
    ("back", "Rebels seized the town on Friday, a day after the truce expired."),
    ("open", "Talks are to resume after the vote on Friday."),
    ("ahead", "Talks are to resume on Friday after the truce failed."),
    ("back", "Talks resumed on Friday after the truce failed."),
    ("open", "The union called for a strike on Friday."),
    ("back", "In February the firm said that it would buy a rival."),
    ("back", "The minister met the envoy in Oslo on Tuesday to discuss the strike."),
    ("open", "The order takes effect at midnight if no deal is reached by Friday."),
]


@pytest.mark.parametrize(("ways", "text"), WAYS)
def test_tense_and_modality_tell_the_way(ways: str, text: str) -> None:
    found = [d.way or "open" for d in find_dates(text) if d.deictic and not d.normal.startswith(("relative:1", "T"))]
    assert found == ways.split(" ")


@pytest.mark.parametrize(
    ("published", "day"),
    [
        (date(2024, 2, 7), date(2024, 2, 9)),  # a Wednesday: both readings are the Friday of that week
        (date(2024, 2, 10), None),  # a Saturday: the day before, or the Friday to come
    ],
)
def test_two_times_of_one_sentence_have_two_ways(published: date, day: date | None) -> None:
    said, opens = find_dates("The minister said on Monday the bridge would open on Friday.")
    first, second = resolve(said, published), resolve(opens, published)
    assert first is not None
    assert first.start == date(2024, 2, 5)
    assert (second and second.start) == day


@given(
    st.lists(
        st.sampled_from("on Monday by Friday in May 3 June will would said to be met , that the had . is was".split())
    )
)
def test_a_way_is_told_on_any_words(words: list[str]) -> None:
    assert {d.way for d in find_dates(" ".join(words))} <= {"", "back", "ahead"}
