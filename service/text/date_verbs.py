"""Words that tell whether something lies behind or ahead of who writes about it. Pure data.

Lists are closed: a word that stands in none of them decides nothing, so that an unknown verb leaves a time open.
"""

from __future__ import annotations

IRREGULAR_PAST = frozenset(
    """was were had did said told made took went came gave found thought left met held began ran won lost led saw
    brought sent put set cut hit shut let spoke broke rose fell grew drew flew threw knew wore chose drove rode wrote
    stood understood kept slept felt dealt meant lent spent built burnt burst struck sought bought caught taught fought
    paid laid heard sold shot sat fed fled bled hung swung sank sang swore tore shook woke stole froze bore beat became
    overcame withdrew undertook underwent swept wept crept lit slid spread quit bid split got forgot leapt dug stuck
    shone overtook overthrew foresaw misled withheld upheld rebuilt resold reset cast forecast broadcast didn't wasn't
    weren't hadn't""".split()
)
PARTICIPLES = frozenset(
    """been gone taken given seen known written spoken broken chosen driven fallen risen grown drawn flown thrown shown
    worn torn sworn begun done stolen frozen hidden eaten beaten ridden shaken woken forgotten forbidden overthrown
    withdrawn undertaken undergone mistaken born borne sunk sung""".split()
)
# end in -ed and are no verbs
NO_VERBS = frozenset(
    """hundred need speed feed seed indeed deed breed exceed proceed succeed greed weed bed red shed sacred naked wicked
    kindred infrared embed aforementioned""".split()
)
# nouns as often as verbs: a verb only where no article or adjective stands before
HOMOGRAPHS = frozenset(
    "left found set cut hit saw felt let put split spread quit bid beat shot cast forecast broadcast".split()
)
MODALS_AHEAD = frozenset("will shall won't may must can".split())
MODALS_OPEN = frozenset("could might should cannot can't couldn't ought wouldn't".split())
ADVERBS_BETWEEN = frozenset(
    """not also again still now then only just never ever soon likely even always often already yet both all probably
    once first finally later""".split()
)
# of a time to come, behind a form of "be": "is due on Friday", "is expected to begin"
SCHEDULED = frozenset(
    """due expected scheduled set planned likely unlikely slated booked supposed poised about ready certain sure bound
    earmarked tipped billed meant intended timetabled""".split()
)
INTENTS = frozenset(
    """plans plan hopes hope intends intend aims aim wants want expects expect needs seeks seek promises vows
    prepares has have""".split()
)
# "failed to appear on Monday": what follows was, or was not, done
DONE_WITH_TO = frozenset("failed managed began started continued had".split())
DECLINED = frozenset({"declined", "refused"})
SAYING = frozenset({"comment", "say", "answer", "respond", "speak"})
# verbs whose object often lies ahead: "announced elections in September"
PLANNING = frozenset(
    """announced called demanded proposed scheduled rescheduled planned postponed adjourned extended delayed invited
    summoned set promised pledged urged expected threatened offered requested asked vowed warned forecast predicted
    booked prepared needed wanted hoped intended envisaged foresaw arranged recommended suggested advised sought
    deferred convened fixed cancelled canceled""".split()
)
REPORTING = frozenset(
    """said says told announced added confirmed stated reported wrote warned insisted claimed argued declared explained
    promised predicted estimated noted stressed according suggested indicated revealed pledged vowed""".split()
)
# what has a clause as its object without "that": "said the shops open on Friday"
CLAUSAL = frozenset("said says added stated insisted claimed argued explained noted stressed wrote".split())
# "declared a state of emergency on Monday" is of that Monday; these may be on the day that is named
DECLARED_AHEAD = frozenset(
    """holiday holidays mourning strike strikes stoppage walkout boycott truce ceasefire cease-fire pause curfew
    lockdown closure election elections vote poll polls referendum ballot day days week weekend rally march
    protest""".split()
)
BEGINNINGS = frozenset("starts begins opens ends expires resumes".split())
TAKES = frozenset({"office", "effect", "place"})
# other verbs of the present: they decide nothing, and nothing behind them does
PRESENT = frozenset(
    """hears meets goes gives faces remains becomes holds comes brings keeps decides includes believes knows stands
    makes sees follows appears travels arrives returns flies hosts joins elects chooses receives does do
    am isn't aren't speaks celebrates considers publishes kicks sends reopens convenes""".split()
)
# behind no "to" and no modal they are of the present too: "schools closed by the strike reopen on Friday"
BASES = frozenset(
    "reopen resume meet begin convene gather go take come arrive fly decide choose elect speak appear start".split()
)
PERSONS = frozenset("they we i you".split())
DETERMINERS = frozenset("the a an his her its their our my your this that these those no any some".split())
TIME_PREPOSITIONS = frozenset("in on at by from since until till before after during over for late early".split())
# nouns behind "to" that are no verbs
PLACES_BEHIND_TO = frozenset(
    """parliament court hospital power prison jail school church work town police journalists reporters supporters
    lawmakers people members voters workers residents officials""".split()
)
# happened already when something is said about them: "will investigate the attack on Monday"
HAPPENINGS = frozenset(
    """attack attacks explosion blast crash shooting shootings storm disaster accident death deaths fire raid raids
    massacre assault earthquake quake flood floods collapse killing killings incident bombing bombings arrest arrests
    strike strikes defeat clash clashes""".split()
)
