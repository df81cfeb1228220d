// The tables of a run: requests, groups, workers, marks.
import { element } from "spate/dom";
import { clock, count, digits, part, partOf, rate, time } from "spate/format";
import { Table, twoLines } from "spate/table";

const causes = (errors) => Object.entries(errors ?? {}).map(([cause, n]) => ` · ${cause} ${count(n)}`).join("");

const missed = (row) => row.failed + row.timedOut + row.unanswered;

const range = (spot) => (spot.high === null ? `≥ ${time(spot.low)}` : `${time(spot.low)} – ${time(spot.high)}`);

// A percentile with its interval in a report; the plain number while the run goes on.
const spot = (row, name) => {
  const one = row.spots?.[name];
  if (!row.spots) return time(row.times?.[name]);
  if (!one) return "–";
  if (!one.reliable && !one.censored) return element("span", { className: "soft" }, "too few");
  const value = time(one.value, one.censored);
  return one.low === null || one.low === undefined ? value : twoLines(value, range(one));
};

const timed = (name, key) => ({ name, by: (row) => row.times?.[key], cell: (row) => spot(row, key) });

const requestColumns = (name) => [
  { name, text: true, by: (row) => row.name, cell: (row) => twoLines(row.name, row.phase + causes(row.errors)) },
  { name: "Started", by: (row) => row.started, cell: (row) => (row.started === undefined ? "" : count(row.started)) },
  { name: "Rate", by: (row) => row.perSecond, cell: (row) => rate(row.perSecond) },
  timed("p50", "p50"), timed("p90", "p90"), timed("p99", "p99"), timed("p99.9", "p999"),
  { name: "Longest", by: (row) => row.times?.max, cell: (row) => time(row.times?.max) },
  {
    name: "Not succeeded", by: (row) => missed(row) / row.started,
    cell: (row) => (row.started === undefined ? "" : element("span", { className: missed(row) > 0 ? "fail" : "" }, partOf(missed(row), row.started))),
  },
];

export const requestTable = () => new Table({ test: "requests", title: "Requests", columns: requestColumns("Request") });

export const groupTable = () => new Table({ test: "groups", title: "Groups", columns: requestColumns("Group") });

export const sumTable = () =>
  new Table({ test: "sums", title: "All requests", columns: requestColumns("All").filter((_, i) => i !== 1 && i !== 2 && i !== 8) });

const gone = (worker) => worker.state === "lost" || worker.state === "left";

const number = (name, by, cell) => ({ name, by, cell });

export const workerTable = () =>
  new Table({
    test: "workers",
    title: "Workers",
    columns: [
      {
        name: "Worker", text: true, by: (worker) => worker.id,
        cell: (worker) => twoLines(worker.id, worker.cores ? `${worker.host}, ${worker.cores} cores` : worker.host),
      },
      {
        name: "State", text: true, by: (worker) => worker.state,
        cell: (worker) => element("span", { className: gone(worker) ? "fail" : "" }, gone(worker) ? `✕ ${worker.state}` : worker.state),
      },
      number("Lanes", (worker) => worker.lanes, (worker) => count(worker.lanes)),
      number("Offered", (worker) => worker.offered, (worker) => (Number.isInteger(worker.offered) ? count(worker.offered) : rate(worker.offered))),
      number("Lag p99", (worker) => worker.scheduleLagP99, (worker) => time(worker.scheduleLagP99)),
      number("CPU", (worker) => worker.cpu, (worker) => digits(worker.cpu)),
      number("Busiest loop", (worker) => worker.loopCpu, (worker) => part(worker.loopCpu)),
      number("Longest GC", (worker) => worker.gcPauseMax, (worker) => time(worker.gcPauseMax)),
      number("Longest pause", (worker) => worker.loopPauseMax, (worker) => time(worker.loopPauseMax)),
      number("Stolen", (worker) => worker.steal, (worker) => part(worker.steal)),
      number("Little", (worker) => worker.littlesLawDeviation, (worker) => part(worker.littlesLawDeviation)),
    ],
  });

export const markTable = () =>
  new Table({
    test: "marks",
    title: "Marks",
    empty: "Nothing happened to the workers.",
    columns: [
      { name: "At", text: true, by: (mark) => mark.at, cell: (mark) => clock(mark.at) },
      {
        name: "What happened", text: true,
        cell: (mark) => element("span", { className: mark.kind === "worker_lost" ? "said fail" : "said" }, mark.text),
      },
    ],
  });
