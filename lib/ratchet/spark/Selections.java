package ratchet.spark;

import java.io.Serializable;
import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import ratchet.train.solver.LabelledRows;

/**
 * What an executor found once and needs in every pass. It is given up when memory is short, and is
 * not sent with the rows.
 */
final class Selections implements Serializable {
  private static final long serialVersionUID = 1L;

  private transient volatile Map<Object, SoftReference<LabelledRows>> known;

  LabelledRows get(Object key, Supplier<LabelledRows> find) {
    SoftReference<LabelledRows> kept = map().get(key);
    LabelledRows rows = kept == null ? null : kept.get();
    if (rows == null) {
      rows = find.get();
      map().put(key, new SoftReference<>(rows));
    }
    return rows;
  }

  private Map<Object, SoftReference<LabelledRows>> map() {
    if (known == null) {
      known = new ConcurrentHashMap<>();
    }
    return known;
  }
}
