// A run, while it goes on and afterwards: the stream of its events, then its report.
import { count, element, place, rate, table, time } from "spate/dom";

const ARRIVALS = ["planned", "completed", "interrupted", "dropped", "missed", "lost"];
const REQUESTS = ["started", "succeeded", "failed", "timedOut", "unanswered"];

const LEDGER = [
  ["Account", (row) => row.account],
  ["Count", (row) => count(row.number), "number"],
];

const ledgerRows = (ledger) => [
  ...ARRIVALS.map((name) => ({ account: `arrivals ${name}`, number: ledger.arrivals[name] })),
  ...REQUESTS.map((name) => ({ account: `requests ${name}`, number: ledger.requests[name] })),
];

const REQUEST_COLUMNS = [
  ["Request", (row) => row.name],
  ["Phase", (row) => row.phase],
  ["Started", (row) => count(row.started), "number"],
  ["Failed", (row) => count(row.failed + row.timedOut + row.unanswered), "number"],
  ["p50", (row) => time(row.p50), "number"],
  ["p99", (row) => time(row.p99), "number"],
  ["Longest", (row) => time(row.max), "number"],
];

const THRESHOLDS = [
  ["Threshold", (row) => `${row.metric} ${row.expression}`],
  ["Observed", (row) => (row.observed === null ? "–" : String(row.observed)), "number"],
  ["Holds", (row) => (!row.decided ? "open" : row.passed ? "yes" : "no")],
];

const WORKERS = [
  ["Worker", (row) => row.id],
  ["Host", (row) => row.host],
  ["State", (row) => row.state],
  ["Lanes", (row) => count(row.lanes), "number"],
  ["Lag p99", (row) => time(row.scheduleLagP99), "number"],
  ["CPU", (row) => (row.cpu ?? 0).toFixed(2), "number"],
];

const MARKS = [
  ["At", (mark) => time(mark.at), "number"],
  ["What happened", (mark) => mark.text],
];

// What both the live view and the report come to.
const ofProgress = (live) => ({
  ...live,
  requests: live.requests.map((row) => ({ ...row, ...row.response_time })),
  workers: live.workerRows,
});

const ofReport = (report) => ({
  ledger: report.ledger,
  thresholds: report.thresholds,
  workers: report.workers,
  requests: report.requests.map((row) => {
    const times = row.metrics.response_time;
    return { ...row, p50: times.percentiles["50"]?.value, p99: times.percentiles["99"]?.value, max: times.max };
  }),
});

const tables = (main) => {
  const drawn = ["ledger", "thresholds", "requests", "workers", "marks"].map(() => place(main));
  return (view) => {
    const [ledger, thresholds, requests, workers, marks] = drawn;
    ledger(ledgerRows(view.ledger), (rows) => [table("ledger", "Ledger", LEDGER, rows)]);
    thresholds(view.thresholds, (rows) => [table("thresholds", "Thresholds", THRESHOLDS, rows)]);
    requests(view.requests, (rows) => [table("requests", "Requests", REQUEST_COLUMNS, rows)]);
    workers(view.workers, (rows) => [table("workers", "Workers", WORKERS, rows)]);
    if (view.marks) marks(view.marks, (rows) => [table("marks", "Losses, joins and deals", MARKS, rows)]);
  };
};

const figures = (live) => [
  element("p", {}, `${time(live.elapsedSeconds)} of ${time(live.durationSeconds)}, phase ${live.phase}. ` +
    `Planned ${rate(live.plannedPerSecond)}, offered ${rate(live.offeredPerSecond)}, failed ${rate(live.failedPerSecond)}. ` +
    `p50 ${time(live.p50)}, p99 ${time(live.p99)}. ${count(live.inFlight)} in flight at ${count(live.workers)} workers. ${live.message}`),
];

const ended = (api, end, report) => [
  element("p", { test: "verdict" }, `${end.verdict} (exit code ${end.exitCode})`),
  ...(report?.verdict.reasons ?? []).map((reason) => element("p", { className: "bad" }, `${reason.code}: ${reason.message}`)),
  ...(end.problem ? [element("p", { className: "bad" }, end.problem)] : []),
  ...(report ? [element("p", {}, element("a", { href: `${api}/report.html`, test: "report-link" }, "Report"))] : []),
];

export const showRun = (main, run) => {
  const api = `/api/v1/runs/${run}`;
  const state = element("span", { test: "run-state" }, "…");
  const stop = element("button", { type: "button", test: "stop" }, "Stop");
  stop.addEventListener("click", () => void fetch(api, { method: "DELETE" }));
  main.append(element("h1", {}, `Run ${run}`), element("p", {}, "State: ", state, " ", stop));
  const head = place(main);
  const draw = tables(main);
  const events = new EventSource(`${api}/events`);
  events.addEventListener("progress", (event) => {
    const live = JSON.parse(event.data);
    state.textContent = live.state;
    head(live, figures);
    draw(ofProgress(live));
  });
  events.addEventListener("finished", async (event) => {
    events.close();
    const end = JSON.parse(event.data);
    const answer = await fetch(`${api}/report.json`);
    const report = answer.ok ? await answer.json() : null;
    stop.remove();
    if (report) draw(ofReport(report));
    head(end, () => ended(api, end, report));
    state.textContent = "finished";
  });
  return () => events.close();
};
