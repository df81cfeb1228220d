// report.html: a run that is over, from what stands in the page itself.
import { installHints } from "spate/dom";
import { ofReport } from "spate/model";
import { RunView } from "spate/run-view";
import { rowsOf } from "spate/series";
import { themeSwitch } from "spate/theme";

const { report, rows } = JSON.parse(document.getElementById("data").textContent);
document.getElementById("bar").append(themeSwitch());
installHints();
const view = new RunView(document.getElementById("view"), { title: report.run.name });
view.show(ofReport(report));
view.add(rowsOf(rows));
