package dev.spate.coordinator.report;

import dev.spate.coordinator.page.PageFiles;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.TreeMap;

/// What every `report.html` has of the page: its styles, and its modules as `data:` addresses, so
/// that one file is all that is needed. The policy forbids everything from elsewhere, and no script
/// runs but these.
final class HtmlPage {
  private static final String START = "import \"spate/report\";";
  private static final String MAP = importMap();
  private static final String STYLE =
      PageFiles.text("vendor/uPlot.css") + "\n" + PageFiles.text("page.css");

  private static final String POLICY =
      "default-src 'none'; script-src data: %s %s; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
          .formatted(source(MAP), source(START));

  private HtmlPage() {}

  /// @param title escaped
  /// @param json with `<` escaped
  /// @param plain what is shown where no script runs
  static String of(String title, String json, String plain) {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="%s">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="no-referrer">
    <title>%s</title>
    <style>
    %s</style>
    <script type="importmap">%s</script>
    </head>
    <body>
    <nav id="bar"><b>Spate</b></nav>
    <main id="view"><noscript>
    %s</noscript></main>
    <script type="application/json" id="data">%s</script>
    <script type="module">%s</script>
    </body>
    </html>
    """
        .formatted(POLICY, title, STYLE, MAP, plain, json, START);
  }

  private static String importMap() {
    var modules = new TreeMap<String, String>();
    for (String name : PageFiles.names()) {
      if (name.endsWith(".js")) {
        modules.put(specifier(name), address(PageFiles.bytes(name)));
      }
    }
    StringBuilder map = new StringBuilder("{\"imports\":{");
    modules.forEach((name, address) ->
        map.append(map.charAt(map.length() - 1) == '{' ? "" : ",")
            .append("\n\"%s\":\"%s\"".formatted(name, address)));
    return map.append("}}").toString();
  }

  private static String specifier(String file) {
    return file.equals("vendor/uPlot.js")
        ? "spate/uplot"
        : "spate/" + file.substring(0, file.length() - ".js".length());
  }

  private static String address(byte[] module) {
    return "data:text/javascript;base64," + Base64.getEncoder().encodeToString(module);
  }

  private static String source(String script) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
