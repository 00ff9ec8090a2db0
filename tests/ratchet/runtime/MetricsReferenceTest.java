package ratchet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.ModelName;
import ratchet.reference.MetricsReference;

/** docs/metrics.md names exactly what a runtime exposes. */
class MetricsReferenceTest {
  @TempDir Path folder;

  @Test
  void aRuntimeExposesWhatIsDocumented() {
    for (ModelName model : ModelName.values()) {
      TestRuntime.putAlias(folder, model, TestModels.good(model, 1));
    }
    TreeSet<String> exposed = new TreeSet<>();
    try (TestRuntime runtime = TestRuntime.start(Role.ALL, folder)) {
      for (String metric : MetricsReference.written(runtime.get("/metrics").body())) {
        for (ModelName model : ModelName.values()) {
          if (metric.startsWith(model.id() + "_")) {
            metric = "m" + metric.substring(model.id().length());
          }
        }
        exposed.add(metric);
      }
    }
    assertThat(exposed).isEqualTo(MetricsReference.documented("Of a runtime"));
  }
}
