"""The web application: server-rendered pages over one workspace, for this machine alone.

Every page is a plain function of the workspace and the address, so a page can be linked to, and prints
the command that gives the same result. No script is needed, nothing is fetched from elsewhere, and
requests for another host name are refused (a page elsewhere cannot reach the reader's documents).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib import resources
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

from kaname import __version__
from kaname.base.errors import InputError, KanameError
from kaname.base.languages import LANGUAGES
from kaname.base.workspace import Workspace
from kaname.web import api, pages
from kaname.web.rendering import Page, preferred_language

POLICY = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"  # noqa: E501
"""What a page may load: our own style and pictures; charts carry style attributes."""

LOCAL_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]


def create_app(workspace: Workspace) -> FastAPI:
    """Return the application over a workspace.

    Args:
        workspace: the folder whose library, register overlay and runs are shown.
    """
    app = FastAPI(
        title="Kaname",
        version=__version__,
        description="Documents, register and runs of one workspace.",
        docs_url=None,
        redoc_url=None,
    )
    app.state.workspace = workspace
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=LOCAL_HOSTS)
    folder = Path(str(resources.files("kaname.web"))) / "static"
    app.mount("/static", StaticFiles(directory=folder), name="static")

    @app.middleware("http")
    async def guard(request: Request, proceed: Callable[[Request], Awaitable[Response]]) -> Response:
        """Add the headers that keep a page to itself."""
        response = await proceed(request)
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    @app.get("/", include_in_schema=False)
    def start(request: Request) -> RedirectResponse:
        """Send the reader to the language that the browser asks for."""
        return RedirectResponse(f"/{preferred_language(request)}/")

    @app.exception_handler(KanameError)
    def problem(request: Request, error: KanameError) -> Response:
        """Say in one line what is wrong."""
        return _problem(request, str(error), 404 if isinstance(error, InputError) else 500)

    @app.exception_handler(RequestValidationError)
    def unfit(request: Request, error: RequestValidationError) -> Response:
        """Say which part of the address cannot be used."""
        fault = error.errors()[0]
        return _problem(request, f"{fault['loc'][-1]}: {fault['msg']}", 404)

    @app.exception_handler(HTTPException)
    def missing(request: Request, error: HTTPException) -> Response:
        """Say that there is no such page."""
        return _problem(request, str(error.detail), error.status_code)

    app.include_router(api.router)
    app.include_router(pages.router)
    return app


def _problem(request: Request, text: str, status: int) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": text}, status_code=status)
    first = request.url.path.strip("/").partition("/")[0]
    language = first if first in LANGUAGES else preferred_language(request)
    page = Page(request, language, section="problem")
    return HTMLResponse(page.html("problem.html", problem=text), status_code=status)
