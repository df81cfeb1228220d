// Tables that are sorted by their headings, and filtered where they are long.
import { element, term } from "spate/dom";

const compare = (a, b) => {
  if (a === b) return 0;
  if (a === null || a === undefined) return -1;
  if (b === null || b === undefined) return 1;
  return typeof a === "string" ? a.localeCompare(b) : a - b;
};

// columns: { name, cell: row => text or element, by: row => what it is sorted by, text: whether it is no number }
export class Table {
  #columns;
  #rows = [];
  #drawn = null;
  #sorted = null;
  #down = true;
  #body = element("tbody");
  #heads;
  #filter = element("input", { type: "search", placeholder: "Filter", label: "Filter rows", hidden: true });
  #empty;

  constructor({ test, title, columns, empty = "None." }) {
    this.#columns = columns;
    this.#empty = empty;
    this.#heads = columns.map((column) => this.#head(column));
    this.#filter.addEventListener("input", () => this.#draw());
    const head = element("thead", {}, element("tr", {}, ...this.#heads));
    const made = element("table", { test, label: title }, head, this.#body);
    // It may be wider than the window, and is scrolled with the keys then.
    const wide = element("div", { className: "wide", tabIndex: 0, role: "region", label: title }, made);
    this.element = element("div", {}, this.#filter, wide);
  }

  #head(column) {
    const cell = element("th", { scope: "col", className: column.text ? "" : "number" });
    const word = term(column.name, column.by ? "button" : "span");
    if (column.by) {
      word.type = "button";
      word.classList.add("sort");
      word.addEventListener("click", () => this.#sort(column));
    }
    cell.append(word);
    return cell;
  }

  #sort(column) {
    this.#down = this.#sorted === column ? !this.#down : !column.text;
    this.#sorted = column;
    this.#columns.forEach((one, i) => {
      if (one === column) this.#heads[i].setAttribute("aria-sort", this.#down ? "descending" : "ascending");
      else this.#heads[i].removeAttribute("aria-sort");
    });
    this.#draw();
  }

  show(rows) {
    const now = JSON.stringify(rows);
    if (now === this.#drawn) return;
    this.#drawn = now;
    this.#rows = rows;
    this.#filter.hidden = rows.length < 8;
    this.#draw();
  }

  #draw() {
    let rows = this.#rows;
    const wanted = this.#filter.value.toLowerCase();
    if (wanted) rows = rows.filter((row) => JSON.stringify(row).toLowerCase().includes(wanted));
    if (this.#sorted) {
      const sign = this.#down ? -1 : 1;
      rows = [...rows].sort((a, b) => sign * compare(this.#sorted.by(a), this.#sorted.by(b)));
    }
    const none = element("tr", {}, element("td", { colSpan: this.#columns.length, className: "soft" }, this.#empty));
    this.#body.replaceChildren(...(rows.length > 0 ? rows.map((row) => this.#line(row)) : [none]));
  }

  #line(row) {
    const cells = this.#columns.map((column) => {
      const cell = element("td", { className: column.text ? "" : "number" });
      cell.append(column.cell(row) ?? "");
      return cell;
    });
    return element("tr", {}, ...cells);
  }
}

// A cell of two lines, the second one small.
export const twoLines = (first, second) =>
  element("span", {}, first, element("span", { className: "range" }, second));
