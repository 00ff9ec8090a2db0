package ratchet.health;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ratchet.model.InputException;
import ratchet.model.Json;
import ratchet.model.MalformedJsonException;
import ratchet.model.ModelName;
import ratchet.model.Resource;

/**
 * What the checks require, as data: {@code health.json}, or a file of the same fields.
 *
 * @param version 1
 * @param minimumRows by table
 * @param requiredColumns by table: those that training reads
 * @param unreadableTimeFailAbove share of rows without a time that can be read
 * @param futureMinutesFailAbove how far a logged time may lie ahead of the clock
 * @param ageHoursWarnAbove age of a table's last row
 * @param silenceHoursWarnAbove longest pause between two decisions
 * @param silenceTimesUsualWarnAbove the same, in pauses that 99 of 100 do not exceed; both must be
 * @param journalModes in which a file can be read while it is written
 * @param pendingLogMegabytesWarnAbove size of the write-ahead log beside the file
 * @param lateSecondsAbove how much later than a row those may be that were written before it
 * @param lateShareWarnAbove share of a table's rows that are late by more
 * @param lateFeatureShareWarnAbove share of entries whose context came only after them
 * @param lateLabelShareWarnAbove share of labels that reach past their window
 * @param lateLabelShareFailAbove the same
 * @param sharedMintShareWarnAbove share of the holdout's mints that are fitted too
 * @param missingInputShareFailAbove share of rows in which a default stands in for a feature
 * @param routeOnlyShareWarnAbove share of attempts of which only a context of the same route is
 *     known
 * @param routeOnlyShareFailAbove the same, where contexts tell amounts
 * @param feeMatchShareWarnBelow share of fee decisions of which it is known what came after
 * @param minimumTrainRows by model, as its gate will ask
 * @param minorityRowsFailBelow training rows of the rarer class
 * @param minorityShareWarnBelow share of the rarer class in all rows
 * @param holdoutMinorityRowsWarnBelow holdout rows of the rarer class
 * @param featureShareFailBelow share of decisions with features
 * @param featureShareWarnBelow the same
 * @param malformedShareFailAbove share of decisions whose context cannot be used
 * @param duplicateShareWarnAbove share of decisions logged again
 * @param duplicateShareFailAbove the same
 * @param impossibleShareFailAbove share of a table's rows with a value that cannot be
 * @param driftFalseAlarmRate how often, of models none of whose features drifts, one is told to
 * @param driftPsiWarnAbove population stability index of a feature, holdout against the rows to
 *     fit; more where chance alone may give more
 * @param singleFeatureAucFailAbove how well one feature alone may tell the label
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record HealthThresholds(
    int version,
    Map<String, Long> minimumRows,
    Map<String, List<String>> requiredColumns,
    double unreadableTimeFailAbove,
    double futureMinutesFailAbove,
    double ageHoursWarnAbove,
    double silenceHoursWarnAbove,
    double silenceTimesUsualWarnAbove,
    List<String> journalModes,
    double pendingLogMegabytesWarnAbove,
    double lateSecondsAbove,
    double lateShareWarnAbove,
    double lateFeatureShareWarnAbove,
    double lateLabelShareWarnAbove,
    double lateLabelShareFailAbove,
    double sharedMintShareWarnAbove,
    double missingInputShareFailAbove,
    double routeOnlyShareWarnAbove,
    double routeOnlyShareFailAbove,
    double feeMatchShareWarnBelow,
    Map<String, Long> minimumTrainRows,
    long minorityRowsFailBelow,
    double minorityShareWarnBelow,
    long holdoutMinorityRowsWarnBelow,
    double featureShareFailBelow,
    double featureShareWarnBelow,
    double malformedShareFailAbove,
    double duplicateShareWarnAbove,
    double duplicateShareFailAbove,
    double impossibleShareFailAbove,
    double driftFalseAlarmRate,
    double driftPsiWarnAbove,
    double singleFeatureAucFailAbove) {
  private static final String RESOURCE = "health.json";

  private static final ObjectReader READER =
      Json.MAPPER
          .readerFor(HealthThresholds.class)
          .with(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .with(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .with(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  public HealthThresholds {
    if (version != 1) {
      throw new IllegalArgumentException("version is not 1 but " + version);
    }
    minimumRows = ordered(minimumRows);
    requiredColumns = ordered(requiredColumns);
    minimumTrainRows = ordered(minimumTrainRows);
    journalModes = List.copyOf(journalModes);
    for (ModelName model : ModelName.values()) {
      if (!minimumTrainRows.containsKey(model.id())) {
        throw new IllegalArgumentException("minimum_train_rows has no " + model.id());
      }
    }
  }

  /** The toolkit's own. */
  public static HealthThresholds standard() {
    return parse(Resource.bytes(HealthThresholds.class, RESOURCE), RESOURCE);
  }

  /**
   * @throws InputException naming the file and the field that is missing, unknown or no number
   */
  public static HealthThresholds read(Path file) {
    try {
      return parse(Files.readAllBytes(file), file.toString());
    } catch (IOException e) {
      throw new InputException(
          "cannot read " + file + ": " + e.getClass().getSimpleName(),
          "name a file with the fields of lib/ratchet/health/health.json",
          e);
    }
  }

  private static HealthThresholds parse(byte[] content, String name) {
    try {
      return READER.readValue(Json.read(content));
    } catch (MalformedJsonException e) {
      throw wrong(name, e.getMessage(), e);
    } catch (JsonMappingException e) {
      throw wrong(name, e.getPathReference() + ": " + e.getOriginalMessage(), e);
    } catch (JsonProcessingException e) {
      throw wrong(name, e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputException wrong(String name, String problem, Exception cause) {
    return new InputException(
        name + ": " + problem, "compare with lib/ratchet/health/health.json", cause);
  }

  private static <T> Map<String, T> ordered(Map<String, T> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
