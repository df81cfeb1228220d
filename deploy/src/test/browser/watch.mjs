// What must not happen in a browser: a console error, a failed script, a request to another host, a problem of accessibility.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export class Watch {
  #wrongs = [];

  constructor(base) {
    this.host = new URL(base).host;
  }

  follow(page) {
    page.on("console", (message) => {
      if (message.type() === "error") this.#add(`console: ${message.text()} (${message.location().url})`);
    });
    page.on("pageerror", (error) => this.#add(`script: ${error.message}`));
    page.on("request", (request) => this.#onRequest(new URL(request.url())));
    page.on("dialog", (dialog) => {
      this.#add(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
  }

  #add(wrong) {
    this.#wrongs.push(wrong);
  }

  #onRequest(url) {
    const inPage = url.protocol === "data:" || url.protocol === "blob:";
    if (!inPage && url.host !== this.host) this.#add(`request to another host: ${url}`);
  }

  // What was wrong and is meant to be: taken off the list.
  expect(pattern) {
    const found = this.#wrongs.filter((wrong) => pattern.test(wrong));
    if (found.length === 0) throw new Error(`nothing like ${pattern} happened`);
    this.#wrongs = this.#wrongs.filter((wrong) => !pattern.test(wrong));
  }

  async accessible(page, view) {
    await page.evaluate(axe);
    const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
    for (const { id, impact, help, nodes } of found.violations) {
      if (impact === "serious" || impact === "critical") {
        const where = nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`);
        this.#add(`axe, ${view}: ${id} (${impact}): ${help}: ${where.join("; ")}`);
      }
    }
  }

  // No text of others has become markup.
  async escaped(page, view) {
    const hacked = await page.evaluate(() => ({
      ran: globalThis.hacked ?? null,
      markup: document.querySelectorAll("img[src='x'], [onerror], [onload], b.evil").length,
    }));
    if (hacked.ran !== null || hacked.markup > 0) {
      this.#add(`not escaped, ${view}: ${JSON.stringify(hacked)}`);
    }
  }

  verdict() {
    if (this.#wrongs.length > 0) throw new Error(`wrong in the browser:\n  ${this.#wrongs.join("\n  ")}`);
  }
}
