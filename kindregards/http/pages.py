"""Pages made on the server: Jinja templates in a reader's language, and the files that go with them."""

import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kindregards.domain.languages import Language
from kindregards.http.languages import load_translations

_FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Asset:
    """A file that pages load; its address names its content, so that browsers may keep it for ever."""

    name: str
    content: bytes
    media_type: str

    @cached_property
    def packed(self) -> bytes:
        """Return the content as gzip; the same content always gives the same bytes."""
        return gzip.compress(self.content, mtime=0)

    @property
    def digest(self) -> str:
        """Return what tells this content from another version's."""
        return hashlib.sha256(self.content).hexdigest()[:12]


class Assets:
    """The files of one door, read once."""

    def __init__(self, folder: Path, prefix: str) -> None:
        """Read every file of a folder, to be served under `prefix`."""
        self.prefix = prefix
        self.files = {path.name: _read(path) for path in sorted(folder.iterdir()) if path.is_file()}

    def url(self, name: str) -> str:
        """Return the address of a file; raise KeyError for one that is not there."""
        return f"{self.prefix}/{self.files[name].digest}/{name}"

    @property
    def route(self) -> Route:
        """Return the route that serves the files."""
        return Route(f"{self.prefix}/{{digest}}/{{name}}", self.serve, methods=["GET"], name="asset")

    async def serve(self, request: Request) -> Response:
        """Answer with a file; an older version's address gets the present file, not to be kept."""
        asset = self.files.get(request.path_params["name"])
        if asset is None:
            return Response(status_code=404)
        is_current = request.path_params["digest"] == asset.digest
        headers = {"cache-control": _FOREVER if is_current else "no-cache", "vary": "accept-encoding"}
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(asset.content, media_type=asset.media_type, headers=headers)
        # Files only: pages hold secrets beside what readers type, and packing both together would tell of the secrets.
        return Response(asset.packed, media_type=asset.media_type, headers={**headers, "content-encoding": "gzip"})


class Pages:
    """The templates of one door, in every language."""

    def __init__(self, folder: Path, assets: Assets, filters: Mapping[str, object] | None = None) -> None:
        """Find templates in `<folder>/templates` and translations in `<folder>/locale`."""
        self.folder = folder
        self.assets = assets
        self.filters = dict(filters or {})
        self.words = {language: load_translations(folder / "locale", language) for language in Language}
        # One environment per language, so that a compiled template knows its translations.
        self.environments = {language: self._environment(language) for language in Language}

    def render(self, template: str, language: Language, **values: object) -> str:
        """Return a page; a value that the template needs and is not given raises."""
        return self.environments[language].get_template(template).render(language=language, **values)

    def _environment(self, language: Language) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(self.folder / "templates"),
            extensions=["jinja2.ext.i18n"],
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        environment.install_gettext_translations(self.words[language], newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
        environment.globals["asset"] = self.assets.url
        environment.filters.update(self.filters)
        return environment


def _read(path: Path) -> Asset:
    media_type = mimetypes.guess_type(path.name)[0] or "text/plain"
    if media_type.startswith("text/") or media_type.endswith("javascript"):
        media_type = f"{media_type}; charset=utf-8"
    return Asset(name=path.name, content=path.read_bytes(), media_type=media_type)
