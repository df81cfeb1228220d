package dev.spate.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file that a command writes for its user, who may have one of that name already.
final class NewFile {
  private NewFile() {}

  /// Writes a text in UTF-8.
  ///
  /// @param name as the user named it
  /// @throws CliException where there is such a file, or it cannot be written
  static void write(World world, String name, String text) {
    Path path = world.path(name);
    try {
      Files.write(
          path,
          text.getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException _) {
      throw CliException.invalid(
          name + " is there already, and is left as it is", "Name another one with -o.");
    } catch (NoSuchFileException _) {
      throw CliException.invalid("there is no directory for " + name, "");
    } catch (IOException failure) {
      throw CliException.invalid("cannot write " + name + ": " + failure.getMessage(), "");
    }
  }
}
