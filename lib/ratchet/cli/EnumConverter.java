package ratchet.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.TypeConversionException;
import ratchet.model.ModelName;

/**
 * Reads a word of a fixed set, which is what the enum's {@code toString} says, and answers a wrong
 * one with the right ones. Case does not matter, and {@code _} is the same as {@code -}.
 */
final class EnumConverter<E extends Enum<E>> implements ITypeConverter<E> {
  private final Class<E> type;

  private EnumConverter(Class<E> type) {
    this.type = type;
  }

  /** For every option and parameter of the command that takes such a word. */
  static void registerAll(CommandLine line) {
    for (ArgSpec argument : line.getCommandSpec().args()) {
      for (Class<?> type : argument.auxiliaryTypes()) {
        if (type.isEnum() && type != ModelName.class) {
          register(line, type);
        }
      }
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // isEnum() was asked
  private static void register(CommandLine line, Class<?> type) {
    line.registerConverter((Class) type, new EnumConverter(type));
  }

  @Override
  public E convert(String word) {
    return Arrays.stream(type.getEnumConstants())
        .filter(value -> plain(value.toString()).equals(plain(word)))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'"
                        + word
                        + "' is not one of "
                        + Arrays.stream(type.getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "))));
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
