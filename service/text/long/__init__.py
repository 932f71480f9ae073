"""A claim against a whole article: who does what, who says what, who holds which office. Pure."""

from service.text.long.article import Article, Line, Misplaced, names_in, resolved
from service.text.long.detail import places_in, wrong_detail
from service.text.long.doer import wrong_doer
from service.text.long.figure import wrong_figure
from service.text.long.office import wrong_office
from service.text.long.pooled import pooled

__all__ = [
    "Article",
    "Line",
    "Misplaced",
    "names_in",
    "places_in",
    "pooled",
    "resolved",
    "wrong_detail",
    "wrong_doer",
    "wrong_figure",
    "wrong_office",
]
