// What there is: runs and workers. All texts are set as text, never as markup.
const cell = (row, content) => row.insertCell().append(content ?? "");

const link = (address, text) => {
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.textContent = text;
  return anchor;
};

const fill = async (address, id, list, columns) => {
  const answer = await (await fetch(address)).json();
  for (const item of answer[list] ?? []) {
    const row = document.getElementById(id).insertRow();
    columns(item).forEach((content) => cell(row, content));
  }
};

fill("/api/v1/runs", "runs", "runs", (run) => [
  link(`/api/v1/runs/${run.id}`, run.id),
  run.name,
  run.state,
  run.verdict,
  run.state === "finished" ? link(`/api/v1/runs/${run.id}/report.html`, "page") : "",
]);
fill("/api/v1/workers", "workers", "workers", (worker) => [
  worker.id,
  worker.host,
  String(worker.cores),
  worker.version,
  worker.run === null ? worker.state : `busy with ${worker.run}`,
]);
