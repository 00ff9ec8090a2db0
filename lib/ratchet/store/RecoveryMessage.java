package ratchet.store;

import java.util.Set;

/** The message for the user when opening the models folder repaired something. */
public final class RecoveryMessage {
  private static final Set<String> TELL_RUNTIMES =
      Set.of(
          AliasStoreRecovery.SWITCH_NOT_RECORDED,
          SwitchIntentRecovery.ROLLBACK_NOT_RECORDED,
          SwitchIntentRecovery.TOGETHER_UNDONE);

  private RecoveryMessage() {}

  public static String sentence(LedgerEvent event) {
    String subject = event.model() == null ? "the ledger" : event.model().id();
    String advice =
        TELL_RUNTIMES.contains(event.reason())
            ? "; its runtimes may not know yet: run reload " + subject
            : "";
    return subject + ": the ledger now has " + event.reason() + advice;
  }
}
