"""The files that describe others: ``NAME.meta.json`` beside one article, ``manifest.toml`` or ``.json`` of a folder.

Enters: the path of an article. Leaves: its Metadata, and a Fault for a file that cannot be read, once.
Never happens here: an article lost for a slip in its metadata.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from service.stages.load.inputs import Fault, Metadata
from service.stages.load.metadata import parse_metadata, refuse_unknown

MANIFEST_NAMES = ("manifest.toml", "manifest.json")
SIDECAR_SUFFIX = ".meta.json"
# Read whole; 5 MB is some 20,000 lines of a manifest.
FILE_MAX_BYTES = 5_000_000
# No file system allows more.
_NAME_CHARS = 1_000


def is_metadata_file(path: Path) -> bool:
    """True for the files that describe others."""
    return path.name in MANIFEST_NAMES or path.name.endswith(SIDECAR_SUFFIX)


class Beside:
    """Reads each manifest once for a whole load."""

    def __init__(self) -> None:
        self._manifests: dict[Path, dict[str, Mapping[str, Any]]] = {}

    def describe(self, path: Path) -> tuple[Metadata, tuple[Fault, ...]]:
        """Metadata of one article; the manifest wins over the sidecar."""
        found, faults = Metadata(), []
        for read in (self._sidecar, self._manifest_line):
            try:
                found = found.under(read(path))
            except _Unreadable as error:
                faults.append(Fault(str(error.source), f"{error}; its metadata is not used"))
        return found, tuple(faults)

    def _sidecar(self, path: Path) -> Metadata:
        names = (path.with_name(path.name + SIDECAR_SUFFIX), path.with_suffix(SIDECAR_SUFFIX))
        source = next((name for name in names if name.is_file()), None)
        return _metadata(read_mapping(source), source) if source else Metadata()

    def _manifest_line(self, path: Path) -> Metadata:
        folder = path.parent
        source = next((folder / name for name in MANIFEST_NAMES if (folder / name).is_file()), None)
        if source is None:
            return Metadata()
        if folder not in self._manifests:
            # Set before reading: a manifest that cannot be read is one fault, not one for each of its files.
            self._manifests[folder] = {}
            self._manifests[folder] = _lines(read_mapping(source), source)
        return _metadata(self._manifests[folder].get(path.name, {}), source)


class _Unreadable(Exception):
    def __init__(self, source: Path, what: object) -> None:
        super().__init__(str(what))
        self.source = source


def read_mapping(source: Path) -> dict[str, Any]:
    """One TOML file, or one JSON object. Raises _Unreadable."""
    try:
        if source.stat().st_size > FILE_MAX_BYTES:
            raise ValueError(f"larger than {FILE_MAX_BYTES} bytes")
        text = source.read_text(encoding="utf-8-sig")
        if source.suffix == ".toml":
            import tomllib

            return tomllib.loads(text)
        found = json.loads(text)
    except (ValueError, OSError, RecursionError) as error:
        raise _Unreadable(source, error) from None
    if not isinstance(found, dict):
        raise _Unreadable(source, "must hold one JSON object")
    return found


def _lines(manifest: Mapping[str, Any], source: Path) -> dict[str, Mapping[str, Any]]:
    """Tables by file name. Another program's manifest, without `documents`, says nothing."""
    lines = manifest.get("documents", [])
    if not isinstance(lines, list) or not all(isinstance(line, dict) and "file" in line for line in lines):
        raise _Unreadable(source, "documents must be a list of tables, each with a file")
    return {str(line["file"])[:_NAME_CHARS]: line for line in lines}


def _metadata(values: Mapping[str, Any], source: Path) -> Metadata:
    try:
        refuse_unknown(values, also=("file", "sha256"))
        return parse_metadata(values)
    except ValueError as error:
        about = f"{str(values['file'])[:_NAME_CHARS]}: " if "file" in values else ""
        raise _Unreadable(source, f"{about}{error}") from None
