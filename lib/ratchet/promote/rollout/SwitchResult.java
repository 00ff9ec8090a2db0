package ratchet.promote.rollout;

import java.util.List;
import ratchet.model.InputException;
import ratchet.promote.reload.ReloadReply;

/** The result of a {@link ConfirmedSwitch} for one alias. */
public sealed interface SwitchResult {
  /** The new version is live, its runtimes accepted it, and the ledger has the event. */
  record Confirmed(List<ReloadReply> replies) implements SwitchResult {
    public Confirmed {
      replies = List.copyOf(replies);
    }
  }

  /**
   * The new version is live although a runtime did not confirm it.
   *
   * @param why the end of a sentence, e.g. {@code the new version was kept, as requested}
   */
  record Kept(String reason, List<ReloadReply> replies, String why) implements SwitchResult {
    public Kept {
      replies = List.copyOf(replies);
    }
  }

  /**
   * A runtime did not confirm the new version, and the former one is live again.
   *
   * @param replies for the new version; empty when its runtimes were not asked
   * @param restore for the former version
   */
  record TakenBack(String reason, List<ReloadReply> replies, List<ReloadReply> restore)
      implements SwitchResult {
    public TakenBack {
      replies = List.copyOf(replies);
      restore = List.copyOf(restore);
    }
  }

  /**
   * The new version is live and its runtimes accepted it, but the ledger could not be written; the
   * next run records it.
   */
  record NotRecorded(List<ReloadReply> replies, InputException failure) implements SwitchResult {
    public NotRecorded {
      replies = List.copyOf(replies);
    }
  }

  /**
   * A file could not be written: the switch was not made, or was undone as far as possible. Read
   * the alias to find which version is live.
   *
   * @param restore the replies for the former version, where it was restored
   */
  record Undone(String reason, List<ReloadReply> restore, InputException failure)
      implements SwitchResult {
    public Undone {
      restore = List.copyOf(restore);
    }
  }
}
