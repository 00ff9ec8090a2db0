package ratchet.data.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ratchet.data.sqlite.Database;
import ratchet.model.ModelName;

/** Passes rows on, and counts and digests the rows of each file. */
final class PartDigests implements TrainingRowSink {
  private final ModelName model;
  private final Database database;
  private final TrainingRowSink sink;
  private RowDigest[] digests;
  private long[] rows;
  private int part;
  private Map<Database.PartPair, Long> shared;

  /**
   * @param model of the rows. For FillNet shared attempts are counted here; for the others the
   *     database counts shared rows as they are read
   */
  PartDigests(ModelName model, Database database, TrainingRowSink sink) {
    this.model = model;
    this.database = database;
    this.sink = sink;
    reset();
  }

  private void reset() {
    int parts = database.parts().size();
    digests = new RowDigest[parts];
    for (int i = 0; i < parts; i++) {
      digests[i] = new RowDigest();
    }
    rows = new long[parts];
    shared = new HashMap<>();
  }

  @Override
  public void expect(long most) {
    sink.expect(most);
  }

  @Override
  public void clear() {
    reset();
    sink.clear();
  }

  @Override
  public void from(int ofPart) {
    part = ofPart;
  }

  @Override
  public void shared(int one, int other) {
    shared.merge(Database.PartPair.of(one, other), 1L, Long::sum);
    sink.shared(one, other);
  }

  @Override
  public void add(
      long decisionMs,
      long labelEndMs,
      byte[] key,
      byte[] mint,
      double[] labels,
      double[] outcomes,
      double[] features) {
    RowDigest digest = digests[part];
    digest.row(decisionMs, labelEndMs, key);
    for (double label : labels) {
      digest.number(label);
    }
    for (double feature : features) {
      digest.number(feature);
    }
    rows[part]++;
    sink.add(decisionMs, labelEndMs, key, mint, labels, outcomes, features);
  }

  /** The files, with digests and counts of all rows so far; call it once. */
  FilesRead files() {
    List<FilesRead.OfFile> files = new ArrayList<>();
    for (Database own : database.parts()) {
      files.add(
          new FilesRead.OfFile(
              own.file().toString(), digests[files.size()].hex(), rows[files.size()]));
    }
    List<FilesRead.RepeatedRows> twice = new ArrayList<>();
    (model == ModelName.FILLNET ? shared : database.shared())
        .forEach(
            (between, count) ->
                twice.add(
                    new FilesRead.RepeatedRows(
                        files.get(between.one()).file(),
                        files.get(between.other()).file(),
                        count)));
    twice.sort(
        Comparator.comparing(FilesRead.RepeatedRows::one)
            .thenComparing(FilesRead.RepeatedRows::other));
    return new FilesRead(
        files, database.skipped().stream().map(own -> name(own.file())).sorted().toList(), twice);
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
