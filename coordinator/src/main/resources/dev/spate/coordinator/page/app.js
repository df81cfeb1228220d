// Which view the address asks for: #/ or #/run/ID.
import { showHome } from "spate/home";
import { showRun } from "spate/run";

const main = document.getElementById("view");
let leave = () => {};

const show = () => {
  leave();
  main.replaceChildren();
  const run = /^#\/run\/([0-9a-z-]+)$/.exec(location.hash);
  leave = run ? showRun(main, run[1]) : showHome(main);
};

addEventListener("hashchange", show);
show();
