package ratchet.cli.page;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Option;
import ratchet.cli.Console;
import ratchet.report.page.Page;
import ratchet.report.page.Section;
import ratchet.store.AtomicFile;

/** Whether the result becomes a page too. */
public final class PageOptions {
  @Option(
      names = "--html",
      paramLabel = "FILE.html",
      description = "Write the result as a page with plots too; it needs no network.")
  private Path file;

  public boolean isWanted() {
    return file != null;
  }

  /**
   * To be asked before the work is done.
   *
   * @throws ratchet.model.InputException when the page could not be written afterwards
   */
  public void check() {
    if (isWanted()) {
      AtomicFile.requireNoDocument(file);
    }
  }

  /**
   * Writes the page where one is wanted.
   *
   * @param source what the section was made from
   */
  public void write(String title, Object source, Section section, Console console) {
    if (isWanted()) {
      Instant now = Clock.systemUTC().instant();
      PageFile.write(
          new Page("Ratchet: " + title, "Of " + source, now, List.of(section)), file, console);
    }
  }
}
