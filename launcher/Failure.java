package launcher;

import java.util.List;

/** A build failed: the message and the remedy for the user. */
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Exit code of the launcher: 1 when the sources do not compile, 4 when something is missing or
   * its checksum differs from the recorded one.
   */
  final int exit;

  final transient List<String> lines;

  Failure(int exit, String... lines) {
    super(lines[0]);
    this.exit = exit;
    this.lines = List.of(lines);
  }
}
