package ratchet.cli;

import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;
import ratchet.model.ModelName;

/** A model by its name, such as {@code alpha}, in capitals or small letters. */
final class ModelNameConverter implements ITypeConverter<ModelName> {
  @Override
  public ModelName convert(String value) {
    return ModelName.all().stream()
        .filter(model -> model.id().equalsIgnoreCase(value))
        .findFirst()
        .orElseThrow(() -> new TypeConversionException(problem(value)));
  }

  static String problem(String value) {
    return "'"
        + value
        + "' is no model; write "
        + ModelName.all().stream().map(ModelName::id).collect(Collectors.joining(", "));
  }

  /** A word that a command could only take for a model, and did not: picocli calls it unmatched. */
  static Optional<String> problem(UnmatchedArgumentException failure) {
    boolean takesModels =
        failure.getCommandLine().getCommandSpec().positionalParameters().stream()
            .anyMatch(parameter -> parameter.auxiliaryTypes()[0] == ModelName.class);
    String word = failure.getUnmatched().get(0);
    return takesModels
            && !failure.isUnknownOption()
            && ModelName.all().stream().noneMatch(model -> model.id().equalsIgnoreCase(word))
        ? Optional.of(problem(word))
        : Optional.empty();
  }
}
