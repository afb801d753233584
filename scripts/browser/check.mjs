// Opens reports in headless Chromium, as a person would, and holds them to what they promise:
//   node check.mjs CHROMIUM REPORT.html… [--screenshots DIR]
// Each draws without an error on the console and without asking the network for anything; zooming one chart zooms the
// others; a row of the fills' table opens its explanation, and its parts add up to its price. The last line tells how
// long the first took to be drawn, median of five.
import { strict as assert } from 'node:assert';
import { mkdirSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const words = process.argv.slice(2);
const at = words.indexOf('--screenshots');
const screenshots = at < 0 ? null : resolve(words.splice(at, 2)[1]);
const [executablePath, ...files] = words;

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const number = text => Number(text.replace(/[\u202f ]/g, '').replace('−', '-').replace('+', ''));

async function open(file, options = {}) {
  const page = await browser.newPage({ viewport: { width: 1320, height: 900 }, ...options });
  const troubles = [];
  page.on('console', message => ['error', 'warning'].includes(message.type()) && troubles.push(message.text()));
  page.on('pageerror', error => troubles.push(String(error)));
  page.on('request', request => request.url().startsWith('file:') || request.url().startsWith('data:') || troubles.push('asked for ' + request.url()));
  await page.goto(pathToFileURL(resolve(file)).href);
  await page.waitForFunction(() => document.documentElement.dataset.ready, null, { timeout: 60_000 });
  return { page, troubles };
}

const scales = page => page.evaluate(() => window.flowmakerCharts.map(chart => [chart.scales.x.min, chart.scales.x.max]));

async function zooms(page) {
  const all = (await scales(page))[0];
  const chart = page.locator('.chart .u-over').nth(1);
  await chart.scrollIntoViewIfNeeded();
  const box = await chart.boundingBox();
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height / 2, { steps: 5 });
  await page.mouse.up();
  const zoomed = await scales(page);
  const width = all[1] - all[0];
  for (const [min, max] of zoomed) {
    assert(Math.abs(min - (all[0] + 0.3 * width)) < 0.01 * width, `zoomed from ${min}`);
    assert(Math.abs(max - (all[0] + 0.5 * width)) < 0.01 * width, `zoomed to ${max}`);
    assert.deepEqual([min, max], zoomed[0], 'all charts show the same time');
  }
  await page.mouse.dblclick(box.x + box.width / 2, box.y + box.height / 2);
  for (const scale of await scales(page)) assert.deepEqual(scale, all, 'a double click shows all');
  return zoomed.length;
}

let explained = 0;

async function explains(page) {
  const row = page.locator('tr.fill').nth(3);
  await row.scrollIntoViewIfNeeded();
  await row.focus();
  await page.keyboard.press('Enter');
  const why = page.locator('tr.why');
  await why.waitFor();
  const price = number(await row.locator('td').nth(2).textContent());
  const parts = await why.locator('[data-parts] tbody tr:not(.sum) td:nth-child(2)').allTextContents();
  const sum = number(await why.locator('[data-parts] tr.sum td:nth-child(2)').textContent());
  assert(parts.length >= 2, 'parts of the price');
  assert(Math.abs(parts.map(number).reduce((all, part) => all + part, 0) - sum) < 1e-6, `${parts} against ${sum}`);
  assert.equal(number(await why.locator('[data-parts] tr.sum td:nth-child(3)').textContent()), price);
  assert.equal(await why.locator('[data-parts] tr.sum td:first-child').textContent(), 'sum = price');
  assert.match(await why.textContent(), /flowmaker explain/);
  // A page that was made without a replay has the parts alone.
  if (await why.locator('.all summary').count() > 0) {
    await why.locator('.all summary').click();
    assert.match(await why.locator('.all pre').textContent(), /the price wanted, part by part/);
    explained++;
  }
  await row.click();
  assert.equal(await page.locator('tr.why').count(), 0, 'a second click closes it');
}

async function earns(page) {
  const big = await page.locator('.big').first().boundingBox();
  const chart = await page.locator('.uplot').first().boundingBox();
  const exact = await page.locator('.exact').first().boundingBox();
  for (const box of [big, chart, exact]) assert(box.y + box.height <= 900, 'what was earned, and from what, without scrolling');
  const text = await page.locator('.exact').first().textContent();
  assert.match(text, /cash and position say the same, to the last quantum/);
  const [total, ...parts] = text.split(/ [A-Z]+;/)[0].replace(/ = /, '|').replace(/ \+ /g, '|').replace(/ − /g, '|-').split('|');
  const quanta = decimal => BigInt(decimal.replace('--', '').replace('.', ''));
  assert.equal(parts.map(quanta).reduce((all, part) => all + part, 0n), quanta(total), text);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert(overflow <= 0, `the page is ${overflow} px too wide`);
}

for (const file of files) {
  for (const colorScheme of ['light', 'dark']) {
    const { page, troubles } = await open(file, { colorScheme });
    if (await page.locator('.tabs button').count() > 1) {
      await page.locator('.tabs button').nth(1).click();
      await page.waitForFunction(() => window.flowmakerCharts && window.flowmakerCharts.length >= 5);
      await page.locator('.tabs button').nth(0).click();
    } else {
      await earns(page);
      if (await page.locator('tr.fill').count() > 4) {
        assert(await zooms(page) >= 5, 'price, position, flow, alpha and profit');
        await explains(page);
      }
    }
    assert.deepEqual(troubles, [], `${file} in ${colorScheme}`);
    await page.close();
  }
  const phone = await open(file, { viewport: { width: 390, height: 800 } });
  assert.deepEqual(phone.troubles, []);
  await phone.page.emulateMedia({ media: 'print' });
  assert((await phone.page.pdf({ format: 'A4' })).length > 20_000, 'it prints');
  await phone.page.close();
}

if (screenshots) {
  mkdirSync(screenshots, { recursive: true });
  for (const colorScheme of ['light', 'dark']) {
    const { page } = await open(files[0], { colorScheme, viewport: { width: 1280, height: 860 } });
    await page.screenshot({ path: `${screenshots}/report-${colorScheme}.png` });
    if (colorScheme === 'light') {
      const row = page.locator('tr.fill').nth(3);
      await row.click();
      await page.locator('tr.why').waitFor();
      await row.evaluate(element => element.scrollIntoView());
      await page.screenshot({ path: `${screenshots}/report-fill.png` });
    }
    await page.close();
  }
}

const times = [];
for (let i = 0; i < 5; i++) {
  const { page } = await open(files[0]);
  times.push(Number(await page.evaluate(() => document.documentElement.dataset.ready)));
  await page.close();
}
await browser.close();
times.sort((a, b) => a - b);
console.log(`RESULT: ${files.length} reports, no error, nothing loaded; zoom and explanations work, ${explained} with the whole text; `
  + `${Math.ceil(statSync(files[0]).size / 1000)} kB drawn ${times[2]} ms after opening, median of five`);
