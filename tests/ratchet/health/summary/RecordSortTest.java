package ratchet.health.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ratchet.health.OpenFiles;
import ratchet.model.InputException;

class RecordSortTest {
  private static final int RECORD_BYTES = Long.BYTES + Integer.BYTES;

  @TempDir Path folder;

  /** A record: what it is ordered by, and the how manieth it came. */
  private record Numbered(long key, int number) {}

  @Property(tries = 300)
  void anyRecordsAreSorted(
      @ForAll @Size(max = 60) List<Long> keys, @ForAll @IntRange(min = 1, max = 200) int buffer) {
    assertThat(sorted(keys, buffer)).isEqualTo(expected(keys));
  }

  @Property(tries = 300)
  void equalOnesStayAsTheyCame(
      @ForAll @Size(max = 60) List<@LongRange(min = -1, max = 1) Long> keys,
      @ForAll @IntRange(min = 1, max = 200) int buffer) {
    assertThat(sorted(keys, buffer)).isEqualTo(expected(keys));
  }

  /** From a buffer for one record, a run each, to one for all. */
  @ParameterizedTest
  @ValueSource(ints = {12, 100, 4_096, 100_000, 1 << 20})
  void manyRunsAreMerged(int buffer) {
    SplittableRandom random = new SplittableRandom(buffer);
    List<Long> keys = random.longs(20_000, 0, 9_000).boxed().toList();
    assertThat(sorted(keys, buffer)).isEqualTo(expected(keys));
  }

  @Test
  void aLogThatFollowsAnotherIsMergedWithIt() {
    List<Long> keys =
        LongStream.concat(LongStream.range(0, 3_000), LongStream.range(1_000, 4_000))
            .boxed()
            .toList();
    assertThat(sorted(keys, 256)).isEqualTo(expected(keys));
  }

  @Test
  void whatCameInOrderIsLeftAsItIs() throws IOException {
    SpoolSpace space = new SpoolSpace(Files.createDirectory(folder.resolve("own")), 256);
    try (RecordSort sort = new RecordSort(RECORD_BYTES, space)) {
      add(sort, LongStream.range(0, 1_000).map(key -> key / 3).boxed().toList());
      // from here on there cannot be another file
      Files.delete(space.folder());
      assertThat(read(sort.sorted())).hasSize(1_000);
    }
  }

  @Test
  void aFolderThatIsGoneBeforeTheRunsAreMergedIsNamedAndNoFileIsKept() throws IOException {
    SpoolSpace space = new SpoolSpace(Files.createDirectory(folder.resolve("own")), 256);
    try (RecordSort sort = new RecordSort(RECORD_BYTES, space)) {
      add(sort, LongStream.range(0, 1_000).map(key -> -key).boxed().toList());
      Files.delete(space.folder());
      assertThatThrownBy(sort::sorted)
          .isInstanceOfSatisfying(
              InputException.class,
              failure -> {
                assertThat(failure).hasMessageContaining("own: there is no such folder");
                assertThat(failure.remedy()).contains("twice 12 bytes for each row");
              });
    }
    assertThat(OpenFiles.in(folder)).isEmpty();
  }

  @Test
  void whatTheBufferHoldsIsSortedWithoutAFolder() {
    SpoolSpace none = new SpoolSpace(folder.resolve("none"), 1_200);
    List<Long> keys = LongStream.range(0, 100).map(key -> -key).boxed().toList();
    try (RecordSort sort = new RecordSort(RECORD_BYTES, none)) {
      add(sort, keys);
      assertThat(read(sort.sorted())).isEqualTo(expected(keys));
    }
  }

  @Test
  void onlyTheMergedFileIsKeptAndNoneWhenItIsClosed() throws IOException {
    try (RecordSort sort = new RecordSort(RECORD_BYTES, new SpoolSpace(folder, 256))) {
      add(sort, LongStream.range(0, 1_000).map(key -> -key).boxed().toList());
      assertThat(OpenFiles.in(folder)).hasSize(1);
      sort.sorted();
      assertThat(OpenFiles.in(folder)).hasSize(1);
    }
    assertThat(OpenFiles.in(folder)).isEmpty();
  }

  private static List<Numbered> sorted(List<Long> keys, int bufferBytes) {
    SpoolSpace space = new SpoolSpace(SpoolSpace.standard().folder(), bufferBytes);
    try (RecordSort sort = new RecordSort(RECORD_BYTES, space)) {
      add(sort, keys);
      Records records = sort.sorted();
      List<Numbered> first = read(records);
      assertThat(records.size()).isEqualTo(keys.size());
      assertThat(read(records)).isEqualTo(first);
      return first;
    }
  }

  private static void add(RecordSort sort, List<Long> keys) {
    ByteBuffer record = ByteBuffer.allocate(RECORD_BYTES);
    for (int number = 0; number < keys.size(); number++) {
      sort.add(record.clear().putLong(keys.get(number)).putInt(number));
    }
  }

  private static List<Numbered> read(Records records) {
    List<Numbered> all = new ArrayList<>();
    ByteBuffer record = ByteBuffer.allocate(RECORD_BYTES);
    records.rewind();
    while (records.next()) {
      records.copyTo(record.clear());
      all.add(new Numbered(records.key(), record.getInt(Long.BYTES)));
    }
    return all;
  }

  private static List<Numbered> expected(List<Long> keys) {
    return IntStream.range(0, keys.size())
        .mapToObj(number -> new Numbered(keys.get(number), number))
        .sorted(Comparator.comparingLong(Numbered::key).thenComparingInt(Numbered::number))
        .toList();
  }
}
