// Which view the address asks for: #/, #/run/ID, #/compare/A/B… or #/trend/NAME.
import { showComparison } from "spate/compare-view";
import { installHints } from "spate/dom";
import { showHome } from "spate/home-view";
import { showRun } from "spate/live";
import { themeSwitch } from "spate/theme";
import { showTrend } from "spate/trend-view";

const main = document.getElementById("view");
let leave = () => {};

const decoded = (text) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const route = (address) => {
  const run = /^#\/run\/([0-9a-z-]+)$/.exec(address);
  if (run) return showRun(main, run[1]);
  const compared = /^#\/compare\/([0-9a-z-]+(?:\/[0-9a-z-]+)+)$/.exec(address);
  if (compared) return showComparison(main, compared[1].split("/"));
  const trend = /^#\/trend\/(.+)$/.exec(address);
  return trend ? showTrend(main, decoded(trend[1])) : showHome(main);
};

const show = () => {
  leave();
  main.replaceChildren();
  leave = route(location.hash);
};

document.getElementById("bar").append(themeSwitch());
installHints();
addEventListener("hashchange", show);
show();
