package ratchet.model;

/**
 * The bytes are not a valid model file of the expected model (exit code 4). The message is {@code
 * <field>: <problem>}, e.g. {@code wFill[3]: is not a finite number (1e999)}, or only {@code
 * <problem>} when the whole file is wrong. A caller that knows the file's name adds it in front
 * with {@link #in(String)}.
 */
public class ModelFormatException extends InputException {
  private static final long serialVersionUID = 1L;

  private static final String WHOLE_FILE = "file";

  private final String field;
  private final String problem;

  /** For a problem of one field; {@code problem} is a predicate, e.g. {@code is missing}. */
  public ModelFormatException(String field, String problem) {
    super(
        field.equals(WHOLE_FILE) ? problem : field + ": " + problem,
        "train the model again, or roll back to a version that loads");
    this.field = field;
    this.problem = problem;
  }

  private ModelFormatException(String file, ModelFormatException cause) {
    super(file + (cause.isOfWholeFile() ? " " : ": ") + cause.getMessage(), cause.remedy(), cause);
    this.field = cause.field;
    this.problem = cause.problem;
  }

  /** A copy of this exception with the file's name in front of the message. */
  public final ModelFormatException in(String file) {
    return new ModelFormatException(file, this);
  }

  /** For a problem of the whole file, e.g. {@code is empty}. */
  public static ModelFormatException ofWholeFile(String problem) {
    return new ModelFormatException(WHOLE_FILE, problem);
  }

  public final boolean isOfWholeFile() {
    return field.equals(WHOLE_FILE);
  }

  /**
   * Path of the wrong field, e.g. {@code models.10m.weights[3]}; {@code file} for the whole file.
   */
  public final String field() {
    return field;
  }

  /** The problem as a predicate, e.g. {@code is missing}. */
  public final String problem() {
    return problem;
  }
}
