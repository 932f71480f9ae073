"""Whether cited words carry a sentence that anybody wrote: figures, names, speakers, negation, roles, additions.

Enters: a sentence and the passages that it cites. Leaves: faults with the offending words. Pure. Never happens here: a
verdict that a sentence is supported; nothing found wrong is not the same.
"""

from __future__ import annotations
