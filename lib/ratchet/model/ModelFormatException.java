package ratchet.model;

/**
 * The bytes are not a model file of the kind they were taken for. The message reads {@code <field>:
 * <problem>}, e.g. {@code wFill[3]: is not a finite number (1e999)}, or just {@code <problem>}
 * where the file as a whole is wrong; the caller that knows the file's name puts it in front with
 * {@link #in(String)}.
 */
public class ModelFormatException extends InputException {
  private static final long serialVersionUID = 1L;

  private static final String WHOLE_FILE = "file";

  private final String field;
  private final String problem;

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

  /** This failure with the file's name in front. */
  public final ModelFormatException in(String file) {
    return new ModelFormatException(file, this);
  }

  /** The file as a whole is wrong, e.g. {@code is empty}. */
  public static ModelFormatException ofWholeFile(String problem) {
    return new ModelFormatException(WHOLE_FILE, problem);
  }

  public final boolean isOfWholeFile() {
    return field.equals(WHOLE_FILE);
  }

  /** Path of the wrong field, e.g. {@code models.10m.weights[3]}; {@code file} for the whole. */
  public final String field() {
    return field;
  }

  public final String problem() {
    return problem;
  }
}
