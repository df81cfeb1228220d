package dev.spate.coordinator.plan;

/// A URL as people type it, in the two parts that a plan has it in. Whether they are right is for
/// the plan's readers to say.
///
/// @param target the scheme, `http` where there was none, and the host with its port
/// @param path with the query, without the fragment, which is never sent
public record QuickUrl(String target, String path) {
  public static QuickUrl of(String url) {
    String full = url.contains("://") ? url : "http://" + url;
    int end = endOfAuthority(full);
    return new QuickUrl(full.substring(0, end), path(full.substring(end)));
  }

  private static String path(String rest) {
    int fragment = rest.indexOf('#');
    String path = fragment < 0 ? rest : rest.substring(0, fragment);
    return path.startsWith("/") ? path : "/" + path;
  }

  private static int endOfAuthority(String url) {
    int end = url.indexOf("://") + 3;
    while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    return end;
  }
}
