(async () => {
'use strict';
const facts = JSON.parse(document.getElementById('facts').textContent);
const root = document.getElementById('report');
const MICRO = 1e6;

// ---- small tools
const h = (tag, attributes, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'style') Object.assign(node.style, value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value);
  }
  node.append(...children.flat(3).filter(child => child !== null && child !== undefined && child !== false));
  return node;
};
const s = (tag, attributes, ...children) => {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes || {})) node.setAttribute(name, value);
  node.append(...children);
  return node;
};
const css = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
const group = text => {
  const [whole, fraction] = text.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f');
  return (fraction === undefined ? grouped : grouped + '.' + fraction).replace('-', '−');
};
const count = n => group(String(n));
/** A decimal's text cut to what is worth reading; the exact one stays in the title. */
const short = (text, digits = 4) => {
  const value = Number(text);
  const size = Math.abs(value);
  if (value === 0) return '0';
  const places = Math.min(8, Math.max(0, digits - 1 - Math.floor(Math.log10(size))));
  return group(value.toFixed(places));
};
/** An exact decimal without the zeros at its end. */
const plain = text => group(text.includes('.') ? text.replace(/\.?0+$/, '') : text);
const amount = text => { const [value, code] = text.split(' '); return plain(value) + ' ' + code; };
const signed = text => (Number(text) > 0 ? '+' : '') + short(text);
const sign = text => Number(text) > 0 ? 'pos' : Number(text) < 0 ? 'neg' : '';
const percent = value => value === null ? '–' : (100 * value).toFixed(value !== 0 && Math.abs(value) < 0.0995 ? 2 : 1) + '\u202f%';
const fixed = (value, places) => value === null || value === undefined ? '–' : group(value.toFixed(places));
const plus = (value, places) => value === null ? '–' : (value > 0 ? '+' : '') + fixed(value, places);
const ms = nanos => {
  const size = Math.abs(nanos);
  const [value, unit] = size < 1e3 ? [nanos, 'ns'] : size < 1e6 ? [nanos / 1e3, 'µs'] : size < 1e9 ? [nanos / 1e6, 'ms']
    : size < 6e10 ? [nanos / 1e9, 's'] : size < 3.6e12 ? [nanos / 6e10, 'min'] : [nanos / 3.6e12, 'h'];
  return group(Number(value.toPrecision(3)).toString()) + '\u202f' + unit;
};
const iso = nanos => new Date(nanos / 1e6).toISOString().replace('T', ' ');
const moment = micros => new Date(micros / 1e3).toISOString().slice(11, 23);
const frame = () => new Promise(done => requestAnimationFrame(() => done()));

// ---- data
const inflate = async id => {
  const element = document.getElementById(id);
  const binary = atob(element.textContent);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return { rows: Number(element.dataset.rows), bytes: new Uint8Array(await new Response(stream).arrayBuffer()) };
};
const columns = async (id, convert) => {
  const { rows, bytes } = await inflate(id);
  let at = 0;
  return convert.map(scale => {
    const out = new Array(rows);
    let value = 0;
    for (let row = 0; row < rows; row++) {
      let word = 0;
      let unit = 1;
      let byte;
      do {
        byte = bytes[at++];
        word += (byte & 127) * unit;
        unit *= 128;
      } while (byte > 127);
      if (word === 0) {
        out[row] = null;
      } else {
        word -= 1;
        value += word % 2 === 1 ? -(word + 1) / 2 : word / 2;
        out[row] = value * scale;
      }
    }
    return out;
  });
};

// ---- theme
const charts = [];
const repaint = () => {
  for (const chart of charts) chart.redraw(false, true);
  for (const paint of paints) paint();
};
const paints = [];
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', repaint);
const themes = ['auto', 'light', 'dark'];
const theme = h('button', { title: 'colours', onclick: () => {
  const now = themes[(themes.indexOf(document.documentElement.dataset.theme || 'auto') + 1) % 3];
  if (now === 'auto') delete document.documentElement.dataset.theme; else document.documentElement.dataset.theme = now;
  theme.textContent = now;
  repaint();
} }, 'auto');
let before;
addEventListener('beforeprint', () => { before = document.documentElement.dataset.theme; document.documentElement.dataset.theme = 'light'; repaint(); });
addEventListener('afterprint', () => { if (before) document.documentElement.dataset.theme = before; else delete document.documentElement.dataset.theme; repaint(); });

// ---- header
const last = facts.sessions[facts.sessions.length - 1];
const modes = [...new Set(facts.sessions.map(session => session.mode))].join(', ');
root.append(h('div', { class: 'head' },
  h('h1', {}, last.name || facts.title),
  h('span', { class: 'badge', title: 'who filled the orders' }, modes || 'unknown mode'),
  h('span', { class: 'period' }, iso(facts.fromNanos).slice(0, 19) + ' – ' + iso(facts.toNanos).slice(0, 19) + ' UTC, ' + ms(facts.toNanos - facts.fromNanos),
    facts.sessions.length > 1 ? ', ' + facts.sessions.length + ' sessions' : ''),
  h('span', { class: 'right' },
    facts.proof.identical
      ? h('span', { class: 'badge good', title: 'every recorded decision and command came out again, bit for bit' },
        '✓ replayed identically: ' + count(facts.proof.decisions) + ' decisions')
      : h('span', { class: 'badge bad' }, 'NOT replayed identically: ' + facts.proof.difference),
    theme)));

// ---- first screen: what was earned, from what
const PARTS = [['spread', 'Spread', 'gained against the mid at each fill'], ['inventory', 'Inventory', 'gained by what was held while the mid moved'],
  ['fees', 'Fees', 'commission paid, rebates received'], ['funding', 'Funding', 'paid and received for holding perpetuals']]
  .filter(([key]) => facts.totals.some(total => total[key] !== undefined));

function falls(of, asset) {
  const parts = PARTS.filter(([key]) => of[key] !== undefined);
  const values = parts.map(([key]) => Number(of[key]));
  let sum = 0;
  const spans = values.map(value => [sum, sum += value]);
  spans.push([0, Number(of.total)]);
  const low = Math.min(0, ...spans.flat());
  const high = Math.max(0, ...spans.flat());
  const width = high - low || 1;
  const bar = ([from, to], colour) => h('div', { class: 'bar' },
    h('i', { style: { left: 100 * (Math.min(from, to) - low) / width + '%', width: 100 * Math.abs(to - from) / width + '%', background: 'var(--' + colour + ')' } }),
    h('u', { style: { left: 100 * -low / width + '%' } }));
  return h('div', { class: 'falls' },
    parts.map(([key, name, title], i) => [h('span', { title }, name), bar(spans[i], key), h('b', { title: of[key] + ' ' + asset }, signed(of[key]))]),
    h('span', { class: 'sum' }, 'Profit'), bar(spans[spans.length - 1], 'total'), h('b', { class: 'sum ' + sign(of.total), title: of.total + ' ' + asset }, signed(of.total)));
}

function earned(of, asset, fills, lines) {
  const exact = PARTS.map(([key]) => of[key]).filter(part => part !== undefined).reduce((text, part, i) => text + (i === 0 ? part : part.startsWith('-') ? ' − ' + part.slice(1) : ' + ' + part), '');
  return h('div', { class: 'card' },
    h('h3', {}, 'Profit and loss'),
    h('div', { class: 'big ' + sign(of.total), 'data-total': of.total }, signed(of.total), ' ', h('small', {}, asset)),
    h('p', {}, fills === 0 ? 'Nothing was traded.' : [plus(of.basisPoints, 2) + ' bps of ' + short(of.volume, 6) + ' ' + asset + ' traded in ' + count(fills) + ' fills']),
    falls(of, asset),
    h('div', { class: 'exact' }, of.total + ' = ' + exact + ' ' + asset,
      of.exact ? '; cash and position say the same, to the last quantum' : h('b', { class: 'neg' }, '; CASH AND POSITION SAY OTHERWISE')),
    lines);
}
const tile = (name, value, note, title) => h('div', { class: 'tile', title }, h('span', {}, name), h('b', {}, value), note ? h('small', {}, note) : null);

function sharpe(of) {
  const f = of.sharpe;
  const every = f.seconds === 60 ? 'minute' : f.seconds === 1 ? 'second' : f.seconds / 60 + ' min';
  return tile('Sharpe, each ' + every, f.ratio === null ? '–' : plus(f.ratio, 3),
    f.ratio === null ? 'too little happened' : '± ' + fixed(1.96 * f.standardError, 3) + '; yearly ' + plus(f.annual, 0) + ' ± ' + fixed(1.96 * f.annualError, 0),
    'mean over standard deviation of the changes of profit in each ' + every + ', ' + f.changes + ' of them; 95 % interval as if they were independent (Lo, 2002)');
}
const drawdown = (of, asset) => tile('Deepest drawdown', short(of.drawdown.amount) + ' ' + asset,
  Number(of.drawdown.amount) === 0 ? 'none' : ms(of.drawdown.toNanos - of.drawdown.fromNanos) + ' from its peak',
  Number(of.drawdown.amount) === 0 ? '' : iso(of.drawdown.fromNanos) + ' to ' + iso(of.drawdown.toNanos) + ', at every record');

// ---- charts
const axis = (extra = {}) => Object.assign({
  stroke: () => css('soft'), grid: { stroke: () => css('grid'), width: 1 }, ticks: { stroke: () => css('grid'), width: 1, size: 4 }, font: '11px system-ui', size: 54,
}, extra);
const stepped = uPlot.paths.stepped({ align: 1 });
const linear = uPlot.paths.linear();
const path = (u, index, from, to) => (to - from < 6000 ? stepped : linear)(u, index, from, to);
const line = (label, colour, value, extra) => Object.assign({
  label, stroke: () => css(colour), width: 1.25, points: { show: false }, paths: path, value: (u, v) => v === null || v === undefined ? '–' : value(v), spanGaps: false,
}, extra);
const clock = (u, splits, index, space, step) => splits.map((second, i) => {
  const text = new Date(second * 1e3).toISOString();
  const day = i === 0 || text.slice(0, 10) !== new Date(splits[i - 1] * 1e3).toISOString().slice(0, 10);
  return text.slice(11, step >= 60 ? 16 : step >= 1 ? 19 : 23) + (day ? '\n' + text.slice(0, 10) : '');
});
const utc = seconds => uPlot.tzDate(new Date(seconds * 1e3), 'Etc/UTC');
function chart(into, height, series, data, options) {
  const box = h('div', { class: 'chart' });
  into.append(box);
  const alone = series.length === 1;
  const more = options.more || {};
  if (options.name) {
    const name = h('div', { class: 'name' }, options.name);
    box.append(name);
    if (alone) {
      more.hooks.setCursor = [u => {
        const at = u.cursor.idx;
        name.textContent = options.name + (at === null || at === undefined ? '' : ': ' + u.series[1].value(u, u.data[1][at]) + ' at ' + moment(u.data[0][at] * MICRO));
      }];
    }
  }
  const made = new uPlot(Object.assign({
    width: Math.max(280, box.clientWidth), height, tzDate: utc, legend: { show: !alone, live: true },
    series: [{ label: 'UTC', value: (u, v) => v === null || v === undefined ? '–' : moment(v * MICRO) }, ...series],
    axes: [axis({ size: 38, values: clock, space: (u, index, low, high) => high - low < 20 ? 96 : 72 }), axis(options.axis || {})],
  }, more), data, box);
  charts.push(made);
  new ResizeObserver(() => {
    const width = Math.max(280, box.clientWidth);
    if (width !== made.width) made.setSize({ width, height });
  }).observe(box);
  return made;
}
/** Charts that zoom together: drag, wheel, double click, buttons. */
function linked() {
  const members = [];
  let busy = false;
  const group = {
    members,
    hooks: { setScale: [(u, key) => {
      if (key !== 'x' || busy) return;
      busy = true;
      const { min, max } = u.scales.x;
      for (const other of members) if (other !== u) other.setScale('x', { min, max });
      busy = false;
    }] },
    add(made) {
      members.push(made);
      made.over.addEventListener('wheel', event => {
        if (!event.ctrlKey && !event.shiftKey) return;
        event.preventDefault();
        const at = made.posToVal(event.clientX - made.over.getBoundingClientRect().left, 'x');
        const factor = event.deltaY < 0 ? 0.7 : 1 / 0.7;
        const { min, max } = made.scales.x;
        group.show(at - (at - min) * factor, at + (max - at) * factor);
      }, { passive: false });
      return made;
    },
    show(min, max) {
      const times = members[0].data[0];
      const [first, end] = [times[0], times[times.length - 1]];
      members[0].setScale('x', { min: Math.max(first, min), max: Math.min(end, max) });
    },
  };
  return group;
}

// ---- one market
async function market(index, into) {
  const of = facts.markets[index];
  const tick = Number(of.tick);
  const places = Math.max(0, (of.tick.split('.')[1] || '').length);
  const price = ticks => group((ticks * tick).toFixed(places));
  const halfPrice = half => group((half * tick / 2).toFixed(places + 1));
  const quantity = lots => group((lots * Number(of.lot)).toFixed((of.lot.split('.')[1] || '').length));
  const quoteUnit = 10 ** -of.quoteScale;
  const fillCount = of.bought.fills + of.sold.fills;
  const markout = of.markouts[0].points.find(point => point.millis === 10000);
  const pnl = h('div', { class: 'card' }, h('h3', {}, 'Profit over time, ' + of.quote));
  into.append(h('section', { class: 'hero' }, earned(of, of.quote, fillCount, of.otherFees.length
    ? h('p', {}, 'Commission of ' + of.otherFees.map(amount).join(', ') + ' is in the fees as far as its value was known.') : null), pnl),
    h('section', { class: 'tiles' },
      tile('Fills', count(fillCount), fillCount === 0 ? 'none yet' : of.bought.fills + ' buys, ' + of.sold.fills + ' sells; ' + percent(of.makers / fillCount) + ' maker'),
      tile('Bought / sold', short(of.bought.quantity, 3) + ' / ' + short(of.sold.quantity, 3), of.base),
      tile('Markout after 10 s', markout.ticks === null ? '–' : plus(markout.ticks, 2) + ' ticks',
        markout.ticks === null ? 'no fills to judge' : '± ' + fixed(markout.half, 2) + ', ' + markout.fills + ' fills',
        'side · (mid 10 s after the fill − price), mean over lots, 95 % interval'),
      tile('Quoting both sides', percent(of.quoting.both), 'bid ' + percent(of.quoting.bid) + ', ask ' + percent(of.quoting.ask)),
      sharpe(of), drawdown(of, of.quote),
      tile('Orders per trade', fixed(of.orders.orderToTrade, 1), count(of.orders.placed) + ' placed, ' + count(of.orders.cancels) + ' cancels'),
      tile('Position at the end', short(of.position.last) + ' ' + of.base, 'from ' + short(of.position.least) + ' to ' + short(of.position.most), 'beyond the target')));

  let open = () => {};
  const [t, bid, ask, ourBid, ourBidFar, ourAsk, ourAskFar, inventory, flow, alpha, profit, spread, holding, fees, funding] =
    await columns(of.track.id, [1 / MICRO, tick, tick, tick, tick, tick, tick, 10 ** -of.baseScale, 1e-4, 1e-6, quoteUnit, quoteUnit, quoteUnit, quoteUnit, quoteUnit]);
  const [fillTime, fillSide, fillTicks, fillLots, fillValue, after1, after10, after60, fillSequence] = await columns(of.track.fills, [1, 1, 1, 1, quoteUnit, 1, 1, 1, 1]);
  const fillSeconds = fillTime.map(micros => micros / MICRO);
  const money = v => short(String(v));
  if (t.length < 2) {
    pnl.append(h('div', { class: 'none' }, 'No decision was made yet: nothing to draw.'));
  } else {
    const zoom = linked();
    const more = () => ({ cursor: { sync: { key: 'market' + index }, drag: { x: true, y: false }, points: { size: 5 } }, hooks: { setScale: zoom.hooks.setScale }, scales: { x: { time: true }, y: { range: (u, low, high) => low === null ? [0, 1] : low === high ? [low - 1, high + 1] : [low - (high - low) * 0.06, high + (high - low) * 0.06] } } });
    zoom.add(chart(pnl, 232, [line('profit', 'total', money, { width: 2 }), line('spread', 'spread', money), line('inventory', 'inventory', money), line('fees', 'fees', money), of.funding === undefined ? null : line('funding', 'funding', money)].filter(Boolean),
      [t, profit, spread, holding, fees, of.funding === undefined ? null : funding].filter(Boolean), { more: more() }));
    await frame();
    const card = h('div', { class: 'card' });
    into.append(h('h2', {}, 'Market, quotes and fills'), card);
    const span = t[t.length - 1] - t[0];
    const zooms = [['all', Infinity], ['6 h', 21600], ['1 h', 3600], ['10 min', 600], ['1 min', 60]].filter(([, seconds]) => seconds === Infinity || seconds < span);
    card.append(h('div', { class: 'bar-top' },
      zooms.map(([name, seconds]) => h('button', { 'data-zoom': seconds, onclick: () => {
        const { min, max } = zoom.members[0].scales.x;
        const middle = (min + max) / 2;
        if (seconds === Infinity) zoom.show(t[0], t[t.length - 1]); else zoom.show(Math.max(t[0], middle - seconds / 2), Math.max(t[0] + seconds, middle + seconds / 2));
      } }, name)),
      h('button', { title: 'earlier', onclick: () => { const { min, max } = zoom.members[0].scales.x; const by = Math.min((max - min) * 0.8, min - t[0]); zoom.show(min - by, max - by); } }, '←'),
      h('button', { title: 'later', onclick: () => { const { min, max } = zoom.members[0].scales.x; const by = Math.min((max - min) * 0.8, t[t.length - 1] - max); zoom.show(min + by, max + by); } }, '→'),
      h('span', { class: 'hint' }, 'drag to zoom, double click for all, shift + wheel; click a fill to open it'
        + (of.track.widthNanos ? ' · each ' + ms(of.track.widthNanos) + ' drawn by its lowest and highest' : ''))));
    const options = more();
    options.hooks.draw = [u => {
      const { ctx } = u;
      const size = 4.5 * devicePixelRatio;
      ctx.save();
      ctx.beginPath();
      ctx.rect(u.bbox.left, u.bbox.top, u.bbox.width, u.bbox.height);
      ctx.clip();
      for (const side of [1, -1]) {
        ctx.fillStyle = css(side > 0 ? 'buy' : 'sell');
        ctx.strokeStyle = css('card');
        ctx.lineWidth = devicePixelRatio;
        ctx.beginPath();
        for (let i = 0; i < fillSeconds.length; i++) {
          if (fillSide[i] !== side || fillSeconds[i] < u.scales.x.min || fillSeconds[i] > u.scales.x.max) continue;
          const x = u.valToPos(fillSeconds[i], 'x', true);
          const y = u.valToPos(fillTicks[i] * tick, 'y', true);
          ctx.moveTo(x, y - side * size * 0.2);
          ctx.lineTo(x - size, y + side * size * 1.5);
          ctx.lineTo(x + size, y + side * size * 1.5);
          ctx.closePath();
        }
        ctx.stroke();
        ctx.fill();
      }
      ctx.restore();
    }];
    const paint = (name, share) => () => 'color-mix(in srgb, ' + css(name) + ' ' + share + '%, transparent)';
    options.bands = [{ series: [6, 5], fill: paint('sell', 22) }, { series: [3, 4], fill: paint('buy', 22) }, { series: [5, 3], fill: paint('faint', 10) }];
    options.scales.y = { range: (u, low, high) => {
      let [least, most] = [Infinity, -Infinity];
      const [from, to] = u.series[0].idxs || [0, t.length - 1];
      for (let i = from; i <= to; i++) {
        if (bid[i] !== null) { least = Math.min(least, bid[i]); most = Math.max(most, bid[i]); }
        if (ask[i] !== null) { least = Math.min(least, ask[i]); most = Math.max(most, ask[i]); }
        if (ourBid[i] !== null) least = Math.min(least, ourBid[i]);
        if (ourAsk[i] !== null) most = Math.max(most, ourAsk[i]);
      }
      if (least > most) return [low, high];
      const margin = Math.max((most - least) * 0.06, tick);
      return [least - margin, most + margin];
    } };
    const label = v => group(v.toFixed(places));
    const main = zoom.add(chart(card, 330, [
      line('bid', 'faint', label, { width: 1 }), line('ask', 'faint', label, { width: 1 }),
      line('our bid', 'buy', label, { width: 1.5 }), line('farthest', 'buy', label, { width: 0.5 }),
      line('our ask', 'sell', label, { width: 1.5 }), line('farthest', 'sell', label, { width: 0.5 })],
      [t, bid, ask, ourBid, ourBidFar, ourAsk, ourAskFar], { more: options, name: 'Price, ' + of.quote, axis: { size: 62 } }));
    main.over.addEventListener('click', event => {
      const box = main.over.getBoundingClientRect();
      let [nearest, least] = [-1, 12 * 12];
      for (let i = 0; i < fillSeconds.length; i++) {
        const x = main.valToPos(fillSeconds[i], 'x') - (event.clientX - box.left);
        const y = main.valToPos(fillTicks[i] * tick, 'y') - (event.clientY - box.top);
        if (x * x + y * y < least) { least = x * x + y * y; nearest = i; }
      }
      if (nearest >= 0) open(nearest);
    });
    card.append(h('div', { class: 'key' },
      h('span', {}, h('i', { class: 'tri', style: { borderBottomColor: 'var(--buy)', borderTopWidth: '0' } }), 'we bought'),
      h('span', {}, h('i', { class: 'tri', style: { borderTopColor: 'var(--sell)', borderBottomWidth: '0' } }), 'we sold'),
      h('span', {}, h('i', { style: { background: 'var(--buy)' } }), 'our bids, best to farthest'),
      h('span', {}, h('i', { style: { background: 'var(--sell)' } }), 'our asks'),
      h('span', {}, h('i', { style: { background: 'var(--faint)' } }), 'the market’s best prices without us')));
    await frame();
    zoom.add(chart(card, 120, [line('position', 'inventory', v => short(String(v)))], [t, inventory], { more: more(), name: 'Position beyond target, ' + of.base, axis: { size: 62 } }));
    zoom.add(chart(card, 110, [line('flow', 'spread', v => v.toFixed(2))], [t, flow], { more: more(), name: 'Order-flow imbalance, depths', axis: { size: 62 } }));
    zoom.add(chart(card, 110, [line('alpha', 'fees', v => v.toFixed(3))], [t, alpha], { more: more(), name: 'Alpha: signals’ shift of the fair value, ticks', axis: { size: 62 } }));
    window.flowmakerCharts = (window.flowmakerCharts || []).concat(zoom.members);
    await frame();
  }

  markouts(of, into);
  quoting(of, into, quantity);
  open = fills(of, into, { fillTime, fillSide, fillTicks, fillLots, fillValue, after1, after10, after60, fillSequence }, { price, halfPrice, quantity });
}

// ---- markouts
function markouts(of, into) {
  into.append(h('h2', {}, 'After the fills'));
  if (of.markouts[0].points.every(point => point.ticks === null)) {
    into.append(h('div', { class: 'none' }, 'No fill whose markout is known yet.'));
    return;
  }
  const named = [['all fills', 'total'], ['buys', 'buy'], ['sells', 'sell'], ['flow against us', 'sell'], ['flow between', 'faint'], ['flow with us', 'spread']];
  const plot = (title, note, curves) => {
    const [w, hgt, left, right, top, bottom] = [560, 250, 46, 10, 10, 34];
    const all = curves.flatMap(([curve]) => curve.points.filter(point => point.ticks !== null));
    const low = Math.min(0, ...all.map(point => point.ticks - (point.half || 0)));
    const high = Math.max(0, ...all.map(point => point.ticks + (point.half || 0)));
    const n = of.markouts[0].points.length;
    const x = i => left + (w - left - right) * i / (n - 1);
    const y = v => top + (hgt - top - bottom) * (high - v) / (high - low || 1);
    const svg = s('svg', { viewBox: `0 0 ${w} ${hgt}`, role: 'img', 'aria-label': title });
    const step = nice((high - low) / 5);
    for (let v = Math.ceil(low / step) * step; v <= high + 1e-12; v += step) {
      svg.append(s('line', { x1: left, x2: w - right, y1: y(v), y2: y(v), class: Math.abs(v) < step / 2 ? 'zero' : 'axis' }),
        s('text', { x: left - 6, y: y(v) + 4, 'text-anchor': 'end' }, plus(v, step < 1 ? (step < 0.1 ? 2 : 1) : 0)));
    }
    of.markouts[0].points.forEach((point, i) => svg.append(s('text', { x: x(i), y: hgt - 17, 'text-anchor': 'middle' },
      point.millis < 1000 ? (point.millis === 0 ? '0' : point.millis / 1000) : point.millis < 60000 ? point.millis / 1000 : point.millis / 60000 + 'm')));
    svg.append(s('text', { x: (left + w - right) / 2, y: hgt - 3, 'text-anchor': 'middle' }, 'seconds after the fill'));
    for (const [curve, colour] of curves) {
      const known = curve.points.map((point, i) => [i, point]).filter(([, point]) => point.ticks !== null);
      const sure = known.filter(([, point]) => point.half !== null);
      if (sure.length > 1) {
        const edge = sure.map(([i, point]) => x(i) + ',' + y(point.ticks + point.half)).concat(sure.slice().reverse().map(([i, point]) => x(i) + ',' + y(point.ticks - point.half)));
        svg.append(s('polygon', { points: edge.join(' '), style: `fill:var(--${colour});opacity:.13` }));
      }
      svg.append(s('polyline', { points: known.map(([i, point]) => x(i) + ',' + y(point.ticks)).join(' '), style: `fill:none;stroke:var(--${colour});stroke-width:2` }));
      for (const [i, point] of known) {
        svg.append(s('circle', { cx: x(i), cy: y(point.ticks), r: 3, style: `fill:var(--${colour})` },
          s('title', {}, `${curve.name}, ${point.millis / 1000} s: ${plus(point.ticks, 3)} ± ${fixed(point.half, 3)} ticks, ${point.fills} fills`)));
      }
    }
    return h('div', { class: 'card' }, h('h3', {}, title), svg,
      h('div', { class: 'key' }, curves.map(([curve, colour]) => h('span', {}, h('i', { style: { background: `var(--${colour})` } }),
        curve.name + (curve.detail ? ' (' + curve.detail + ')' : '') + ', ' + curve.points[0].fills))), h('p', {}, note));
  };
  const curves = named.map(([name, colour]) => [of.markouts.find(curve => curve.name === name), colour]).filter(([curve]) => curve);
  into.append(h('div', { class: 'two' },
    plot('Markout by side, ticks', 'What the mid made of each fill: above zero we gained. Means over lots, 95 % intervals by blocks of fills whose horizons overlap.', curves.slice(0, 3)),
    curves.length > 3
      ? plot('Markout by order flow before the fill, ticks', 'Flow in our order’s direction, in thirds of all fills: against us is what picks quotes off.', curves.slice(3))
      : h('div', { class: 'none' }, 'Too few fills to divide by order flow.')));
}
const nice = raw => {
  const power = 10 ** Math.floor(Math.log10(raw || 1));
  return [1, 2, 5, 10].map(factor => factor * power).find(step => step >= raw) || power;
};

// ---- quoting, orders, latencies
function quoting(of, into) {
  const q = of.quoting;
  const table = (title, head, rows, style) => h('div', { class: 'card', style }, h('h3', {}, title), h('div', { class: 'wide' }, h('table', {},
    h('thead', {}, h('tr', {}, head.map(name => h('th', {}, name)))), h('tbody', {}, rows.map(row => h('tr', {}, row.map(cell => h('td', {}, cell))))))));
  const base = ' ' + of.base;
  into.append(h('h2', {}, 'Quotes and orders'), h('div', { class: 'two' },
    table('Quotes, share of ' + ms(q.seconds * 1e9), ['', 'bid', 'ask', 'both'], [
      ['on the book', percent(q.bid), percent(q.ask), percent(q.both)],
      ['at the touch or better', percent(q.touchBid), percent(q.touchAsk), ''],
      ['our size there, mean', q.ourBid === null ? '–' : short(String(q.ourBid)) + base, q.ourAsk === null ? '–' : short(String(q.ourAsk)) + base, ''],
      ['others’ size at the touch', q.bookBid === null ? '–' : short(String(q.bookBid)) + base, q.bookAsk === null ? '–' : short(String(q.bookAsk)) + base, ''],
      ['our spread, mean, ticks', '', '', fixed(q.spreadTicks, 2)],
      ['the market’s without us, ticks', '', '', fixed(q.bookSpreadTicks, 2)]]),
    table('Orders', ['', 'count', ''], [
      ['placed', count(of.orders.placed), ''],
      ['traded at all', count(of.orders.filled), percent(of.orders.placed ? of.orders.fillRatio : null)],
      ['traded whole', count(of.orders.completed), percent(of.orders.placed ? of.orders.completed / of.orders.placed : null)],
      ['quantity traded of quantity placed', '', percent(of.orders.fillRatioLots)],
      ['cancels asked for', count(of.orders.cancels), ''],
      ['rejected', count(of.orders.rejected), percent(of.orders.placed ? of.orders.rejected / of.orders.placed : null)],
      ['orders and cancels per trade', '', fixed(of.orders.orderToTrade, 1)]]),
    of.latencies.length === 0 ? null : table('Latencies', ['', 'median', '90 %', '99 %', '99.9 %', 'most', 'count'],
      of.latencies.map(l => [l.what + (l.negative ? ' (' + count(l.negative) + ' negative: the clocks disagree)' : ''), ms(l.p50), ms(l.p90), ms(l.p99), ms(l.p999), ms(l.most), count(l.count)]), { gridColumn: '1 / -1', order: 1 }),
    table('What decisions did about quotes', ['action', 'quotes', 'share'], of.actions.length === 0 ? [['no decision yet', '', '']]
      : of.actions.map(([action, n]) => [action, count(n), percent(n / of.actions.reduce((sum, [, each]) => sum + each, 0))])),
    table('Why there was no quote', ['reason', 'quotes', 'share'], of.reasons.length === 0 ? [['there always was', '', '']]
      : of.reasons.slice(0, 8).map(([reason, n]) => [reason, count(n), percent(n / of.actions.reduce((sum, [, each]) => sum + each, 0))]))));
}

// ---- fills
function fills(of, into, f, show) {
  into.append(h('h2', {}, 'Fills'));
  if (f.fillTime.length === 0) {
    into.append(h('div', { class: 'none' }, 'No order of ours was filled.'));
    return () => {};
  }
  const PAGE = 50;
  let page = 0;
  let only = 0;
  let order = f.fillTime.map((value, i) => i);
  let details;
  let explained;
  const explain = async order => {
    explained = explained || inflate(of.track.explained).then(({ bytes }) => JSON.parse(new TextDecoder().decode(bytes)));
    return (await explained)[order];
  };
  const body = h('tbody', {});
  const place = h('span', { class: 'num' });
  const back = h('button', { onclick: () => turn(page - 1) }, '← earlier');
  const on = h('button', { onclick: () => turn(page + 1) }, 'later →');
  const kinds = [[0, 'all'], [1, 'buys'], [-1, 'sells']].map(([side, name]) => h('button', { 'aria-pressed': side === 0, onclick: event => {
    only = side;
    kinds.forEach(each => each.setAttribute('aria-pressed', each === event.currentTarget));
    order = f.fillTime.map((value, i) => i).filter(i => only === 0 || f.fillSide[i] === only);
    turn(0);
  } }, name));
  const after = value => value === null || Math.abs(value) > 1e15 ? '–' : plus(value / 2, 1);
  async function toggle(row, i) {
    if (row.getAttribute('aria-expanded') === 'true') {
      row.setAttribute('aria-expanded', 'false');
      row.nextSibling.remove();
      return;
    }
    row.setAttribute('aria-expanded', 'true');
    details = details || inflate(of.track.reasons).then(({ bytes }) => JSON.parse(new TextDecoder().decode(bytes)));
    const detail = (await details)[i];
    if (row.getAttribute('aria-expanded') === 'true') row.after(h('tr', { class: 'why' }, h('td', { colspan: 9 }, why(of, detail, f, i, show, explain))));
  }
  function turn(to) {
    const pages = Math.max(1, Math.ceil(order.length / PAGE));
    page = Math.min(pages - 1, Math.max(0, to));
    body.replaceChildren(...order.slice(page * PAGE, page * PAGE + PAGE).map(i => {
      const row = h('tr', { class: 'fill', tabindex: 0, 'data-fill': i, 'aria-expanded': 'false', onclick: () => toggle(row, i),
        onkeydown: event => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); toggle(row, i); } } },
      h('td', {}, new Date(f.fillTime[i] / 1e3).toISOString().replace('T', ' ').slice(0, 23)), h('td', { class: f.fillSide[i] > 0 ? 'buy' : 'sell' }, f.fillSide[i] > 0 ? 'buy' : 'sell'),
      h('td', {}, show.price(f.fillTicks[i])), h('td', {}, show.quantity(f.fillLots[i])), h('td', {}, short(String(f.fillValue[i]), 6)),
      h('td', {}, after(f.after1[i])), h('td', {}, after(f.after10[i])), h('td', {}, after(f.after60[i])), h('td', {}, count(f.fillSequence[i])));
      return row;
    }));
    place.textContent = order.length === 0 ? 'none' : `${count(page * PAGE + 1)} – ${count(Math.min(order.length, page * PAGE + PAGE))} of ${count(order.length)}`;
    back.disabled = page === 0;
    on.disabled = page === pages - 1;
  }
  into.append(h('div', { class: 'card' }, h('div', { class: 'pages' }, kinds, back, on, place, h('span', { class: 'hint' }, 'click a row to see why its order was there')),
    h('div', { class: 'wide' }, h('table', {}, h('thead', {}, h('tr', {}, ['time, UTC', 'side', 'price, ' + of.quote, 'quantity, ' + of.base, 'value, ' + of.quote,
      'after 1 s, ticks', '10 s', '60 s', 'record'].map(name => h('th', {}, name)))), body))));
  turn(0);
  return i => {
    if (!order.includes(i)) { only = 0; order = f.fillTime.map((value, k) => k); }
    turn(Math.floor(order.indexOf(i) / PAGE));
    const row = body.querySelector(`[data-fill="${i}"]`);
    row.scrollIntoView({ block: 'center' });
    if (row.getAttribute('aria-expanded') !== 'true') toggle(row, i);
  };
}
function why(of, detail, f, i, show, explain) {
  const ticks = micro => { const text = (micro / 1e6).toFixed(6).replace(/\.?0+$/, ''); return (micro > 0 ? '+' : '') + group(text); };
  const p = detail.placed;
  const rows = (title, list) => h('div', {}, h('h3', {}, title), h('table', {}, h('tbody', {}, list.map(([name, value, extra]) => h('tr', {}, h('td', {}, name), h('td', {}, value), extra === undefined ? null : h('td', {}, extra))))));
  const filled = rows('The fill', [
    ['value', plain(detail.value) + ' ' + of.quote], ['as', detail.liquidity], ['commission', amount(detail.fee)],
    ['mid then', detail.midHalfTicks === undefined ? '–' : show.halfPrice(detail.midHalfTicks)],
    ['order-flow imbalance before', detail.flow.toFixed(3)], ['position after', plain(detail.inventory) + ' ' + of.base],
    ['time from placement', detail.ageNanos === undefined ? '–' : ms(detail.ageNanos)],
    ['order', detail.order], ['trade', detail.trade]]);
  const later = h('div', { class: 'later' }, h('h3', {}, 'What the mid made of it, ticks'), h('table', {}, h('thead', {}, h('tr', {}, of.markouts[0].points.map(point => h('th', {}, point.millis / 1000 + ' s')))),
    h('tbody', {}, h('tr', {}, detail.markouts.map(value => h('td', {}, value === null ? '–' : plus(value / 2, 1)))))));
  const command = h('div', { class: 'all' }, h('p', {}, 'More: ', h('code', {}, `flowmaker explain JOURNAL --order ${detail.order}`)));
  explain(detail.order).then(text => {
    if (text !== undefined) command.replaceChildren(h('details', {}, h('summary', {}, 'The whole explanation, as ', h('code', {}, `flowmaker explain JOURNAL --order ${detail.order}`), ' prints it'), h('pre', {}, text)));
  });
  if (!p) return h('div', {}, h('p', {}, 'Its placement is not in this journal, or too long ago.'), h('div', { class: 'grid' }, filled), later, command);
  const sum = p.parts.reduce((total, [, micro]) => total + micro, 0);
  const decimals = 2 + (of.tick.split('.')[1] || '').length;
  const table = (title, head, body, extra) => h('div', { 'data-parts': extra }, h('h3', {}, title), h('table', {}, h('thead', {}, h('tr', {}, head.map(name => h('th', {}, name)))), h('tbody', {}, body)));
  return h('div', {}, h('div', { class: 'grid' },
    h('div', {}, table(`Why ${show.price(p.priceTicks)}, level ${p.level + 1}`, ['part', 'ticks', of.quote], [
      p.parts.map(([name, micro]) => h('tr', {}, h('td', {}, name), h('td', {}, ticks(micro)), h('td', {}, plus(micro / 1e6 * Number(of.tick), decimals)))),
      h('tr', { class: 'sum' }, h('td', {}, p.sums && sum === p.priceTicks * 1e6 ? 'sum = price' : 'DOES NOT SUM TO THE PRICE'), h('td', {}, group(String(sum / 1e6))), h('td', {}, show.price(p.priceTicks)))], ''),
      p.signals.length === 0 ? h('p', {}, 'No signal was there to move the fair value.')
        : table('Alpha: value × weight', ['signal', 'value', 'weight', 'ticks'], p.signals.map(([name, value, weight, micro]) =>
          h('tr', {}, h('td', {}, name), h('td', {}, Number(value).toPrecision(3)), h('td', {}, weight === 0 ? '0' : (weight / 1e6).toPrecision(3)), h('td', {}, micro === 0 ? '0' : ticks(micro)))))),
    rows('The decision', [
      ['record', count(p.sequence) + ', ' + moment(p.micros)], ['size wanted', p.quantity + ' ' + of.base], ['why', p.reason], ['risk', p.verdict],
      ['best bid without us', p.bidTicks === undefined ? '–' : `${show.price(p.bidTicks)} × ${group(p.bidQuantity)}`],
      ['best ask', p.askTicks === undefined ? '–' : `${show.price(p.askTicks)} × ${group(p.askQuantity)}`],
      ['fair value', group((p.fairMicroTicks / 1e6 * Number(of.tick)).toFixed(decimals))],
      ['volatility, ticks per √s', Number(p.volatility).toPrecision(3)], ['expected markout against us', ticks(p.markoutMicroTicks) + ' ticks'], ['position then', plain(p.inventory) + ' ' + of.base]]),
    filled), later, command);
}

// ---- all markets
function overview(into) {
  for (const total of facts.totals) {
    const tiles = h('div', { class: 'tiles' }, tile('Fills', count(total.fills)), tile('Volume', short(total.volume, 6) + ' ' + total.asset), sharpe(total), drawdown(total, total.asset));
    const rows = facts.markets.map((of, i) => [of, i]).filter(([of]) => of.money === total.money);
    into.append(h('section', { class: 'hero' }, earned(total, total.asset, total.fills, null), h('div', {},
      h('div', { class: 'card wide' }, h('h3', {}, 'By market, ' + total.asset), h('table', {}, h('thead', {}, h('tr', {}, ['market', 'profit', ...PARTS.map(([, name]) => name.toLowerCase()), 'bps of volume', 'fills', 'quoting'].map(name => h('th', {}, name)))),
        h('tbody', {}, rows.map(([of, i]) => h('tr', {}, h('td', {}, h('button', { onclick: () => select(i) }, of.symbol)), h('td', { class: sign(of.total), title: of.total }, signed(of.total)), PARTS.map(([key]) => h('td', { title: of[key] }, of[key] === undefined ? '–' : signed(of[key]))),
          h('td', {}, plus(of.basisPoints, 2)), h('td', {}, count(of.bought.fills + of.sold.fills)), h('td', {}, percent(of.quoting.both))))))), tiles)));
  }
}

// ---- timeline, data, configuration
function happened(into) {
  into.append(h('h2', {}, 'What happened'));
  const kinds = facts.timeline;
  if (kinds.length === 0) { into.append(h('div', { class: 'none' }, 'Nothing worth telling.')); return; }
  const lanes = ['risk', 'book', 'venue', 'orders', 'operator', 'session'].filter(lane => kinds.some(kind => kind.lane === lane));
  const [w, left, step] = [1240, 74, 24];
  const hgt = lanes.length * step + 26;
  const [from, to] = [facts.fromNanos / 1e6, Math.max(facts.toNanos / 1e6, facts.fromNanos / 1e6 + 1)];
  const x = at => left + (w - left - 8) * (at - from) / (to - from);
  const svg = s('svg', { viewBox: `0 0 ${w} ${hgt}`, role: 'img', 'aria-label': 'timeline' });
  lanes.forEach((lane, i) => svg.append(s('text', { x: 0, y: i * step + 16 }, lane), s('line', { x1: left, x2: w, y1: i * step + 12, y2: i * step + 12, class: 'axis' })));
  for (let i = 0; i <= 8; i++) {
    const at = from + (to - from) * i / 8;
    svg.append(s('text', { x: x(at), y: hgt - 4, 'text-anchor': i === 0 ? 'start' : i === 8 ? 'end' : 'middle' }, new Date(at).toISOString().slice(11, to - from > 7.2e6 ? 16 : 19)));
  }
  const colours = { info: 'faint', warning: 'warn', critical: 'bad' };
  const rank = { info: 0, warning: 1, critical: 2 };
  for (const kind of [...kinds].sort((a, b) => rank[a.level] - rank[b.level])) {
    const y = lanes.indexOf(kind.lane) * step + 5;
    for (const [at, end, n, sequence, detail] of kind.at) {
      svg.append(s('rect', { x: x(at).toFixed(1), y, width: Math.max(2, x(end) - x(at)).toFixed(1), height: 14, rx: 1, style: `fill:var(--${colours[kind.level]});opacity:${kind.level === 'info' ? 0.5 : 0.85}` },
        s('title', {}, `${kind.what}${n > 1 ? ' × ' + n : ''}, ${new Date(at).toISOString().slice(11, 23)}, record ${sequence}${detail ? ': ' + detail : ''}`)));
    }
  }
    const sorted = [...kinds].sort((a, b) => rank[b.level] - rank[a.level] || b.count - a.count);
  const rows = sorted.map(kind => h('tr', {}, h('td', {}, h('span', { class: 'level ' + kind.level }), kind.what), h('td', { class: 'left' }, kind.symbol), h('td', {}, count(kind.count)),
    h('td', {}, new Date(kind.at[0][0]).toISOString().slice(11, 23)), h('td', {}, new Date(kind.at[kind.at.length - 1][1]).toISOString().slice(11, 23)), h('td', { class: 'left' }, kind.at[0][4].slice(0, 90))));
  const table = list => h('div', { class: 'wide' }, h('table', {}, h('thead', {}, h('tr', {}, ['what', 'market', 'times', 'first', 'last', 'the first one'].map((name, i) => h('th', { class: i === 1 || i === 5 ? 'left' : null }, name)))), h('tbody', {}, list)));
  into.append(h('div', { class: 'card' }, svg, h('div', { class: 'key' }, h('span', {}, h('span', { class: 'level critical' }), 'critical'), h('span', {}, h('span', { class: 'level warning' }), 'alert'), h('span', {}, h('span', { class: 'level' }), 'told in the journal')),
    table(rows.slice(0, 12)), rows.length > 12 ? h('details', {}, h('summary', {}, `${rows.length - 12} more sorts`), table(rows.slice(12))) : null));
}
function quality(into) {
  into.append(h('h2', {}, 'Data and configuration'));
  const p = facts.proof;
  const sum = (list, key) => list.reduce((all, each) => all + each[key], 0);
  const rows = [
    ['records', count(p.records) + ', none missing, each with a correct checksum'],
    ['replay', p.identical ? `identical: ${count(p.decisions)} decisions and ${count(p.commands)} commands` : 'NOT identical: ' + p.difference + '; from there on figures come from the recorded snapshots'],
    ['longest pause between records', ms(p.longestPauseNanos)],
    ...facts.markets.map(of => [of.symbol, `${count(of.books)} books, ${count(of.touches)} best prices between, ${count(of.trades)} trades; book good ${percent(of.quoting.bookGood)} of the time; `
      + (of.resets.length === 0 ? 'never begun anew' : 'begun anew: ' + of.resets.map(([why, n]) => `${why} ${n}`).join(', ')) + (of.foreign ? `; ${of.foreign} trades of others on the account` : '')]),
    ...facts.sessions.map(session => ['session ' + session.epoch, `${session.mode}, flowmaker ${session.version}, JDK ${session.jdk}; ${iso(session.fromNanos).slice(0, 19)}, ${ms(session.toNanos - session.fromNanos)}; `
      + (session.end ? 'ended: ' + session.end : 'no end on record')])];
  into.append(h('div', { class: 'card wide' }, h('table', {}, h('tbody', {}, rows.map(([name, value]) => h('tr', {}, h('td', {}, name), h('td', { class: 'left' }, value)))))));
  facts.sessions.forEach(session => {
    let text = session.configuration;
    try { text = JSON.stringify(JSON.parse(text), null, 2); } catch (e) { /* shown as it is */ }
    into.append(h('details', {}, h('summary', {}, 'Configuration of session ' + session.epoch), h('pre', {}, text)));
  });
  into.append(h('details', {}, h('summary', {}, 'Records by kind'), h('div', { class: 'wide' }, h('table', {}, h('tbody', {}, Object.entries(p.kinds).map(([kind, n]) => h('tr', {}, h('td', {}, kind), h('td', {}, count(n)))))))));
  into.append(h('footer', {}, `flowmaker ${facts.version}. Times are UTC, event time. Amounts are the engine’s integers. Charts by uPlot, © Leon Sorokin, MIT licence (in this file).`));
}

// ---- the page
const several = facts.markets.length > 1;
const tabs = h('nav', { class: 'tabs' });
const stage = h('div', {});
const views = new Map();
let selected;
async function select(which) {
  selected = which;
  for (const button of tabs.children) button.setAttribute('aria-pressed', button.dataset.market === String(which));
  for (const [key, view] of views) view.style.display = key === which ? '' : 'none';
  if (!views.has(which)) {
    const view = h('div', {});
    views.set(which, view);
    stage.append(view);
    if (which === 'all') overview(view); else await market(which, view);
  }
}
if (several) {
  root.append(tabs);
  tabs.append(...[['all', 'all markets'], ...facts.markets.map((of, i) => [i, of.symbol])].map(([key, name]) => h('button', { 'data-market': key, onclick: () => select(key) }, name)));
}
root.append(stage);
const rest = h('div', {});
root.append(rest);
await select(several ? 'all' : 0);
happened(rest);
quality(rest);
await frame();
document.documentElement.dataset.ready = Math.round(performance.now());
})();
