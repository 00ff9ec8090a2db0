package ratchet.watch;

import java.util.Map;
import java.util.OptionalLong;
import ratchet.data.sqlite.Database;
import ratchet.data.training.ReadOptions;
import ratchet.data.training.TrainingReader;
import ratchet.data.training.TrainingRowSink;
import ratchet.data.training.TrainingSummary;
import ratchet.features.LoadedModel;
import ratchet.logs.LogFiles;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.store.AliasReader;
import ratchet.store.ModelPaths;

/**
 * A source that reads versions from the history of a models folder, and outcomes from database
 * files that services may be writing to. A file is locked only while it is read.
 */
public record LoggedSource(ModelPaths paths, LogFiles database) implements Watch.Source {
  @Override
  public byte[] version(ModelName model, String sha256) {
    return new AliasReader(paths)
        .archived(model, sha256)
        .orElseThrow(
            () ->
                new InputException(
                    AliasReader.version(paths, model, sha256) + " is missing",
                    "restore it from a backup of the models folder"));
  }

  @Override
  public TrainingSummary rows(ModelName model, LoadedModel live, TrainingRowSink sink) {
    double trailBps =
        live.file()
            .header()
            .provenance()
            .map(from -> from.hyperParameters().get("trail_bps"))
            .orElse(ReadOptions.DEFAULT_TRAIL_BPS);
    ReadOptions options = new ReadOptions(OptionalLong.empty(), trailBps);
    return Database.read(
        database,
        opened -> {
          // after a file was left out, all rows are read again
          sink.clear();
          return TrainingReader.forEachRow(opened, Map.of(model, sink), options).get(model);
        });
  }
}
