package ratchet.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ratchet.browser.Chromium;

/** The whole report as a browser shows it, opened from its file. */
@Timeout(240)
class PageInBrowserTest {
  private static final String[] SECTIONS = {
    "Verdict",
    "Gates",
    "Evidence",
    "Backtest",
    "Off-policy evaluation",
    "Watch",
    "History",
    "Models",
    "Data"
  };

  @TempDir private static Path folder;
  private static Chromium browser;
  private static Path file;

  @BeforeAll
  static void open() throws Exception {
    Optional<Path> program = Chromium.program();
    assumeTrue(program.isPresent(), "chromium is not on the PATH");
    file = ReportedFolder.write(ReportedFolder.create(folder).page(), folder.resolve("r.html"));
    browser = Chromium.start(program.get(), Files.createDirectory(folder.resolve("profile")));
    browser.resize(1280, 900);
    browser.open(file.toUri());
    browser.await("document.readyState === 'complete' && document.querySelector('footer')");
    browser.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void complainsOfNothingAndAsksForNothing() {
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests().stream().filter(url -> !url.startsWith("data:")).distinct())
        .containsExactly(file.toUri().toString());
    assertThat(browser.evaluate("performance.getEntriesByType('resource').length").asInt())
        .isZero();
  }

  @Test
  void showsEverySectionWithItsCharts() {
    assertThat(texts("main > section > .top h2")).containsExactly(SECTIONS);
    for (String id : List.of("evidence", "backtest", "ope", "history", "models", "data")) {
      assertThat(browser.evaluate("document.querySelectorAll('#" + id + " svg').length").asInt())
          .as(id)
          .isPositive();
      assertThat(browser.evaluate("document.querySelectorAll('#" + id + " table').length").asInt())
          .as(id)
          .isPositive();
    }
    // histograms of 8 + 11 + 7 + 6 features but for the constant ones
    assertThat(texts("#data figure strong")).contains("sDepth", "flow_norm", "y_fill", "event");
    assertThat(texts("#data h3")).hasSize(5);
  }

  @Test
  void saysAtTheTopWhenItWasMadeAndWhatCameOfEachModel() {
    assertThat(texts("header p").get(0)).startsWith("Made 2026-03-01 04:00 UTC");
    assertThat(texts("#verdict li strong"))
        .containsExactly("FillNet", "Alpha ranker", "RugGuard", "Survival");
    assertThat(texts("#verdict li").get(3))
        .contains("unchanged", "No newer candidate. Live: ", "As at the run before: promoted");
  }

  @Test
  void theContentsStayInSight() {
    browser.resize(1280, 900);
    browser.evaluate("scrollTo(0, 5000)");
    assertThat(
            browser
                .evaluate("document.querySelector('nav').getBoundingClientRect().top")
                .asDouble())
        .isZero();
    browser.evaluate("document.querySelector('#history').scrollIntoView()");
    assertThat(
            browser
                .evaluate(
                    "document.querySelector('#history h2').getBoundingClientRect().top"
                        + " - document.querySelector('nav').getBoundingClientRect().bottom")
                .asDouble())
        .isPositive();
  }

  /** Below it nobody reads a chart on a phone. */
  @ParameterizedTest
  @ValueSource(ints = {320, 390, 1280})
  void noTextOfAChartIsSmallerThanElevenPixels(int width) {
    browser.resize(width, 800);
    assertThat(
            browser
                .evaluate(
                    """
                    Math.min(...[...document.querySelectorAll('svg')].map(svg =>
                        parseFloat(getComputedStyle(svg.querySelector('text')).fontSize)
                        * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width))
                    """)
                .asDouble())
        .isGreaterThanOrEqualTo(11);
  }

  @Test
  void theDataIsLastAndFolded() {
    assertThat(
            browser
                .evaluate(
                    """
                    [...document.querySelectorAll('#data figure')]
                        .every(figure => figure.closest('details'))
                    """)
                .asBoolean())
        .isTrue();
  }

  @Test
  void chartsOfARowBeginAtOneHeight() {
    browser.resize(1280, 900);
    assertThat(
            browser.evaluate(
                """
                [...document.querySelectorAll('.figures')].filter(grid => {
                  const tops = new Map();
                  for (const figure of grid.querySelectorAll('figure')) {
                    const row = Math.round(figure.getBoundingClientRect().top);
                    const top = Math.round(figure.querySelector('svg').getBoundingClientRect().top);
                    if (tops.has(row) && Math.abs(tops.get(row) - top) > 1) return true;
                    tops.set(row, top);
                  }
                  return false;
                }).map(grid => grid.textContent.slice(0, 80))
                """))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 390, 768, 1280, 2560})
  void fitsTheWidth(int width) {
    browser.resize(width, 800);
    assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
        .isLessThanOrEqualTo(width);
    // what is wider scrolls in a frame of its own, and nothing else sticks out of its section
    assertThat(
            browser.evaluate(
                """
                [...document.querySelectorAll('main *')].filter(node =>
                    !node.closest('.scroll') && !node.closest('svg')
                    && node.getBoundingClientRect().right > innerWidth + 1)
                  .map(node => node.outerHTML.slice(0, 80))
                """))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void canBeReadInBothSchemes(String scheme) {
    browser.prefer(scheme);
    assertThat(browser.faintText()).isEmpty();
    String ground = browser.evaluate("getComputedStyle(document.body).backgroundColor").asText();
    int red = Integer.parseInt(ground.replaceAll("rgb\\((\\d+),.*", "$1"));
    assertThat(red > 128).as(ground).isEqualTo(scheme.equals("light"));
    String bar = "getComputedStyle(document.querySelector('rect.train')).fill";
    assertThat(browser.evaluate(bar).asText())
        .isEqualTo(scheme.equals("light") ? "rgb(127, 159, 224)" : "rgb(77, 111, 184)");
  }

  @Test
  void everyMarkLiesWithinItsPicture() {
    assertThat(
            browser.evaluate(
                """
                [...document.querySelectorAll('svg')].flatMap(svg => {
                  const box = svg.viewBox.baseVal;
                  return [...svg.querySelectorAll('rect, circle, line, path, text')].filter(mark => {
                    const own = mark.getBBox();
                    return own.x < -1 || own.y < -1
                        || own.x + own.width > box.width + 1 || own.y + own.height > box.height + 1;
                  }).map(mark => svg.querySelector('title').textContent + ': ' + mark.outerHTML);
                })
                """))
        .isEmpty();
  }

  @Test
  void tellsAScreenReaderWhatIsWhere() {
    List<String> tree = browser.accessibilityTree();
    assertThat(tree)
        .contains(
            "heading Ratchet report",
            "navigation Sections",
            "region Data",
            "heading Off-policy evaluation",
            "image Rows per hour of exec_outcomes",
            "table Every check",
            "columnheader Measured");
    assertThat(tree).anyMatch(node -> node.startsWith("main"));
    assertThat(tree).noneMatch(node -> node.equals("image ") || node.equals("region "));
  }

  @Test
  void isWalkedByKeyboard() {
    browser.evaluate("document.activeElement.blur(); scrollTo(0, 0)");
    List<String> reached = new ArrayList<>();
    for (int i = 0; i <= SECTIONS.length; i++) {
      browser.press("Tab", 9);
      JsonNode focused =
          browser.evaluate(
              "({text: document.activeElement.textContent.trim(),"
                  + " outline: getComputedStyle(document.activeElement).outlineStyle})");
      assertThat(focused.path("outline").asText()).as(focused.toString()).isNotEqualTo("none");
      reached.add(focused.path("text").asText());
    }
    assertThat(reached.subList(0, SECTIONS.length)).containsExactly(SECTIONS);
    assertThat(reached.get(SECTIONS.length)).contains(" rules: ");
  }

  private static List<String> texts(String selector) {
    List<String> texts = new ArrayList<>();
    browser
        .evaluate(
            "[...document.querySelectorAll('" + selector + "')].map(node => node.textContent)")
        .forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
