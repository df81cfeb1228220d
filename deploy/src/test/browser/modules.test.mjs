// The page's modules that need no browser: PAGE=…/page node --test modules.test.mjs
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";

// A page's import map is no business of node's: copies that name each other by their files.
const copies = mkdtempSync(join(tmpdir(), "spate-modules"));
after(() => rmSync(copies, { recursive: true }));
writeFileSync(join(copies, "package.json"), '{"type": "module"}');
for (const name of readdirSync(process.env.PAGE).filter((file) => file.endsWith(".js"))) {
  const text = readFileSync(join(process.env.PAGE, name), "utf8");
  writeFileSync(join(copies, name), text.replace(/from "spate\/([a-z-]+)"/g, 'from "./$1.js"'));
}
const load = (name) => import(pathToFileURL(join(copies, `${name}.js`)).href);

const { Series } = await load("series");
const { bucketOf, lowerEdge, merged } = await load("buckets");
const { clock, nines, part, percentOf, rate, time } = await load("format");

const row = (slot, more = {}) => ({
  slot, planned: 10, offered: 10, requests: 10, succeeded: 9, failed: 1, p50: 0.001, p99: 0.01 + slot / 1e6, inFlight: slot % 7, workers: 2,
  warmup: false, marks: [], errors: { reset: 1 }, latency: { response: [40, 3, 7], service: [39, 10] }, ...more,
});

// Six hours at ten rows a second.
test("a series of 216,000 rows has no more points than it may, and loses nothing", () => {
  const rows = 216_000;
  const series = new Series(3600);
  for (let slot = 0; slot < rows; slot++) series.add(row(slot));
  assert.ok(series.points.length <= 3600, `${series.points.length} points`);
  assert.equal(series.points.reduce((sum, point) => sum + point.requests, 0), 10 * rows);
  assert.equal(series.points.reduce((sum, point) => sum + point.errors.reset, 0), rows);
  assert.equal(series.points.reduce((sum, point) => sum + point.latency.response[2], 0), 7 * rows);
  assert.equal(series.end, rows);
  assert.equal(Math.max(...series.points.map((point) => point.p99)), 0.01 + (rows - 1) / 1e6);
});

test("rows that a stream repeats after a break are passed over", () => {
  const series = new Series(10);
  for (const slot of [0, 1, 2, 1, 2, 3]) series.add(row(slot));
  assert.deepEqual(series.points.map((point) => point.slot), [0, 1, 2, 3]);
});

test("times of several slots are the longest of them, rates are means", () => {
  const series = new Series(2);
  for (let slot = 0; slot < 4; slot++) series.add(row(slot, { p99: slot === 1 ? 5 : 0.01, service: { p99: slot } }));
  assert.deepEqual(series.column("p99"), [5, 0.01]);
  assert.deepEqual(series.column("service_p99"), [1, 3]);
  assert.deepEqual(series.perSecond((point) => point.requests), [10, 10]);
});

test("counts of buckets add up wherever they begin", () => {
  assert.deepEqual(merged([40, 1, 2], [42, 5]), [40, 1, 2, 5]);
  assert.deepEqual(merged([], [3, 1]), [3, 1]);
  assert.deepEqual(merged([3, 1], []), [3, 1]);
  assert.equal(bucketOf(lowerEdge(57)), 57);
  assert.equal(bucketOf(1e-9), 0);
  assert.equal(bucketOf(1e9), 199);
});

test("numbers are those of the text summary", () => {
  assert.equal(time(0.000212), "212 µs");
  assert.equal(time(0.0123), "12.3 ms");
  assert.equal(time(3.2), "3.20 s");
  assert.equal(time(0.5, true), "≥ 500 ms");
  assert.equal(time(null), "–");
  assert.equal(rate(12_300), "12,300/s");
  assert.equal(part(0.0012), "0.12 %");
  assert.equal(clock(3_720), "1:02:00");
  assert.equal(percentOf(nines(99.9)), "p99.9");
});
