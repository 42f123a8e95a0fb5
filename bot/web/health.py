"""Health and metrics, on an optional port."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.core import CounterMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.wellness import SILENT_AFTER, Count, look_at_queues
from models.database import Database


class _Counts(Collector):
    def __init__(self, counts: Sequence[Count]) -> None:
        self._counts = counts

    def collect(self) -> Sequence[CounterMetricFamily]:
        """Give them as Prometheus takes them."""
        families = []
        for count in self._counts:
            family = CounterMetricFamily(count.name, count.text, labels=count.labels)
            for labels, value in sorted(count.values.items()):
                family.add_metric(labels, value)
            families.append(family)
        return families


def health_app(
    database: Database,
    now: Callable[[], datetime],
    last_heard_at: Callable[[], datetime | None],
    *,
    silent_after: timedelta | None = SILENT_AFTER,
    counts: Callable[[], Sequence[Count]] = tuple,
) -> Starlette:
    """Return the application with `/healthz` and `/metrics`; `last_heard_at` is when Telegram last answered.

    Not well is who has not heard of Telegram for `silent_after`, from the beginning too. None: silence says nothing, as
    behind a webhook, where Telegram calls only when somebody writes. `counts` gives what was counted since the start.
    """
    begun_at = now()

    def age(moment: datetime | None) -> float:
        return 0.0 if moment is None else max(0.0, (now() - moment).total_seconds())

    async def healthz(_request: Request) -> Response:
        try:
            queues = await database.read(look_at_queues)
        except Exception as error:  # noqa: BLE001 - whatever it is, the answer is "not well"
            return JSONResponse({"ok": False, "reason": type(error).__name__}, status_code=503)
        heard = last_heard_at()
        is_well = silent_after is None or now() - (heard or begun_at) < silent_after
        body = {"ok": is_well, "last_poll_seconds": age(heard), "inbox": queues.inbox, "outbox": queues.outbox}
        return JSONResponse(body, status_code=200 if is_well else 503)

    async def metrics(_request: Request) -> Response:
        queues = await database.read(look_at_queues)
        registry = CollectorRegistry()
        for name, text, value in (
            ("liaison_inbox_waiting", "Updates stored and not handled yet", queues.inbox),
            ("liaison_inbox_oldest_seconds", "Age of the oldest of them", age(queues.inbox_oldest_at)),
            ("liaison_outbox_waiting", "Messages not sent yet", queues.outbox),
            ("liaison_outbox_oldest_seconds", "Age of the oldest of them", age(queues.outbox_oldest_at)),
            ("liaison_last_poll_seconds", "Seconds since Telegram last answered", age(last_heard_at())),
        ):
            Gauge(name, text, registry=registry).set(value)
        registry.register(_Counts(counts()))
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_PLAIN_0_0_4)

    return Starlette(routes=[Route("/healthz", healthz), Route("/metrics", metrics)])
