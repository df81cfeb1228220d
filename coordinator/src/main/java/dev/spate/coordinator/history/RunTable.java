package dev.spate.coordinator.history;

import dev.spate.coordinator.history.PastRun.KeyFigures;
import dev.spate.coordinator.history.RunDirectories.Stamp;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The tables of the index, and what is asked of them. One run a row; a report that cannot be read
/// has one without an id, so that it is not read again and again.
final class RunTable {
  /// Of the tables: those of another version are thrown away.
  private static final int VERSION = 1;

  /// Other processes are done in a moment.
  private static final int BUSY_MS = 3_000;

  private static final String SCHEMA =
      """
      CREATE TABLE run (
        directory TEXT PRIMARY KEY, modified INTEGER NOT NULL, size INTEGER NOT NULL,
        id TEXT, name TEXT, started INTEGER, duration REAL, verdict TEXT, exit_code INTEGER,
        target TEXT, seed TEXT, version TEXT,
        rate REAL, p50 REAL, p90 REAL, p99 REAL, p999 REAL, failed REAL, workers INTEGER
      ) WITHOUT ROWID;
      CREATE INDEX run_started ON run (started);
      CREATE INDEX run_name ON run (name, started);
      CREATE TABLE tag (
        directory TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
        PRIMARY KEY (directory, name)
      ) WITHOUT ROWID;
      PRAGMA user_version = %d;
      """
          .formatted(VERSION);

  private final Connection connection;

  private RunTable(Connection connection) {
    this.connection = connection;
  }

  /// @param url of JDBC
  static RunTable open(String url) throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    try {
      RunTable table = new RunTable(connection);
      table.prepare();
      return table;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private void prepare() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = " + BUSY_MS);
      statement.execute("PRAGMA synchronous = OFF"); // what is lost is made anew
      if (version(statement) != VERSION) {
        statement.execute("BEGIN IMMEDIATE");
        if (version(statement) != VERSION) { // nobody else was faster
          statement.executeUpdate("DROP TABLE IF EXISTS run");
          statement.executeUpdate("DROP TABLE IF EXISTS tag");
          statement.executeUpdate(SCHEMA);
        }
        statement.execute("COMMIT");
      }
    }
  }

  private static int version(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      return row.getInt(1);
    }
  }

  /// Makes the table say what the directories say. Only what is new or changed is read.
  void update(Map<String, Stamp> directories) throws SQLException {
    Map<String, Stamp> changed = new LinkedHashMap<>(directories);
    List<String> gone = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT directory, modified, size FROM run")) {
      while (rows.next()) {
        String directory = rows.getString(1);
        Stamp stamp = directories.get(directory);
        if (stamp == null) {
          gone.add(directory);
        } else if (stamp.modifiedMs() == rows.getLong(2) && stamp.size() == rows.getLong(3)) {
          changed.remove(directory);
        }
      }
    }
    if (!changed.isEmpty() || !gone.isEmpty()) {
      write(changed, gone);
    }
  }

  private void write(Map<String, Stamp> changed, List<String> gone) throws SQLException {
    connection.setAutoCommit(false);
    try (Update update = new Update(connection)) {
      for (String directory : gone) {
        update.remove(directory);
      }
      for (Map.Entry<String, Stamp> each : changed.entrySet()) {
        update.remove(each.getKey());
        PastRun run = PastRunReader.tried(each.getValue().report()).orElse(null);
        update.add(each.getKey(), each.getValue(), run);
      }
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /// The newest first.
  List<PastRun> find(RunFilter filter) throws SQLException {
    StringBuilder where = new StringBuilder("id IS NOT NULL");
    List<Object> values = new ArrayList<>();
    if (filter.name().contains("*")) {
      where.append(" AND name GLOB ?");
      values.add(Wildcards.glob(filter.name()));
    } else if (!filter.name().isEmpty()) {
      where.append(" AND name = ?");
      values.add(filter.name());
    }
    if (!filter.verdict().isEmpty()) {
      where.append(" AND verdict = ?");
      values.add(filter.verdict());
    }
    Instant since = filter.since();
    if (since != null) {
      where.append(" AND started >= ?");
      values.add(since.toEpochMilli());
    }
    filter
        .tags()
        .forEach((name, value) -> {
          where.append(
              " AND EXISTS (SELECT 1 FROM tag WHERE tag.directory = run.directory AND tag.name = ? AND value = ?)");
          values.add(name);
          values.add(value);
        });
    values.add(filter.limit());
    return select(
        "SELECT * FROM run WHERE " + where + " ORDER BY started DESC, id DESC LIMIT ?", values);
  }

  private List<PastRun> select(String sql, List<Object> values) throws SQLException {
    Map<String, Map<String, String>> tags = tags();
    List<PastRun> runs = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int index = 0; index < values.size(); index++) {
        statement.setObject(index + 1, values.get(index));
      }
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          runs.add(run(row, tags.getOrDefault(row.getString("directory"), Map.of())));
        }
      }
    }
    return runs;
  }

  private Map<String, Map<String, String>> tags() throws SQLException {
    Map<String, Map<String, String>> tags = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT directory, name, value FROM tag")) {
      while (row.next()) {
        tags.computeIfAbsent(row.getString(1), _ -> new LinkedHashMap<>())
            .put(row.getString(2), row.getString(3));
      }
    }
    return tags;
  }

  private static PastRun run(ResultSet row, Map<String, String> tags) throws SQLException {
    return new PastRun(
        row.getString("directory"),
        row.getString("id"),
        row.getString("name"),
        Instant.ofEpochMilli(row.getLong("started")),
        row.getDouble("duration"),
        row.getString("verdict"),
        row.getInt("exit_code"),
        row.getString("target"),
        row.getString("seed"),
        row.getString("version"),
        tags,
        new KeyFigures(
            number(row, "rate"),
            number(row, "p50"),
            number(row, "p90"),
            number(row, "p99"),
            number(row, "p999"),
            number(row, "failed"),
            row.getInt("workers")));
  }

  private static @Nullable Double number(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? null : (Double) value;
  }

  void close() throws SQLException {
    connection.close();
  }

  /// The statements of a change.
  private static final class Update implements AutoCloseable {
    private final PreparedStatement removeRun;
    private final PreparedStatement removeTags;
    private final PreparedStatement addRun;
    private final PreparedStatement addTag;

    Update(Connection connection) throws SQLException {
      this.removeRun = connection.prepareStatement("DELETE FROM run WHERE directory = ?");
      this.removeTags = connection.prepareStatement("DELETE FROM tag WHERE directory = ?");
      this.addRun =
          connection.prepareStatement(
              "INSERT INTO run VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
      this.addTag = connection.prepareStatement("INSERT INTO tag VALUES (?, ?, ?)");
    }

    void remove(String directory) throws SQLException {
      execute(removeRun, directory);
      execute(removeTags, directory);
    }

    void add(String directory, Stamp stamp, @Nullable PastRun run) throws SQLException {
      List<@Nullable Object> values = new ArrayList<>();
      values.add(directory);
      values.add(stamp.modifiedMs());
      values.add(stamp.size());
      if (run != null) {
        values.add(run.id());
        values.add(run.name());
        values.add(run.startedAt().toEpochMilli());
        values.add(run.durationSeconds());
        values.add(run.verdict());
        values.add(run.exitCode());
        values.add(run.target());
        values.add(run.seed());
        values.add(run.spateVersion());
        KeyFigures figures = run.figures();
        values.add(figures.requestsPerSecond());
        values.add(figures.p50());
        values.add(figures.p90());
        values.add(figures.p99());
        values.add(figures.p999());
        values.add(figures.failedShare());
        values.add(figures.workers());
      }
      while (values.size() < 19) {
        values.add(null);
      }
      execute(addRun, values.toArray());
      if (run != null) {
        for (Map.Entry<String, String> tag : run.tags().entrySet()) {
          execute(addTag, directory, tag.getKey(), tag.getValue());
        }
      }
    }

    private static void execute(PreparedStatement statement, @Nullable Object... values)
        throws SQLException {
      for (int index = 0; index < values.length; index++) {
        statement.setObject(index + 1, values[index]);
      }
      statement.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
      removeRun.close();
      removeTags.close();
      addRun.close();
      addTag.close();
    }
  }
}
