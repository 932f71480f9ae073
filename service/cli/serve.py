"""``evenhand serve``: options in, a service that runs until it is stopped.

Enters: options, a settings file. Leaves: an exit code. Never happens here: a request.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_settings import BaseSettings, InitSettingsSource, PydanticBaseSettingsSource

from service.cli.options import ServeOptions
from service.cli.streams import note, say, write_result
from service.errors import InputError
from service.settings import ServeSettings, Settings
from service.violations import violation

Kind = TypeVar("Kind", Settings, ServeSettings)
MISSING = "serve needs more packages: pip install 'evenhand[serve]'"


def run(options: ServeOptions) -> int:
    """Serve until a signal. Raises EvenhandError."""
    try:
        from service.http.access import new_key
        from service.http.serving import run as serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "service":
            raise
        raise InputError(MISSING) from None
    if options.new_key is not None:
        key, entry = new_key(options.new_key)
        write_result(f"{entry}\n")
        note(f"The key, shown only now: {key}\nPut the line above into EVENHAND_SERVE_KEYS or `keys` of [serve].")
        return 0
    said = _read(options.config)
    given = {name: getattr(options, name) for name in ("host", "port", "data_dir", "workers")}
    settings = _settings(Settings, {name: said[name] for name in said if name != "serve"}, {}, options.config)
    serving = _settings(ServeSettings, said.get("serve", {}), given, options.config)
    about = f"serving with the writer {settings.effective_writer()}; jobs and briefs in {serving.data_dir}"
    serve(settings, serving, ready=lambda: say(about))
    return 0


def _read(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read as TOML ({error}); see docs/deployment.md") from None
    if not isinstance(found.get("serve", {}), dict):
        raise InputError(f"{path}: serve must be a table, [serve]; see docs/deployment.md")
    for table, kind in ((found, Settings), (found.get("serve", {}), ServeSettings)):
        unknown = sorted(set(table) - set(kind.model_fields) - ({"serve"} if kind is Settings else set()))
        if unknown:
            raise InputError(f"{path}: unknown setting {unknown[0]!r}; see docs/deployment.md")
    return found


def _settings(kind: type[Kind], said: Mapping[str, Any], given: Mapping[str, Any], path: Path | None) -> Kind:
    """Options before the environment before the file. Raises InputError that names the setting."""

    class WithFile(kind):  # type: ignore[valid-type,misc]  # a class made for one file
        @classmethod
        def settings_customise_sources(
            cls, settings_cls: type[BaseSettings], init_settings: Any, env_settings: Any, **_: Any
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            return init_settings, env_settings, InitSettingsSource(settings_cls, init_kwargs=dict(said))

    options = {name: value for name, value in given.items() if value is not None}
    try:
        found: Kind = WithFile(**options)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = str(first["loc"][0])
        where = f"--{name.replace('_', '-')}" if name in options else f"{path}: {name}" if name in said else ""
        where = where or f"{kind.model_config.get('env_prefix', '')}{name.upper()}"
        raise InputError(f"{where}: {violation(first)}") from None
    return found
