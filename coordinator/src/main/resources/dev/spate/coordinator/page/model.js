// What a run comes to, while it goes on and afterwards, in the same words.
import { partOf, rate, time } from "spate/format";

const notSucceeded = (requests) => requests.failed + requests.timedOut + requests.unanswered;

const tilesOf = (ledger) => [
  ["Not succeeded", partOf(notSucceeded(ledger.requests), ledger.requests.started)],
  ["Arrivals offered", partOf(ledger.arrivals.begun, ledger.arrivals.planned)],
];

const percentile = (one) => {
  if (!one) return "–";
  return one.reliable || one.censored ? time(one.value, one.censored) : "too few";
};

export const ofProgress = (live) => ({
  live: true,
  state: live.state,
  message: live.message,
  elapsed: live.elapsedSeconds,
  planned: live.durationSeconds,
  phase: live.phase,
  tiles: [
    ["Requests", rate(live.requestsPerSecond)],
    ["p50 response time", time(live.p50)],
    ["p99 response time", time(live.p99)],
    ...tilesOf(live.ledger),
    ["In flight", String(live.inFlight)],
  ],
  ledger: live.ledger,
  thresholds: live.thresholds,
  requests: live.requests.map((row) => ({ ...row, times: row.response_time })),
  groups: [],
  workers: live.workerRows,
  workersInAll: live.workersInAll,
  marks: live.marks,
  phases: live.phases,
});

const row = (one) => {
  const times = one.metrics.response_time;
  const of = (percent) => times?.percentiles[percent] ?? null;
  return {
    ...one, metrics: undefined, spots: { p50: of("50"), p90: of("90"), p99: of("99"), p999: of("99.9") },
    times: { p50: of("50")?.value, p90: of("90")?.value, p99: of("99")?.value, p999: of("99.9")?.value, max: times?.max },
  };
};

// What all requests took, part by part, under the rows of the table of requests.
const ALL = [
  ["All", "response_time"], ["All: service time", "service_time"], ["All: first byte", "first_byte"],
  ["All: connect time", "connect_time"], ["All: TLS handshake", "tls_time"],
];

const sums = (metrics) =>
  ALL.filter(([, id]) => metrics[id]?.count > 0)
    .map(([name, id]) => row({ name, phase: "", errors: {}, metrics: { response_time: metrics[id] } }));

export const ofReport = (report, marks = report.marks ?? []) => {
  const times = report.metrics.response_time?.percentiles ?? {};
  return {
    live: false,
    state: "finished",
    name: report.run.name,
    run: report.run,
    elapsed: report.run.durationSeconds,
    planned: report.run.plannedSeconds,
    verdict: report.verdict,
    tiles: [
      ["Requests", rate(report.throughput.requestsPerSecond)],
      ["p50 response time", percentile(times["50"])],
      ["p99 response time", percentile(times["99"])],
      ...tilesOf(report.ledger),
    ],
    ledger: report.ledger,
    thresholds: report.thresholds,
    requests: report.requests.map(row),
    sums: sums(report.metrics),
    groups: report.groups.map(row),
    workers: report.workers,
    workersInAll: report.workers.length,
    environment: report.environment,
    metrics: report.metrics,
    marks,
    phases: report.phases ?? [],
    remarks: report.remarks,
    samples: report.errorSamples,
    once: report.once ?? [],
  };
};
