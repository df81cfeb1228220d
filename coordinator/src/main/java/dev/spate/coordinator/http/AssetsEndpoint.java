package dev.spate.coordinator.http;

import dev.spate.coordinator.page.PageFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/// The page and what it is made of. The page loads nothing from elsewhere and asks nobody else, and
/// no script runs in it but its own files and the map of their names.
final class AssetsEndpoint {
  private static final String PAGE = "index.html";

  /// A script that stands in the page itself.
  private static final Pattern INLINE =
      Pattern.compile("<script(?![^>]*\\ssrc=)[^>]*>(.*?)</script>", Pattern.DOTALL);

  private final Map<String, Asset> assets = new HashMap<>();
  private final String policy;

  AssetsEndpoint() {
    for (String name : PageFiles.names()) {
      assets.put(name, Asset.of(name));
    }
    policy = policy(PageFiles.text(PAGE));
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/", this::page),
        Endpoint.get("/assets/{file}", call -> file(call, call.argument(0))),
        Endpoint.get("/assets/vendor/{file}", call -> file(call, "vendor/" + call.argument(0))));
  }

  static String policy(String page) {
    List<String> scripts = new ArrayList<>(List.of("script-src 'self'"));
    for (Matcher inline = INLINE.matcher(page); inline.find(); ) {
      scripts.add(Asset.source(inline.group(1).getBytes(StandardCharsets.UTF_8)));
    }
    return String.join(
        "; ",
        "default-src 'none'",
        String.join(" ", scripts),
        "style-src 'self' 'unsafe-inline'",
        "connect-src 'self'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'");
  }

  private CompletionStage<HttpResponse> page(Call call) {
    return answer(call, PAGE)
        .thenApply(page -> page.addHeader(RawHeader.create("Content-Security-Policy", policy)));
  }

  private CompletionStage<HttpResponse> file(Call call, String name) {
    if (!assets.containsKey(name) || name.equals(PAGE)) {
      throw new Refusal(404, "the page has no file " + name);
    }
    return answer(call, name);
  }

  private CompletionStage<HttpResponse> answer(Call call, String name) {
    Asset asset = assets.get(name);
    if (asset == null) {
      throw new IllegalStateException(name + " is not in files.txt");
    }
    return CompletableFuture.completedFuture(asset.answer(call.request()));
  }
}
