"""The application: one house, its routes, and what starts and stops with it.

Enters: settings. Leaves: an ASGI application. Raises InputError for settings that cannot be used.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Security
from fastapi.openapi.utils import get_openapi
from fastapi.security import HTTPBearer

from service import __version__
from service.http import briefs, check, jobs, pages, status
from service.http.access import Keys
from service.http.answers import install
from service.http.gate import Gate
from service.http.metrics import Metrics
from service.http.shapes import EVENT_RECORDS, EVENT_STREAM
from service.http.state import House
from service.jobs import Problem
from service.jobs.hub import Hub
from service.jobs.pool import Pool
from service.jobs.requests import BriefRequest, CheckRequest
from service.jobs.runner import Limits, Runner
from service.jobs.store import Store
from service.settings import ServeSettings, Settings

LEDGER = "ledger.sqlite3"
DAY_S = 86_400
ABOUT = """One neutral brief of several news articles; every sentence cites the exact words it rests on.

Errors are `application/problem+json` with a stable `code`. Offsets in briefs are Unicode code points, half-open."""


def create_app(settings: Settings | None = None, serve: ServeSettings | None = None) -> FastAPI:
    """The service as an ASGI application."""
    serve = serve or ServeSettings()
    house = House(_narrowed(settings or Settings(), serve), serve, Keys(serve.keys), Metrics())
    app = FastAPI(
        title="Evenhand",
        version=__version__,
        description=ABOUT,
        docs_url=None,  # FastAPI's own page loads scripts from another site
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_lifespan,
    )
    app.state.house = house
    app.add_middleware(Gate, settings=serve, keys=house.keys, metrics=house.metrics)
    install(app)
    # The gate looks at the key; this only describes it, where one is needed.
    bearer = [Security(HTTPBearer(auto_error=False, description="A key of this service."))]
    for router in (briefs.stored, briefs.router, jobs.router, check.router):
        app.include_router(router, dependencies=bearer if house.keys.are_needed else [])
    app.include_router(status.router)
    app.include_router(pages.router)
    app.openapi = lambda: _described(app)  # type: ignore[method-assign]  # FastAPI's own way to change it
    return app


def _narrowed(settings: Settings, serve: ServeSettings) -> Settings:
    """The house's settings, with the limits of a request in place of those of a run."""
    most = {
        "max_documents": serve.max_documents,
        "max_bytes": serve.max_body_bytes,
        "max_total_bytes": serve.max_documents * serve.max_body_bytes,
    }
    return settings.model_copy(update={name: min(value, getattr(settings, name)) for name, value in most.items()})


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    house: House = app.state.house
    house.store = Store(house.serve.data_dir / LEDGER)
    house.pool = Pool(house.settings, house.serve.workers)
    house.hub = Hub(house.store)
    limits = Limits(house.serve.job_deadline_s, house.serve.keep_days * DAY_S)
    house.runner = Runner(house.store, house.pool, house.hub, limits, house.metrics.job)
    house.watch()
    house.pool.start()
    house.runner.start()
    try:
        yield
    finally:
        await house.drain(0)
        await house.runner.stop()
        await house.pool.close()
        house.store.close()


def _described(app: FastAPI) -> dict[str, Any]:
    """The description of the interface, with the bodies that routes read themselves."""
    if app.openapi_schema is None:
        found = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        schemas = found["components"]["schemas"]
        for kind in (BriefRequest, CheckRequest, Problem, *EVENT_RECORDS):
            described = kind.model_json_schema(ref_template="#/components/schemas/{model}")
            schemas |= described.pop("$defs", {}) | {kind.__name__: described}
        # A form may leave all documents to its files; JSON alone may not.
        schemas["BriefRequest"]["required"] = ["documents"]
        schemas["BriefRequest"]["properties"]["documents"]["minItems"] = 1
        stream = found["paths"]["/v1/jobs/{job_id}/events"]["get"]["responses"]["200"]
        stream["description"] = "Server-sent events, until the end of the job."
        stream["content"] = {"text/event-stream": {"itemSchema": EVENT_STREAM}}
        app.openapi_schema = found
    return app.openapi_schema
