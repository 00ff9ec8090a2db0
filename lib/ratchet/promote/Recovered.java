package ratchet.promote;

/** What a person is told when opening the models folder had to mend something. */
final class Recovered {
  private Recovered() {}

  static String sentence(LedgerEvent event) {
    String subject = event.model() == null ? "the ledger" : event.model().id();
    String advice =
        event.reason().equals(AliasStoreRecovery.SWITCH_NOT_RECORDED)
            ? "; its runtimes may not know yet: run reload " + subject
            : "";
    return "recovered " + subject + ": " + event.reason() + advice;
  }
}
