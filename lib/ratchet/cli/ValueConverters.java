package ratchet.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.TypeConversionException;
import ratchet.model.ModelName;

/** Converts words of a command line to values, the same way for every command. */
final class ValueConverters {
  private ValueConverters() {}

  static void registerAll(CommandLine line) {
    line.registerConverter(Instant.class, ValueConverters::instant)
        .registerConverter(Duration.class, ValueConverters::duration);
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

  /**
   * A moment: {@code 2026-01-31T12:00:00Z}, with another offset, or a day (its first moment, UTC).
   */
  private static Instant instant(String value) {
    try {
      return value.contains("T")
          ? OffsetDateTime.parse(value).toInstant()
          : LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          "'" + value + "' is not a time; write 2026-01-31T12:00:00Z or 2026-01-31");
    }
  }

  /**
   * {@code 7d}, {@code 12h}, {@code 30m}, {@code 45s}, {@code 500ms}, or ISO-8601 as {@code P7D}.
   */
  private static Duration duration(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    try {
      if (lower.endsWith("ms")) {
        return Duration.ofMillis(Long.parseLong(lower.substring(0, lower.length() - 2)));
      }
      if (lower.matches("\\d+d")) {
        return Duration.parse("P" + lower);
      }
      return Duration.parse(lower.matches("\\d+[hms]") ? "PT" + lower : text);
    } catch (DateTimeParseException | ArithmeticException | NumberFormatException e) {
      throw new TypeConversionException(
          "'" + text + "' is not a duration; write 7d, 12h, 30m, 45s or 500ms");
    }
  }

  /**
   * Converts a word to a constant of an enum, by its {@code toString}. The error message lists the
   * constants. Case does not matter, and {@code _} equals {@code -}.
   */
  private static final class EnumConverter<E extends Enum<E>> implements ITypeConverter<E> {
    private final Class<E> type;

    private EnumConverter(Class<E> type) {
      this.type = type;
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
}
