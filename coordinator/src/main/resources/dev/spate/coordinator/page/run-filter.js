// Which runs are listed, and which are chosen to be compared.
import { element } from "spate/dom";

const FIRST = 50;
const MOST = 10_000;

const field = (word, input) => element("label", { className: "field" }, element("span", { className: "soft" }, word), input);

export class RunFilter {
  #name = element("input", { type: "search", test: "filter-name", placeholder: "shop*" });
  #tag = element("input", { type: "search", test: "filter-tag", placeholder: "env=staging" });
  #verdict = element("select", { test: "filter-verdict" },
    ...[["", "any"], ["passed", "passed"], ["failed", "failed"], ["inconclusive", "inconclusive"]]
      .map(([value, text]) => element("option", { value }, text)));
  #more = element("button", { type: "button", className: "quiet", hidden: true }, "Show more");
  #limit = FIRST;

  constructor(changed) {
    for (const input of [this.#name, this.#tag, this.#verdict]) input.addEventListener("input", changed);
    this.#more.addEventListener("click", () => {
      this.#limit = Math.min(MOST, this.#limit * 4);
      changed();
    });
    this.element = element("div", { className: "row filters" },
      field("Plan", this.#name), field("Tag", this.#tag), field("Verdict", this.#verdict));
    this.more = this.#more;
  }

  // A tag that is still being typed asks for nothing yet.
  query() {
    const query = new URLSearchParams({ limit: String(this.#limit) });
    if (this.#name.value) query.set("name", this.#name.value);
    if (/^[^=]+=/.test(this.#tag.value)) query.set("tag", this.#tag.value);
    if (this.#verdict.value) query.set("verdict", this.#verdict.value);
    return query.toString();
  }

  listed(number) {
    this.#more.hidden = number < this.#limit || this.#limit >= MOST;
  }
}

export class RunChoice {
  #chosen = new Set();
  #go = element("button", { type: "button", test: "compare", disabled: true }, "Compare");
  element = this.#go;

  constructor() {
    this.#go.addEventListener("click", () => (location.hash = `#/compare/${[...this.#chosen].sort().join("/")}`));
  }

  // A box for a run that can be compared.
  box(run) {
    if (run.state !== "finished") return "";
    const box = element("input", { type: "checkbox", checked: this.#chosen.has(run.id), label: `Compare ${run.id}`, test: "choose" });
    box.addEventListener("change", () => {
      if (box.checked) this.#chosen.add(run.id);
      else this.#chosen.delete(run.id);
      this.#go.disabled = this.#chosen.size < 2 || this.#chosen.size > 5;
      this.#go.textContent = this.#chosen.size > 5 ? "Compare (at most 5)" : "Compare";
    });
    return box;
  }
}
