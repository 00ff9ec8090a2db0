package ratchet.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The content of {@code <alias>.sig}: signed statements, one JSON object per line, the latest last.
 *
 * <p>It holds several statements, because promote writes it before it switches the alias. Until the
 * switch, and if the switch fails, the statement about the former version must still be there.
 */
public final class SignatureFile {
  /** Suffix that is added to the alias's file name. */
  public static final String SUFFIX = ".sig";

  /** Size limit of the file in bytes. */
  public static final int MAX_BYTES = 64 * 1024;

  private static final int REMEMBERED = 20;

  private SignatureFile() {}

  /**
   * The statements, not verified yet.
   *
   * @throws ModelFormatException when the content is too long, or naming the line that is not a
   *     signed statement
   */
  public static List<SignedStatement> read(byte[] content) {
    if (content.length > MAX_BYTES) {
      throw new ModelFormatException("signature", "file is larger than 64 KiB");
    }
    List<SignedStatement> statements = new ArrayList<>();
    for (String line : new String(content, StandardCharsets.UTF_8).lines().toList()) {
      try {
        statements.add(SignedStatement.read(line));
      } catch (InputException | MalformedJsonException e) {
        throw new ModelFormatException(
            "signature", "file, line " + (statements.size() + 1) + ": " + e.getMessage());
      }
    }
    return statements;
  }

  /** The content with one more statement; only the last {@value #REMEMBERED} are kept. */
  public static byte[] with(List<SignedStatement> before, SignedStatement next) {
    List<SignedStatement> all = new ArrayList<>(before);
    all.add(next);
    StringBuilder text = new StringBuilder();
    all.subList(Math.max(0, all.size() - REMEMBERED), all.size())
        .forEach(statement -> text.append(statement.toLine()).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
