// A run of the coordinator: the stream of its events while it goes on, its report afterwards.
import { element } from "spate/dom";
import { ofProgress, ofReport } from "spate/model";
import { RunView } from "spate/run-view";

const stopButton = (api) => {
  const sure = element("button", { type: "button", className: "danger", hidden: true, test: "stop-confirm" }, "Really stop");
  const stop = element("button", { type: "button", test: "stop" }, "Stop");
  stop.addEventListener("click", () => {
    stop.hidden = true;
    sure.hidden = false;
    sure.focus();
  });
  sure.addEventListener("blur", () => {
    sure.hidden = true;
    stop.hidden = false;
  });
  sure.addEventListener("click", () => {
    sure.disabled = true;
    void fetch(api, { method: "DELETE" });
  });
  return [stop, sure];
};

export const showRun = (main, run) => {
  const api = `/api/v1/runs/${run}`;
  const report = element("a", { href: `${api}/report.html`, test: "report-link", hidden: true }, "Report to keep");
  const stopping = stopButton(api);
  const note = element("p", { className: "note", ariaLive: "polite" });
  const view = new RunView(main, { title: `Run ${run}`, actions: [...stopping, report] });
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
  });
  return () => {
    open = false;
    events.close();
    view.close();
  };
};
