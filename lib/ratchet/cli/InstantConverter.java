package ratchet.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A moment: {@code 2026-01-31T12:00:00Z}, with another offset, or a day (its first moment, UTC).
 */
public final class InstantConverter implements ITypeConverter<Instant> {
  @Override
  public Instant convert(String value) {
    try {
      return value.contains("T")
          ? OffsetDateTime.parse(value).toInstant()
          : LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          "'" + value + "' is no time; write 2026-01-31T12:00:00Z or 2026-01-31");
    }
  }
}
