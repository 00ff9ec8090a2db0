package ratchet.runtime;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import ratchet.features.Score;

/** Writes a score as JSON: numbers at full precision, and the digest of the version that scored. */
final class ScoreWriter {
  private ScoreWriter() {}

  static void write(JsonGenerator to, Score score, String sha256) throws IOException {
    to.writeStartObject();
    if (score instanceof Score.FillNet fillNet) {
      to.writeNumberField("pFill", fillNet.pFill());
      to.writeNumberField("expSlipBps", fillNet.expSlipBps());
      to.writeNumberField("expTimeMs", fillNet.expTimeMs());
    } else if (score instanceof Score.Alpha alpha) {
      to.writeObjectFieldStart("scores");
      for (Map.Entry<String, Double> horizon : alpha.byHorizon().entrySet()) {
        to.writeNumberField(horizon.getKey(), horizon.getValue());
      }
      to.writeEndObject();
    } else if (score instanceof Score.RugGuard rugGuard) {
      to.writeNumberField("rugProb", rugGuard.rugProb());
      to.writeBooleanField("rug", rugGuard.rug());
    } else if (score instanceof Score.Survival survival) {
      to.writeNumberField("hazard", survival.hazard());
      writeWhole(to, "trailBps", survival.trailBps());
    }
    to.writeStringField("sha256", sha256);
    to.writeEndObject();
  }

  /** Writes whole numbers without ".0", as the services do. */
  private static void writeWhole(JsonGenerator to, String name, double value) throws IOException {
    if (value == Math.rint(value)) {
      to.writeNumberField(name, (long) value);
    } else {
      to.writeNumberField(name, value);
    }
  }
}
