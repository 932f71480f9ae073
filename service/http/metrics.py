"""What is counted, in Prometheus' text format. No key, address, id or title is a label."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

CONTENT_TYPE = CONTENT_TYPE_LATEST
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300)


class Metrics:
    """Of one process."""

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]  # without annotations there
        self.registry = CollectorRegistry()
        labels = ("method", "route", "status")
        self._requests = Counter("evenhand_http_requests", "Requests.", labels, registry=self.registry)
        self._seconds = Histogram(
            "evenhand_http_request_seconds", "Time to answer.", ("route",), buckets=_SECONDS, registry=self.registry
        )
        self._jobs = Counter("evenhand_jobs", "Jobs that ended in this process.", ("state",), registry=self.registry)
        self._parts = Counter(
            "evenhand_brief_parts",
            "Documents, sentences, withheld ones and model tokens of briefs made.",
            ("part",),
            registry=self.registry,
        )
        self._cost = Counter("evenhand_model_cost_usd", "Cost of models, where known.", registry=self.registry)

    def gauge(self, name: str, help_text: str, value: Callable[[], float]) -> None:
        """A figure that is read when it is asked for."""
        Gauge(name, help_text, registry=self.registry).set_function(value)

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """One request that was answered."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def job(self, state: str, counts: dict[str, float]) -> None:
        """One job that ended."""
        self._jobs.labels(state).inc()
        for part, count in counts.items():
            if part == "cost_usd":
                self._cost.inc(count)
            else:
                self._parts.labels(part).inc(count)

    def text(self) -> bytes:
        """The whole page."""
        return generate_latest(self.registry)
