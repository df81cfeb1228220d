// A run of the coordinator: the stream of its events while it goes on, its report afterwards.
import { element } from "spate/dom";
import { ofProgress, ofReport } from "spate/model";
import { asked } from "spate/run-list";
import { RunView } from "spate/run-view";

// A button that asks back before it does what it says.
const askedTwice = (word, question, test, act) => {
  const sure = element("button", { type: "button", className: "danger", hidden: true, test: `${test}-confirm` }, question);
  const ask = element("button", { type: "button", test }, word);
  ask.addEventListener("click", () => {
    ask.hidden = true;
    sure.hidden = false;
    sure.focus();
  });
  sure.addEventListener("blur", () => {
    sure.hidden = true;
    ask.hidden = false;
  });
  sure.addEventListener("click", () => {
    sure.disabled = true;
    void act();
  });
  return [ask, sure];
};

const stopButton = (api) => askedTwice("Stop", "Really stop", "stop", () => fetch(api, { method: "DELETE" }));

const deleteButton = (api) => {
  const [ask, sure] = askedTwice("Delete", "Really delete", "delete", async () => {
    const answer = await fetch(`${api}?files=true`, { method: "DELETE" });
    if (answer.ok) location.hash = "#/";
    else ask.parentElement.append(element("span", { className: "fail" }, (await answer.json()).error));
  });
  return [ask, sure];
};

// The run of the same name that began before this one, if there is any.
const runBefore = async (run, name) => {
  const { runs } = await asked(`/api/v1/runs?limit=1000&name=${encodeURIComponent(name)}`);
  return runs.filter((other) => other.state === "finished" && other.id < run).map((other) => other.id).sort().at(-1);
};

export const showRun = (main, run) => {
  const api = `/api/v1/runs/${run}`;
  const report = element("a", { href: `${api}/report.html`, test: "report-link", hidden: true }, "Report to keep");
  const stopping = stopButton(api);
  const note = element("p", { className: "note", ariaLive: "polite" });
  const before = element("a", { test: "compare-link", hidden: true }, "Compare with the run before");
  const deleting = deleteButton(api);
  deleting[0].hidden = true;
  const view = new RunView(main, { title: `Run ${run}`, actions: [...stopping, before, report, ...deleting] });
  view.header.append(note);
  // Its name comes with the run, not with its events.
  void fetch(api).then(async (answer) => {
    if (answer.ok) view.name((await answer.json()).name);
    else note.textContent = `There is no run ${run} here.`;
  });
  let open = true;
  let marks = [];
  // The browser asks again by itself from the last event that it had.
  const events = new EventSource(`${api}/events`);
  const row = (event) => view.add([JSON.parse(event.data)]);
  for (const kind of ["slot", "slots"]) events.addEventListener(kind, row);
  events.onopen = () => (note.textContent = "");
  events.onerror = () => (note.textContent = open ? "The coordinator does not answer; asking again." : "");
  events.addEventListener("progress", (event) => {
    const live = JSON.parse(event.data);
    marks = live.marks;
    view.show(ofProgress(live));
  });
  events.addEventListener("finished", async (event) => {
    events.close();
    stopping.forEach((button) => button.remove());
    const end = JSON.parse(event.data);
    const answer = await fetch(`${api}/report.json`);
    if (!open) return;
    if (!answer.ok) {
      note.textContent = `${end.verdict}: ${end.problem ?? "there is no report"}`;
      return;
    }
    const found = await answer.json();
    view.add(found.timeline);
    view.show(ofReport(found, found.marks ?? marks));
    report.hidden = false;
    deleting[0].hidden = false;
    const earlier = await runBefore(run, found.run.name).catch(() => undefined);
    before.hidden = !earlier;
    before.href = `#/compare/${earlier}/${run}`;
  });
  return () => {
    open = false;
    events.close();
    view.close();
  };
};
