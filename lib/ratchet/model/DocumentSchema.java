package ratchet.model;

/**
 * The field {@code schema} of a JSON document, e.g. {@code ratchet.promote/1}: the name of the
 * document and the version of its shape.
 *
 * <p>A new field does not change the version. Removing or renaming a field, or changing its meaning
 * or unit, requires a higher {@link #VERSION} for all documents.
 */
public final class DocumentSchema {
  public static final String FIELD = "schema";

  /** The version of all shapes in {@code docs/json.md}. */
  public static final int VERSION = 1;

  private DocumentSchema() {}

  /**
   * The value of the field for one kind of document.
   *
   * @param document the command that prints it, or {@code status} for a runtime's status
   */
  public static String of(String document) {
    return Toolkit.NAME + "." + document + "/" + VERSION;
  }
}
