package ratchet.gate;

import java.util.List;

/**
 * The hooks, asked when somebody looks: a book does so once all its other rules are satisfied,
 * because a hook may take minutes.
 */
@FunctionalInterface
public interface HookOutcomes {
  /** There are no hooks. */
  HookOutcomes NONE = List::of;

  /** In the order asked, up to the first that refuses; the same at every call. */
  List<HookOutcome> asked();
}
