// Response and service time by percentile, each nine with the same room, with confidence bands.
import uPlot from "spate/uplot";
import { LEFT } from "spate/chart";
import { color } from "spate/colors";
import { element, term } from "spate/dom";
import { nines, percentOf, time } from "spate/format";

const KINDS = [["response_time", "Response time", "violet"], ["service_time", "Service time", "blue"]];

const spots = (metric) =>
  Object.entries(metric?.percentiles ?? {})
    .map(([percent, one]) => ({ at: nines(Number(percent)), percent, ...one }))
    .filter((one) => Number.isFinite(one.at) && (one.reliable || one.censored) && one.value > 0)
    .sort((a, b) => a.at - b.at);

const column = (at, all, value) => at.map((x) => {
  const one = all.find((spot) => spot.at === x);
  return one ? value(one) : null;
});

export class PercentilePlot {
  #plot = null;
  #space = element("div", { className: "plot" });
  #key = element("div", { className: "key" });
  #data = element("details", { className: "data" }, element("summary", {}, "Data as a table"));
  #metrics = {};
  #listening = new ResizeObserver(() => this.rebuild());
  element = element("figure", { test: "chart-percentiles", className: "card chart whole" },
    element("figcaption", {}, element("h3", {}, term("Percentiles")),
      element("span", { className: "note" }, "outside warm-up; shaded: 95 % confidence; left out where there are too few")),
    this.#key, this.#space, this.#data);

  constructor() {
    this.#listening.observe(this.#space);
  }

  show(metrics) {
    this.#metrics = metrics ?? {};
    this.element.hidden = KINDS.every(([id]) => spots(this.#metrics[id]).length === 0);
    this.rebuild();
    this.#table();
  }

  #table() {
    const rows = KINDS.flatMap(([id, name]) => spots(this.#metrics[id]).map((one) =>
      element("tr", {}, ...[name, `p${one.percent}`, time(one.value, one.censored), time(one.low), time(one.high)]
        .map((text) => element("td", {}, text)))));
    const head = element("tr", {}, ...["Time", "Percentile", "Value", "From", "To"].map((name) => element("th", { scope: "col" }, name)));
    this.#data.replaceChildren(this.#data.firstChild,
      element("div", { className: "wide", tabIndex: 0, role: "region", label: "Percentiles: data" },
        element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows))));
  }

  rebuild() {
    const width = this.#space.clientWidth;
    if (width < 50) return;
    const all = KINDS.map(([id]) => spots(this.#metrics[id]));
    const at = [...new Set(all.flat().map((one) => one.at))].sort((a, b) => a - b);
    this.#plot?.destroy();
    this.#plot = null;
    if (at.length === 0) return;
    const data = [at, ...all.flatMap((one) => [
      column(at, one, (spot) => spot.low ?? spot.value), column(at, one, (spot) => spot.high ?? spot.value),
      column(at, one, (spot) => spot.value)])];
    this.#key.replaceChildren(...KINDS.map(([, name, hue]) => {
      const swatch = element("i", { className: "swatch" });
      swatch.style.color = color(hue);
      const word = term(name);
      word.prepend(swatch);
      return word;
    }));
    this.#plot = new uPlot(this.#options(width, at), data, this.#space);
  }

  #options(width, at) {
    const axis = { stroke: color("soft"), grid: { stroke: color("rule"), width: 1 }, ticks: { show: false }, font: "11px system-ui, sans-serif" };
    const line = (hue) => ({ stroke: color(hue), width: 2, points: { show: true, size: 5 }, spanGaps: true });
    const edge = { stroke: undefined, width: 0, points: { show: false }, spanGaps: true };
    return {
      width, height: 240, legend: { show: false }, padding: [8, 24, 0, 0], cursor: { drag: { x: false, y: false } },
      scales: { x: { time: false, range: () => [at[0], at.at(-1)] }, y: { distr: 3, range: (_, low, high) => [low / 1.4, high * 1.4] } },
      axes: [
        { ...axis, size: 26, splits: () => [nines(50), 1, 2, 3, 4, 5].filter((nine) => nine <= at.at(-1) + 1e-9), values: (_, splits) => splits.map(percentOf) },
        { ...axis, size: LEFT, values: (_, splits) => splits.map((seconds) => (seconds === null ? "" : time(seconds))) },
      ],
      series: [{}, ...KINDS.flatMap(([, , hue]) => [edge, edge, line(hue)])],
      bands: [{ series: [2, 1], fill: color("violet-wash") }, { series: [5, 4], fill: color("blue-wash") }],
    };
  }

  close() {
    this.#listening.disconnect();
    this.#plot?.destroy();
  }
}
