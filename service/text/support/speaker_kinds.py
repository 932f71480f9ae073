"""Whether two speakers can be one: their names, their roles, and the kinds of speakers that exclude one another.

Enters: two tags and the passages that name the speakers. Leaves: True where they are two. Pure. A role that no table
has says nothing: what is not known to differ is taken for the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.text.folding import fold, spelling_variants
from service.text.names import tokens
from service.text.support.lexicon import lemma, senses
from service.text.support.origins import is_derived
from service.text.support.passage import Passage
from service.text.support.reading import Reading, read
from service.text.support.tags import Tag

# Kinds of speakers: two heads of one line may be one speaker, as may an organ and its body; of two lines they are not
KINDS = tuple(
    frozenset(lemma(w) for w in line.split())
    for line in (
        """company firm group carrier airline operator maker manufacturer bank lender retailer supplier builder
        developer owner business employer publisher broadcaster producer insurer brewer start-up chain
        shipyard railway bidder buyer seller investor shareholder fund brewery haulier exporter importer
        landlord hotelier""",
        """agency authority regulator watchdog ministry government office embassy mission state country city
        town council board department administration body institution commission service parliament cabinet
        coastguard police inspector inspectorate prosecutor navy army admiralty force officer official
        customs diplomat""",
        """club charity organisation organization union association federation campaign council group party
        movement lobby chamber alliance forum society network activist campaigner critic opponent objector
        protester environmentalist opposition nationalist supporter member organiser""",
        """resident local villager neighbour neighbor inhabitant islander citizen family relative parent tenant
        people""",
        """worker staff employee crew pilot driver docker miner nurse teacher fisherman farmer shopkeeper
        trader haulier lorry""",
        """analyst economist expert researcher scientist professor scholar biologist engineer study survey poll
        institute""",
        "survivor witness passenger victim patient customer guest visitor tourist spectator",
        "student pupil youth",
        "lawyer attorney",
        "judge court",
        """architect designer artist author writer director singer actor composer conductor painter sculptor
        musician""",
        """museum gallery theatre theater orchestra festival library archive academy foundation school
        university college hospital clinic church diocese parish monastery zoo opera choir ensemble troupe""",
        "firefighter rescuer brigade paramedic lifeguard volunteer coastguard police service diver",
        """meteorologist seismologist volcanologist geologist hydrologist forecaster archaeologist historian
        curator conservator restorer scientist expert researcher observatory bureau institute survey weather
        centre""",
        """widow widower heir son daughter brother sister father mother wife husband relative family parent
        child""",
        "bishop priest pastor vicar abbot rabbi imam monk nun church diocese",
        "collector dealer auctioneer owner buyer seller auction house gallery",
        "player coach fan referee team club",
        "critic reviewer columnist commentator journalist reporter newspaper magazine daily editor publisher",
    )
)
# whoever speaks for a firm, an office or a union, of which the article may say only that
ORGANS = frozenset(
    lemma(w)
    for w in """spokesman spokeswoman spokesperson chief head leader director executive president chairman chairwoman
    chair boss manager secretary founder co-founder owner minister premier mayor governor ambassador envoy general
    commander captain skipper delegate representative official""".split()
)
SPOKEN_FOR = KINDS[0] | KINDS[1] | KINDS[2]
# no mayor and no founder speaks for these
FORCES = frozenset(lemma(w) for w in "police navy army coastguard parliament prosecutor customs court".split())
CIVIL = frozenset(lemma(w) for w in "minister mayor premier governor founder co-founder owner ambassador envoy".split())
# of these one is not another, whoever they lead
OFFICES = tuple(
    frozenset(lemma(w) for w in line.split())
    for line in (
        "minister secretary", "mayor", "governor", "ambassador envoy diplomat delegate", "captain skipper master pilot",
        "general commander officer", "spokesman spokeswoman spokesperson", "founder co-founder", "lawyer attorney",
    )
)  # fmt: skip
# whoever is party to a deal, which any speaker can be
PARTIES = frozenset(lemma(w) for w in "buyer seller bidder purchaser".split())
BY_ROLE = re.compile(
    r"^[\s,;]*(?:the|its|his|her|their)\s(?:[A-Z]\S+\s)?(?:president|leader|minister|premier|side|group)\b", re.I
)
AGENT = re.compile(r"(?:er|or|ist|ian|man|woman|ant|ee|ive)$")
STOP = re.compile(r"[;:!?]|(?<!\bDr)(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bSt)(?<!\bProf)\.\s")
# behind these stands what a speaker belongs to: "opponents of the Hartwell plan"
OF_WHAT = re.compile(r"\s(?:of|in|at|for|from|to|who|whose|which|that)\b")
STEM = 4  # letters that two words for one calling share
BESIDE = 4  # content words between a name and its role


def is_another(mine: Tag, theirs: Tag, passages: Sequence[Passage], acronyms: dict[str, str]) -> bool:
    """True where the two cannot be one speaker: other names, or a role that the passages give to somebody else."""
    left, right = _names(mine, acronyms), _names(theirs, acronyms)
    if not (theirs.names or theirs.roles) or left & right or any(_is_form(a, b) for a in left for b in right):
        return False
    if (mine.head in PARTIES and not mine.names) or (theirs.head in PARTIES and not theirs.names):
        return False
    strong = {n for n in mine.names if not n.endswith("'s")}, {n for n in theirs.names if not n.endswith("'s")}
    if all(strong) and not BY_ROLE.search(theirs.zone) and not BY_ROLE.search(mine.zone):
        return True
    if strong[0] and (_senses(theirs.roles) | senses(theirs.head)) & ORGANS:
        return not BY_ROLE.search(theirs.zone) and all(strong)
    roles = _senses(mine.roles), _senses(theirs.roles)
    head = senses(mine.head)
    if _beside(head, strong[1], passages) or _beside(senses(theirs.head), strong[0], passages):
        return False
    if strong[0] and _beside(_line(theirs.head), strong[0], passages):
        return False  # "Kestrel" for "the company", where it is called a start-up
    own = strong[0] & {fold(t.core) for t in tokens(OF_WHAT.split(mine.zone, maxsplit=1)[0])}
    if own:  # named here, and there only by a role that no article has beside the name
        return any(fold(t.core) in own for p in passages for t in tokens(p.text))
    return _have_other_roles(mine, theirs, roles, passages)


def _have_other_roles(
    mine: Tag,
    theirs: Tag,
    roles: tuple[frozenset[str], frozenset[str]],
    passages: Sequence[Passage],
) -> bool:
    """True where two speakers known by their roles alone cannot be one."""
    head = senses(mine.head)
    if roles[0] & roles[1] or not roles[0] & head or any(r[:STEM] == theirs.head[:STEM] for r in mine.roles):
        return False  # "salvage crews" and "salvors"
    given = roles[1] | senses(theirs.head)
    if _apart(head, given, OFFICES) or (head & FORCES and given & CIVIL):
        return True
    if head & KINDS[0] and given & ORGANS:
        zone = {lemma(w) for w in theirs.zone.split()}
        return any(w.senses & head for p in passages for w in p.reading.words if w.key not in zone)
    is_told = any(w.senses & head for p in passages for w in read(p.text).words)
    owners = {n.removesuffix("'s") for n in theirs.names}
    if (given & ORGANS and head & (ORGANS | SPOKEN_FOR)) or (head & ORGANS and given & SPOKEN_FOR):
        return is_told and not _beside(head, owners, passages)
    if not given:
        return is_told
    kinds = _kinds(mine.head), _kinds(theirs.head) | frozenset().union(*(_kinds(r) for r in theirs.roles))
    return bool(kinds[0]) and bool(kinds[1]) and not kinds[0] & kinds[1] and not _beside(head, owners, passages)


def _line(head: str) -> frozenset[str]:
    """The other words for a firm; other kinds hold too many callings for one to be another."""
    return KINDS[0] if head in KINDS[0] else frozenset()


def _is_form(one: str, other: str) -> bool:
    """Two spellings of a name, or a place and its people."""
    a, b = one.removesuffix("'s"), other.removesuffix("'s")
    return spelling_variants(a, b) or is_derived(a, b)


def _kinds(head: str) -> frozenset[str]:
    """The lines of the table that a noun stands in; an agent noun that stands in none is a kind of its own."""
    found = frozenset(str(n) for n, line in enumerate(KINDS) if head in line)
    return found or (frozenset({head}) if AGENT.search(head) or head in ORGANS else frozenset())


def _apart(mine: frozenset[str], theirs: frozenset[str], lines: Sequence[frozenset[str]]) -> bool:
    """True where both stand in the table and in no line of it together."""
    left, right = ([n for n, line in enumerate(lines) if line & side] for side in (mine, theirs))
    return bool(left) and bool(right) and not set(left) & set(right)


def _beside(head: frozenset[str], names: set[str], passages: Sequence[Passage]) -> bool:
    """True where an article has the role right beside one of the names."""
    for doc in {p.text for p in passages}:
        words = read(doc).words
        at = [n for n, w in enumerate(words) if fold(w.text) in names]
        reach = ((n, k) for n in at for k in range(max(0, n - BESIDE), min(len(words), n + BESIDE + 1)))
        if any(words[k].senses & head and _close(read(doc), *sorted((n, k))) for n, k in reach):
            return True
    return False


def _close(reading: Reading, first: int, last: int) -> bool:
    """No sentence ends between two words, and no statement."""
    between = reading.text[reading.words[first].end : reading.words[last].start]
    return STOP.search(between) is None


def _names(tag: Tag, acronyms: dict[str, str]) -> set[str]:
    plain = {n for n in tag.names if not n.endswith("'s")} | {r[1:] for r in tag.roles if r.startswith("?")}
    return plain | {fold(t.core) for n in plain if n in acronyms for t in tokens(acronyms[n])}


def _senses(roles: frozenset[str]) -> frozenset[str]:
    return frozenset().union(*(senses(r) for r in roles if not r.startswith("?")))
