package ratchet.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ratchet.browser.Chromium;
import ratchet.model.Digest;
import ratchet.model.ModelName;

/** The page as people meet it: three models serve, Survival's file is missing. */
@Timeout(240)
class StatusPageInBrowserTest {
  private static final String ARTICLE =
      "document.querySelector('article[aria-labelledby=\"model-%s\"]')";

  @TempDir Path folder;
  private TestRuntime runtime;
  private Chromium browser;

  @BeforeEach
  void open() throws Exception {
    Optional<Path> program = Chromium.program();
    assumeTrue(program.isPresent(), "chromium is not on the PATH");
    Path models = Files.createDirectory(folder.resolve("models"));
    for (ModelName model : List.of(ModelName.FILLNET, ModelName.ALPHA, ModelName.RUGGUARD)) {
      TestRuntime.putAlias(models, model, recent(model, 1));
    }
    runtime = TestRuntime.start(Role.ALL, models, options -> options.clock(Clock.systemUTC()));
    browser = Chromium.start(program.get(), Files.createDirectory(folder.resolve("profile")));
    browser.resize(1280, 900);
    browser.open(runtime.server.uri());
    browser.await("document.querySelectorAll('article').length === 4");
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
    if (runtime != null) {
      runtime.close();
    }
  }

  @Test
  void showsEachModelAndWhatItIs() {
    String sha256 = runtime.server.models().get(ModelName.FILLNET).serving().orElseThrow().sha256();

    assertThat(text("fillnet")).contains("FillNet", "✓ ok", sha256, "2.0 h", "start");
    assertThat(text("alpha")).contains("Alpha ranker", "✓ ok");
    assertThat(text("rugguard")).contains("RugGuard", "✓ ok");
    assertThat(text("survival"))
        .contains("Survival", "∅ missing", "survival.json: there is no file", "none serves");
    assertThat(browser.evaluate("document.title").asText())
        .isEqualTo("(!) Ratchet runtime, all models");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void updatesByItself() {
    byte[] next = recent(ModelName.FILLNET, 2);
    TestRuntime.putAlias(runtime.folder, ModelName.FILLNET, next);
    TestRuntime.putAlias(runtime.folder, ModelName.SURVIVAL, recent(ModelName.SURVIVAL, 2));
    runtime.reload();

    browser.await(ARTICLE.formatted("fillnet") + ".innerText.includes('" + Digest.of(next) + "')");
    browser.await(ARTICLE.formatted("survival") + ".innerText.includes('✓ ok')");
    assertThat(browser.evaluate("document.getElementById('news').textContent").asText())
        .contains("FillNet serves another version", "Survival is now ok");
    assertThat(browser.evaluate("document.title").asText())
        .isEqualTo("Ratchet runtime, all models");

    runtime.post(
        "/score/fillnet", "[" + "{\"slippageBps\": 32},".repeat(99) + TestRuntime.CONTEXT + "]");

    browser.await(ARTICLE.formatted("fillnet") + ".innerText.includes('Scored\\n100')");
    assertThat(text("fillnet")).contains("Recent scores n 100").containsPattern("(ms|µs) n \\d+");
    assertThat(
            browser
                .evaluate(ARTICLE.formatted("fillnet") + ".querySelector('svg').ariaLabel")
                .asText())
        .startsWith("100 recent scores; most of them between");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void saysThatTheRuntimeIsGoneAndThatItIsBack() {
    browser.await("document.getElementById('offline').hidden");

    runtime.close();

    browser.await(
        "!document.getElementById('offline').hidden"
            + " && document.getElementById('offline').innerText.includes('has not answered')");
    assertThat(text("fillnet")).contains("✗ no answer").doesNotContain("✓ ok");
    assertThat(browser.evaluate("document.getElementById('offline').innerText").asText())
        .matches("(?s).*since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC;.*");
    assertThat(browser.evaluate("document.title").asText()).startsWith("(!) no answer: Ratchet ");
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 390, 768, 1280})
  void fitsTheWidth(int width) {
    TestRuntime.putAlias(runtime.folder, ModelName.FILLNET, new byte[] {'{'});
    runtime.reload();
    browser.resize(width, 800);
    browser.await(ARTICLE.formatted("fillnet") + ".className === 'degraded'");

    assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
        .isLessThanOrEqualTo(width);
    assertThat(
            browser
                .evaluate("[...document.querySelectorAll('article')].map(a => a.clientWidth)")
                .get(0)
                .asInt())
        .isGreaterThan(width < 600 ? width - 60 : 270);
    assertThat(browser.complaints()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void canBeReadInBothSchemes(String scheme) {
    TestRuntime.putAlias(runtime.folder, ModelName.FILLNET, new byte[] {'{'});
    runtime.reload();
    browser.prefer(scheme);
    browser.await(ARTICLE.formatted("fillnet") + ".className === 'degraded'");

    assertThat(browser.faintText()).isEmpty();
    String ground = browser.evaluate("getComputedStyle(document.body).backgroundColor").asText();
    int red = Integer.parseInt(ground.replaceAll("rgb\\((\\d+),.*", "$1"));
    assertThat(red > 128).as(ground).isEqualTo(scheme.equals("light"));
  }

  @Test
  void isWalkedByKeyboard() {
    List<String> reached = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      browser.press("Tab", 9);
      JsonNode focused =
          browser.evaluate(
              "({name: document.activeElement.getAttribute('aria-labelledby')"
                  + " || document.activeElement.textContent,"
                  + " outline: getComputedStyle(document.activeElement).outlineStyle})");
      assertThat(focused.path("outline").asText()).as(focused.toString()).isNotEqualTo("none");
      reached.add(focused.path("name").asText());
    }

    assertThat(reached)
        .containsExactly(
            "model-fillnet reloads-fillnet",
            "model-alpha reloads-alpha",
            "model-rugguard reloads-rugguard",
            "model-survival reloads-survival",
            "Metrics",
            "Status as JSON",
            "Readiness");
  }

  @Test
  void tellsAScreenReaderWhatIsWhere() {
    List<String> tree = browser.accessibilityTree();

    assertThat(tree)
        .contains(
            "heading Ratchet runtime, all models",
            "main Models",
            "article FillNet",
            "heading FillNet",
            "article Survival",
            "StaticText No scores yet",
            "region FillNet Last reloads",
            "columnheader Outcome");
    assertThat(tree).anyMatch(node -> node.startsWith("status"));
  }

  private String text(String model) {
    return browser.evaluate(ARTICLE.formatted(model) + ".innerText").asText();
  }

  private static byte[] recent(ModelName model, long seed) {
    return TestModels.bytes(
        model, Instant.now().minus(Duration.ofHours(2)).minusSeconds(seed), "ok", seed);
  }
}
