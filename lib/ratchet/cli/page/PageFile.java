package ratchet.cli.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import ratchet.cli.Console;
import ratchet.cli.alias.OutputGuard;
import ratchet.model.Digest;
import ratchet.report.page.Page;
import ratchet.report.page.Section;
import ratchet.store.AtomicFile;
import ratchet.store.ModelPaths;

/** Writes an HTML page to a file. */
public final class PageFile {
  private static final String DEFAULT_NAME = "report.html";

  private PageFile() {}

  /**
   * The file of a report, checked before the work is done.
   *
   * @param asked the value of the option; {@code null} for the default
   * @throws ratchet.model.InputException when the file cannot be written
   */
  public static Path place(Path asked, ModelPaths paths) {
    Path file = asked == null ? paths.directory().resolve(DEFAULT_NAME) : asked;
    AtomicFile.requireNoDocument(file);
    OutputGuard.require("--out", file, paths);
    return file;
  }

  /**
   * Writes the page whole or not at all; missing folders are created.
   *
   * @throws ratchet.model.InputException when it cannot be written; an older page is unchanged
   */
  public static void write(Page page, Path file, Console console) {
    AtomicFile.write(file, page.html());
    console.say("wrote " + file);
  }

  /**
   * Writes the page and adds {@code file, bytes, sha256, sections:[{section, verdict, level}]} to a
   * document.
   */
  public static void write(Page page, Path file, ObjectNode document) {
    byte[] content = page.html().getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, to -> to.write(content));
    document.put("file", file.toString());
    document.put("bytes", content.length);
    document.put("sha256", Digest.of(content));
    ArrayNode sections = document.putArray("sections");
    page.sections().stream().map(Section::json).forEach(sections::add);
  }
}
