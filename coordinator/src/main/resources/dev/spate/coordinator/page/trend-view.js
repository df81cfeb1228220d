// The runs of a name over time: what their figures were, and what changed from each to the next.
import { card, element } from "spate/dom";
import { instant, part, rate, time } from "spate/format";
import { LinePlot } from "spate/line-plot";
import { asked, beganColumn, figureColumns, runColumn, verdictColumn } from "spate/run-list";
import { Table } from "spate/table";

const compared = {
  name: "Against the run before", text: true,
  cell: (run) => (run.before ? element("a", { href: `#/compare/${run.before}/${run.id}` }, "compare") : ""),
};

// `11-23 18:02`: the year and the second are in the table.
const runWords = (runs) => (at) => (Number.isInteger(at) && runs[at] ? instant(runs[at].startedAt).slice(5, 16) : "");

const column = (runs, key) => runs.map((run) => run.figures?.[key] ?? null);

const draw = (main, name, runs) => {
  const across = { words: runWords(runs) };
  const places = runs.map((_, i) => i);
  const times = new LinePlot({ test: "chart-trend", title: "Response time", note: "the runs in their order", log: true, points: true, up: time, across });
  const rates = new LinePlot({ test: "chart-trend-rate", title: "Requests", note: "a second, outside warm-up", points: true, height: 180, up: rate, across });
  const failed = new LinePlot({ test: "chart-trend-failed", title: "Failed", note: "of the requests", points: true, height: 180, up: part, across });
  const table = new Table({ test: "trend", title: `Runs of ${name}`, columns: [runColumn, beganColumn, verdictColumn, ...figureColumns, compared] });
  const charts = element("div", { className: "charts" }, times.element, rates.element, failed.element);
  for (const plot of [rates, failed]) plot.element.classList.remove("whole");
  main.append(charts, card("Runs", "", table.element));
  times.show(["p50", "p90", "p99", "p999"].map((key, i) => ({ label: key === "p999" ? "p99.9" : key, color: ["blue", "teal", "violet", "red"][i] })),
    [places, ...["p50", "p90", "p99", "p999"].map((key) => column(runs, key))]);
  rates.show([{ label: "Requests a second", color: "blue" }], [places, column(runs, "requestsPerSecond")]);
  failed.show([{ label: "Failed", color: "red" }], [places, column(runs, "failedShare")]);
  table.show(runs.map((run, i) => ({ ...run, before: runs[i - 1]?.id })).reverse());
  return [times, rates, failed];
};

export const showTrend = (main, name) => {
  const note = element("p", { className: "note", ariaLive: "polite" }, "…");
  main.append(element("h1", {}, `Runs of ${name}`), note);
  let open = true;
  let plots = [];
  asked(`/api/v1/trends?name=${encodeURIComponent(name)}`).then(({ runs }) => {
    if (!open) return;
    note.textContent = runs.length === 0 ? "There are no finished runs of this name." : "";
    if (runs.length > 0) plots = draw(main, name, runs);
  }).catch((failure) => (note.textContent = failure.message));
  return () => {
    open = false;
    plots.forEach((plot) => plot.close());
  };
};
