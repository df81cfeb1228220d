package dev.spate.coordinator.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The files of the page, which lie beside this class. `files.txt` names them all, so what is
/// served is a fixed list and no path of a request is ever looked up.
public final class PageFiles {
  private static final List<String> NAMES = text("files.txt").lines().toList();

  private PageFiles() {}

  /// All of them, such as `app.js` and `vendor/uPlot.css`.
  public static List<String> names() {
    return NAMES;
  }

  /// @throws IllegalStateException where it is not in the program
  public static byte[] bytes(String name) {
    try (InputStream resource = PageFiles.class.getResourceAsStream(name)) {
      if (resource == null) {
        throw new IllegalStateException(name + " is not in the program");
      }
      return resource.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @throws IllegalStateException where it is not in the program
  public static String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }
}
