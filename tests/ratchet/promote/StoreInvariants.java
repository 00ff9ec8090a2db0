package ratchet.promote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ratchet.features.LoadedModel;
import ratchet.model.Digest;
import ratchet.model.ModelName;
import ratchet.store.AliasStore;
import ratchet.store.Ledger;
import ratchet.store.LedgerEvent;
import ratchet.store.LedgerVerification;
import ratchet.store.LiveVersions;
import ratchet.store.ModelPaths;
import ratchet.store.StoredVersions;

/** What must hold after a kill. */
public final class StoreInvariants {
  private StoreInvariants() {}

  /**
   * The alias loads and is what the ledger last said or one of these versions; the next run
   * recovers what is left, says so when there is something, and leaves a folder with nothing to
   * recover.
   */
  public static void assertWhole(ModelPaths paths, int... versions) {
    byte[] alias = StoredVersions.alias(paths);
    LoadedModel.load(ModelName.FILLNET, alias);
    Ledger ledger = new Ledger(paths.ledger());
    Optional<LedgerEvent> said = LiveVersions.of(ModelName.FILLNET, ledger.read());
    List<String> possible =
        Stream.concat(
                said.stream().map(LedgerEvent::toSha256),
                Arrays.stream(versions).mapToObj(StoredVersions::sha256))
            .toList();
    assertThat(possible).contains(Digest.of(alias));
    boolean recorded = said.map(LedgerEvent::toSha256).equals(Optional.of(Digest.of(alias)));
    boolean unfinished =
        !recorded
            || !StoredVersions.unfinished(paths.directory()).isEmpty()
            || ledger.hasUnfinishedLine();
    try (AliasStore store = StoredVersions.open(paths)) {
      assertThat(store.recovered().isEmpty()).as("says what it recovered").isEqualTo(!unfinished);
      assertThat(StoredVersions.alias(paths)).as("recovery changes no alias").isEqualTo(alias);
      assertThat(store.ledger().verify()).isInstanceOf(LedgerVerification.Intact.class);
      if (!recorded) {
        assertThat(store.archived(ModelName.FILLNET, Digest.of(alias))).contains(alias);
      }
      assertThat(LiveVersions.of(ModelName.FILLNET, store.ledger().read()))
          .map(LedgerEvent::toSha256)
          .contains(Digest.of(alias));
    }
    assertThat(StoredVersions.unfinished(paths.directory())).isEmpty();
    try (AliasStore store = StoredVersions.open(paths)) {
      assertThat(store.recovered()).isEmpty();
    }
  }
}
