"""Fills of the same orders here and in hftbacktest, order by order: see scripts/hftbacktest-agreement.

Data, orders, delays and queue model are the same; what differs is sorted by its reason. The data is our tape, frames and
trades, as hftbacktest's own converters give them: best prices between two frames are left out on both sides.
"""

import argparse
import csv
import json
import math
import random
import subprocess
import sys
from collections import Counter, defaultdict

import numpy as np
from hftbacktest import (
    BUY_EVENT,
    DEPTH_CLEAR_EVENT,
    DEPTH_EVENT,
    DEPTH_SNAPSHOT_EVENT,
    EXCH_EVENT,
    GTX,
    LIMIT,
    LOCAL_EVENT,
    SELL_EVENT,
    TRADE_EVENT,
    BacktestAsset,
    HashMapMarketDepthBacktest,
)
from hftbacktest.types import event_dtype
from numba import njit

latency_dtype = np.dtype(
    [("req_ts", "i8"), ("exch_ts", "i8"), ("resp_ts", "i8"), ("_padding", "i8")], align=True
)

MODELS = ["risk-averse", "power:2", "power:3", "power-2:2", "power-3:3", "log", "log-2"]
ENTRY_NS = 2_000_000
RESPONSE_NS = 3_000_000
BUY, SELL = 1, -1
FRAME_ROW, TRADE_ROW = 1, 2
# A quantity of whole lots less this share of a lot. hftbacktest 2.4.4 keeps an order in its book whose fill is exactly
# what was left of it, and stops with an error when the next trade finds it there.
LESS = 1e-7
UNEXPLAINED = "unexplained"
BELOW_ZERO = "hftbacktest lets the queue ahead fall below zero, ours stops at zero"


def read_tape(flowmaker, tape):
    """The instrument's units and rows of (time, kind, side, ticks, lots), frames whole and in order."""
    command = [*flowmaker, "journal", "dump", tape, "--json"]
    rows = []
    tick = lot = 0.0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as dump:
        for line in dump.stdout:
            record = json.loads(line)
            kind = record["kind"]
            if kind == "SESSION_STARTED":
                tick = float(record["instruments"][0]["tick"])
                lot = float(record["instruments"][0]["lot"])
            elif kind == "BOOK_UPDATE":
                if record["reset"] != "NONE":
                    rows.append((record["timeNanos"], 0, 0, 0, 0))
                for level in record["levels"]:
                    side = BUY if level["side"] == "BUY" else SELL
                    rows.append((record["timeNanos"], FRAME_ROW, side, level["priceTicks"], level["lots"]))
            elif kind == "TRADE":
                side = BUY if record["aggressor"] == "BUY" else SELL
                rows.append((record["timeNanos"], TRADE_ROW, side, record["priceTicks"], record["lots"]))
    if dump.returncode != 0:
        sys.exit(f"{' '.join(command)} failed")
    return tick, lot, np.array(rows, dtype=np.int64)


def as_hftbacktest(rows, tick, lot):
    data = np.zeros(len(rows), event_dtype)
    first_reset = True
    both = EXCH_EVENT | LOCAL_EVENT
    snapshot = False
    for i, (nanos, kind, side, ticks, lots) in enumerate(rows):
        if kind == 0:
            ev = DEPTH_CLEAR_EVENT | both
            snapshot = first_reset
            first_reset = False
        else:
            if snapshot and i and rows[i - 1][0] != nanos:
                snapshot = False
            kinds = TRADE_EVENT if kind == TRADE_ROW else DEPTH_SNAPSHOT_EVENT if snapshot else DEPTH_EVENT
            ev = kinds | both | (BUY_EVENT if side == BUY else SELL_EVENT)
        data[i] = (ev, nanos, nanos, ticks * tick, lots * lot, 0, 0, 0.0)
    return data


def make_orders(rows, seed, count, apart, hold):
    """Seeded post-only orders near the touch of their moment. `apart`: never two of one side at a time."""
    draw = random.Random(seed)
    books = {BUY: {}, SELL: {}}
    first, last = rows[0][0], rows[-1][0]
    if apart:
        times = []
        for side in (BUY, SELL):
            at = first + 1_000_000_000
            while at < last - 2_000_000_000:
                stay = int(hold * draw.uniform(0.05, 1.95))
                times.append((at + draw.randrange(1_000_000), side, stay))
                at += stay + 20_000_000
        times.sort()
        times = times[:: max(1, len(times) // count)]
    else:
        span = last - first - 4_000_000_000
        times = sorted(
            (first + 1_000_000_000 + draw.randrange(span), draw.choice((BUY, SELL)), int(hold * draw.uniform(0.05, 1.95)))
            for _ in range(count)
        )
    orders, row = [], 0
    for at, side, stay in times:
        while row < len(rows) and rows[row][0] <= at:
            _, kind, which, ticks, lots = rows[row]
            if kind == 0:
                books = {BUY: {}, SELL: {}}
            elif kind == FRAME_ROW:
                if lots:
                    books[which][ticks] = lots
                else:
                    books[which].pop(ticks, None)
            row += 1
        bid, ask = max(books[BUY]), min(books[SELL])
        own, other = (bid, ask) if side == BUY else (ask, bid)
        near = sorted(books[side], reverse=side == BUY)
        spread = ask - bid
        what = draw.random()
        if what < 0.15 and spread > 1:
            price = own + side * draw.randrange(1, spread)
        elif what < 0.18:
            price = other
        else:
            # A level that is there: the touch more often than those behind it.
            price = near[min(len(near) - 1, int(draw.expovariate(0.5)))]
        lots = draw.choice((1, 2, 5, 20, 100))
        orders.append((len(orders) + 1, at, side, price, lots, at + stay))
    return orders


def measured_delays(rows, seed, file):
    """Rows of request, exchange and response times every 50 ms, that vary by a factor of ten and never overtake."""
    draw = random.Random(seed)
    found, exchange, response = [], 0, 0
    for request in range(int(rows[0][0]), int(rows[-1][0]), 50_000_000):
        exchange = max(exchange + 1, request + draw.randrange(1_000_000, 10_000_000))
        response = max(response + 1, exchange + draw.randrange(1_000_000, 10_000_000))
        found.append((request, exchange, response))
    with open(file, "w") as out:
        out.write("request_ns,exchange_ns,response_ns\n")
        out.writelines(f"{a},{b},{c}\n" for a, b, c in found)
    table = np.zeros(len(found), latency_dtype)
    table["req_ts"], table["exch_ts"], table["resp_ts"] = zip(*found)
    return table


def ours(flowmaker, tape, orders, tick, lot, work, models, delays, touches=False):
    digits = lambda unit: max(0, -int(math.floor(math.log10(unit) + 1e-9)))
    file = f"{work}/orders.csv"
    with open(file, "w") as out:
        out.write("id,sent_ns,side,price,quantity,cancel_ns\n")
        for i, at, side, price, lots, cancel in orders:
            name = "buy" if side == BUY else "sell"
            out.write(f"{i},{at},{name},{price * tick:.{digits(tick)}f},{lots * lot:.{digits(lot)}f},{cancel}\n")
    entry, response = delays if delays else (f"{ENTRY_NS} ns", f"{RESPONSE_NS} ns")
    command = [
        *flowmaker, "fills", tape, "--orders", file, "--fill-model", ",".join(models), "-o", f"{work}/ours.csv",
        "--order-entry", entry, "--execution", response, *([] if touches else ["--no-touches"]),
    ]
    subprocess.run(command, check=True)
    found = {model: defaultdict(list) for model in models}
    with open(f"{work}/ours.csv") as lines:
        for row in csv.DictReader(lines):
            price, lots = round(float(row["price"]) / tick), round(float(row["quantity"]) / lot)
            times = (int(row["exchange_ns"]), int(row["heard_ns"]))
            found[row["model"]][int(row["id"])].append((row["event"], *times, price, lots))
    return found


@njit
def play(hbt, ids, sent, sides, prices, quantities, cancels, action_times, action_orders, action_cancels, out, lot):
    """Sends and cancels at the script's times, notes every change of an order; returns how many, or a negative error."""
    count = 0
    action = 0
    leaves = quantities.copy()
    done = np.zeros(len(ids), np.bool_)
    orders = hbt.orders(0)
    hbt.elapse(1)
    while True:
        until = np.int64(9_000_000_000_000_000_000)
        if action < len(action_times):
            until = action_times[action]
        wait = until - hbt.current_timestamp
        code = np.int64(0)
        if wait > 0:
            code = hbt.wait_next_feed(True, min(wait, np.int64(3_600_000_000_000)))
        if code == 3 or code == 1:
            values = orders.values()
            while values.has_next():
                order = values.get()
                at = np.int64(order.order_id) - 1
                status = order.status
                if status == 0 or done[at]:
                    continue
                if status == 3 or status == 5 or status == 4 or status == 2 or status == 1:
                    changed = order.leaves_qty < leaves[at] - lot / 2
                    if changed:
                        out[count, 0] = ids[at]
                        out[count, 1] = 1
                        out[count, 2] = order.exch_timestamp
                        out[count, 3] = hbt.current_timestamp
                        out[count, 4] = order.exec_price_tick
                        out[count, 5] = np.int64(round((leaves[at] - order.leaves_qty) / lot))
                        count += 1
                        leaves[at] = order.leaves_qty
                    if status == 2 or status == 4:
                        out[count, 0] = ids[at]
                        out[count, 1] = status
                        out[count, 2] = order.exch_timestamp
                        out[count, 3] = hbt.current_timestamp
                        out[count, 4] = order.price_tick
                        out[count, 5] = np.int64(round(order.leaves_qty / lot))
                        count += 1
                        done[at] = True
                    if status == 3:
                        done[at] = True
            hbt.clear_inactive_orders(0)
        if code == 1:
            return count
        if code != 0 and code != 2 and code != 3:
            return -code
        while action < len(action_times) and action_times[action] <= hbt.current_timestamp:
            at = action_orders[action]
            if action_cancels[action]:
                if orders.get(ids[at]) is not None and orders.get(ids[at]).cancellable:
                    hbt.cancel(0, ids[at], False)
            elif sides[at] > 0:
                hbt.submit_buy_order(0, ids[at], prices[at], quantities[at], GTX, LIMIT, False)
            else:
                hbt.submit_sell_order(0, ids[at], prices[at], quantities[at], GTX, LIMIT, False)
            action += 1


def set_model(asset, model):
    name, _, n = model.partition(":")
    return {
        "risk-averse": lambda: asset.risk_adverse_queue_model(),
        "power": lambda: asset.power_prob_queue_model(float(n)),
        "power-2": lambda: asset.power_prob_queue_model2(float(n)),
        "power-3": lambda: asset.power_prob_queue_model3(float(n)),
        "log": lambda: asset.log_prob_queue_model(),
        "log-2": lambda: asset.log_prob_queue_model2(),
    }[name]()


def theirs(data, orders, tick, lot, model, delays=None):
    asset = set_model(BacktestAsset().data(data).linear_asset(1.0), model)
    if delays is None:
        asset = asset.constant_order_latency(ENTRY_NS, RESPONSE_NS)
    else:
        asset = asset.intp_order_latency(delays)
    asset = asset.partial_fill_exchange()
    asset = asset.trading_value_fee_model(0.0, 0.0).tick_size(tick).lot_size(lot).last_trades_capacity(0)
    hbt = HashMapMarketDepthBacktest([asset])
    columns = list(zip(*orders))
    actions = sorted([(o[1], 0, i) for i, o in enumerate(orders)] + [(o[5], 1, i) for i, o in enumerate(orders)])
    out = np.zeros((20 * len(orders) + 100, 6), np.int64)
    count = play(
        hbt,
        np.array(columns[0], np.int64),
        np.array(columns[1], np.int64),
        np.array(columns[2], np.int64),
        np.array(columns[3], np.float64) * tick,
        (np.array(columns[4], np.float64) - LESS) * lot,
        np.array(columns[5], np.int64),
        np.array([a[0] for a in actions], np.int64),
        np.array([a[2] for a in actions], np.int64),
        np.array([a[1] for a in actions], np.bool_),
        out,
        lot,
    )
    hbt.close()
    if count < 0:
        sys.exit(f"hftbacktest stopped with error {-count} under {model}")
    found = defaultdict(list)
    for i, what, exchange, heard, price, lots in out[:count]:
        name = {1: "filled", 2: "rejected", 4: "canceled"}[int(what)]
        found[int(i)].append((name, int(exchange), int(heard), int(price), int(lots)))
    return found


def fills(events):
    """Quantity and price by exchange time, since what happens in one instant is one report over there."""
    total = {}
    for name, exchange, heard, price, lots in events:
        if name == "filled":
            before = total.get(exchange, (heard, price, 0))
            total[exchange] = (heard, price, before[2] + lots)
    return [(exchange, *rest) for exchange, rest in sorted(total.items())]


def share(model, front, back, lot):
    name, _, n = model.partition(":")
    n = float(n or 0)
    if front + back == 0 or (front < 0 and n != int(n)):
        return math.nan
    if name == "power":
        return back**n / (back**n + front**n)
    if name == "power-2":
        return back**n / (back + front) ** n
    if name == "power-3":
        return 1 - (front / (front + back)) ** n
    if min(1 + front * lot, 1 + back * lot) <= 0:
        return math.nan
    up = lambda x: math.log(1 + x * lot)
    if name == "log":
        return up(back) / (up(back) + up(front))
    return up(back) / up(back + front)


class Alone:
    """One order by itself by the rule both sides mean, kept apart from either: what bounding the queue at 0 makes of it."""

    def __init__(self, rows, lot):
        self.rows, self.lot = rows, lot
        self.times = rows[:, 0]

    def run(self, order, model, bounded, book):
        _, sent, side, price, lots, cancel = order
        arrival, gone = sent + ENTRY_NS, cancel + ENTRY_NS
        best = {BUY: max(book[BUY]), SELL: min(book[SELL])}
        if side * (price - best[-side]) >= 0:
            return []
        level = book[side].get(price, 0)
        front, traded, left, out = float(level), 0.0, lots, []
        for i in range(np.searchsorted(self.times, arrival, "right"), len(self.rows)):
            nanos, kind, which, ticks, quantity = self.rows[i]
            if nanos > gone or left == 0:
                break
            if kind == TRADE_ROW and which == -side:
                if side * (ticks - price) < 0:
                    out.append((int(nanos), left))
                    left = 0
                elif ticks == price:
                    front -= quantity
                    traded += quantity
                    reach = math.floor(-front + 0.5) if front < 0 else 0
                    if reach > 0:
                        front = 0.0
                        out.append((int(nanos), min(reach, left)))
                        left -= min(reach, left)
                    elif bounded:
                        front = max(front, 0.0)
            elif kind == FRAME_ROW and which == side and ticks == price:
                change = level - quantity - traded
                traded = 0.0
                if model == "risk-averse" or change < 0 or (bounded and front <= 0):
                    front = min(front, float(quantity))
                else:
                    back = level - front
                    p = share(model, front, back, self.lot)
                    if math.isnan(p):
                        # The smaller of no number and a number is the number: to the back of the queue.
                        front = float(quantity)
                    else:
                        front = min(front - (1 - p) * change + min(back - p * change, 0), float(quantity))
                    if bounded:
                        front = max(front, 0.0)
                level = quantity
            elif kind == FRAME_ROW and which == -side and side * (price - ticks) >= 0 and quantity > 0:
                out.append((int(nanos), left))
                left = 0
        merged = defaultdict(int)
        for nanos, quantity in out:
            merged[nanos] += quantity
        return sorted(merged.items())


def books_at(rows, orders):
    """The book each order meets, by its id."""
    books, found, row = {BUY: {}, SELL: {}}, {}, 0
    for order in sorted(orders, key=lambda o: o[1]):
        while row < len(rows) and rows[row][0] <= order[1] + ENTRY_NS:
            _, kind, which, ticks, lots = rows[row]
            if kind == 0:
                books = {BUY: {}, SELL: {}}
            elif kind == FRAME_ROW:
                if lots:
                    books[which][ticks] = lots
                else:
                    books[which].pop(ticks, None)
            row += 1
        found[order[0]] = {side: dict(book) for side, book in books.items()}
    return found


def reason(order, orders, mine, other, model, alone, book):
    """Why an order went differently; the first that explains it."""
    _, sent, side, price, _, cancel = order
    arrival, gone = sent + ENTRY_NS, cancel + ENTRY_NS
    together = [o for o in orders if o[0] != order[0] and o[1] + ENTRY_NS < gone and o[5] + ENTRY_NS > arrival]
    if any(event[0] == "rejected" for event in mine) != any(event[0] == "rejected" for event in other):
        if any(o[2] == -side and side * (price - o[3]) >= 0 for o in together):
            return "we do not trade with ourselves: post-only refused against our own order"
        return UNEXPLAINED + ", refused by one only"
    bounded = alone.run(order, model, True, book)
    unbounded = alone.run(order, model, False, book)
    quantities = lambda events: [(f[0], f[3]) for f in fills(events)]
    if quantities(other) == unbounded and quantities(mine) == bounded:
        return BELOW_ZERO
    if any(o[2] == side and o[3] == price for o in together):
        return "two of ours at one price: one trade fills one of them, and the later waits behind the earlier"
    if any(o[2] == side and side * (o[3] - price) > 0 for o in together):
        return "ours at a better price took of the same trade first"
    return UNEXPLAINED


def agree(mine, other, orders):
    """Orders that were filled, in parts, refused, the same, and heard of at the same time; and those that differ."""
    filled = partly = refused = same = heard = 0
    different = []
    for order in orders:
        a, b = mine[order[0]], other[order[0]]
        fa, fb = fills(a), fills(b)
        rejected = [any(event[0] == "rejected" for event in events) for events in (a, b)]
        filled += bool(fa)
        partly += len(fa) > 1
        refused += rejected[0]
        if rejected[0] == rejected[1] and [(f[0], f[2], f[3]) for f in fa] == [(f[0], f[2], f[3]) for f in fb]:
            same += 1
            heard += [f[1] for f in fa] == [f[1] for f in fb]
        else:
            different.append(order)
    return (len(orders), filled, partly, refused, same, heard), different


def line(*cells):
    print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)


def compare(flowmaker, tape, title, seed, count, apart, hold, work):
    tick, lot, rows = read_tape(flowmaker, tape)
    data = as_hftbacktest(rows, tick, lot)
    orders = make_orders(rows, seed, count, apart, int(hold * 1e9))
    mine = ours(flowmaker, tape, orders, tick, lot, work, MODELS, None)
    alone = Alone(rows, lot)
    books = books_at(rows, orders)
    reasons = Counter()
    for model in MODELS:
        other = theirs(data, orders, tick, lot, model)
        counts, different = agree(mine[model], other, orders)
        for order in different:
            a, b = mine[model][order[0]], other[order[0]]
            why = reason(order, orders, a, b, model, alone, books[order[0]])
            reasons[why] += 1
            if why.startswith(UNEXPLAINED):
                print(f"unexplained: {model} {order}\n  ours   {a}\n  theirs {b}", file=sys.stderr)
        line(title, model, *counts)
    if apart:
        table = measured_delays(rows, seed, f"{work}/delays.csv")
        rows_of = f"measured({work}/delays.csv)"
        model = "risk-averse"
        found = ours(flowmaker, tape, orders, tick, lot, work, [model], (rows_of, rows_of))[model]
        counts, different = agree(found, theirs(data, orders, tick, lot, model, table), orders)
        line(f"{title}, delays interpolated from rows", model, *counts)
        reasons[UNEXPLAINED + ", interpolated delays"] += len(different)
    return +reasons, touch_effect(mine["risk-averse"], ours(
        flowmaker, tape, orders, tick, lot, work, ["risk-averse"], None, True)["risk-averse"], orders)


def touch_effect(without, touched, orders):
    """What best prices between two frames change, which hftbacktest's data has not: orders filled by one only, and sooner."""
    first = lambda events: min((f[0] for f in fills(events)), default=None)
    pairs = [(first(without[o[0]]), first(touched[o[0]])) for o in orders]
    both = [(a - b) / 1e6 for a, b in pairs if a and b]
    refused = lambda found: sum(any(event[0] == "rejected" for event in found[o[0]]) for o in orders)
    return (
        len(orders),
        sum(1 for a, b in pairs if a and not b),
        sum(1 for a, b in pairs if b and not a),
        len(both),
        sum(1 for ms in both if ms > 0),
        f"{np.median([ms for ms in both if ms > 0] or [0]):.0f} ms",
        sum(1 for ms in both if ms < 0),
        f"{refused(without)} / {refused(touched)}",
    )


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--flowmaker", required=True)
    options.add_argument("--work", required=True)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("tapes", nargs="+", help="TITLE=TAPE=HOLD_SECONDS=COUNT")
    arguments = options.parse_args()
    line("data and orders", "model", "orders", "filled", "in parts", "refused", "same time, price, quantity", "heard of as soon")
    print("|---|---|---|---|---|---|---|---|")
    reasons, touches = {}, {}
    for text in arguments.tapes:
        title, tape, hold, count = text.split("=")
        for apart in (True, False):
            name = f"{title}, {'one a side at a time' if apart else 'many at a time'}"
            reasons[name], touches[name] = compare(
                [arguments.flowmaker], tape, name, arguments.seed, int(count), apart, float(hold), arguments.work
            )
    print("\n| data and orders | orders that differ | why |\n|---|---|---|")
    unexplained = 0
    for name, found in reasons.items():
        for why, count in found.most_common():
            line(name, count, why)
            unexplained += count if why.startswith(UNEXPLAINED) else 0
    print("\nThe same orders here, risk-averse, with the best prices between frames against without:\n")
    line("data and orders", "orders", "filled only without", "only with", "filled by both", "sooner with", "in the median by",
         "later with", "refused without / with")
    print("|---|---|---|---|---|---|---|---|---|")
    for name, counts in touches.items():
        line(name, *counts)
    sys.exit(3 if unexplained else 0)


if __name__ == "__main__":
    main()
