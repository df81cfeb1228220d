// A chart over the time of a run: its frame, its key, what is said where the pointer is, warm-up
// and marks, and a table of the same data. All charts of a run share one window of time.
import uPlot from "spate/uplot";
import { color } from "spate/colors";
import { explained } from "spate/definitions";
import { element, term } from "spate/dom";
import { clock } from "spate/format";

const TABLE_ROWS = 60;
export const LEFT = 68;

const tooltip = (chart) => (plot) => {
  const { left, idx } = plot.cursor;
  chart.bubble.hidden = left < 0 || idx === null || idx === undefined;
  if (chart.bubble.hidden) return;
  const lines = chart.said(plot, idx);
  chart.bubble.replaceChildren(...lines.map((line) => element("span", {}, line)));
  const room = plot.over.clientWidth;
  const width = chart.bubble.offsetWidth;
  chart.bubble.style.left = `${left + 14 + width > room ? Math.max(0, left - width - 14) : left + 14}px`;
};

export class Chart {
  #plot = null;
  #listening;
  bubble = element("div", { className: "chart-bubble", hidden: true });

  // lines: { label, color, dash, width, fill, value: number => text }, values: series => columns of them
  constructor({ test, title, note, lines, values, unit, log = false, height = 220, series, window, sync, scaleY, draw, mouse }) {
    Object.assign(this, { test, title, lines, values, unit, log, height, series, window, sync, scaleY, drawCells: draw, mouse });
    this.hidden = new Set();
    this.space = element("div", { className: "plot", tabIndex: 0, label: `${title}. Plus and minus zoom, arrows move, 0 shows all.` });
    this.space.setAttribute("role", "application");
    this.note = element("span", { className: "note" }, note ?? "");
    this.key = element("div", { className: "key" });
    this.data = element("details", { className: "data" }, element("summary", {}, "Data as a table"));
    this.element = element("figure", { test, className: "card chart" },
      element("figcaption", {}, element("h3", {}, term(title)), this.note), this.key, this.space, this.data);
    this.space.addEventListener("keydown", (event) => window.onKey(event));
    this.data.addEventListener("toggle", () => this.#table());
    this.#listening = new ResizeObserver(() => this.#resize());
    this.#listening.observe(this.space);
    window.follow(() => this.#plot?.setScale("x", { min: window.from, max: window.to }));
  }

  #columns() {
    return [this.series.times(), ...this.values(this.series)];
  }

  #resize() {
    const width = this.space.clientWidth;
    if (width < 50) return;
    if (this.#plot) this.#plot.setSize({ width, height: this.height });
    else this.rebuild();
  }

  update() {
    if (this.#plot === null) return this.rebuild();
    this.#plot.setData(this.#columns(), false);
    this.#plot.setScale("x", { min: this.window.from, max: this.window.to });
    if (this.data.open) this.#table();
  }

  // Anew, in the colours that hold now.
  rebuild() {
    const width = this.space.clientWidth;
    if (width < 50) return;
    this.#plot?.destroy();
    this.#keys();
    this.#plot = new uPlot(this.#options(width), this.#columns(), this.space);
    this.#plot.over.append(this.bubble);
  }

  #keys() {
    const buttons = this.lines.filter((line) => line.label).map((line) => {
      const swatch = element("i", { className: line.dash ? "swatch dashed" : "swatch" });
      swatch.style.color = color(line.color);
      const button = term(line.label, "button");
      button.type = "button";
      button.prepend(swatch);
      button.setAttribute("aria-pressed", String(!this.hidden.has(line.label)));
      button.addEventListener("click", () => this.#toggle(line.label, button));
      return button;
    });
    this.key.replaceChildren(...buttons);
    this.key.hidden = buttons.length === 0;
  }

  #toggle(label, button) {
    if (!this.hidden.delete(label)) this.hidden.add(label);
    button.setAttribute("aria-pressed", String(!this.hidden.has(label)));
    const at = this.lines.findIndex((line) => line.label === label) + 1;
    this.#plot?.setSeries(at, { show: !this.hidden.has(label) });
  }

  said(plot, idx) {
    const at = this.series.points[idx];
    if (!at) return [];
    const values = this.lines.map((line, i) => [line, plot.data[i + 1]?.[idx]])
      .filter(([line]) => line.label && !this.hidden.has(line.label))
      .map(([line, value]) => `${line.label}: ${value === null || value === undefined ? "–" : (line.value ?? this.unit)(value)}`);
    // Marks are explained where the pointer is, not at every chart that follows it.
    const marks = (plot.over.matches(":hover") ? at.marks : []).map((mark) => `◆ ${explained(mark)}`);
    return [clock(at.slot) + (at.warmup ? " · warm-up" : ""), ...values, ...marks];
  }

  #options(width) {
    const font = "11px system-ui, sans-serif";
    const axis = { stroke: color("soft"), grid: { stroke: color("rule"), width: 1 }, ticks: { show: false }, font };
    const scale = this.scaleY ?? (this.log
      ? { distr: 3, range: (_, low, high) => (low > 0 ? [low / 1.4, high * 1.4] : [1e-4, 1]) }
      : { range: (_, _low, high) => [0, (high || 1) * 1.08] });
    return {
      width, height: this.height, legend: { show: false }, padding: [8, 12, 0, 0],
      scales: { x: { time: false, range: () => [this.window.from, this.window.to] }, y: scale },
      cursor: {
        sync: { key: this.sync }, drag: { x: true, y: false, setScale: false }, points: { size: 6 },
        bind: { dblclick: () => () => { this.window.reset(); return null; } },
      },
      axes: [
        { ...axis, space: 70, size: 26, values: (_, splits) => splits.map((at) => (Number.isInteger(at) ? clock(at) : "")) },
        { ...axis, size: LEFT, values: (_, splits) => splits.map((at) => (at === null ? "" : this.unit(at))) },
      ],
      series: [{}, ...this.lines.map((line) => ({
        label: line.label, show: !this.hidden.has(line.label), stroke: line.none ? undefined : color(line.color),
        width: line.width ?? 1.75, dash: line.dash, spanGaps: false, points: { show: (plot) => !line.none && plot.data[0].length === 1 },
        fill: line.fill ? color(line.fill) : undefined, paths: line.none ? () => null : undefined,
      }))],
      hooks: {
        drawClear: [(plot) => this.#warmup(plot)],
        draw: [(plot) => this.drawCells?.(plot), (plot) => this.#marks(plot)],
        setCursor: [tooltip(this)],
        setSelect: [(plot) => this.#selected(plot)],
      },
    };
  }

  #selected(plot) {
    const { left, width } = plot.select;
    if (width < 4) return;
    plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
    this.window.zoom(plot.posToVal(left, "x"), plot.posToVal(left + width, "x"));
  }

  #warmup(plot) {
    plot.ctx.fillStyle = color("wash");
    for (const { slot, slots, warmup } of this.series.points) {
      if (!warmup) continue;
      const [from, to] = [slot, slot + slots].map((at) => plot.valToPos(Math.max(this.window.from, Math.min(at, this.window.to)), "x", true));
      plot.ctx.fillRect(from, plot.bbox.top, to - from + 0.5, plot.bbox.height);
    }
  }

  #marks(plot) {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.lineWidth = devicePixelRatio;
    const line = (at, name, dash, share = 1) => {
      if (at < this.window.from || at > this.window.to) return;
      ctx.strokeStyle = color(name);
      ctx.setLineDash(dash.map((length) => length * devicePixelRatio));
      const x = plot.valToPos(at, "x", true);
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height * share);
      ctx.stroke();
    };
    for (const { beginsAt } of this.phases ?? []) if (beginsAt > 0) line(beginsAt, "grey", [1, 3]);
    for (const { marks, slot, slots } of this.series.points) {
      if (marks.some((mark) => mark.startsWith("worker_") || mark === "stop" || mark === "deal")) line(slot + slots / 2, "red", [4, 3]);
      else if (marks.length > 0) line(slot + slots / 2, "amber", [], 0.05);
    }
    ctx.restore();
  }

  // The columns of the table: a name, and the text of each point.
  cells() {
    const columns = this.#columns();
    return this.lines.map((line, i) => [line.label, (at) => {
      const value = columns[i + 1][at];
      return value === null || value === undefined ? "–" : (line.value ?? this.unit)(value);
    }]).filter(([label]) => label);
  }

  // At most some rows: of more, every so many-th.
  #table() {
    if (!this.data.open) return;
    const named = this.cells();
    const step = Math.max(1, Math.ceil(this.series.points.length / TABLE_ROWS));
    const head = element("tr", {}, ...["Time", ...named.map(([name]) => name)].map((name) => element("th", { scope: "col" }, name)));
    const rows = this.series.points.filter((_, i) => i % step === 0).map((one, k) =>
      element("tr", {}, ...[clock(one.slot), ...named.map(([, text]) => text(k * step))].map((text) => element("td", {}, text))));
    const table = element("table", { label: this.title }, element("thead", {}, head), element("tbody", {}, ...rows));
    const note = step > 1 ? [element("p", { className: "note" }, `One point of every ${step}.`)] : [];
    this.data.replaceChildren(this.data.firstChild, ...note,
      element("div", { className: "wide", tabIndex: 0, role: "region", label: `${this.title}: data` }, table));
  }

  close() {
    this.#listening.disconnect();
    this.#plot?.destroy();
  }
}
