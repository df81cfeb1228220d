// Finished runs in rows, as lists, trends and comparisons have them.
import { element } from "spate/dom";
import { instant, part, rate, time } from "spate/format";

const VERDICTS = { PASSED: ["pass", "✓ PASSED"], FAILED: ["fail", "✕ FAILED"], INCONCLUSIVE: ["warn", "? INCONCLUSIVE"] };

export const verdictWord = (verdict) => {
  const [style, text] = VERDICTS[verdict] ?? ["soft", verdict ?? ""];
  return element("span", { className: style }, text);
};

export const runLink = (run) => element("a", { href: `#/run/${run.id}` }, run.id);

export const trendLink = (name, words = name) =>
  element("a", { href: `#/trend/${encodeURIComponent(name)}` }, words);

export const runColumn = { name: "Run", text: true, by: (run) => run.id, cell: runLink };
export const beganColumn = { name: "Began", text: true, by: (run) => run.startedAt, cell: (run) => instant(run.startedAt) };
export const verdictColumn = { name: "Verdict", text: true, by: (run) => run.verdict, cell: (run) => verdictWord(run.verdict) };

const figure = (name, key, words) => ({ name, by: (run) => run.figures?.[key] ?? null, cell: (run) => words(run.figures?.[key]) });

export const figureColumns = [
  figure("Rate", "requestsPerSecond", rate),
  figure("p50", "p50", time),
  figure("p99", "p99", time),
  figure("Failed", "failedShare", part),
];

// An answer of the API, or what it says instead.
export const asked = async (address) => {
  const answer = await fetch(address);
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.error ?? `the coordinator answers ${answer.status}`);
  return said;
};
