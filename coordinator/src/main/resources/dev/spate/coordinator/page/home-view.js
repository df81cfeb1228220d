// Runs, workers, and a form that starts a run.
import { card, element } from "spate/dom";
import { count } from "spate/format";
import { RunChoice, RunFilter } from "spate/run-filter";
import { beganColumn, figureColumns, runColumn, trendLink, verdictColumn } from "spate/run-list";
import { Table } from "spate/table";

const EVERY_MS = 1_000;

const ask = async (address) => {
  const answer = await fetch(address);
  return answer.ok ? answer.json() : {};
};

// What is in a file, text or not.
const content = (file) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve({ base64: reader.result.slice(reader.result.indexOf(",") + 1) });
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });

// The first file is the plan, unless one of several ends like one; the others are those that it names.
const upload = async (files) => {
  const all = [...files];
  const plan = all.find((file) => /\.ya?ml$/.test(file.name)) ?? all[0];
  const others = all.filter((file) => file !== plan);
  if (others.length === 0) return { type: "application/yaml", body: await plan.text() };
  const contents = await Promise.all(others.map(async (file) => [file.name, await content(file)]));
  return {
    type: "application/vnd.spate.plan-and-files+json",
    body: JSON.stringify({ plan: await plan.text(), files: Object.fromEntries(contents) }),
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
  problems.replaceChildren(...sentences.map((text) => element("p", { className: "fail" }, text)));
};

const form = () => {
  const files = element("input", { type: "file", id: "plan", multiple: true, test: "start-file" });
  const problems = element("div", { test: "start-problems" });
  problems.setAttribute("role", "alert");
  const button = element("button", { type: "button", className: "primary", test: "start" }, "Start");
  button.addEventListener("click", () => {
    if (files.files.length > 0) void start(files.files, problems);
    else problems.replaceChildren(element("p", { className: "fail" }, "Choose the file of a plan first."));
  });
  const line = element("div", { className: "row" }, element("label", { htmlFor: "plan" }, "A plan, and the files that it names"), files, button);
  return card("Start a run", "", line, problems);
};

const runColumns = (choice) => [
  { name: "", text: true, cell: (run) => choice.box(run) },
  runColumn,
  { name: "Plan", text: true, by: (run) => run.name, cell: (run) => trendLink(run.name) },
  beganColumn,
  { name: "State", text: true, by: (run) => run.state, cell: (run) => run.state },
  verdictColumn,
  ...figureColumns,
];

const WORKERS = [
  { name: "Worker", text: true, by: (worker) => worker.id, cell: (worker) => worker.id },
  { name: "Host", text: true, by: (worker) => worker.host, cell: (worker) => worker.host },
  { name: "Cores", by: (worker) => worker.cores, cell: (worker) => count(worker.cores) },
  { name: "Version", text: true, cell: (worker) => worker.version },
  { name: "State", text: true, cell: (worker) => (worker.run === null ? worker.state : `busy with ${worker.run}`) },
];

export const showHome = (main) => {
  const choice = new RunChoice();
  const filter = new RunFilter(() => void refresh());
  const runs = new Table({ test: "runs", title: "Runs", columns: runColumns(choice), empty: "No such run. Start one with a plan, here or with spate run." });
  const workers = new Table({ test: "workers", title: "Workers", columns: WORKERS, empty: "No worker yet: spate worker --join=…" });
  const note = element("p", { className: "note", ariaLive: "polite" });
  filter.element.append(choice.element);
  main.append(element("h1", {}, "Runs and workers"), note, form(),
    card("Runs", "", filter.element, runs.element, filter.more), card("Workers", "", workers.element));
  let timer;
  let left = false;
  let asking = 0;
  const refresh = async () => {
    const own = ++asking;
    clearTimeout(timer);
    try {
      const found = (await ask(`/api/v1/runs?${filter.query()}`)).runs ?? [];
      if (own !== asking) return; // somebody has typed since
      runs.show(found);
      filter.listed(found.length);
      workers.show((await ask("/api/v1/workers")).workers ?? []);
      note.textContent = "";
    } catch {
      note.textContent = "The coordinator does not answer; asking again.";
    } finally {
      if (!left && own === asking) timer = setTimeout(refresh, EVERY_MS);
    }
  };
  void refresh();
  return () => {
    left = true;
    asking++;
    clearTimeout(timer);
  };
};
