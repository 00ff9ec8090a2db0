package ratchet.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import ratchet.features.GoldenInputs;
import ratchet.model.Digest;
import ratchet.model.FillNetModel;
import ratchet.model.Metrics;
import ratchet.model.ModelHeader;
import ratchet.model.ModelName;
import ratchet.model.ModelWriter;
import ratchet.model.SigningKey;
import ratchet.promote.reload.Reloader.ExpectedModel;

/** FillNet versions that load, and folders that hold them. */
public final class StoredVersions {
  public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  public static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
  public static final Duration SHORT = Duration.ofMillis(100);

  private StoredVersions() {}

  /** A version of its own for each number. */
  public static byte[] version(int number) {
    ModelHeader header =
        new ModelHeader(
            NOON.plusSeconds(number),
            "ok",
            List.of("bias", "sDepth", "sCong", "sSpread", "sVol", "sAge", "sRug", "sSlipReq"),
            new Metrics(Map.of("brier", 0.2)),
            Map.of("train_size", 1000L),
            List.of(),
            List.of(),
            Optional.empty());
    List<Double> weights = List.of(0.1 * number, 0.5, -0.3, 0.2, 0.1, 0.0, 0.4, -0.2);
    return ModelWriter.write(
        GoldenInputs.stamp(
            new FillNetModel(
                header,
                weights,
                List.of(20.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0),
                List.of(400.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0))));
  }

  public static String sha256(int number) {
    return Digest.of(version(number));
  }

  public static ExpectedModel expected(int number) {
    return ExpectedModel.of(ModelName.FILLNET, version(number));
  }

  public static AliasStore open(ModelPaths paths) {
    return open(paths, SHORT, CLOCK, LedgerAuthor.of("test"), new LocalFileOperations());
  }

  public static AliasStore open(
      ModelPaths paths,
      Duration lockTimeout,
      Clock clock,
      LedgerAuthor author,
      FileOperations operations) {
    return AliasStore.open(
        new PromotionSettings(paths, Map.of(), lockTimeout, false, false, author),
        clock,
        operations);
  }

  /** Promotes the versions one after the other, as a confirmed promotion leaves them. */
  public static void promote(ModelPaths paths, int... numbers) {
    promote(Optional.empty(), paths, numbers);
  }

  /** The same, signed. */
  public static void promote(SigningKey key, ModelPaths paths, int... numbers) {
    promote(Optional.of(key), paths, numbers);
  }

  private static void promote(Optional<SigningKey> key, ModelPaths paths, int... numbers) {
    PromotionSettings settings =
        PromotionSettings.of(paths, Map.of(), LedgerAuthor.of("test")).signedWith(key);
    try (AliasStore store = AliasStore.open(settings, CLOCK)) {
      for (int number : numbers) {
        String before = store.liveSha256(ModelName.FILLNET).orElse(null);
        store.replace(ModelName.FILLNET, version(number));
        store.ledger().append(event(LedgerEvent.Kind.PROMOTED, before, sha256(number), NOON));
      }
    }
  }

  public static LedgerEvent event(LedgerEvent.Kind kind, String from, String to, Instant at) {
    return LedgerEvent.of(
        at, kind, ModelName.FILLNET, from, to, "because", new LedgerAuthor("u", "h", "test"));
  }

  public static byte[] alias(ModelPaths paths) {
    try {
      return Files.readAllBytes(paths.alias(ModelName.FILLNET));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Files below the folder that were begun and not finished. */
  public static List<Path> unfinished(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(AliasStore.TEMPORARY_SUFFIX)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
