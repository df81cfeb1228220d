// The charts over the time of a run.
import { lowerEdge } from "spate/buckets";
import { Chart } from "spate/chart";
import { digits, rate, time } from "spate/format";

const notSucceeded = (one) => one.failed + one.timedOut + one.unanswered;

export const throughputChart = (common) =>
  new Chart({
    ...common, test: "chart-throughput", title: "Load and answers", note: "a second", unit: rate,
    lines: [
      { label: "planned", color: "grey", dash: [6, 4] },
      { label: "offered", color: "blue" },
      { label: "succeeded", color: "green" },
      { label: "not succeeded", color: "red", fill: "red-wash" },
    ],
    values: (series) => [
      series.perSecond((one) => one.planned), series.perSecond((one) => one.offered),
      series.perSecond((one) => one.succeeded), series.perSecond(notSucceeded),
    ],
  });

// kind() is "response" or "service"
export const latencyChart = (common, kind) =>
  new Chart({
    ...common, test: "chart-latency", title: "Response time", note: "logarithmic", unit: time, log: true,
    lines: [
      { label: "p50", color: "blue" },
      { label: "p90", color: "teal", dash: [6, 3] },
      { label: "p99", color: "violet", width: 2.2 },
      { label: "p99.9", color: "amber", dash: [2, 3] },
    ],
    values: (series) => {
      const of = kind() === "service" ? "service_" : "";
      return ["p50", "p90", "p99", "p999"].map((name) => series.column(of + name).map((value) => (value > 0 ? value : null)));
    },
  });

const CAUSES = 5;
const HUES = ["red", "amber", "violet", "blue", "teal", "grey"];

// The most frequent causes, and the rest of them as one.
const causesOf = (series) => {
  const sums = {};
  for (const { errors } of series.points) {
    for (const [cause, n] of Object.entries(errors)) sums[cause] = (sums[cause] ?? 0) + n;
  }
  return Object.keys(sums).sort((a, b) => sums[b] - sums[a]);
};

export const errorChart = (common) => {
  const chart = new Chart({
    ...common, test: "chart-errors", title: "Errors by cause", note: "a second", unit: rate, lines: [], values: () => [],
  });
  let shown = null;
  const update = chart.update.bind(chart);
  chart.update = () => {
    const causes = causesOf(common.series);
    const top = causes.slice(0, CAUSES);
    if (causes.length > CAUSES) top.push("others");
    const same = shown !== null && shown.join() === top.join();
    shown = top;
    chart.note.textContent = causes.length === 0 ? "none so far" : "a second";
    chart.lines = top.map((label, i) => ({ label, color: HUES[i] }));
    chart.values = (series) => top.map((label) => series.perSecond((one) => (label === "others"
      ? causes.slice(CAUSES).reduce((sum, cause) => sum + (one.errors[cause] ?? 0), 0)
      : one.errors[label] ?? 0)));
    if (same) update();
    else chart.rebuild();
  };
  return chart;
};

// X·W of a point: the sum of all service times that began in it, a second. Of a bucket of the heat
// map the middle is known, so it is true to about 6 %.
const law = (one) => {
  const counts = one.latency.service;
  if (counts.length === 0) return null;
  let seconds = 0;
  for (let i = 1; i < counts.length; i++) seconds += counts[i] * lowerEdge(counts[0] + i - 0.5);
  return seconds / one.slots;
};

export const inFlightChart = (common) =>
  new Chart({
    ...common, test: "chart-in-flight", title: "In flight", note: "requests under way", unit: digits,
    lines: [{ label: "at the second’s end", color: "blue" }, { label: "mean by Little’s law", color: "violet", dash: [5, 4] }],
    values: (series) => [series.column("inFlight"), series.points.map(law)],
  });
