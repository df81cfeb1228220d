// The heat map: slots across, latency up, on a logarithmic scale; the colour is the count.
import { BUCKETS, bucketOf, lowerEdge } from "spate/buckets";
import { Chart } from "spate/chart";
import { heatScale } from "spate/colors";
import { clock, count, time } from "spate/format";

// What less than so many of all requests lie beyond is put into the last row: one stray answer would take the room of all others.
const STRAY = 0.001;

const totalsOf = (points, kind) => {
  const totals = new Array(BUCKETS).fill(0);
  for (const { latency } of points) {
    const counts = latency[kind];
    for (let i = 1; i < counts.length; i++) totals[counts[0] + i - 1] += counts[i];
  }
  return totals;
};

// The first bucket, from one end, with as many requests up to it.
const reaches = (totals, share, from, step) => {
  let sum = 0;
  let bucket = from;
  while (sum + totals[bucket] <= share && bucket + step >= 0 && bucket + step < BUCKETS) {
    sum += totals[bucket];
    bucket += step;
  }
  return bucket;
};

const bounds = (points, kind) => {
  const totals = totalsOf(points, kind);
  const all = totals.reduce((sum, n) => sum + n, 0);
  if (all === 0) return { low: 40, high: 80, most: 1, stray: false };
  const last = totals.findLastIndex((n) => n > 0);
  const high = reaches(totals, all * STRAY, BUCKETS - 1, -1);
  let most = 1;
  for (const { latency, slots } of points) {
    for (let i = 1; i < latency[kind].length; i++) most = Math.max(most, latency[kind][i] / slots);
  }
  // A tenth of the room is nothing to save.
  const low = totals.findIndex((n) => n > 0);
  const stray = last - high > Math.max(4, 0.2 * (last - low));
  return { low, high: stray ? high + 1 : last, most, stray };
};

// Few colours of many counts: by their logarithms.
const shade = (n, most) => Math.round((63 * Math.log1p(n)) / Math.log1p(most));

const paint = (plot, points, kind, limits) => {
  const { ctx, bbox } = plot;
  const scale = heatScale();
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  const rows = [];
  for (let b = limits.low; b <= limits.high + 1; b++) rows[b] = Math.round(plot.valToPos(lowerEdge(b), "y", true));
  for (const one of points) {
    const counts = one.latency[kind];
    const x = Math.floor(plot.valToPos(one.slot, "x", true));
    const right = Math.ceil(plot.valToPos(one.slot + one.slots, "x", true));
    if (right < bbox.left || x > bbox.left + bbox.width) continue;
    for (let i = 1; i < counts.length; i++) {
      if (counts[i] === 0) continue;
      const bucket = Math.min(limits.high, counts[0] + i - 1);
      ctx.fillStyle = scale[shade(counts[i] / one.slots, limits.most)];
      ctx.fillRect(x, rows[bucket + 1], Math.max(1, right - x), Math.max(1, rows[bucket] - rows[bucket + 1]));
    }
  }
  ctx.restore();
};

const legend = (chart, { most, stray, high }) => {
  const scale = heatScale();
  chart.note.replaceChildren("requests a cell, few ");
  const ramp = document.createElement("i");
  ramp.className = "ramp";
  ramp.style.background = `linear-gradient(to right, ${scale.filter((_, i) => i % 9 === 0).join(", ")})`;
  const above = stray ? `; the top row has all of ${time(lowerEdge(high))} and more` : "";
  chart.note.append(ramp, ` ${count(Math.round(most))} a second${above}`);
};

export const heatMap = (common, kind) => {
  let limits = bounds([], "response");
  const chart = new Chart({
    ...common, test: "chart-heat", title: "Heat map", note: "", unit: time, height: 280,
    lines: [{ label: "", color: "blue", none: true }],
    values: (series) => {
      limits = bounds(series.points, kind());
      legend(chart, limits);
      return [series.points.map(() => lowerEdge(limits.low + 1))];
    },
    scaleY: { distr: 3, range: () => [lowerEdge(limits.low), lowerEdge(limits.high + 1)] },
    draw: (plot) => paint(plot, common.series.points, kind(), limits),
  });
  chart.said = (plot) => {
    const at = common.series.at(plot.posToVal(plot.cursor.left, "x"));
    if (!at) return [];
    const when = at.slots === 1 ? clock(at.slot) : `${clock(at.slot)} – ${clock(at.slot + at.slots)}`;
    // Where the pointer is at another chart, only the time is known.
    if (!plot.over.matches(":hover")) return [when];
    const bucket = bucketOf(plot.posToVal(plot.cursor.top, "y"));
    const counts = at.latency[kind()];
    const top = limits.stray && bucket >= limits.high;
    const n = top
      ? counts.reduce((sum, one, i) => (i > 0 && counts[0] + i - 1 >= limits.high ? sum + one : sum), 0)
      : counts[bucket - counts[0] + 1];
    return [when, top ? `${time(lowerEdge(limits.high))} and more` : `${time(lowerEdge(bucket))} – ${time(lowerEdge(bucket + 1))}`,
      `${count((!top && bucket < counts[0]) || n === undefined ? 0 : n)} requests`];
  };
  const counts = (at) => common.series.points[at].latency[kind()];
  const range = (bucket) => `${time(lowerEdge(bucket))} – ${time(lowerEdge(bucket + 1))}`;
  const modal = (all) => all.indexOf(Math.max(...all.slice(1)), 1);
  const text = (say) => (at) => (counts(at).length === 0 ? "–" : say(counts(at)));
  chart.cells = () => [
    ["Most frequent", text((all) => range(all[0] + modal(all) - 1))],
    ["Requests there", text((all) => count(all[modal(all)]))],
    ["Longest", text((all) => range(all[0] + all.length - 2))],
  ];
  return chart;
};
