"""What exporters write, served to a real Prometheus: a page for each job and pod."""

from __future__ import annotations

import json
import re
import threading
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from tests.e2e.alerts.case import Figure

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from tests.e2e.alerts.case import Figures

_LABEL = re.compile(r'(\w+)="([^"]*)"')
Page = tuple[str, str]


class Exporter:
    """Shows figures as they are now; a minute of theirs lasts *minute_seconds*, and counters never go back.

    *own_pod*: the jobs whose series name the pod that they are scraped from, which is no label of theirs then.
    """

    def __init__(self, own_pod: Collection[str], *, minute_seconds: float) -> None:
        self._own_pod = own_pod
        self._minute = minute_seconds
        self._lock = threading.Lock()
        self._counted: dict[tuple[Page, str], float] = {}
        self._shown: dict[Page, dict[str, Figure]] = {}
        self._down: set[str] = set()
        self._since = time.time()

    def show(self, figures: Figures) -> None:
        """Show *figures* from now on."""
        with self._lock:
            for page, shown in self._shown.items():
                counters = [(written, one) for written, one in shown.items() if one.is_counter]
                self._counted |= {(page, written): self._value(page, written, one) for written, one in counters}
            self._since = time.time()
            self._shown, self._down = {}, set()
            for series, figure in figures.items():
                self._place(series, figure)

    def pages(self) -> set[Page]:
        """Return the job and the pod of every page."""
        return set(self._shown)

    def text(self, page: Page) -> str | None:
        """Return what *page* says; None where the exporter is down."""
        with self._lock:
            if page[0] in self._down:
                return None
            shown = self._shown.get(page, {})
            return "".join(f"{written} {self._value(page, written, one)!r}\n" for written, one in shown.items())

    def _value(self, page: Page, written: str, figure: Figure) -> float:
        grown = figure.a_minute * (time.time() - self._since) / self._minute
        if figure.is_counter:
            return self._counted.get((page, written), 0) + grown
        return figure.start + grown + (_BEGINNING if figure.is_time else 0)

    def _place(self, series: str, figure: Figure | None) -> None:
        """Put *series* on its page as its exporter writes it, without what Prometheus makes of it."""
        name, labels = series.partition("{")[0], dict(_LABEL.findall(series))
        job = labels.pop("job")
        if name == "up":
            self._down |= {job} if figure == Figure(0) else set()
            return
        pod = labels.pop("pod", f"{job}-0") if job in self._own_pod else f"{job}-0"
        if "le" in labels:
            labels["le"] = labels["le"].removesuffix(".0")
        page = self._shown.setdefault((job, pod), {})
        if figure:
            page[f"{name}{{{','.join(f'{key}={json.dumps(value)}' for key, value in labels.items())}}}"] = figure


_BEGINNING = time.time()


@contextmanager
def served(exporter: Exporter) -> Iterator[int]:
    """Serve the pages of *exporter* at /<job>/<pod> of a port of loopback, which is given."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the name that http.server looks for
            _, job, pod = self.path.split("/")
            text = exporter.text((job, pod))
            self.send_response(500 if text is None else 200)
            self.send_header("Content-Type", "text/plain; version=0.0.4")
            self.end_headers()
            with suppress(BrokenPipeError):  # Prometheus ends while it scrapes
                self.wfile.write((text or "").encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # as http.server has it
            """Say nothing of every request."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
