// Finished runs beside each other: what differs, and how sure that is.
import { card, element } from "spate/dom";
import { NONE, instant, nines, part, percentOf, rate, time } from "spate/format";
import { LinePlot } from "spate/line-plot";
import { asked, runLink, trendLink, verdictWord } from "spate/run-list";
import { Table } from "spate/table";

const COLORS = ["blue", "violet", "teal", "amber", "red"];
const letter = (index) => String.fromCharCode(65 + index);

const FINDINGS = {
  slower: ["fail", "slower"], faster: ["pass", "faster"], mixed: ["warn", "slower in some percentiles, faster in others"],
  no_difference: ["soft", "no difference found"], not_comparable: ["warn", "nothing can be said"],
};

const shown = (row, value) => (row.percent === null ? rate(value) : time(value));

const percent = (ratio) => {
  if (ratio === null) return "?";
  const change = 100 * (ratio - 1);
  return `${change < 0 ? "−" : "+"}${Math.abs(change).toFixed(Math.abs(change) < 9.95 ? 1 : 0)} %`;
};

const change = (row) => {
  if (row.ratio === null) return element("span", { className: "soft" }, "not compared");
  const style = row.different ? (row.percent === null ? "" : row.ratio > 1 ? "fail" : "pass") : "soft";
  return element("span", { className: style }, percent(row.ratio),
    element("span", { className: "range" }, `${percent(row.low)} to ${percent(row.high)}`));
};

const missed = (row) => (row.detectable === null || row.different ? NONE : part(Math.max(row.detectable, (row.high ?? Infinity) - 1, row.low ? 1 / row.low - 1 : Infinity)));

const differences = (test, title, rows, other, named) => {
  const table = new Table({
    test, title, empty: "Both have no request in common.",
    columns: [
      ...(named ? [{ name: "Request", text: true, by: (row) => row.request, cell: (row) => row.request }] : []),
      { name: "Figure", text: true, by: (row) => row.name, cell: (row) => row.name },
      { name: "A", by: (row) => row.baseline, cell: (row) => shown(row, row.baseline) },
      { name: other, by: (row) => row.value, cell: (row) => shown(row, row.value) },
      { name: "Change", by: (row) => row.ratio, cell: change },
      { name: "p-value", by: (row) => row.pValue, cell: (row) => (row.pValue === null ? NONE : row.pValue.toFixed(4)) },
      { name: "Could be missed", by: (row) => row.detectable, cell: missed },
    ],
  });
  table.show(rows);
  return table.element;
};

const pairCard = (pair, index) => {
  const [style, words] = FINDINGS[pair.finding] ?? ["soft", pair.finding];
  const other = letter(index + 1);
  const several = new Set(pair.requests.map((row) => row.request)).size > 1;
  const note = pair.pairs > 0 ? `${pair.pairs} pairs of parts of ${time(pair.pairSeconds)}; ranges: 95 % confidence, corrected for several percentiles` : "";
  return element("section", { className: "card", test: "comparison" },
    element("h2", {}, `${other} against A: `, element("span", { className: style, test: "finding" }, words)),
    ...pair.conclusions.map((sentence) => element("p", {}, sentence)),
    differences("differences", `${other} against A`, pair.rows, other, false),
    element("p", { className: "note" }, note),
    ...(several ? [element("h3", {}, "Request by request"), differences("request-differences", "Request by request", pair.requests, other, true)] : []));
};

const RUNS = [
  { name: "", text: true, cell: (run) => run.letter },
  { name: "Run", text: true, cell: runLink },
  { name: "Plan", text: true, cell: (run) => trendLink(run.name) },
  { name: "Began", text: true, cell: (run) => instant(run.startedAt) },
  { name: "Verdict", text: true, cell: (run) => verdictWord(run.verdict) },
  { name: "Rate", cell: (run) => rate(run.requestsPerSecond) },
  { name: "Failed", cell: (run) => part(run.failedShare) },
];

const runsCard = (runs) => {
  const table = new Table({ test: "compared", title: "Runs", columns: RUNS });
  table.show(runs.map((run, index) => ({ ...run, letter: letter(index) })));
  return card("Runs", "", table.element);
};

const drawCurves = (plot, runs) => {
  const longest = runs.reduce((most, run) => (run.points.length > most.length ? run.points : most), []);
  const columns = runs.map((run) => longest.map((_, i) => (run.points[i]?.[1] > 0 ? run.points[i][1] : null)));
  plot.show(runs.map((run, i) => ({ label: `${letter(i)} ${run.id}`, color: COLORS[i] })), [longest.map(([at]) => nines(at)), ...columns]);
};

export const showComparison = (main, ids) => {
  const note = element("p", { className: "note", ariaLive: "polite" }, "Comparing…");
  const plot = new LinePlot({
    test: "chart-comparison", title: "Percentiles", height: 300, log: true, up: time,
    note: "of all requests outside warm-up",
    across: { splits: (last) => [0, 1, 2, 3, 4, 5, 6].filter((nine) => nine <= last + 1e-9), words: percentOf },
  });
  main.append(element("h1", {}, "Comparison"), note);
  let open = true;
  const query = ids.map((id) => `run=${encodeURIComponent(id)}`).join("&");
  asked(`/api/v1/compare?${query}`).then((comparison) => {
    if (!open) return;
    note.remove();
    const remarks = card("Before you conclude", "comparison-remarks", ...comparison.remarks.map((remark) => element("p", {}, remark)));
    main.append(...comparison.comparisons.map(pairCard), remarks, plot.element, runsCard(comparison.runs));
    drawCurves(plot, comparison.runs);
  }).catch((failure) => (note.textContent = `These runs cannot be compared: ${failure.message}`));
  return () => {
    open = false;
    plot.close();
  };
};
