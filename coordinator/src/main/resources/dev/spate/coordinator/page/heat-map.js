// The heat map: slots across, latency up, on a logarithmic scale; the colour is the count.
import { bucketOf, lowerEdge } from "spate/buckets";
import { Chart } from "spate/chart";
import { heatScale } from "spate/colors";
import { clock, count, time } from "spate/format";

const bounds = (points, kind) => {
  let low = Infinity;
  let high = -Infinity;
  let most = 1;
  for (const one of points) {
    const counts = one.latency[kind];
    if (counts.length === 0) continue;
    low = Math.min(low, counts[0]);
    high = Math.max(high, counts[0] + counts.length - 1);
    for (let i = 1; i < counts.length; i++) most = Math.max(most, counts[i] / one.slots);
  }
  return low === Infinity ? { low: 40, high: 80, most } : { low, high, most };
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
      const bucket = counts[0] + i - 1;
      ctx.fillStyle = scale[shade(counts[i] / one.slots, limits.most)];
      ctx.fillRect(x, rows[bucket + 1], Math.max(1, right - x), Math.max(1, rows[bucket] - rows[bucket + 1]));
    }
  }
  ctx.restore();
};

const legend = (chart, most) => {
  const scale = heatScale();
  chart.note.replaceChildren("requests a cell, few ");
  const ramp = document.createElement("i");
  ramp.className = "ramp";
  ramp.style.background = `linear-gradient(to right, ${scale.filter((_, i) => i % 9 === 0).join(", ")})`;
  chart.note.append(ramp, ` ${count(Math.round(most))} a second`);
};

export const heatMap = (common, kind) => {
  let limits = bounds([], "response");
  const chart = new Chart({
    ...common, test: "chart-heat", title: "Heat map", note: "", unit: time, height: 280,
    lines: [{ label: "", color: "blue", none: true }],
    values: (series) => {
      limits = bounds(series.points, kind());
      legend(chart, limits.most);
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
    const n = counts[bucket - counts[0] + 1];
    return [when, `${time(lowerEdge(bucket))} – ${time(lowerEdge(bucket + 1))}`,
      `${count(bucket < counts[0] || n === undefined ? 0 : n)} requests`];
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
