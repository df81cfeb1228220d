// The stretch of time that all charts of a run show: null is all of it.
const LEAST_SECONDS = 2;

export class TimeWindow {
  #listeners = new Set();
  end = 1;
  shown = null;

  follow(listener) {
    this.#listeners.add(listener);
  }

  get from() {
    return this.shown ? this.shown[0] : 0;
  }

  get to() {
    return this.shown ? this.shown[1] : Math.max(1, this.end);
  }

  // Nothing is shown that is not there, and all of it is the same as no choice.
  zoom(from, to) {
    const width = Math.max(LEAST_SECONDS, to - from);
    const begin = Math.max(0, Math.min(from, this.end - width));
    this.shown = width >= this.end ? null : [begin, begin + width];
    this.#listeners.forEach((listener) => listener());
  }

  reset() {
    this.shown = null;
    this.#listeners.forEach((listener) => listener());
  }

  // + and - zoom, the arrows move, 0 and Escape show all.
  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const width = this.to - this.from;
    const steps = {
      "+": [0.25, -0.25], "=": [0.25, -0.25], "-": [-0.5, 0.5], ArrowLeft: [-0.2, -0.2], ArrowRight: [0.2, 0.2],
    };
    if (event.key === "0" || event.key === "Escape") this.reset();
    else if (steps[event.key]) this.zoom(this.from + steps[event.key][0] * width, this.to + steps[event.key][1] * width);
    else return;
    event.preventDefault();
  }
}
