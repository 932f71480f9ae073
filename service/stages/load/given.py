"""What a caller hands in, as raw input: texts in memory, uploads, and what is said of an address.

Enters: TextInput, Upload, Address. Leaves: Raw with its metadata, or the Fault of one input. Pure.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePath

from service.settings import Settings
from service.stages.load.inputs import Address, Fault, Given, Kind, Raw, Rejected, TextInput, Upload
from service.stages.load.metadata import forgiving
from service.stages.load.places import EXTENSIONS, sniff, within

_DESCRIBING = {"title", "outlet", "url", "published", "language", "encoding"}


def shown_name(place: str | Path | Given) -> str:
    """The input as given, without a password that an address may hold."""
    name = place.url or "" if isinstance(place, Given) else str(place)
    scheme, mark, rest = name.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}{mark}{host.rpartition('@')[2]}{slash}{path}" if mark and "@" in host else name


def uploaded(item: Upload, settings: Settings) -> Raw:
    """An uploaded file. Raises Rejected where it is too large."""
    data = within(item.data, settings)
    kind = sniff(data, EXTENSIONS.get(PurePath(item.name).suffix.lower()))
    return described(Raw(label=item.name, data=data, kind=kind), item)


def described(raw: Raw, item: Address | Upload) -> Raw:
    """With what the caller says of it; the address of a page is where it was found."""
    metadata, faults = forgiving(item.model_dump(include=_DESCRIBING), raw.label)
    if isinstance(item, Address):
        metadata = replace(metadata, url=None)
    return replace(raw, metadata=raw.metadata.under(metadata), faults=(*raw.faults, *faults))


def from_memory(item: TextInput, label: str, settings: Settings) -> Raw | Fault:
    """A text in memory; `label` names it where it has none of its own."""
    label = item.label or label
    if (item.text is None) == (item.html is None):
        return Fault(label, "give either text or html")
    words = item.text if item.text is not None else item.html or ""
    metadata, faults = forgiving(item.model_dump(include=_DESCRIBING), label)
    try:
        data = within(words.encode("utf-8", errors="surrogatepass"), settings)
    except Rejected as error:
        return Fault(label, str(error))
    kind = Kind.TEXT if item.text is not None else Kind.HTML
    return Raw(label=label, data=data, kind=kind, text=words, metadata=metadata, faults=faults)
