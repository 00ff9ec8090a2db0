package ratchet.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ratchet.model.InputException;
import ratchet.model.Json;
import ratchet.model.ModelName;

class GateRulesTest {
  @Test
  void readsBackWhatItPrints() {
    GateRules standard = GateRules.standard();
    GateRules again = GateRules.parse("mine.json", Json.pretty(standard.json()).getBytes(UTF_8));
    for (ModelName model : ModelName.all()) {
      assertThat(again.rules(model)).isEqualTo(standard.rules(model)).isNotEmpty();
    }
  }

  @Test
  void saysEveryConditionToAPerson() {
    assertThat(GateRules.standard().rules(ModelName.FILLNET))
        .extracting(GateRule::condition)
        .containsExactly(
            "strict JSON of this model, features in order, weights finite and as many",
            "scores of the fixed inputs differ from the trainer's by at most 0.000000001, when"
                + " present",
            "the candidate has every horizon, the hazard model, the golden scores and the"
                + " provenance that production has",
            "status is ok",
            "train_size_fill >= 200",
            "brier is present",
            "every figure of the file equals the one computed on its holdout rows, to 0.000001",
            "brier is lower than the champion's by at least 0.02, or (slip_mape <= 0.3 and brier is"
                + " worse than the champion's by at most 0.005 (lower is better))",
            "at least 25 % of the rows are new to this champion's decisions; each comparison is"
                + " taken at its own level times that share",
            "brier is at most 0.005 worse than the champion's on rows that neither has seen, at"
                + " 97.5 % confidence, from rows worth at least 100 independent ones and 20 of each"
                + " label",
            "where the champion is on probation, brier is at most 0.005 worse than the last"
                + " confirmed version's on rows that neither has seen, at 97.5 % confidence, from"
                + " rows worth at least 100 independent ones and 20 of each label",
            "brier is at most 0.0075 worse than the anchor's on rows that neither has seen, at 97.5"
                + " % confidence, from rows worth at least 100 independent ones and 20 of each"
                + " label",
            "auc is at most 0.01 worse than the champion's on rows that neither has seen, at 97.5 %"
                + " confidence, from rows worth at least 100 independent ones and 20 of each label",
            "where the champion is on probation, auc is at most 0.01 worse than the last confirmed"
                + " version's on rows that neither has seen, at 97.5 % confidence, from rows worth"
                + " at least 100 independent ones and 20 of each label",
            "auc is at most 0.015 worse than the anchor's on rows that neither has seen, at 97.5 %"
                + " confidence, from rows worth at least 100 independent ones and 20 of each label",
            "slip_mae is at most 2 worse than the champion's on rows that neither has seen, at 97.5"
                + " % confidence, from rows worth at least 100 independent ones",
            "where the champion is on probation, slip_mae is at most 2 worse than the last"
                + " confirmed version's on rows that neither has seen, at 97.5 % confidence, from"
                + " rows worth at least 100 independent ones",
            "slip_mae is at most 3 worse than the anchor's on rows that neither has seen, at 97.5 %"
                + " confidence, from rows worth at least 100 independent ones",
            "ttl_mae is at most 50 worse than the champion's on rows that neither has seen, at 97.5"
                + " % confidence, from rows worth at least 100 independent ones",
            "where the champion is on probation, ttl_mae is at most 50 worse than the last"
                + " confirmed version's on rows that neither has seen, at 97.5 % confidence, from"
                + " rows worth at least 100 independent ones",
            "ttl_mae is at most 75 worse than the anchor's on rows that neither has seen, at 97.5 %"
                + " confidence, from rows worth at least 100 independent ones",
            "where nothing is live, brier beats a model without skill on rows that the candidate"
                + " has not seen, at 97.5 % confidence, from rows worth at least 100 independent"
                + " ones and 20 of each label",
            "where nothing is live, auc beats a model without skill on rows that the candidate has"
                + " not seen, at 97.5 % confidence, from rows worth at least 100 independent ones"
                + " and 20 of each label",
            "where nothing is live, slip_mae beats a model without skill on rows that the candidate"
                + " has not seen, at 97.5 % confidence, from rows worth at least 100 independent"
                + " ones",
            "brier is not significantly worse than the champion's, by more than 0.01, in any group"
                + " of the unseen rows by route, at 97.5 % confidence, from rows worth at least 100"
                + " independent ones and 20 of each label",
            "created at most 300 s in the future",
            "created at most 14 days ago",
            "the hook backtest passes, when present",
            "the hook ope passes, when present");
    assertThat(GateRules.standard().rules(ModelName.ALPHA))
        .extracting(GateRule::condition)
        .contains(
            "the largest of train_size_10m, train_size_60m, train_size >= 200",
            "precision_at_50_60m >= 0.5, when present");
  }

  /** So that whoever reads the standard book in a test meets every kind. */
  @Test
  void hasEveryKindOfRule() {
    Set<Class<?>> kinds = new HashSet<>();
    for (ModelName model : ModelName.all()) {
      collect(GateRules.standard().rules(model), kinds);
    }
    assertThat(kinds).containsAll(permitted(GateRule.class).toList());
  }

  private static void collect(List<GateRule> rules, Set<Class<?>> kinds) {
    for (GateRule rule : rules) {
      kinds.add(rule.getClass());
      if (rule instanceof AllOfRule all) {
        collect(all.rules(), kinds);
      } else if (rule instanceof AnyOfRule any) {
        collect(any.rules(), kinds);
      }
    }
  }

  private static Stream<Class<?>> permitted(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(GateRulesTest::permitted)
        : Stream.of(type);
  }

  /** One rule of the book is replaced by a wrong one; the message must lead there. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'rule':'treshold','name':'a'}"
            + "|rule: is 'treshold', not one of structure, golden_score, complete, reproduced,",
        "{'name':'a'}|rule: is missing",
        "{'rule':'threshold','measure':'auc','at_least':0.7}|name: is missing",
        "{'rule':'threshold','name':'A b','measure':'auc','at_least':0.7}"
            + "|name: is not of small letters, digits and _ (A b)",
        "{'rule':'threshold','name':'a','at_least':0.7}"
            + "|measure: is required, or largest_of, but not both",
        "{'rule':'threshold','name':'a','measure':null,'largest_of':['auc'],'at_least':0.7}"
            + "|measure: is required, or largest_of, but not both",
        "{'rule':'threshold','name':'a','measure':'auc'}"
            + "|at_least: is required, or at_most, but not both",
        "{'rule':'threshold','name':'a','measure':'auc','at_least':0.7,'at_most':1}"
            + "|at_least: is required, or at_most, but not both",
        "{'rule':'threshold','name':'a','measure':'auc','at_least':'0.7'}"
            + "|at_least: is not a number (\"0.7\")",
        "{'rule':'threshold','name':'a','measure':'auc','at_least':'NaN'}"
            + "|at_least: is not a number (\"NaN\")",
        "{'rule':'threshold','name':'a','measure':'auc','at_least':1e999}"
            + "|at_least: is not a finite number",
        "{'rule':'threshold','name':'a','measure':'auc','at_least':null}|at_least: is missing",
        "{'rule':'threshold','name':'a','measure':'auc','at_lest':0.7}|at_lest: is unknown",
        "{'rule':'threshold','name':'a','measure':'auc','at_least':0.7,'when_present':'yes'}"
            + "|when_present: is neither true nor false (\"yes\")",
        "{'rule':'threshold','name':'a','measure':'auc','at_least':0.7,'refused':'too low'}"
            + "|refused: is not of letters, digits,",
        "{'rule':'threshold','name':'a','measure':'auc','at_least':0.7,'passed':'{auc}'}"
            + "|passed: is not of letters, digits,",
        "{'rule':'threshold','name':'a','largest_of':[],'at_least':0.7}"
            + "|largest_of: is an empty array",
        "{'rule':'threshold','name':'a','largest_of':[1],'at_least':0.7}"
            + "|largest_of: is not a text (1)",
        "{'rule':'change','name':'a','measure':'auc','by_at_least':0}|better: is missing",
        "{'rule':'change','name':'a','measure':'auc','better':'more','by_at_least':0}"
            + "|better: is 'more', not one of higher, lower",
        "{'rule':'change','name':'a','measure':'auc','better':'higher'}|by_at_least: is missing",
        "{'rule':'presence','name':'a'}|measure: is missing",
        "{'rule':'status','name':'a','allowed':'ok'}|allowed: is not an array",
        "{'rule':'age','name':'a','max_age':'14d'}"
            + "|max_age: is not a duration like P14D or PT5M (14d)",
        "{'rule':'age','name':'a','max_age':'-P1D'}|max_age: is negative (-P1D)",
        "{'rule':'not_in_future','name':'a'}|tolerance: is missing",
        "{'rule':'non_inferior','name':'a','metric':'f1','label':'y_payoff_10m','margin':0.01"
            + ",'confidence':0.95,'min_rows':9,'min_positives':3,'most_rows':99}"
            + "|metric: is 'f1', not one of auc, brier",
        "{'rule':'non_inferior','name':'a','metric':'c_index','label':'y_payoff_10m','margin'"
            + ":0.01,'confidence':0.95,'min_rows':9,'min_positives':3,'most_rows':99}"
            + "|metric: is 'c_index', not one of auc, brier",
        "{'rule':'non_inferior','name':'a','metric':'auc','label':'y_fill','margin':0.01,'con"
            + "fidence':0.95,'min_rows':9,'min_positives':3,'most_rows':99}"
            + "|label: is 'y_fill', not one of y_payoff_10m, y_payoff_60m",
        "{'rule':'non_inferior','name':'a','metric':'auc','label':'y_payoff_10m','margin':-0."
            + "01,'confidence':0.95,'min_rows':9,'min_positives':3,'most_rows':99}"
            + "|margin: is negative (-0.01)",
        "{'rule':'non_inferior','name':'a','metric':'auc','label':'y_payoff_10m','margin':0.0"
            + "1,'confidence':1,'min_rows':9,'min_positives':3,'most_rows':99}"
            + "|confidence: is not at least 0.5 and below 1 (1.0)",
        "{'rule':'non_inferior','name':'a','metric':'auc','label':'y_payoff_10m','margin':0.0"
            + "1,'confidence':0.95,'min_rows':9.5,'min_positives':3,'most_rows':99}"
            + "|min_rows: is not a whole number from 2 (9.5)",
        "{'rule':'non_inferior','name':'a','metric':'auc','label':'y_payoff_10m','margin':0.0"
            + "1,'confidence':0.95,'min_rows':9,'min_positives':3,'most_rows':99,'budget':20}"
            + "|budget: is unknown",
        "{'rule':'non_inferior','name':'a','metric':'auc','margin':0.01,'confidence':0.95,'mi"
            + "n_rows':9,'min_positives':3,'most_rows':99}"
            + "|label: is missing",
        "{'rule':'slice','name':'a','metric':'auc','label':'y_payoff_10m','margin':0.01,'conf"
            + "idence':0.95,'min_rows':9,'min_positives':3,'most_rows':99}"
            + "|by: is missing",
        "{'rule':'slice','name':'a','metric':'auc','label':'y_payoff_10m','margin':0.01,'conf"
            + "idence':0.95,'min_rows':9,'min_positives':3,'most_rows':99,'by':'route'}"
            + "|by: is 'route', not one of day, flow_norm, lp_norm,",
        "{'rule':'slice','name':'a','metric':'auc','label':'y_payoff_10m','margin':0.01,'conf"
            + "idence':0.95,'min_rows':9,'min_positives':3,'most_rows':99,'by':'bias'}"
            + "|by: is 'bias', not one of day, flow_norm, lp_norm,",
        "{'rule':'structure','name':'a','measure':'auc'}"
            + "|measure: is unknown; known here are rule, name, refused, passed",
        "{'rule':'golden_score','name':'a','when_present':1}"
            + "|when_present: is neither true nor false (1)",
        "{'rule':'hook','name':'a'}" + "|hook: is missing",
        "{'rule':'hook','name':'a','hook':'lint'}" + "|hook: is 'lint', not one of backtest, ope",
        "{'rule':'hook','name':'a','hook':'ope','refused':'no'}" + "|refused: is unknown",
        "{'rule':'account','name':'a','least_new':1}" + "|least_new: is not between 0 and 1 (1.0)",
        "{'rule':'account','name':'a'}|least_new: is missing",
        "{'rule':'budget','name':'a','decisions':20}|rule: is 'budget', not one of",
        "{'rule':'any','name':'a','of':[{'rule':'structure','name':'b'}]}"
            + "|of[0].rule: is 'structure', which cannot be part of another rule",
        "{'rule':'all','name':'a','of':[{'rule':'hook','name':'b','hook':'ope'}]}"
            + "|of[0].rule: is 'hook', which cannot be part of another rule",
        "{'rule':'threshold','name':'ope','measure':'auc','at_least':0.7}|holds two rules named"
            + " 'ope' (structure, golden_score, complete, reproduced, backtest and ope are in every"
            + " file)",
        "{'rule':'any','name':'a','of':[]}|of: is an empty array",
        "{'rule':'all','name':'a','of':[{'rule':'presence','name':'b','measure':5}]}"
            + "|of[0].measure: is not a text (5)",
        "{'rule':'any','name':'a','of':[7]}|of[0]: is not a JSON object",
        "{'rule':'all','name':'a','of':[{'rule':'presence','name':'status','measure':'x'}]}"
            + "|holds two rules named 'status'",
      })
  void namesThePathOfAWrongField(String rule, String problem) {
    ObjectNode gateRules = (ObjectNode) GateRules.standard().json();
    JsonNode wrong = Json.read(rule.replace('\'', '"'));
    ((ArrayNode) gateRules.at("/models/alpha")).set(4, wrong);
    // an infinite number is written as a text, and would be refused as one
    String text = Json.line(gateRules).replace("\"Infinity\"", "1e999");
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> GateRules.parse("mine.json", text.getBytes(UTF_8)))
        .withMessageStartingWith("mine.json: models.alpha")
        .withMessageContaining(problem)
        .satisfies(e -> assertThat(e.remedy()).contains("--explain-gates"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|mine.json is empty|is empty",
        "{|mine.json is not valid JSON|is not valid JSON",
        "[]|mine.json is not a JSON object|is not a JSON object",
        "{\"version\":1}|models: |is missing",
        "{\"version\":2,\"models\":{}}|version: |is not 1 (2)",
        "{\"version\":1,\"models\":{},\"mdoels\":{}}|mdoels: |is unknown",
        "{\"version\":1,\"models\":{\"beta\":[]}}|models.beta: |is unknown",
        "{\"version\":1,\"models\":{\"alpha\":[]}}|models.fillnet: |is missing",
        "{\"version\":1,\"models\":{\"fillnet\":[]}}|models.fillnet: |is an empty array",
        "{\"version\":1,\"version\":1,\"models\":{}}|mine.json |Duplicate field",
      })
  void refusesWhatIsNoBook(String content, String path, String problem) {
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> GateRules.parse("mine.json", content.getBytes(UTF_8)))
        .withMessageContaining(problem)
        .withMessageStartingWith("mine.json")
        .withMessageContaining(path);
  }

  @Test
  void hasRulesForTheFileAndTheHooksWhateverItLeavesOut() {
    GateRules silent = alphaIs("[{'rule':'presence','name':'a','measure':'auc_10m'}]");
    assertThat(silent.rules(ModelName.ALPHA))
        .extracting(GateRule::name)
        .containsExactly(
            "structure",
            "golden_score",
            "complete",
            "reproduced",
            "evidence_account",
            "a",
            "backtest",
            "ope");
    assertThat(String.join("\n", silent.explanation(ModelName.all())))
        .contains("  structure: strict JSON", "  ope: the hook ope passes, when present");
  }

  @Test
  void takesItsOwnRulesForTheFileAndTheHooksInTheirPlace() {
    GateRules own =
        alphaIs(
            "[{'rule':'presence','name':'a','measure':'auc_10m'},"
                + "{'rule':'golden_score','name':'golden'},"
                + "{'rule':'structure','name':'file','refused':'bad({measured})'},"
                + "{'rule':'hook','name':'replay','hook':'backtest'}]");
    assertThat(own.rules(ModelName.ALPHA))
        .extracting(GateRule::name)
        .containsExactly(
            "complete", "reproduced", "evidence_account", "a", "golden", "file", "replay", "ope");
    assertThat(own.rules(ModelName.ALPHA).get(1).condition()).doesNotContain("when present");
  }

  @Test
  void refusesARuleBehindAHook() {
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(
            () ->
                alphaIs(
                    "[{'rule':'hook','name':'a','hook':'ope'},"
                        + "{'rule':'presence','name':'b','measure':'auc_10m'}]"))
        .withMessage(
            "mine.json: models.alpha[1]: comes after a hook; hooks run last, so list them last");
  }

  private static GateRules alphaIs(String rules) {
    ObjectNode gateRules = (ObjectNode) GateRules.standard().json();
    ((ObjectNode) gateRules.get("models")).set("alpha", Json.read(rules.replace('\'', '"')));
    return GateRules.parse("mine.json", Json.line(gateRules).getBytes(UTF_8));
  }
}
