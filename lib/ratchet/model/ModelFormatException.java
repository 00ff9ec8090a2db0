package ratchet.model;

/**
 * The bytes are not a model file of the kind they were taken for. The message reads {@code <field>:
 * <problem>}, e.g. {@code wFill[3]: is not a finite number (1e999)}; the caller that knows the
 * file's name puts it in front with {@link #in(String)}.
 */
public final class ModelFormatException extends InputException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final String problem;

  public ModelFormatException(String field, String problem) {
    super(field + ": " + problem, "train the model again, or roll back to a version that loads");
    this.field = field;
    this.problem = problem;
  }

  private ModelFormatException(String file, ModelFormatException cause) {
    super(file + ": " + cause.getMessage(), cause.remedy(), cause);
    this.field = cause.field;
    this.problem = cause.problem;
  }

  /** The same failure, told of a file. */
  public ModelFormatException in(String file) {
    return new ModelFormatException(file, this);
  }

  /** Path of the wrong field, e.g. {@code models.10m.weights[3]}; {@code file} for the whole. */
  public String field() {
    return field;
  }

  public String problem() {
    return problem;
  }
}
