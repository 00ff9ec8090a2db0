package ratchet.promote.reload;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ratchet.features.LoadedModel;
import ratchet.model.InputException;
import ratchet.model.Json;
import ratchet.model.ModelFormatException;
import ratchet.model.ModelName;
import ratchet.store.AliasReader;
import ratchet.store.ModelPaths;

/**
 * Asks the runtimes of several models to load what the aliases hold now. Changes no file.
 *
 * @param rows one per runtime, in the order of the models
 */
public record ReloadRun(List<Row> rows) {
  /**
   * One runtime of one model.
   *
   * @param before digest of what it served until then, as far as its metrics told
   */
  public record Row(ModelName model, Optional<String> before, ReloadReply reply) {}

  /** Tells what runtimes serve, as {@link ReloadClient#servedSha256} does. */
  @FunctionalInterface
  public interface Before {
    List<Optional<String>> servedSha256(ModelName model, List<URI> urls);
  }

  public ReloadRun {
    rows = List.copyOf(rows);
  }

  /**
   * Reads every alias first, so that nobody is asked when one of them is bad.
   *
   * @param before asked before anyone reloads
   * @param required models whose alias must be there; another model without one is passed over
   * @throws InputException when a required alias is missing, no alias is there at all, or one does
   *     not load
   */
  public static ReloadRun of(
      ModelPaths paths,
      Map<ModelName, List<URI>> targets,
      List<ModelName> required,
      Before before,
      Reloader reloader) {
    AliasReader aliases = new AliasReader(paths);
    Map<ModelName, ExpectedModel> expected = new EnumMap<>(ModelName.class);
    for (ModelName model : targets.keySet()) {
      aliases.live(model).ifPresent(bytes -> expected.put(model, load(paths, model, bytes)));
    }
    for (ModelName model : targets.keySet()) {
      if (!expected.containsKey(model) && (required.contains(model) || expected.isEmpty())) {
        throw new InputException(
            "nothing is live for " + model.id() + ": " + paths.alias(model) + " does not exist",
            "promote a model first, or point --models-dir or --alias at the file");
      }
    }
    List<Row> rows = new ArrayList<>();
    for (ModelName model : targets.keySet()) {
      List<URI> urls = expected.containsKey(model) ? targets.get(model) : List.of();
      List<Optional<String>> served = before.servedSha256(model, urls);
      List<ReloadReply> replies =
          ask(model, urls, Optional.ofNullable(expected.get(model)), reloader);
      for (int i = 0; i < replies.size(); i++) {
        rows.add(new Row(model, urls.isEmpty() ? Optional.empty() : served.get(i), replies.get(i)));
      }
    }
    return new ReloadRun(rows);
  }

  private static ExpectedModel load(ModelPaths paths, ModelName model, byte[] alias) {
    try {
      return ExpectedModel.of(LoadedModel.load(model, alias));
    } catch (ModelFormatException e) {
      throw e.in(paths.alias(model).toString());
    }
  }

  private static List<ReloadReply> ask(
      ModelName model, List<URI> urls, Optional<ExpectedModel> expected, Reloader reloader) {
    if (expected.isEmpty()) {
      return List.of(ReloadReply.skipped(null, "no_alias"));
    }
    return urls.isEmpty()
        ? List.of(ReloadReply.noUrl())
        : reloader.reload(model, urls, expected.get());
  }

  /** Whether none failed. */
  public boolean accepted() {
    return rows.stream().allMatch(row -> row.reply().outcome().accepted());
  }

  /** {@code runtimes:[{model,url,outcome,…}]}. */
  public ObjectNode toJson() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    ArrayNode runtimes = json.putArray("runtimes");
    for (Row row : rows) {
      ObjectNode runtime = runtimes.addObject();
      runtime.put("model", row.model().id());
      runtime.setAll(row.reply().toJson());
      runtime.put("former_sha256", row.before().orElse(null));
    }
    return json;
  }
}
