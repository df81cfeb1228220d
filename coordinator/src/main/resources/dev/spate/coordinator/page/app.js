// Which view the address asks for: #/ or #/run/ID.
import { installHints } from "spate/dom";
import { showHome } from "spate/home-view";
import { showRun } from "spate/live";
import { themeSwitch } from "spate/theme";

const main = document.getElementById("view");
let leave = () => {};

const show = () => {
  leave();
  main.replaceChildren();
  const run = /^#\/run\/([0-9a-z-]+)$/.exec(location.hash);
  leave = run ? showRun(main, run[1]) : showHome(main);
};

document.getElementById("bar").append(themeSwitch());
installHints();
addEventListener("hashchange", show);
show();
