"""The page at /, /docs, and their files under /assets. All is our own; nothing is loaded from elsewhere."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Header, Request, Response

from service.http.answers import refuse
from service.http.negotiate import etag, is_known
from service.http.state import House, InHouse
from service.jobs.problems import TITLES

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

PACKAGE = "service.http"
# What shows a brief here is what shows it in its own HTML.
SHARED = {"service.stages.render": ("brief.css", "brief.js")}
MEDIA = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

CODE = re.compile(r"`([^`\n]+)`")

router = APIRouter(include_in_schema=False)


@router.get("/")
async def page(house: InHouse) -> Response:
    """The page: articles in, the brief beside its sources out."""
    return Response(_page(house), media_type="text/html")


@router.get("/docs")
async def describe(request: Request) -> Response:
    """The interface, for people: made of its description for programs."""
    return Response(_described(request), media_type="text/html")


@router.get("/assets/{name}")
async def asset(name: str, if_none_match: Annotated[str | None, Header()] = None) -> Response:
    """One file of our own pages."""
    found = assets().get(name)
    if found is None:
        raise refuse("not_found", "no such file")
    data, media, tag = found
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if is_known(tag, if_none_match):
        return Response(status_code=304, headers=headers)
    return Response(data, media_type=media, headers=headers)


@cache
def assets() -> dict[str, tuple[bytes, str, str]]:
    """Bytes, media type and ETag by name."""
    found = {}
    shared = [files(package) / "assets" / name for package, names in SHARED.items() for name in names]
    for item in [*(files(PACKAGE) / "assets").iterdir(), *shared]:
        suffix = f".{item.name.rpartition('.')[2]}"
        if suffix in MEDIA:
            data = item.read_bytes()
            found[item.name] = (data, MEDIA[suffix], etag(data))
    return found


def _page(house: House) -> str:
    return _template("page.html").render(needs_key=house.keys.are_needed, has_model=house.has_model())


def _described(request: Request) -> str:
    app = request.app
    if not hasattr(app.state, "docs"):
        app.state.docs = _template("docs.html").render(**app.openapi(), problems=TITLES)
    text: str = app.state.docs
    return text


@cache
def _template(name: str) -> Template:
    from jinja2 import Environment, PackageLoader

    environment = Environment(loader=PackageLoader(PACKAGE, "assets"), autoescape=True)
    environment.filters["coded"] = _coded
    return environment.get_template(name)


def _coded(text: str) -> Markup:
    """Prose of the description with its words between backticks as code."""
    from markupsafe import Markup, escape

    return Markup(CODE.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped in the same line
