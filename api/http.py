"""The web service: REST, SPARQL, linked data and pages in one application."""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from api import (
    composing,
    pages,
    pages_add,
    pages_desk,
    pages_document,
    pages_documents,
    pages_graph,
    pages_home,
    pages_indicators,
    pages_matrix,
    pages_overview,
    pages_preferences,
    pages_projects,
    pages_query,
    pages_review,
    pages_search,
    problems,
    reference,
    routes_analysis,
    routes_desk,
    routes_entities,
    routes_export,
    routes_feedback,
    routes_library,
    routes_linked,
    routes_matrix,
    routes_ontology,
    routes_projects,
    routes_review,
    routes_search,
    routes_system,
    routes_tables,
    sparql,
    uploads,
)
from api.assets import STATIC
from api.middleware import Envelope, Metrics
from api.service import Service
from api.settings import Settings

_DESCRIPTION = """矿业政策文件的条款、条目和陈述，每一条都带原文。

出错时返回 RFC 9457 problem+json。`start`、`end` 是文件净文本里 Unicode 码点的左闭右开区间。
"""
_ROUTERS = (
    sparql,  # the routes are tried one after the other, so those that programs ask often come first
    routes_search,
    routes_feedback,
    composing,
    pages_documents,  # before the documents by id
    routes_library,
    routes_analysis,
    routes_projects,
    routes_entities,
    routes_matrix,
    routes_export,
    routes_tables,
    routes_desk,
    routes_linked,
    routes_review,
    routes_ontology,
    routes_system,
    reference,
    pages_search,
    pages_matrix,
    pages_indicators,
    pages_query,
    pages_graph,
    pages_desk,
    pages_projects,
    pages_overview,
    pages_preferences,
    pages_home,
    pages_document,
    pages_review,
    pages_add,
    pages,  # last, since it takes any two parts
)


def create_app(settings: Settings) -> FastAPI:
    """The application over the library that the settings name.

    Raises:
        EnvironmentFault: there is no library, or it cannot be opened.
    """
    service = Service(settings)
    metrics = Metrics()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        uploads.abandon(service)
        warming = threading.Thread(target=service.warm, daemon=True)
        warming.start()
        yield
        warming.join()  # it reads on connections that closing takes away
        service.close()

    app = FastAPI(
        title="MineKG 矿策图谱", version="1", description=_DESCRIPTION, lifespan=lifespan,
        docs_url=None, redoc_url=None, redirect_slashes=False,
    )  # fmt: skip
    app.state.service, app.state.metrics = service, metrics
    app.state.paths = frozenset(_paths())
    problems.install(app)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for module in _ROUTERS:
        app.include_router(module.router)
    _wrap(app, metrics)
    logging.getLogger("minekg").setLevel(logging.INFO)
    return app


def _wrap(app: FastAPI, metrics: Metrics) -> None:
    """The layers around every answer, the innermost first."""
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(
        CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "HEAD", "POST"],
        allow_headers=["Accept", "Content-Type"], expose_headers=["X-MineKG-Truncated", "Link"],
    )  # fmt: skip
    app.add_middleware(Envelope, metrics=metrics)


def _paths() -> Iterator[str]:
    """The paths of every route, as patterns; the navigation leads only where there is a page."""
    for module in _ROUTERS:
        yield from (getattr(route, "path", "") for route in module.router.routes)
