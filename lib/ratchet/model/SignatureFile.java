package ratchet.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The content of {@code <alias>.sig}: signed statements, one JSON object a line, the latest last.
 *
 * <p>It holds several, because it is written before the alias is switched: in between, and after a
 * switch that never happened, the statement about the former version must still be there.
 */
public final class SignatureFile {
  /** What the alias's file name is followed by. */
  public static final String SUFFIX = ".sig";

  /** Bytes beyond which it is no signature file. */
  public static final int MAX_BYTES = 64 * 1024;

  private static final int REMEMBERED = 20;

  private SignatureFile() {}

  /**
   * @throws ModelFormatException naming the line that is not a signed statement
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

  /** The content with one more statement; the oldest beyond {@value #REMEMBERED} are dropped. */
  public static byte[] with(List<SignedStatement> before, SignedStatement next) {
    List<SignedStatement> all = new ArrayList<>(before);
    all.add(next);
    StringBuilder text = new StringBuilder();
    all.subList(Math.max(0, all.size() - REMEMBERED), all.size())
        .forEach(statement -> text.append(statement.toLine()).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
