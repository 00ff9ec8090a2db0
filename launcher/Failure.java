package launcher;

import java.util.List;

/** A build that cannot go on: what happened, and what to do about it. */
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Of the launcher: 1 when the sources do not compile, 4 when something is missing or not as
   * recorded.
   */
  final int exit;

  final transient List<String> lines;

  Failure(int exit, String... lines) {
    super(lines[0]);
    this.exit = exit;
    this.lines = List.of(lines);
  }
}
