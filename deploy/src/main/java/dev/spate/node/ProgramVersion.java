package dev.spate.node;

/// The version of this program, as its jar says.
public final class ProgramVersion {
  private ProgramVersion() {}

  /// `development` where it does not run from a jar.
  public static String text() {
    String version = ProgramVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
