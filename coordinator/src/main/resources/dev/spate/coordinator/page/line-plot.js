// Lines over something else than the time of a run: percentiles, or runs.
import uPlot from "spate/uplot";
import { LEFT } from "spate/chart";
import { color } from "spate/colors";
import { element, term } from "spate/dom";

export class LinePlot {
  #plot = null;
  #space = element("div", { className: "plot" });
  #key = element("div", { className: "key" });
  #data = element("details", { className: "data" }, element("summary", {}, "Data as a table"));
  #listening = new ResizeObserver(() => this.rebuild());
  #onTheme = () => this.rebuild();
  #lines = [];
  #columns = [[]];

  // across: { splits: (from, to) => values or none for uPlot's own, words: value => text }; up: value => text
  constructor({ test, title, note = "", height = 260, across, up, log = false, points = false }) {
    Object.assign(this, { title, height, across, up, log, points });
    this.element = element("figure", { test, className: "card chart whole" },
      element("figcaption", {}, element("h3", {}, term(title)), element("span", { className: "note" }, note)),
      this.#key, this.#space, this.#data);
    this.#listening.observe(this.#space);
    addEventListener("spate-theme", this.#onTheme);
  }

  // lines: [{ label, color }], columns: what is across, then a column a line
  show(lines, columns) {
    this.#lines = lines;
    this.#columns = columns;
    this.rebuild();
    this.#table();
  }

  rebuild() {
    const width = this.#space.clientWidth;
    this.#plot?.destroy();
    this.#plot = null;
    if (width < 50 || this.#columns[0].length === 0) return;
    this.#key.replaceChildren(...this.#lines.map((line) => {
      const swatch = element("i", { className: "swatch" });
      swatch.style.color = color(line.color);
      const word = element("span", {}, line.label);
      word.prepend(swatch);
      return word;
    }));
    this.#plot = new uPlot(this.#options(width), this.#columns, this.#space);
  }

  #options(width) {
    const axis = { stroke: color("soft"), grid: { stroke: color("rule"), width: 1 }, ticks: { show: false }, font: "11px system-ui, sans-serif" };
    const [first] = this.#columns;
    const scale = this.log
      ? { distr: 3, range: (_, low, high) => (low > 0 ? [low / 1.4, high * 1.4] : [1e-4, 1]) }
      : { range: (_, _low, high) => [0, (high || 1) * 1.08] };
    const single = first.length === 1 || first[0] === first.at(-1);
    return {
      width, height: this.height, legend: { show: false }, padding: [8, 40, 0, 0], cursor: { drag: { x: false, y: false } },
      scales: { x: { time: false, range: () => (single ? [first[0] - 0.5, first[0] + 0.5] : [first[0], first.at(-1)]) }, y: scale },
      axes: [
        { ...axis, size: 26, space: 90, ...(this.across.splits ? { splits: () => this.across.splits(first.at(-1)) } : {}), values: (_, splits) => splits.map(this.across.words) },
        { ...axis, size: LEFT, values: (_, splits) => splits.map((value) => (value === null ? "" : this.up(value))) },
      ],
      series: [{}, ...this.#lines.map((line) => ({
        label: line.label, stroke: color(line.color), width: 2, spanGaps: true, points: { show: this.points, size: 6 },
      }))],
    };
  }

  #table() {
    const head = ["", ...this.#lines.map((line) => line.label)].map((name) => element("th", { scope: "col" }, name));
    const rows = this.#columns[0].map((at, i) => element("tr", {},
      ...[this.across.words(at), ...this.#columns.slice(1).map((column) => (column[i] === null || column[i] === undefined ? "–" : this.up(column[i])))]
        .map((text) => element("td", {}, text))));
    this.#data.replaceChildren(this.#data.firstChild,
      element("div", { className: "wide", tabIndex: 0, role: "region", label: `${this.title}: data` },
        element("table", {}, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...rows))));
  }

  close() {
    removeEventListener("spate-theme", this.#onTheme);
    this.#listening.disconnect();
    this.#plot?.destroy();
  }
}
