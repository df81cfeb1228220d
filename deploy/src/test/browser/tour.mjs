// Plays a run through in a browser: node tour.mjs '{"base", "plan", "victim", "screenshots", "chromium"}'.
// Ends with 0 where all was well, else it says on standard error what was not.
import { mkdirSync } from "node:fs";
import process from "node:process";
import { chromium } from "playwright-core";
import { Camera } from "./camera.mjs";
import { Watch } from "./watch.mjs";

const { base, plan, victim, screenshots, chromium: executablePath } = JSON.parse(process.argv[2]);
const PATIENCE = 30_000;

// What a run shows beside its tables.
const CHARTS = ["throughput", "latency", "heat", "errors", "in-flight"];

const EVIL_HOST = "<img src=x onerror=\"window.hacked='host'\">";

const at = (page, name) => page.locator(`[data-test="${name}"]`);
const say = (step) => console.log(`${(process.uptime()).toFixed(1)} s: ${step}`);

const until = async (what, holds) => {
  const deadline = Date.now() + PATIENCE;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await new Promise((wake) => setTimeout(wake, 100));
  }
};

const reads = (locator, pattern) =>
  until(`it reads ${pattern}`, async () => pattern.test((await locator.first().textContent()) ?? ""));

mkdirSync(screenshots, { recursive: true });
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"],
});
const watch = new Watch(base);
const camera = new Camera(screenshots, watch);
let page;

const view = async (name) => {
  await watch.escaped(page, name);
  await camera.take(page, name);
  say(name);
};

const home = async () => {
  await page.goto(base);
  await reads(at(page, "workers"), /anna[\s\S]*bert/);
  await view("home");
};

// What is no plan is refused with a sentence, and the browser's own note of the answer is all there is.
const refusal = async () => {
  await at(page, "start-file").setInputFiles({
    name: "wrong.yaml",
    mimeType: "application/yaml",
    buffer: Buffer.from("target: http://127.0.0.1:1\nphazes: []\n"),
  });
  await at(page, "start").click();
  await reads(at(page, "start-problems"), /phazes/);
  watch.expect(/status of 400/);
  say("a refused plan");
};

const start = async () => {
  await at(page, "start-file").setInputFiles(plan);
  await at(page, "start").click();
  await page.waitForURL(/#\/run\//, { timeout: PATIENCE });
  await reads(at(page, "run-state"), /running/i);
  await reads(at(page, "requests"), /onerror/);
  for (const chart of CHARTS) {
    await at(page, `chart-${chart}`).first().waitFor({ state: "visible", timeout: PATIENCE });
  }
  await view("live");
};

// Until a run has traffic enough to be compared.
const lasts = async () => {
  const run = page.url().split("/").at(-1);
  await until("the run has lasted 15 s", async () => {
    const answer = await page.request.get(`${base}api/v1/runs/${run}`);
    return ((await answer.json()).progress?.elapsedSeconds ?? 0) >= 15;
  });
};

// One that the next one is compared with.
const earlier = async () => {
  await at(page, "start-file").setInputFiles(plan);
  await at(page, "start").click();
  await page.waitForURL(/#\/run\//, { timeout: PATIENCE });
  await reads(at(page, "run-state"), /running/i);
  await lasts();
  await at(page, "stop").click();
  await at(page, "stop-confirm").click();
  await reads(at(page, "run-state"), /finished/i);
  await at(page, "home-link").first().click();
  await reads(at(page, "runs"), /INCONCLUSIVE/);
  say("an earlier run");
};

const kill = async () => {
  await lasts();
  process.kill(victim, "SIGKILL");
  await reads(at(page, "workers"), /lost/i);
  await reads(at(page, "marks"), /was lost/);
  await view("live-lost");
};

const stop = async () => {
  await at(page, "stop").click();
  const confirm = at(page, "stop-confirm");
  if (await confirm.isVisible()) await confirm.click();
  await reads(at(page, "run-state"), /finished/i);
  await reads(at(page, "verdict"), /PASSED|FAILED|INCONCLUSIVE/);
  await reads(at(page, "ledger"), /\d/);
  await view("finished");
};

const report = async () => {
  const run = page.url();
  const address = await at(page, "report-link").first().getAttribute("href");
  await page.goto(new URL(address, base).href);
  await reads(page.locator("body"), /PASSED|FAILED|INCONCLUSIVE/);
  await reads(page.locator("body"), /window\.hacked='request'/);
  await view("report");
  await page.goBack();
  if (page.url() !== run) throw new Error(`back from the report is ${page.url()}, not ${run}`);
  await reads(at(page, "run-state"), /finished/i);
};

// With the run before, from the run itself.
const compare = async () => {
  const link = at(page, "compare-link");
  await link.waitFor({ state: "visible", timeout: PATIENCE });
  await link.click();
  await reads(at(page, "finding"), /slower|faster|no difference|nothing/);
  await reads(at(page, "differences"), /p99/);
  await reads(at(page, "request-differences"), /window\.hacked='request'/);
  await reads(at(page, "comparison-remarks"), /INCONCLUSIVE/);
  await at(page, "chart-comparison").waitFor({ state: "visible", timeout: PATIENCE });
  await view("compare");
};

const trend = async () => {
  await at(page, "compared").locator("a", { hasText: "onerror" }).first().click();
  await page.waitForURL(/#\/trend\//, { timeout: PATIENCE });
  await reads(at(page, "trend"), /compare/);
  await at(page, "chart-trend").waitFor({ state: "visible", timeout: PATIENCE });
  await view("trend");
};

const rows = () => at(page, "runs").locator("tbody tr").count();

const filters = async () => {
  await at(page, "filter-name").fill("nothing is called so");
  await reads(at(page, "runs"), /No such run/);
  await at(page, "filter-name").fill("*onerror*");
  await until("both runs are listed", async () => (await rows()) === 2);
  await at(page, "filter-verdict").selectOption("passed");
  await reads(at(page, "runs"), /No such run/);
  await at(page, "filter-verdict").selectOption("");
  await until("both runs are listed again", async () => (await rows()) === 2);
  for (const box of await at(page, "choose").all()) await box.check();
  await at(page, "compare").click();
  await reads(at(page, "finding"), /slower|faster|no difference|nothing/);
  say("filters and a choice");
};

const remove = async () => {
  await at(page, "home-link").first().click();
  await until("both runs are listed", async () => (await rows()) === 2);
  await at(page, "runs").locator("tbody tr a").first().click();
  await reads(at(page, "run-state"), /finished/i);
  await at(page, "delete").click();
  await at(page, "delete-confirm").click();
  await until("one run is left", async () => (await rows().catch(() => 0)) === 1);
  say("a deleted run");
};

const backHome = async () => {
  await at(page, "home-link").first().click();
  await reads(at(page, "runs"), /PASSED|FAILED|INCONCLUSIVE/);
  await view("home-after");
};

// A worker says itself what its host is called.
const hostileHost = async () => {
  await page.route("**/api/v1/workers", async (route) => {
    const response = await route.fetch();
    const answer = await response.json();
    for (const worker of answer.workers) worker.host = EVIL_HOST;
    await route.fulfill({ response, json: answer });
  });
  await page.goto(base);
  await page.reload();
  await until("the host is shown as it is called", async () =>
    ((await at(page, "workers").first().textContent()) ?? "").includes(EVIL_HOST));
  await watch.escaped(page, "hostile host");
  say("a hostile host");
};

try {
  page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(PATIENCE);
  watch.follow(page);
  for (const step of [home, refusal, earlier, start, kill, stop, report, compare, trend, backHome, filters, remove, hostileHost]) {
    await step();
  }
  watch.verdict();
  say("all was well");
} catch (failure) {
  await page?.screenshot({ path: `${screenshots}/failed.png`, fullPage: true }).catch(() => {});
  console.error(failure.stack ?? failure);
  try {
    watch.verdict();
  } catch (wrong) {
    console.error(wrong.message);
  }
  process.exitCode = 1;
} finally {
  await browser.close();
}
