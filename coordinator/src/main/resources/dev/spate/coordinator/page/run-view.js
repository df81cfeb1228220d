// A run on the page: the same for one that goes on, one that is over, and report.html.
import { card, element, place } from "spate/dom";
import { clock, count, time } from "spate/format";
import { heatMap } from "spate/heat-map";
import { ledgerOf } from "spate/ledger";
import { PercentilePlot } from "spate/percentile-plot";
import { groupTable, markTable, requestTable, sumTable, workerTable } from "spate/run-tables";
import { Series } from "spate/series";
import { Table } from "spate/table";
import { TimeWindow } from "spate/time-window";
import { errorChart, inFlightChart, latencyChart, throughputChart } from "spate/time-charts";
import { headClass, headOf, thresholdColumns, tilesOf } from "spate/verdict";

const MOST_POINTS = 3600;

export class RunView {
  #series = new Series(MOST_POINTS);
  #window = new TimeWindow();
  #kind = "response";
  #charts;
  #percentiles = new PercentilePlot();
  #tables = { requests: requestTable(), sums: sumTable(), groups: groupTable(), workers: workerTable(), marks: markTable() };
  #thresholds = new Table({ test: "thresholds", title: "Thresholds", columns: thresholdColumns, empty: "The plan has none." });
  #title = element("h1", {}, "");
  #state = element("span", { test: "run-state", className: "state" }, "…");
  #head = element("div");
  #pending = false;
  #onTheme = () => this.#rebuild();

  constructor(parent, { title, actions = [] }) {
    this.#title.textContent = title;
    const common = { series: this.#series, window: this.#window, sync: "run" };
    const kind = () => this.#kind;
    this.#charts = [
      throughputChart(common), latencyChart(common, kind), heatMap(common, kind), errorChart(common), inFlightChart(common),
    ];
    this.header = element("header", { className: "card head running" },
      element("div", { className: "row" }, this.#title, this.#state, ...actions), this.#head);
    const tiles = element("div");
    const sums = element("div", { className: "pair" });
    parent.append(this.header, tiles, sums, this.#toolbar(), this.#figures(), this.#sections());
    this.#places(tiles, sums);
    addEventListener("spate-theme", this.#onTheme);
  }

  #places(tiles, sums) {
    this.drawHead = place(this.#head);
    this.drawTiles = place(tiles, "tiles");
    const ledger = card("Ledger", "ledger");
    sums.append(card("Thresholds", "", this.#thresholds.element), ledger);
    this.drawLedger = place(ledger);
    this.drawRest = place(this.rest);
  }

  #toolbar() {
    const choices = [["response", "Response time"], ["service", "Service time"]].map(([kind, name]) => {
      const button = element("button", { type: "button", test: `kind-${kind}` }, name);
      button.setAttribute("aria-pressed", String(kind === this.#kind));
      button.addEventListener("click", () => this.#choose(kind, choices));
      return button;
    });
    const whole = element("button", { type: "button", className: "quiet", disabled: true }, "Whole run");
    whole.addEventListener("click", () => this.#window.reset());
    this.#window.follow(() => (whole.disabled = this.#window.shown === null));
    const hint = element("span", { className: "note wide-only" }, "Drag over any chart to zoom all; double click shows the whole run.");
    const group = element("div", { className: "choice", label: "Which times" }, ...choices);
    group.setAttribute("role", "group");
    return element("div", { className: "toolbar" }, group, whole, hint);
  }

  #choose(kind, buttons) {
    this.#kind = kind;
    buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.test === `kind-${kind}`)));
    const latency = this.#charts[1];
    latency.element.querySelector("h3 .term").textContent = kind === "service" ? "Service time" : "Response time";
    this.#charts[1].rebuild();
    this.#charts[2].rebuild();
  }

  #figures() {
    const [throughput, latency, heat, errors, inFlight] = this.#charts.map((chart) => chart.element);
    heat.classList.add("whole");
    return element("div", { className: "charts" }, throughput, latency, heat, errors, inFlight, this.#percentiles.element);
  }

  #sections() {
    this.groups = card("Groups", "", this.#tables.groups.element);
    this.groups.hidden = true;
    this.sums = element("div", { className: "card-more", hidden: true }, this.#tables.sums.element);
    this.rest = element("div");
    this.#percentiles.element.hidden = true;
    this.workersNote = element("p", { className: "note" });
    return element("div", {},
      card("Requests", "", this.#tables.requests.element, this.sums), this.groups,
      card("Workers", "", this.workersNote, this.#tables.workers.element),
      card("Marks", "", this.#tables.marks.element), this.rest);
  }

  // Rows of the timeline; the charts are drawn once for all that come together.
  add(rows) {
    rows.forEach((row) => this.#series.add(row));
    if (this.#pending) return;
    this.#pending = true;
    requestAnimationFrame(() => {
      this.#pending = false;
      this.#window.end = Math.max(1, this.#series.end);
      this.#charts.forEach((chart) => chart.update());
    });
  }

  name(name) {
    this.#title.textContent = name;
  }

  show(view) {
    if (view.name) this.name(view.name);
    this.#state.textContent = view.state;
    this.header.className = headClass(view);
    this.drawHead([view.verdict, view.elapsed, view.phase, view.message, view.live], () => headOf(view));
    this.drawTiles(view.tiles, tilesOf);
    this.drawLedger([view.ledger, view.live], ([ledger, live]) => ledgerOf(ledger, live));
    this.#thresholds.show(view.thresholds);
    this.#tables.requests.show(view.requests);
    this.sums.hidden = !view.sums?.length;
    this.#tables.sums.show(view.sums ?? []);
    this.groups.hidden = view.groups.length === 0;
    this.#tables.groups.show(view.groups);
    this.#tables.workers.show(view.workers);
    this.workersNote.textContent = workersNote(view);
    this.#tables.marks.show(view.marks);
    for (const chart of this.#charts) chart.phases = view.phases;
    if (view.metrics) this.#percentiles.show(view.metrics);
    this.drawRest([view.remarks, view.samples, view.once, view.run], () => restOf(view));
  }

  #rebuild() {
    this.#charts.forEach((chart) => chart.rebuild());
    this.#percentiles.rebuild();
  }

  close() {
    removeEventListener("spate-theme", this.#onTheme);
    this.#charts.forEach((chart) => chart.close());
    this.#percentiles.close();
  }
}

const workersNote = (view) => {
  const { environment } = view;
  if (environment) {
    return `${environment.transport}, ${environment.idle} · ${environment.jvm} · ${environment.os} · Spate ${view.run.spateVersion}`;
  }
  return view.workers.length < view.workersInAll ? `${view.workers.length} of ${view.workersInAll}, the worst first.` : "";
};

const sample = (one) =>
  element("details", {},
    element("summary", {}, `${one.request} `, element("code", { className: "fail" }, one.outcome),
      element("span", { className: "soft" }, ` at ${clock(one.at)}, ${one.worker}`)),
    element("pre", { tabIndex: 0 }, one.text));

const onceWords = (one) =>
  `${one.part}${one.worker ? ` on ${one.worker}` : ""}: ${count(one.requests)} request${one.requests === 1 ? "" : "s"} in ${time(one.seconds)}, ` +
  (one.problem ? `FAILED: ${one.problem}` : "done");

const restOf = (view) => {
  const sections = [];
  if (view.samples?.length) sections.push(card("Error samples", "", ...view.samples.map(sample)));
  if (view.once?.length) {
    sections.push(card("Once", "", element("p", { className: "note" }, "In no figure above."),
      ...view.once.map((one) => element("p", {}, onceWords(one)))));
  }
  if (!view.run) return sections;
  const tags = Object.entries(view.run.tags ?? {}).map(([name, value]) => `, ${name}=${value}`).join("");
  sections.push(card(view.remarks.length > 0 ? "Remarks" : "Run", "", ...view.remarks.map((remark) => element("p", {}, remark.message)),
    element("p", { className: "note" }, "Run ", element("code", {}, view.run.id), ", seed ", element("code", {}, view.run.seed), tags)));
  return sections;
};
