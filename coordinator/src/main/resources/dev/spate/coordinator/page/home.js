// Runs, workers, and a form that starts a run.
import { count, element, place, table } from "spate/dom";

const EVERY_MS = 1_000;

const ask = async (address) => {
  const answer = await fetch(address);
  return answer.ok ? answer.json() : {};
};

// The first file is the plan, unless one of several ends like one; the others are those that it names.
const upload = async (files) => {
  const all = [...files];
  const plan = all.find((file) => /\.ya?ml$/.test(file.name)) ?? all[0];
  const others = all.filter((file) => file !== plan);
  if (others.length === 0) return { type: "application/yaml", body: await plan.text() };
  const texts = await Promise.all(others.map(async (file) => [file.name, await file.text()]));
  return {
    type: "application/vnd.spate.plan-and-files+json",
    body: JSON.stringify({ plan: await plan.text(), files: Object.fromEntries(texts) }),
  };
};

const sentence = (problem) =>
  `line ${problem.line}: ${problem.path} ${problem.message}${problem.suggestion ? ` (${problem.suggestion})` : ""}`;

const start = async (files, problems) => {
  const { type, body } = await upload(files);
  const answer = await fetch("/api/v1/runs", { method: "POST", headers: { "Content-Type": type }, body });
  const said = await answer.json();
  if (answer.ok) {
    location.hash = `#/run/${said.id}`;
    return;
  }
  const sentences = said.problems ? said.problems.map(sentence) : [said.error];
  problems.replaceChildren(...sentences.map((text) => element("p", { className: "bad" }, text)));
};

const form = (main) => {
  const files = element("input", { type: "file", id: "plan", multiple: true, test: "start-file" });
  const problems = element("div", { role: "alert", test: "start-problems" });
  const button = element("button", { type: "button", test: "start" }, "Start");
  button.addEventListener("click", () => {
    if (files.files.length > 0) void start(files.files, problems);
  });
  main.append(
    element("h2", {}, "Start a run"),
    element("p", {}, element("label", { htmlFor: "plan" }, "A plan, and the files that it names "), files, " ", button),
    problems);
};

const RUNS = [
  ["Run", (run) => element("a", { href: `#/run/${run.id}` }, run.id)],
  ["Plan", (run) => run.name],
  ["Started", (run) => run.startedAt],
  ["State", (run) => run.state],
  ["Verdict", (run) => run.verdict],
];

const WORKERS = [
  ["Worker", (worker) => worker.id],
  ["Host", (worker) => worker.host],
  ["Cores", (worker) => count(worker.cores), "number"],
  ["Version", (worker) => worker.version],
  ["State", (worker) => (worker.run === null ? worker.state : `busy with ${worker.run}`)],
];

export const showHome = (main) => {
  main.append(element("h1", {}, "Runs and workers"));
  form(main);
  const runs = place(main);
  const workers = place(main);
  let timer;
  let left = false;
  const refresh = async () => {
    try {
      runs((await ask("/api/v1/runs")).runs ?? [], (rows) => [table("runs", "Runs", RUNS, rows)]);
      workers((await ask("/api/v1/workers")).workers ?? [], (rows) => [table("workers", "Workers", WORKERS, rows)]);
    } finally {
      if (!left) timer = setTimeout(refresh, EVERY_MS);
    }
  };
  void refresh();
  return () => {
    left = true;
    clearTimeout(timer);
  };
};
