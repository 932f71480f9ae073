"""Load: files, folders, URLs, standard input and texts in memory become Documents.

Enters: what a caller names. Leaves: Documents with fixed text, and one notice for each input that could not be used.
The only stage that reads the outside. Never happens here: guessing a date or an outlet, or changing a character
beyond what ``decode`` says.
"""

from service.stages.load.inputs import Address, Loaded, NothingUsable, TextInput, Upload
from service.stages.load.run import failure_line, load, load_texts
from service.stages.load.web import Fetched, Fetcher

__all__ = [
    "Address",
    "Fetched",
    "Fetcher",
    "Loaded",
    "NothingUsable",
    "TextInput",
    "Upload",
    "failure_line",
    "load",
    "load_texts",
]
