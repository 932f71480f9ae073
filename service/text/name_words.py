"""Closed classes of words around a name: titles, roles, bodies, days and months, and words that are no name.

Data alone; sets are in small letters.
"""

from __future__ import annotations

import re

TITLES = frozenset(
    """president minister chairman chairwoman chief director king queen prince princess senator sen rep gov governor mr
    mrs ms dr judge justice general gen col lt sgt capt captain pope secretary ambassador mayor speaker chancellor
    premier professor prof spokesman spokeswoman leader officer detective coach commissioner sheriff congressman
    congresswoman owner manager actor actress singer author rapper pitcher defendant attorney deputy vice archbishop
    cardinal imam sir lord lady emir sultan crown ceo representative""".split()
)
# titles that may carry a full stop of their own
SHORT_TITLES = frozenset("dr mr mrs ms prof sen rep gov gen col lt sgt capt".split())
ROLE_NOUNS = frozenset(
    """chief director leader head minister president chairman chairwoman spokesman spokeswoman spokesperson commander
    official lawyer attorney analyst actor actress singer author coach captain manager founder executive secretary mayor
    governor senator lawmaker envoy ambassador husband wife father mother son daughter brother sister suspect victim
    owner professor researcher scientist journalist reporter officer sergeant detective judge boss premier prosecutor
    diplomat inspector superintendent chancellor""".split()
)
ORG_WORDS = frozenset(
    """organization organisation party league ministry council bureau agency committee union army police university
    court department bank group inc corp ltd company association federation front movement parliament senate house
    congress strip street city county river sea crescent cross nations states kingdom times post news center centre
    office force forces guard hospital school college institute airport airlines club authority administration
    service services fund foundation commission team church cathedral hotel stadium republic islands island province
    district""".split()
)
# A capitalised first word that is one of these is no name.
FUNCTION_WORDS = frozenset(
    """a an the this that these those he she it they we i you his her its their our my your him them us who whom whose
    which what when where why how while after before since until although though because if unless as at by for from in
    into of off on onto out over under up with without within and but or nor so yet not no also however meanwhile
    moreover furthermore therefore thus then there here now today yesterday tomorrow earlier later recently most more
    many much some any all both each every either neither another other such same only just even still once again one
    two three four five six seven eight nine ten several few according despite during following including among between
    against about around above below through throughout toward towards upon via per like unlike as well asked added said
    has have had is are was were be been being do does did will would can could may might must shall should let first
    second third last next new old efforts discussions officials sources media reports nearly almost about""".split()
)
DAYS_MONTHS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december jan feb mar apr jun jul aug sept sep oct nov dec""".split()
)
ARTICLES = frozenset({"a", "an", "the"})
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})  # behind a surname, and no name of their own
PLACE_PREPOSITIONS = frozenset({"in", "from", "near", "across", "outside", "inside", "throughout", "around"})
# an agent noun ends so: "baseman", "banker"
JOB = re.compile(r"[a-z]{2,}(?:man|woman|men|er|or|ist|ian|ant|ess)$")
NO_JOB = frozenset(
    """after over under other or for however never rather whether either neither later earlier per former another
    together order offer number member water winter summer power paper letter quarter matter manner center centre ever
    forever moreover nor prior major minor senior junior honor honour error terror floor door color colour important
    significant relevant""".split()
)
