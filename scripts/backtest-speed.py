"""hftbacktest's share of scripts/backtest-speed: a quote each side at a fixed distance from the mid on a tape of ours."""

import argparse
import importlib.util
import pathlib
import resource
import time

import numpy as np
from hftbacktest import GTX, LIMIT, BacktestAsset, HashMapMarketDepthBacktest
from numba import njit

here = pathlib.Path(__file__).parent
found = importlib.util.spec_from_file_location("agreement", here / "hftbacktest-agreement.py")
agreement = importlib.util.module_from_spec(found)
found.loader.exec_module(agreement)


@njit
def read(hbt):
    """Takes the data alone."""
    rows = 0
    while True:
        code = hbt.wait_next_feed(False, 3_600_000_000_000)
        if code == 1:
            return rows
        rows += 1


@njit
def quote(hbt, distance, quantity, tick):
    """At each change: where the rounded price differs, cancel, and once that is confirmed, place anew."""
    placed = np.int64(0)
    ids = np.zeros(2, np.int64)
    prices = np.zeros(2, np.int64)
    orders = hbt.orders(0)
    while True:
        code = hbt.wait_next_feed(True, 3_600_000_000_000)
        if code == 1:
            return placed
        depth = hbt.depth(0)
        if not (depth.best_bid_tick > 0 and depth.best_ask_tick < 2**60):
            continue
        mid = (depth.best_bid_tick + depth.best_ask_tick) / 2
        hbt.clear_inactive_orders(0)
        for side in range(2):
            sign = 1 if side == 0 else -1
            if sign > 0:
                target = min(np.int64(np.floor(mid - distance)), depth.best_ask_tick - 1)
            else:
                target = max(np.int64(np.ceil(mid + distance)), depth.best_bid_tick + 1)
            working = ids[side] != 0 and orders.get(ids[side]) is not None
            if working:
                order = orders.get(ids[side])
                if prices[side] != target and order.cancellable:
                    hbt.cancel(0, ids[side], False)
            else:
                placed += 1
                ids[side] = placed
                prices[side] = target
                if sign > 0:
                    hbt.submit_buy_order(0, placed, target * tick, quantity, GTX, LIMIT, False)
                else:
                    hbt.submit_sell_order(0, placed, target * tick, quantity, GTX, LIMIT, False)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--flowmaker", required=True)
    options.add_argument("--distance", type=float, required=True, help="ticks")
    options.add_argument("--lots", type=int, required=True)
    options.add_argument("--times", type=int, default=5)
    options.add_argument("tape")
    arguments = options.parse_args()
    tick, lot, rows = agreement.read_tape([arguments.flowmaker], arguments.tape)
    data = agreement.as_hftbacktest(rows, tick, lot)

    def fresh():
        asset = BacktestAsset().data(data).linear_asset(1.0).risk_adverse_queue_model()
        asset = asset.constant_order_latency(agreement.ENTRY_NS, agreement.RESPONSE_NS).partial_fill_exchange()
        asset = asset.trading_value_fee_model(0.0, 0.0).tick_size(tick).lot_size(lot).last_trades_capacity(0)
        return HashMapMarketDepthBacktest([asset])

    for name, run in (
        ("hftbacktest, data alone", lambda hbt: read(hbt)),
        ("hftbacktest, strategy", lambda hbt: quote(hbt, arguments.distance, (arguments.lots - 1e-7) * lot, tick)),
    ):
        seconds, result = [], 0
        for _ in range(arguments.times + 1):
            hbt = fresh()
            began = time.thread_time()
            result = run(hbt)
            seconds.append(time.thread_time() - began)
            hbt.close()
        # The first compiles.
        median = sorted(seconds[1:])[arguments.times // 2]
        what = "rows" if "alone" in name else "orders placed"
        print(f"{name:<34} {median:8.3f} s: {len(data) / median:11,.0f} level rows a second, {result:,} {what}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{'largest resident size':<34} {peak:8d} MiB")


if __name__ == "__main__":
    main()
