package ratchet.health.summary;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import ratchet.model.ModelName;

/** A spool for the rows of each of several models. */
final class RowSpools implements AutoCloseable {
  private final Map<ModelName, RowSpool> byModel = new EnumMap<>(ModelName.class);

  RowSpools(Set<ModelName> models, SpoolSpace space) {
    models.forEach(model -> byModel.put(model, new RowSpool(SharedMints.matters(model), space)));
  }

  Map<ModelName, RowSpool> byModel() {
    return Collections.unmodifiableMap(byModel);
  }

  @Override
  public void close() {
    closeAll(byModel.values().iterator());
  }

  /** Each, whether or not another cannot be. */
  private static void closeAll(Iterator<RowSpool> spools) {
    if (spools.hasNext()) {
      RowSpool spool = spools.next();
      try {
        closeAll(spools);
      } finally {
        spool.close();
      }
    }
  }
}
