package ratchet.data.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import ratchet.data.sqlite.Database;

/** Hands rows on, and remembers what each file gave. */
final class PartDigests implements TrainingRowSink {
  private final Database database;
  private final TrainingRowSink sink;
  private RowDigest[] digests;
  private long[] rows;
  private int part;

  PartDigests(Database database, TrainingRowSink sink) {
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

  /** Of all rows so far; to be called once. */
  FilesRead files() {
    List<FilesRead.OfFile> files = new ArrayList<>();
    for (Database own : database.parts()) {
      files.add(
          new FilesRead.OfFile(
              own.file().toString(), digests[files.size()].hex(), rows[files.size()]));
    }
    List<FilesRead.Shared> shared = new ArrayList<>();
    database
        .shared()
        .forEach(
            (between, count) ->
                shared.add(
                    new FilesRead.Shared(
                        files.get(between.one()).file(),
                        files.get(between.other()).file(),
                        count)));
    return new FilesRead(
        files, database.skipped().stream().map(own -> name(own.file())).sorted().toList(), shared);
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
