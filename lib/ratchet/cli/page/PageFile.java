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

/** An HTML page on its way to a file. */
public final class PageFile {
  private static final String DEFAULT_NAME = "report.html";

  private PageFile() {}

  /**
   * Where a report goes.
   *
   * @param asked where it was asked to go; {@code null} for its usual place
   * @throws ratchet.model.InputException when it cannot go there: said before the work is done
   */
  public static Path place(Path asked, ModelPaths paths) {
    Path file = asked == null ? paths.directory().resolve(DEFAULT_NAME) : asked;
    AtomicFile.requireNoDocument(file);
    OutputGuard.require("--out", file, paths);
    return file;
  }

  /**
   * Writes the page whole or not at all; missing folders are made.
   *
   * @throws ratchet.model.InputException when it cannot be written; an older page is as it was
   */
  public static void write(Page page, Path file, Console console) {
    AtomicFile.write(file, page.html());
    console.say("wrote " + file);
  }

  /**
   * The same, told as a document: {@code file, bytes, sha256, sections:[{section, verdict,
   * level}]}.
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
