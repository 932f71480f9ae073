"""Nouns of what happens, of judgements on it, and of what is decided on it: data of several differences. Pure."""

from __future__ import annotations

from service.text.support.lexicon import lemma

# nouns of events: whatever a label of one of them says, it is said of what happened
EVENTS = frozenset(
    lemma(w)
    for w in """accident arrest assault attack ban battle blast blaze bombing breakdown burglary campaign ceasefire
    closure collapse collision crash crisis cull cut deal death decision defeat delay demolition
    demonstration derailment disaster dismissal dispute election eruption escape eviction evacuation
    event exit explosion illness infection poisoning fall failure fight fire flight flood goal hack
    heist incident invasion judgment killing landslide launch law leak loss march massacre match measure
    meeting merger offensive operation outage outbreak plan poll project protest raid rescue resignation
    result riot robbery ruling sale shooting shutdown sinking spill stoppage strike takeover talk theft
    trial truce verdict victory visit vote walkout war win withdrawal""".split()
)
JUDGEMENTS = EVENTS | frozenset(
    lemma(w)
    for w in """aberration anomaly atrocity barbarity betrayal blackmail blessing blow blunder breakthrough
    catastrophe chapter circus coup crime debacle disgrace embarrassment error fiasco farce folly gamble
    gift glitch hiccup hoax humiliation injustice insult joke landmark lie lesson malfunction
    masterpiece masterstroke mess milestone miracle mishap mistake murder nightmare outrage plague ploy
    provocation punishment sabotage scandal setback shame slaughter step stunt success surrender terror
    theatre tragedy travesty triumph turning-point warning waste witch-hunt wonder""".split()
)
# what is decided, planned or written on an event
DECISIONS = frozenset(
    lemma(w)
    for w in """agreement apology ban bill budget deal decision decree finding inquiry judgment law motion offer order
    plan probe proposal reform report resolution ruling sentence settlement statement verdict vote""".split()
)
