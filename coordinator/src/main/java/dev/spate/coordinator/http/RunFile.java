package dev.spate.coordinator.http;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;

/// A file of a run. Only [#ALL] are served, so no name that a request makes up becomes a path.
record RunFile(String name, ContentType type) {
  static final List<RunFile> ALL =
      List.of(
          new RunFile("plan.yaml", ContentTypes.TEXT_PLAIN_UTF8),
          new RunFile("report.json", ContentTypes.APPLICATION_JSON),
          new RunFile("report.html", ContentTypes.TEXT_HTML_UTF8),
          new RunFile("junit.xml", ContentTypes.TEXT_XML_UTF8),
          new RunFile("response_time.hlog", ContentTypes.TEXT_PLAIN_UTF8),
          new RunFile("service_time.hlog", ContentTypes.TEXT_PLAIN_UTF8),
          new RunFile("percentiles.hgrm", ContentTypes.TEXT_PLAIN_UTF8),
          new RunFile("timeline.csv", ContentTypes.TEXT_CSV_UTF8),
          new RunFile("journal.pb", ContentTypes.APPLICATION_OCTET_STREAM));

  static Optional<RunFile> named(String name) {
    return ALL.stream().filter(file -> file.name.equals(name)).findFirst();
  }

  /// Those that a run has.
  static List<RunFile> in(Path directory) {
    return ALL.stream().filter(file -> Files.isRegularFile(directory.resolve(file.name))).toList();
  }
}
