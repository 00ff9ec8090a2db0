package ratchet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.Digest;
import ratchet.model.ModelName;
import ratchet.model.RolloutMarker;

class AliasWatchTest {
  private static final byte[] FIRST = TestModels.good(ModelName.FILLNET, 1);
  private static final byte[] SECOND = TestModels.good(ModelName.FILLNET, 2);

  @TempDir Path folder;
  private final BlockingQueue<SlotState> seen = new LinkedBlockingQueue<>();
  private ModelSlot slot;
  private AliasWatch watch;

  @BeforeEach
  void start() {
    TestRuntime.putAlias(folder, ModelName.FILLNET, FIRST);
    Path alias = folder.resolve(ModelName.FILLNET.aliasFile());
    slot =
        new ModelSlot(
            ModelName.FILLNET, alias, new MovableClock(TestModels.CREATED), Optional.empty());
    slot.reload(Reload.Trigger.START);
    watch =
        new AliasWatch(List.of(slot), Duration.ofMillis(5), (changed, state) -> seen.add(state));
  }

  @AfterEach
  void stop() {
    watch.close();
  }

  @Test
  void loadsAReplacedFile() throws Exception {
    TestRuntime.putAlias(folder, ModelName.FILLNET, SECOND);

    SlotState state = next();

    assertThat(state.serving().orElseThrow().sha256()).isEqualTo(Digest.of(SECOND));
    assertThat(state.lastReload().orElseThrow().trigger()).isEqualTo(Reload.Trigger.WATCH);
  }

  @Test
  void noticesAFileThatVanishesAndOneThatReturns() throws Exception {
    Files.delete(slot.alias());
    assertThat(next().lastReload().orElseThrow().outcome()).isEqualTo(Reload.Outcome.MISSING);

    TestRuntime.putAlias(folder, ModelName.FILLNET, FIRST);
    assertThat(next().lastReload().orElseThrow().outcome()).isEqualTo(Reload.Outcome.UNCHANGED);
  }

  @Test
  void tellsABadFileOnceNotAtEveryLook() throws Exception {
    TestRuntime.putAlias(folder, ModelName.FILLNET, new byte[0]);
    assertThat(next().lastReload().orElseThrow().outcome()).isEqualTo(Reload.Outcome.ERROR);
    TestRuntime.putAlias(folder, ModelName.FILLNET, SECOND);

    assertThat(next().lastReload().orElseThrow().outcome()).isEqualTo(Reload.Outcome.OK);
  }

  @Test
  void tellsSomethingUnreadableOnceNotAtEveryLook() throws Exception {
    Files.delete(slot.alias());
    next();
    Files.createDirectory(slot.alias());
    assertThat(next().lastReload().orElseThrow().outcome()).isEqualTo(Reload.Outcome.ERROR);
    Files.delete(slot.alias());
    TestRuntime.putAlias(folder, ModelName.FILLNET, SECOND);

    SlotState state = next();
    while (!state.lastReloadSuccessful()) {
      // the moment between the two is a state of its own
      assertThat(state.lastReload().orElseThrow().outcome()).isEqualTo(Reload.Outcome.MISSING);
      state = next();
    }
    assertThat(state.counts().get(Reload.Outcome.ERROR)).isEqualTo(1);
  }

  @Test
  void doesNotRepeatAReloadThatSomeoneAskedFor() throws Exception {
    TestRuntime.putAlias(folder, ModelName.FILLNET, SECOND);
    slot.reload(Reload.Trigger.REQUEST);
    TestRuntime.putAlias(folder, ModelName.FILLNET, FIRST);
    while (!next().serving().map(ServedModel::sha256).equals(Optional.of(Digest.of(FIRST)))) {
      // the watch may have been faster than the request
    }

    assertThat(slot.state().recent())
        .filteredOn(reload -> reload.trigger() == Reload.Trigger.WATCH)
        .isNotEmpty()
        .allMatch(reload -> reload.outcome() == Reload.Outcome.OK);
  }

  @Test
  void findsAChangeThatDoesNotShowInSizeTimeOrInode() throws Exception {
    FileTime modified = Files.getLastModifiedTime(slot.alias());
    byte[] sameSize = FIRST.clone();
    sameSize[sameSize.length - 2] = ' ';
    // in place: an empty file in between would be another change
    try (SeekableByteChannel file = Files.newByteChannel(slot.alias(), StandardOpenOption.WRITE)) {
      file.position(sameSize.length - 2).write(ByteBuffer.wrap(new byte[] {' '}));
    }
    Files.setLastModifiedTime(slot.alias(), modified);

    assertThat(next().lastReload().orElseThrow().fileSha256()).contains(Digest.of(sameSize));
  }

  @Test
  void leavesAVersionThatIsBeingRolledOutToTheRequest() throws Exception {
    Path marker = RolloutMarker.fileOf(slot.alias());
    Files.write(marker, RolloutMarker.toBytes(Digest.of(SECOND)));
    TestRuntime.putAlias(folder, ModelName.FILLNET, SECOND);
    while (slot.awaited().isEmpty()) {
      Thread.sleep(5);
    }

    assertThat(slot.awaited()).contains(Digest.of(SECOND));
    assertThat(slot.state().serving().orElseThrow().sha256()).isEqualTo(Digest.of(FIRST));
    assertThat(seen).isEmpty();
    assertThat(slot.reload(Reload.Trigger.REQUEST).serving().orElseThrow().sha256())
        .isEqualTo(Digest.of(SECOND));
    assertThat(slot.awaited()).isEmpty();
  }

  @Test
  void loadsWhatWasRolledOutOnceTheMarkerIsGone() throws Exception {
    Path marker = RolloutMarker.fileOf(slot.alias());
    Files.write(marker, RolloutMarker.toBytes(Digest.of(SECOND)));
    TestRuntime.putAlias(folder, ModelName.FILLNET, SECOND);
    while (slot.awaited().isEmpty()) {
      Thread.sleep(5);
    }
    Files.delete(marker);

    assertThat(next().serving().orElseThrow().sha256()).isEqualTo(Digest.of(SECOND));
  }

  @Test
  void isHeldUpByNoMarkerOfAnotherVersionNorByAnOldOrBrokenOne() throws Exception {
    Path marker = RolloutMarker.fileOf(slot.alias());
    Files.write(marker, RolloutMarker.toBytes(Digest.of(FIRST)));
    TestRuntime.putAlias(folder, ModelName.FILLNET, SECOND);
    assertThat(next().serving().orElseThrow().sha256()).isEqualTo(Digest.of(SECOND));

    Files.write(marker, RolloutMarker.toBytes(Digest.of(FIRST)));
    Files.setLastModifiedTime(
        marker, FileTime.from(TestModels.CREATED.minus(RolloutMarker.VALID_FOR).minusSeconds(1)));
    TestRuntime.putAlias(folder, ModelName.FILLNET, FIRST);
    assertThat(next().serving().orElseThrow().sha256()).isEqualTo(Digest.of(FIRST));

    Files.writeString(marker, "{");
    TestRuntime.putAlias(folder, ModelName.FILLNET, SECOND);
    assertThat(next().serving().orElseThrow().sha256()).isEqualTo(Digest.of(SECOND));
  }

  private SlotState next() throws InterruptedException {
    SlotState state = seen.poll(30, TimeUnit.SECONDS);
    assertThat(state).as("noticed").isNotNull();
    return state;
  }
}
