"""What services have to export: the alerts and dashboards of this output rely on it.

https://prometheus.io/docs/practices/naming/
"""

from collections.abc import Mapping

from tigerex_k8s.derive.metrics.metric import Metric

_REQUEST = ("method", "route", "status")

HTTP = (
    Metric("http_requests_total", "counter", _REQUEST, "Requests that were answered."),
    Metric("http_request_duration_seconds", "histogram", _REQUEST, "From the first byte read to the last one written."),
    Metric("http_requests_in_flight", "gauge", (), "Requests that are being answered now."),
    Metric(
        "http_client_requests_total",
        "counter",
        ("status", "target"),
        "Requests to the service called *target*; *status* is `error` where no answer came.",
    ),
)

# What every client library exports of its own process.
PROCESS = (
    Metric("process_cpu_seconds_total", "counter", (), "Processor time that the process has used."),
    Metric("process_max_fds", "gauge", (), "Files and sockets that the process may have open."),
    Metric("process_open_fds", "gauge", (), "Files and sockets that the process has open."),
    Metric("process_resident_memory_bytes", "gauge", (), "Memory that the process occupies."),
    Metric("process_start_time_seconds", "gauge", (), "When the process was started, since the epoch."),
)

_GATEWAY = (
    Metric("tigerex_logins_total", "counter", ("result",), "Attempts to log in; *result* is `success` or `failure`."),
    Metric("tigerex_rate_limited_requests_total", "counter", ("route",), "Requests refused because of their number."),
    Metric("tigerex_registrations_total", "counter", (), "Accounts that were opened."),
    Metric("tigerex_sessions", "gauge", (), "Sessions that have not ended."),
)
_ENGINE = (
    Metric(
        "tigerex_market_data_age_seconds",
        "gauge",
        ("venue",),
        "Since the last price of another exchange, such as `binance` or `okx`.",
    ),
    Metric(
        "tigerex_order_book_depth_dollars",
        "gauge",
        ("pair", "side"),
        "Value of the orders within 1 % of the middle price; *side* is `bid` or `ask`.",
    ),
    Metric(
        "tigerex_order_book_spread_ratio",
        "gauge",
        ("pair",),
        "From the best bid to the best ask, as a part of the middle price.",
    ),
    Metric(
        "tigerex_order_match_duration_seconds",
        "histogram",
        (),
        "From taking an order to its match, or to its place in the book.",
    ),
    Metric("tigerex_order_queue_length", "gauge", (), "Orders taken and not looked at yet."),
    Metric(
        "tigerex_orders_total",
        "counter",
        ("pair", "result", "side"),
        "Orders taken; *result* is `accepted`, `rejected` or `cancelled`.",
    ),
    Metric("tigerex_traded_dollars_total", "counter", ("pair",), "Volume of the trades, at their own price."),
    Metric("tigerex_trades_total", "counter", ("pair",), "Orders that met another."),
    Metric("tigerex_websocket_connections", "gauge", (), "WebSockets that are open."),
)
_WALLET = (
    Metric("tigerex_deposited_dollars_total", "counter", ("asset",), "Value of the deposits that were credited."),
    Metric(
        "tigerex_deposits_total", "counter", ("asset", "result"), "Deposits seen; *result* is `credited` or `failed`."
    ),
    Metric("tigerex_hot_wallet_balance_dollars", "gauge", ("asset",), "Value that withdrawals can be paid from."),
    Metric("tigerex_withdrawals_pending", "gauge", ("asset",), "Withdrawals asked for and not sent yet."),
    Metric("tigerex_withdrawals_total", "counter", ("asset", "result"), "Withdrawals; *result* is `sent` or `failed`."),
    Metric("tigerex_withdrawn_dollars_total", "counter", ("asset",), "Value of the withdrawals that were sent."),
)

# Beyond HTTP and PROCESS, by the name of the service.
BUSINESS: Mapping[str, tuple[Metric, ...]] = {
    "api-gateway": _GATEWAY,
    "trading-engine": _ENGINE,
    "wallet-service": _WALLET,
}
