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
 * The thresholds of the checks, read from {@code health.json} or from a file with the same fields.
 * Shares are from 0 to 1.
 *
 * @param version version of the format; must be 1
 * @param minimumRows required rows by table
 * @param requiredColumns by table, the columns that training reads
 * @param unreadableTimeFailAbove share of rows without a readable time
 * @param futureMinutesFailAbove how many minutes a logged time may lie ahead of the clock
 * @param ageHoursWarnAbove age of a table's last row, hours
 * @param silenceHoursWarnAbove longest pause between two decisions, hours
 * @param silenceTimesUsualWarnAbove longest pause as a multiple of the 99 % quantile of the pauses;
 *     the check warns only when both limits are exceeded
 * @param journalModes SQLite journal modes in which a file can be read while it is written
 * @param pendingLogMegabytesWarnAbove size of the write-ahead log beside the file, MB
 * @param lateSecondsAbove a row is late when a row written before it has a time that is later by
 *     more than this
 * @param lateShareWarnAbove share of a table's rows that are late
 * @param lateFeatureShareWarnAbove share of entries whose first context was logged after the entry
 * @param lateLabelShareWarnAbove share of labels that end after their label window
 * @param lateLabelShareFailAbove the same share
 * @param sharedMintShareWarnAbove share of the holdout's mints that are also in the training rows
 * @param missingInputShareFailAbove share of rows in which a feature has its default because its
 *     input is missing
 * @param routeOnlyShareWarnAbove share of attempts whose context was found by route alone
 * @param routeOnlyShareFailAbove the same share, when contexts contain amounts
 * @param feeMatchShareWarnBelow share of fee decisions that were joined with their outcome
 * @param minimumTrainRows required training rows by model, the same numbers as in its gate
 * @param minorityRowsFailBelow training rows of the rarer class
 * @param minorityShareWarnBelow share of the rarer class in all rows
 * @param holdoutMinorityRowsWarnBelow holdout rows of the rarer class
 * @param featureShareFailBelow share of decisions that have features
 * @param featureShareWarnBelow the same share
 * @param malformedShareFailAbove share of decisions whose context cannot be used
 * @param duplicateShareWarnAbove share of decisions that were logged more than once
 * @param duplicateShareFailAbove the same share
 * @param impossibleShareFailAbove share of a table's rows with an impossible value
 * @param driftFalseAlarmRate probability that the drift check of a model warns although none of its
 *     features drifts
 * @param driftPsiWarnAbove population stability index (PSI) of a feature between training rows and
 *     holdout; the limit is higher where chance alone can exceed it
 * @param singleFeatureAucFailAbove AUC of a single feature as predictor of the label
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

  /** The default thresholds. */
  public static HealthThresholds standard() {
    return parse(Resource.bytes(HealthThresholds.class, RESOURCE), RESOURCE);
  }

  /**
   * Reads thresholds from a file; it must have every field.
   *
   * @throws InputException naming the file and the field that is missing, unknown or not a number
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
