package ratchet.promote.reload;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ratchet.features.LoadedModel;
import ratchet.model.InputException;
import ratchet.model.Json;
import ratchet.model.ModelFormatException;
import ratchet.model.ModelName;
import ratchet.promote.reload.Reloader.ExpectedModel;
import ratchet.store.AliasReader;
import ratchet.store.ModelPaths;

/**
 * Asks the runtimes of several models to load the versions that are live now. Changes no file.
 *
 * <p>A model whose alias is missing or does not load is a row of its own and a fault; the runtimes
 * of the other models still receive their requests.
 *
 * @param rows at least one per model, one per runtime that was asked, in the order of the models
 * @param faults the reasons for which models were not reloaded; often empty
 */
public record ReloadRun(List<Row> rows, List<InputException> faults) {
  private static final String NO_ALIAS = "no_alias";

  /**
   * One runtime of one model.
   *
   * @param before digest of the version that it served before; empty when its metrics do not have
   *     it
   */
  public record Row(ModelName model, Optional<String> before, ReloadReply reply) {
    /** Whether the alias exists but does not load, so that no runtime was asked. */
    public boolean hasUnreadableAlias() {
      return reply.url() == null
          && !reply.equals(ReloadReply.noUrl())
          && !reply.detail().equals(NO_ALIAS);
    }
  }

  /** Reads which versions runtimes serve, as {@link ReloadClient#servedSha256} does. */
  @FunctionalInterface
  public interface Before {
    List<Optional<String>> servedSha256(ModelName model, List<URI> urls);
  }

  public ReloadRun {
    rows = List.copyOf(rows);
    faults = List.copyOf(faults);
  }

  /**
   * Reloads.
   *
   * @param targets addresses by model; a model without any is a row {@code skipped(no_url)}
   * @param required models whose alias must exist; another model without one is skipped
   * @param before called before the runtimes of a model reload
   */
  public static ReloadRun of(
      ModelPaths paths,
      Map<ModelName, List<URI>> targets,
      List<ModelName> required,
      Before before,
      Reloader reloader) {
    AliasReader aliases = new AliasReader(paths);
    List<Row> rows = new ArrayList<>();
    List<InputException> faults = new ArrayList<>();
    boolean isAsked = false;
    for (ModelName model : targets.keySet()) {
      List<URI> urls = targets.get(model);
      try {
        Optional<byte[]> alias = aliases.live(model);
        if (alias.isEmpty()) {
          rows.add(skipped(model, NO_ALIAS));
          if (required.contains(model)) {
            faults.add(missing(paths, model));
          }
        } else if (urls.isEmpty()) {
          ExpectedModel.of(load(paths, model, alias.get()));
          rows.add(new Row(model, Optional.empty(), ReloadReply.noUrl()));
        } else {
          ExpectedModel expected = ExpectedModel.of(load(paths, model, alias.get()));
          isAsked = true;
          rows.addAll(ask(model, urls, expected, before, reloader));
        }
      } catch (InputException e) {
        rows.add(skipped(model, e.getMessage()));
        faults.add(e);
      }
    }
    if (!isAsked && faults.isEmpty()) {
      faults.add(nothing(paths, rows));
    }
    return new ReloadRun(rows, faults);
  }

  /** Whether no model has an alias. */
  public boolean nothingIsLive() {
    return rows.stream().allMatch(row -> row.reply().detail().equals(NO_ALIAS));
  }

  private static LoadedModel load(ModelPaths paths, ModelName model, byte[] alias) {
    try {
      return LoadedModel.load(model, alias);
    } catch (ModelFormatException e) {
      throw e.in(paths.alias(model).toString());
    }
  }

  private static List<Row> ask(
      ModelName model, List<URI> urls, ExpectedModel expected, Before before, Reloader reloader) {
    List<Optional<String>> served = before.servedSha256(model, urls);
    List<ReloadReply> replies = reloader.reload(model, urls, expected);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < replies.size(); i++) {
      rows.add(new Row(model, served.get(i), replies.get(i)));
    }
    return rows;
  }

  private static Row skipped(ModelName model, String why) {
    return new Row(model, Optional.empty(), ReloadReply.skipped(null, why));
  }

  private static InputException missing(ModelPaths paths, ModelName model) {
    return new InputException(
        "nothing is live for " + model.id() + ": " + paths.alias(model) + " does not exist",
        "promote a model first, or correct --models-dir or --alias");
  }

  private static InputException nothing(ModelPaths paths, List<Row> rows) {
    boolean isLive = rows.stream().anyMatch(row -> !row.reply().detail().equals(NO_ALIAS));
    return new InputException(
        isLive
            ? "no runtime was asked: the live models have no reload address"
            : "no runtime was asked: nothing is live in " + paths.directory(),
        isLive
            ? "name one with --reload-url MODEL=URL or PROMOTE_<MODEL>_RELOAD_URL"
            : "promote a model first, or correct --models-dir or --alias");
  }

  /** Whether no runtime failed. */
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
