// What any client does at an exchange: follow the book and the trades, place, query and cancel, see its fills.
// The same for every library; each line printed is something that was checked.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

const UPDATES = 50; // depth updates to follow, in sequence
const SNAPSHOTS = 3; // snapshots the followed book must equal, level by level
const TRADES = 5;

export async function play(venue, symbol) {
    const said = (text) => console.log(`ok ${venue.name}: ${text}`);

    const skew = Math.abs((await venue.time()) - Date.now());
    assert.ok(skew < 5000, `the exchange's clock is ${skew} ms away`);
    const { symbols } = await venue.exchangeInfo(symbol);
    const market = symbols.find((each) => each.symbol === symbol);
    assert.ok(market, `exchangeInfo has no ${symbol}`);
    const filter = (type) => market.filters.find((each) => each.filterType === type);
    const tick = filter('PRICE_FILTER').tickSize;
    const step = filter('LOT_SIZE').stepSize;
    const minNotional = Number((filter('NOTIONAL') ?? filter('MIN_NOTIONAL')).minNotional);
    said(`knows ${symbol}: tick ${Number(tick)}, step ${Number(step)}, minimum notional ${minNotional}`);

    const account = [];
    await venue.followAccount((event) => account.push(event));
    const book = new Book();
    const trades = [];
    await venue.follow(symbol, (update) => book.onUpdate(update), (trade) => trades.push(trade));

    await followBook(venue, symbol, book);
    said(`followed ${book.applied} depth updates without a gap; equal to ${SNAPSHOTS} snapshots on every level`);

    await until(() => trades.length >= TRADES, `${TRADES} trades`);
    const recent = new Map((await venue.trades(symbol, 500)).map((trade) => [String(trade.id), trade]));
    let last = 0n;
    for (const trade of trades.slice(0, TRADES)) {
        assert.ok(BigInt(trade.t) > last, 'trade ids grow');
        last = BigInt(trade.t);
        const same = recent.get(String(trade.t));
        assert.ok(same, `trade ${trade.t} is in the list too`);
        assert.equal(Number(same.price), Number(trade.p));
        assert.equal(Number(same.qty), Number(trade.q));
        assert.equal(same.isBuyerMaker, trade.m);
    }
    said(`saw ${trades.length} trades, the same in the stream and in the list`);

    let orders = 0;
    const name = (what) => venue.orderId(`${what}-${Date.now().toString(36)}-${orders++}`);
    const sized = (price) => round((minNotional * 3) / price + Number(step), step);
    const asset = async (which) => (await venue.account()).balances.find((each) => each.asset === which);

    // An order that rests where nobody trades, and is taken back.
    {
        const price = round(book.best('bids') * 0.98, tick);
        const id = name('rest');
        const order = { symbol, side: 'BUY', type: 'LIMIT_MAKER', price, quantity: sized(price), newClientOrderId: id };
        const before = await asset(market.quoteAsset);
        const placed = await venue.place(order);
        assert.equal(placed.clientOrderId, id);
        assert.equal(placed.status, 'NEW');
        const found = await venue.query(symbol, id);
        assert.equal(found.status, 'NEW');
        assert.equal(Number(found.price), Number(price));
        assert.equal(Number(found.origQty), Number(order.quantity));
        assert.deepEqual((await venue.openOrders(symbol)).map((each) => each.clientOrderId), [id]);
        const during = await asset(market.quoteAsset);
        const locked = Number(during.locked) - Number(before.locked);
        assert.ok(Math.abs(locked - price * order.quantity) < 1e-6, `locked ${locked} for ${price} × ${order.quantity}`);
        said(`placed a resting order, queried it, found it open and its ${locked} ${market.quoteAsset} locked`);

        assert.equal((await venue.cancel(symbol, id)).status, 'CANCELED');
        assert.equal((await venue.query(symbol, id)).status, 'CANCELED');
        assert.deepEqual(await venue.openOrders(symbol), []);
        assert.deepEqual(await asset(market.quoteAsset), before);
        const reports = await reportsOf(account, id, 2);
        assert.deepEqual(reports.map((each) => each.x), ['NEW', 'CANCELED']);
        said('canceled it, got the money back, and was told NEW and CANCELED');
        await refused(() => venue.cancel(symbol, id), -2011);
        await refused(() => venue.query(symbol, name('never')), -2013);
        said('was refused a second cancel and an order that never was');
    }

    // One that would take although it must not.
    {
        const price = round(book.best('asks') * 1.01, tick);
        const id = name('post');
        const order = { symbol, side: 'BUY', type: 'LIMIT_MAKER', price, quantity: sized(price), newClientOrderId: id };
        await refused(() => venue.place(order), -2010);
        await refused(() => venue.place({ ...order, type: 'LIMIT', timeInForce: 'GTC', price: `${price}1234567` }), [-1111, -1013]);
        said('was refused a post-only order that crosses, and a price between ticks');
    }

    // One that takes.
    {
        const id = name('take');
        const quantity = sized(book.best('asks'));
        const before = await asset(market.baseAsset);
        const taken = await venue.place({ symbol, side: 'BUY', type: 'MARKET', quantity, newClientOrderId: id });
        assert.equal(taken.status, 'FILLED');
        const fills = await venue.myTrades(symbol, taken.orderId);
        assert.equal(sum(fills, 'qty'), Number(quantity));
        assert.equal(sum(taken.fills, 'qty'), Number(quantity));
        assert.deepEqual(fills.map((each) => each.isMaker), fills.map(() => false));
        const reports = await reportsOf(account, id, 1 + fills.length);
        assert.deepEqual(reports.map((each) => each.x), ['NEW', ...fills.map(() => 'TRADE')]);
        assert.equal(reports.at(-1).X, 'FILLED');
        assert.deepEqual(reports.slice(1).map((each) => String(each.t)), fills.map((each) => String(each.id)));
        const commission = sum(fills.filter((each) => each.commissionAsset === market.baseAsset), 'commission');
        const gained = Number((await asset(market.baseAsset)).free) - Number(before.free);
        assert.ok(Math.abs(gained - (quantity - commission)) < 1e-8, `gained ${gained}, not ${quantity} − ${commission}`);
        said(`bought ${quantity} ${market.baseAsset} at the market in ${fills.length} fills, seen in the answer, the list and the stream`);
    }

    // One that waits at the touch until somebody takes it.
    {
        let fills = [];
        let id;
        for (let attempt = 0; attempt < 20 && fills.length === 0; attempt++) {
            id = name('make');
            const price = book.best('asks');
            try {
                await venue.place({ symbol, side: 'SELL', type: 'LIMIT_MAKER', price, quantity: sized(price), newClientOrderId: id });
            } catch (error) {
                assert.equal(error.code, -2010); // the touch has moved meanwhile
                continue;
            }
            for (let wait = 0; wait < 30 && fills.length === 0; wait++) {
                await sleep(100);
                fills = account.filter((event) => event.e === 'executionReport' && event.c === id && event.x === 'TRADE');
            }
            try {
                await venue.cancel(symbol, id);
            } catch (error) {
                assert.equal(error.code, -2011); // filled meanwhile
            }
        }
        assert.ok(fills.length > 0, 'nobody took the order at the touch');
        assert.ok(fills.every((each) => each.m === true), 'as the maker');
        said(`sold ${Number(fills[0].l)} ${market.baseAsset} as the maker, seen in the stream`);
    }
    assert.deepEqual(await venue.openOrders(symbol), []);
    book.check();
}

/** Takes a snapshot into the stream, then compares with further snapshots whenever one falls between two updates. */
async function followBook(venue, symbol, book) {
    await until(() => book.pending.length > 0, 'a depth update');
    await until(async () => book.start(await venue.depth(symbol, 1000)), 'a snapshot the stream continues');
    await until(() => book.check() && book.applied >= UPDATES, `${UPDATES} depth updates`);
    // A snapshot that falls between two updates must be what the updates before it made; others prove nothing.
    await until(async () => {
        book.expect(await venue.depth(symbol, 1000));
        await sleep(100);
        return book.check() && book.compared >= SNAPSHOTS;
    }, `${SNAPSHOTS} snapshots between two updates`);
}

/** An order book kept as Binance's documentation says: buffer, snapshot, then every update follows the one before. */
class Book {
    bids = new Map();
    asks = new Map();
    pending = [];
    expected = new Map(); // snapshots by the update that must make them
    lastId = undefined;
    applied = 0;
    compared = 0;
    trouble = undefined;

    onUpdate(update) {
        if (this.lastId === undefined) this.pending.push(update);
        else this.apply(update);
    }

    /** False when the snapshot is older than the first update: take another. */
    start(snapshot) {
        const id = BigInt(snapshot.lastUpdateId);
        if (BigInt(this.pending[0].U) > id + 1n) return false;
        set(this.bids, snapshot.bids);
        set(this.asks, snapshot.asks);
        this.lastId = id;
        for (const update of this.pending.splice(0)) this.apply(update);
        return true;
    }

    apply(update) {
        const [from, to] = [BigInt(update.U), BigInt(update.u)];
        const first = this.applied === 0;
        if (first && to <= this.lastId) return; // the snapshot has it
        const follows = first ? from <= this.lastId + 1n : from === this.lastId + 1n;
        if (!follows) this.trouble ??= `a gap: update ${from}..${to} after ${this.lastId}`;
        set(this.bids, update.b);
        set(this.asks, update.a);
        this.lastId = to;
        this.applied++;
        if (this.best('bids') >= this.best('asks')) this.trouble ??= `crossed at ${to}`;
        const snapshot = this.expected.get(to);
        if (snapshot) this.compare(snapshot);
    }

    expect(snapshot) {
        const id = BigInt(snapshot.lastUpdateId);
        if (id === this.lastId) this.compare(snapshot);
        else this.expected.set(id, snapshot);
    }

    compare(snapshot) {
        for (const side of ['bids', 'asks']) {
            const order = side === 'bids' ? (a, b) => b[0] - a[0] : (a, b) => a[0] - b[0];
            const ours = [...this[side]].sort(order).slice(0, snapshot[side].length);
            const theirs = snapshot[side].map(([price, size]) => [Number(price), Number(size)]);
            try {
                assert.deepEqual(ours, theirs);
            } catch (error) {
                this.trouble ??= `${side} differ from the snapshot at ${snapshot.lastUpdateId}: ${error.message}`;
            }
        }
        this.expected.delete(BigInt(snapshot.lastUpdateId));
        this.compared++;
    }

    best(side) {
        return side === 'bids' ? Math.max(...this.bids.keys()) : Math.min(...this.asks.keys());
    }

    check() {
        assert.equal(this.trouble, undefined);
        return true;
    }
}

function set(side, levels) {
    for (const [price, size] of levels) {
        if (Number(size) === 0) side.delete(Number(price));
        else side.set(Number(price), Number(size));
    }
}

/** Rounded down to the step, with the step's decimals. */
function round(value, step) {
    const decimals = (step.replace(/0+$/, '').split('.')[1] ?? '').length;
    return (Math.floor(Number((value / Number(step)).toFixed(6))) * Number(step)).toFixed(decimals);
}

function sum(rows, field) {
    return Number(rows.reduce((total, row) => total + Number(row[field]), 0).toFixed(8));
}

async function reportsOf(account, id, count) {
    const own = () => account.filter((event) => event.e === 'executionReport' && (event.c === id || event.C === id));
    await until(() => own().length >= count, `${count} execution reports of ${id}`);
    return own();
}

async function refused(call, codes) {
    let code = 'accepted';
    try {
        await call();
    } catch (error) {
        code = error.code;
    }
    assert.ok([codes].flat().includes(code), `expected to be refused with ${codes}, but: ${code}`);
}

async function until(condition, what, millis = 60_000) {
    const end = Date.now() + millis;
    while (!(await condition())) {
        if (Date.now() > end) throw new Error(`waited ${millis / 1000} s in vain for ${what}`);
        await sleep(20);
    }
}
