// The first screen: can I trust this, did it pass, and what was it.
import { element, term } from "spate/dom";
import { clock, instant, part, time } from "spate/format";

const CLASSES = { PASSED: "passed", FAILED: "failed", INCONCLUSIVE: "inconclusive" };
const SIGNS = { PASSED: "✓", FAILED: "✕", INCONCLUSIVE: "?" };

const bar = (view) => {
  const share = view.planned > 0 ? Math.min(1, view.elapsed / view.planned) : 0;
  return element("progress", { max: 1, value: share, label: "Progress of the run" });
};

const reasons = (verdict) => {
  if (verdict.reasons.length === 0) return [];
  const items = verdict.reasons.map((reason) =>
    element("li", {}, reason.message, " ", element("code", {}, reason.code)));
  return [element("ul", { className: "reasons" }, ...items)];
};

const under = (view) => {
  if (view.live) return `${clock(view.elapsed)} of ${clock(view.planned)} · ${view.phase}`;
  const { run } = view;
  return [run.target, `${time(view.elapsed)} of ${time(view.planned)}`, run.startedAt ? instant(run.startedAt) : "not started"].join(" · ");
};

export const headOf = (view) => [
  ...(view.verdict
    ? [element("p", { test: "verdict", className: "verdict" },
        element("span", { ariaHidden: "true" }, `${SIGNS[view.verdict.result] ?? ""} `), view.verdict.result)]
    : []),
  element("p", { className: "soft" }, under(view)),
  ...(view.live ? [bar(view)] : []),
  ...(view.message ? [element("p", { className: "soft" }, view.message)] : []),
  ...(view.verdict ? reasons(view.verdict) : []),
];

export const headClass = (view) => `card head ${CLASSES[view.verdict?.result] ?? "running"}`;

export const tilesOf = (tiles) =>
  tiles.map(([what, figure]) => element("div", { className: "tile" }, element("b", {}, figure), term(what)));

const isTime = (metric) => !/^(failed|timeouts?|dropped|missed|.*rate|.*share)/.test(metric);

const observed = (rule) => {
  if (rule.observed === null || rule.observed === undefined) return "–";
  if (/%/.test(rule.expression)) return part(rule.observed);
  const timed = isTime(rule.metric) && /\d\s*(ns|us|µs|ms|s|m|h)\b/.test(rule.expression);
  return timed ? time(rule.observed, rule.censored) : String(Number(rule.observed.toPrecision(4)));
};

const result = (rule) => {
  if (rule.aborted) return ["fail", "✕ ended the run"];
  if (!rule.decided) return ["warn", "? undecided"];
  return rule.passed ? ["pass", "✓ passed"] : ["fail", "✕ failed"];
};

export const thresholdColumns = [
  {
    name: "Rule", text: true,
    cell: (rule) => element("span", {}, `${rule.metric} `, element("code", {}, rule.expression),
      rule.window ? ` in every ${time(rule.window)}` : ""),
  },
  { name: "Observed", cell: observed },
  { name: "Result", cell: (rule) => element("span", { className: result(rule)[0] }, result(rule)[1]) },
];
