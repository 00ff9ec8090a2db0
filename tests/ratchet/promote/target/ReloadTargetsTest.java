package ratchet.promote.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ratchet.model.ModelName.ALPHA;
import static ratchet.model.ModelName.FILLNET;
import static ratchet.model.ModelName.RUGGUARD;

import java.net.URI;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ratchet.model.UsageException;

class ReloadTargetsTest {
  private static final URI ONE = URI.create("http://10.0.0.1:4011/control/reload-models");
  private static final URI TWO = URI.create("https://two.example/control/reload-models");

  @Test
  void fallsBackFromOptionToEnvironmentToDefault() {
    Map<String, String> environment = Map.of("PROMOTE_FILLNET_RELOAD_URL", ONE + ", " + TWO);
    assertThat(ReloadTargets.of(FILLNET, Map.of(), Map.of()))
        .containsExactly(URI.create("http://127.0.0.1:4011/control/reload-models"));
    assertThat(ReloadTargets.of(ALPHA, environment, Map.of()))
        .containsExactly(URI.create("http://127.0.0.1:4021/control/reload-models"));
    assertThat(ReloadTargets.of(RUGGUARD, environment, Map.of())).isEmpty();
    assertThat(ReloadTargets.of(FILLNET, environment, Map.of())).containsExactly(ONE, TWO);
    assertThat(ReloadTargets.of(FILLNET, environment, Map.of("fillnet", TWO + "," + TWO)))
        .containsExactly(TWO);
  }

  @Test
  void takesEmptyTextForNoRuntime() {
    assertThat(ReloadTargets.of(FILLNET, Map.of("PROMOTE_FILLNET_RELOAD_URL", " "), Map.of()))
        .isEmpty();
    assertThat(ReloadTargets.of(FILLNET, Map.of(), Map.of("fillnet", ""))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:4011/x",
        "ftp://host/x",
        "file:///etc/passwd",
        "http:///x",
        "http://ho st/",
        "http://host:99999/",
        "http://user:s3cret@host/",
        "http://one/,,http://two/",
        "http://one/,",
        "http://[fe80::1%25eth0]:4011/x",
        "http://[fe80::1%eth0]:4011/x",
        "http://host:0/",
        "http://[::1/",
        "http://1.2.3.4.5/",
        "http://a-label-of-more-than-sixty-three-letters-is-none-that-dns-could-ever-tell/",
        "http://host/\r\nX: y"
      })
  void refusesWhatIsNoAddress(String text) {
    assertThatThrownBy(() -> ReloadTargets.of(FILLNET, Map.of(), Map.of("fillnet", text)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("is not a valid address")
        .hasMessageNotContaining("s3cret");
  }

  /** What passes here must not be refused by the client once an alias is switched. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP://Host/x",
        "Https://host:65535",
        "http://[::1]:4011/x",
        "http://[fe80::1]/x",
        "http://host:/x",
        "http://10.0.0.1:1/x?a=b#c",
        "http://host/%20"
      })
  void whatPassesCanBeDialled(String text) {
    URI address = ReloadTargets.of(FILLNET, Map.of(), Map.of("fillnet", text)).get(0);
    assertThat(HttpUrl.parse(address.toString())).isNotNull();
    assertThat(address.getScheme()).isIn("http", "https");
  }

  @Test
  void saysWhatIsWrongWithATrailingComma() {
    assertThatThrownBy(
            () -> ReloadTargets.of(FILLNET, Map.of(), Map.of("fillnet", "http://one/, ")))
        .hasMessageContaining("there is one comma too many");
  }

  @Test
  void refusesAnOverrideForAModelThatThereIsNot() {
    assertThatThrownBy(() -> ReloadTargets.of(FILLNET, Map.of(), Map.of("beta", "http://h/")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("beta");
  }

  @Test
  void pairsMetricsWithRuntimesInOrder() {
    Map<String, String> environment =
        Map.of("PROMOTE_FILLNET_METRICS_URL", "http://m1/metrics,http://m2/metrics");
    assertThat(ReloadTargets.metrics(FILLNET, List.of(ONE, TWO), environment))
        .containsEntry(ONE, URI.create("http://m1/metrics"))
        .containsEntry(TWO, URI.create("http://m2/metrics"));
    assertThat(ReloadTargets.metrics(FILLNET, List.of(ONE, TWO), Map.of())).isEmpty();
    assertThatThrownBy(() -> ReloadTargets.metrics(FILLNET, List.of(ONE), environment))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("names 2 addresses, but fillnet has 1");
  }
}
