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

/** The option {@code --html}: the result also as a page. */
public final class PageOptions {
  @Option(
      names = "--html",
      paramLabel = "FILE.html",
      description = "Also write the result as a self-contained page with plots.")
  private Path file;

  public boolean isWanted() {
    return file != null;
  }

  /**
   * Checks the file before the work is done.
   *
   * @throws ratchet.model.InputException when the page could not be written afterwards
   */
  public void check() {
    if (isWanted()) {
      AtomicFile.requireNoDocument(file);
    }
  }

  /**
   * Writes the page if the option was given.
   *
   * @param source the input, for the subtitle of the page
   */
  public void write(String title, Object source, Section section, Console console) {
    if (isWanted()) {
      Instant now = Clock.systemUTC().instant();
      PageFile.write(
          new Page("Ratchet: " + title, "Of " + source, now, List.of(section)), file, console);
    }
  }
}
