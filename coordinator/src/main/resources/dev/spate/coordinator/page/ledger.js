// Accounts for every arrival and every request.
import { element } from "spate/dom";
import { count } from "spate/format";

const ARRIVALS = [["completed", "completed"], ["interrupted", "interrupted"], ["dropped", "dropped"], ["missed", "missed"], ["lost", "lost"]];
const REQUESTS = [["succeeded", "succeeded"], ["failed", "failed"], ["timedOut", "timed out"], ["unanswered", "unanswered"]];
const BAD = new Set(["dropped", "missed", "lost", "failed", "timedOut", "unanswered"]);

const line = (n, what, style) =>
  element("tr", { className: style }, element("td", {}, what), element("td", { className: "number" }, count(n)));

const sum = (title, total, all, accounts) => {
  const rows = accounts.map(([name, what]) =>
    line(all[name], what, all[name] === 0 ? "soft" : BAD.has(name) ? "bad-row" : ""));
  return element("table", { label: title }, element("tbody", {}, line(total, title, "total"), ...rows));
};

export const ledgerOf = (ledger, live) => {
  const balanced = ledger.balanced
    ? element("p", { className: "pass" }, "✓ balanced")
    : element("p", { className: live ? "soft" : "fail" }, live ? "so far; balanced at the end" : "✕ not balanced");
  const { arrivals, requests } = ledger;
  const repeated = arrivals.repeated > 0
    ? [element("p", { className: "note" }, `Besides, ${count(arrivals.repeated)} arrivals were repeated.`)]
    : [];
  return [
    balanced,
    element("div", { className: "sums" },
      sum("arrivals planned", arrivals.planned, arrivals, ARRIVALS),
      sum("requests started", requests.started, requests, REQUESTS)),
    ...repeated,
    element("p", { className: "note" }, "Warm-up included."),
  ];
};
