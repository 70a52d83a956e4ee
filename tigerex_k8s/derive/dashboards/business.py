"""What the exchange does for people: trades, accounts and money that comes and goes."""

from tigerex_k8s.derive.dashboards.panel import Dashboard, Panel, Query, Row, grown, quantile, rate, share
from tigerex_k8s.graph.values import Graph

_GATEWAY, _ENGINE, _WALLET = "api-gateway", "trading-engine", "wallet-service"


def business(graph: Graph) -> Dashboard:
    """Derive the page about the services that *graph* has."""
    rows = {
        _ENGINE: (
            Row("Trading", _trading(f'job="{_ENGINE}"')),
            Row("Order books", _books(f'job="{_ENGINE}"')),
            Row("Engine", _engine(f'job="{_ENGINE}"')),
        ),
        _GATEWAY: (Row("Accounts", _accounts(f'job="{_GATEWAY}"')),),
        _WALLET: (Row("Deposits and withdrawals", _money(f'job="{_WALLET}"')),),
    }
    return Dashboard(
        "tigerex-business",
        "Business",
        "Volume, order books, registrations and logins, deposits and withdrawals.",
        tuple(row for name, found in rows.items() if name in graph.services for row in found),
    )


def _trading(job: str) -> tuple[Panel, ...]:
    orders = rate(f"tigerex_orders_total{{{job}}}", "result")
    return (
        _total("Volume", "Traded in the time that is shown.", "currencyUSD", f"tigerex_traded_dollars_total{{{job}}}"),
        _total("Trades", "Made in the time that is shown.", "short", f"tigerex_trades_total{{{job}}}"),
        _total(
            "Orders",
            "Accepted in the time that is shown.",
            "short",
            f'tigerex_orders_total{{{job},result="accepted"}}',
        ),
        Panel(
            "Volume by pair",
            "Dollars a second, the ten largest pairs.",
            "currencyUSD",
            (Query(f"topk(10, {rate(f'tigerex_traded_dollars_total{{{job}}}', 'pair')})", "{{pair}}"),),
            look="areas",
        ),
        Panel(
            "Trades by pair",
            "A second, the ten busiest pairs.",
            "cps",
            (Query(f"topk(10, {rate(f'tigerex_trades_total{{{job}}}', 'pair')})", "{{pair}}"),),
        ),
        Panel("Orders by result", "A second.", "cps", (Query(orders, "{{result}}"),), look="areas"),
    )


def _books(job: str) -> tuple[Panel, ...]:
    depth = f"sum by (pair, side) (tigerex_order_book_depth_dollars{{{job}}})"
    return (
        Panel(
            "Depth",
            "Value of the orders within 1 % of the middle price.",
            "currencyUSD",
            (Query(f"bottomk(10, {depth})", "{{pair}} {{side}}"),),
            width=12,
        ),
        Panel(
            "Spread",
            "From the best bid to the best ask, as a part of the middle price; the ten widest pairs.",
            "percentunit",
            (Query(f"topk(10, max by (pair) (tigerex_order_book_spread_ratio{{{job}}}))", "{{pair}}"),),
            width=12,
            steps=((0.005, "yellow"), (0.02, "red")),
        ),
    )


def _engine(job: str) -> tuple[Panel, ...]:
    buckets = f"tigerex_order_match_duration_seconds_bucket{{{job}}}"
    return (
        Panel(
            "Queue",
            "Orders taken and not looked at yet, by pod.",
            "short",
            (Query(f"max by (pod) (tigerex_order_queue_length{{{job}}})", "{{pod}}"),),
            width=6,
        ),
        Panel(
            "Matching",
            "From taking an order to its match, or to its place in the book.",
            "s",
            tuple(Query(quantile(part, buckets), f"{part:.0%}") for part in (0.5, 0.95, 0.99)),
            width=6,
        ),
        Panel(
            "Market data",
            "Since the last price of another exchange; old prices make wrong orders.",
            "s",
            (Query(f"max by (venue) (tigerex_market_data_age_seconds{{{job}}})", "{{venue}}"),),
            width=6,
            steps=((5, "yellow"), (30, "red")),
        ),
        Panel(
            "WebSockets",
            "Open, by pod.",
            "short",
            (Query(f"sum by (pod) (tigerex_websocket_connections{{{job}}})", "{{pod}}"),),
            look="areas",
            width=6,
        ),
    )


def _accounts(job: str) -> tuple[Panel, ...]:
    logins = rate(f"tigerex_logins_total{{{job}}}")
    failed = rate(f'tigerex_logins_total{{{job},result="failure"}}')
    return (
        _total("Registrations", "In the time that is shown.", "short", f"tigerex_registrations_total{{{job}}}"),
        _total("Logins", "In the time that is shown.", "short", f'tigerex_logins_total{{{job},result="success"}}'),
        Panel(
            "Sessions",
            "That have not ended.",
            "short",
            (Query(f"sum(tigerex_sessions{{{job}}})", "sessions"),),
            look="figure",
            base="blue",
        ),
        Panel(
            "New accounts",
            "Opened a second.",
            "cps",
            (Query(rate(f"tigerex_registrations_total{{{job}}}"), "registrations"),),
            width=6,
        ),
        Panel(
            "Attempts to log in",
            "A second, by result.",
            "cps",
            (Query(rate(f"tigerex_logins_total{{{job}}}", "result"), "{{result}}"),),
            look="areas",
            width=6,
        ),
        Panel(
            "Failed logins",
            "Part of the attempts; somebody tries passwords where it leaps.",
            "percentunit",
            (Query(share(failed, logins), "failed"),),
            width=6,
            steps=((0.3, "yellow"), (0.6, "red")),
        ),
        Panel(
            "Rate limit",
            "Requests refused a second because of their number.",
            "reqps",
            (Query(rate(f"tigerex_rate_limited_requests_total{{{job}}}", "route"), "{{route}}"),),
            width=6,
        ),
    )


def _money(job: str) -> tuple[Panel, ...]:
    deposited, withdrawn = (f"tigerex_{what}_dollars_total{{{job}}}" for what in ("deposited", "withdrawn"))
    failures = tuple(
        Query(rate(f'tigerex_{what}_total{{{job},result="failed"}}', "asset"), f"{what} of {{{{asset}}}}")
        for what in ("deposits", "withdrawals")
    )
    return (
        _total("Deposited", "In the time that is shown.", "currencyUSD", deposited, width=12),
        _total("Withdrawn", "In the time that is shown.", "currencyUSD", withdrawn, width=12),
        Panel(
            "Deposits",
            "Dollars a second, by asset.",
            "currencyUSD",
            (Query(rate(deposited, "asset"), "{{asset}}"),),
            look="areas",
            width=12,
        ),
        Panel(
            "Withdrawals",
            "Dollars a second, by asset.",
            "currencyUSD",
            (Query(rate(withdrawn, "asset"), "{{asset}}"),),
            look="areas",
            width=12,
        ),
        Panel(
            "Waiting withdrawals",
            "Asked for and not sent yet.",
            "short",
            (Query(f"sum by (asset) (tigerex_withdrawals_pending{{{job}}})", "{{asset}}"),),
        ),
        Panel("Failures", "Deposits and withdrawals a second that failed.", "cps", failures),
        Panel(
            "Hot wallets",
            "Value that withdrawals can be paid from.",
            "currencyUSD",
            (Query(f"max by (asset) (tigerex_hot_wallet_balance_dollars{{{job}}})", "{{asset}}"),),
        ),
    )


def _total(title: str, says: str, unit: str, series: str, *, width: int = 8) -> Panel:
    return Panel(title, says, unit, (Query(grown(series), title.lower()),), look="figure", width=width, base="blue")
