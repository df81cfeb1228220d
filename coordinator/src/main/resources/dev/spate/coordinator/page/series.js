// The rows of a run's timeline, as few enough points: where there are too many, neighbours are put
// together: counts as sums, times as the longest of them, and they are not averaged.
import { merged } from "spate/buckets";

const SUMS = ["planned", "offered", "requests", "succeeded", "failed", "timedOut", "unanswered", "missed", "dropped", "lost"];
const TIMES = ["p50", "p90", "p99", "p999", "max"];

const longest = (a, b) => (a === null ? b : b === null ? a : Math.max(a, b));

const point = (row) => {
  const made = { slot: row.slot, slots: row.slots ?? 1, inFlight: row.inFlight ?? 0, workers: row.workers ?? 0 };
  for (const name of SUMS) made[name] = row[name] ?? 0;
  for (const name of TIMES) {
    made[name] = row[name] ?? null;
    made[`service_${name}`] = row.service?.[name] ?? null;
  }
  return {
    ...made,
    censored: Boolean(row.censored),
    warmup: Boolean(row.warmup),
    marks: row.marks ?? [],
    errors: row.errors ?? {},
    latency: { response: row.latency?.response ?? [], service: row.latency?.service ?? [] },
  };
};

const plus = (a, b) => {
  const sum = { ...a, slots: b.slot + b.slots - a.slot, inFlight: Math.max(a.inFlight, b.inFlight), workers: b.workers };
  for (const name of SUMS) sum[name] = a[name] + b[name];
  for (const name of TIMES) {
    sum[name] = longest(a[name], b[name]);
    sum[`service_${name}`] = longest(a[`service_${name}`], b[`service_${name}`]);
  }
  sum.censored = a.censored || b.censored;
  sum.warmup = a.warmup && b.warmup;
  sum.marks = [...new Set([...a.marks, ...b.marks])];
  sum.errors = { ...a.errors };
  for (const [cause, n] of Object.entries(b.errors)) sum.errors[cause] = (sum.errors[cause] ?? 0) + n;
  sum.latency = {
    response: merged(a.latency.response, b.latency.response),
    service: merged(a.latency.service, b.latency.service),
  };
  return sum;
};

export class Series {
  #most;
  #span = 1;
  points = [];

  constructor(most = 3600) {
    this.#most = most;
  }

  // Rows come in order; what is there already is passed over (a stream that goes on may repeat).
  add(row) {
    const last = this.points.at(-1);
    if (last && row.slot < last.slot + last.slots) return;
    const next = point(row);
    if (last && Math.floor(last.slot / this.#span) === Math.floor(next.slot / this.#span)) {
      this.points[this.points.length - 1] = plus(last, next);
      return;
    }
    this.points.push(next);
    if (this.points.length > this.#most) this.#halve();
  }

  #halve() {
    this.#span *= 2;
    const all = this.points;
    this.points = [];
    for (const one of all) {
      const last = this.points.at(-1);
      if (last && Math.floor(last.slot / this.#span) === Math.floor(one.slot / this.#span)) {
        this.points[this.points.length - 1] = plus(last, one);
      } else {
        this.points.push(one);
      }
    }
  }

  get end() {
    const last = this.points.at(-1);
    return last ? last.slot + last.slots : 0;
  }

  // The middle of each point, in seconds of the schedule.
  times() {
    return this.points.map((one) => one.slot + one.slots / 2);
  }

  perSecond(value) {
    return this.points.map((one) => value(one) / one.slots);
  }

  column(name) {
    return this.points.map((one) => one[name]);
  }

  at(seconds) {
    return this.points.find((one) => seconds >= one.slot && seconds < one.slot + one.slots) ?? null;
  }
}

// What report.html has of the timeline: a column for each name.
export const rowsOf = (columns) => {
  const names = Object.keys(columns).filter((name) => !["errors", "marks", "service", "response"].includes(name));
  return columns.slot.map((_, i) => {
    const row = Object.fromEntries(names.map((name) => [name, columns[name][i]]));
    row.service = Object.fromEntries(TIMES.map((name) => [name, columns[`service_${name}`][i]]));
    row.errors = columns.errors[i] ?? {};
    row.marks = columns.marks[i] ?? [];
    row.latency = { response: columns.response[i], service: columns.service[i] };
    return row;
  });
};
