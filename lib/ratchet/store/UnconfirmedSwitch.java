package ratchet.store;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import ratchet.model.ModelName;

/** Versions that are live although the ledger does not say that a runtime confirmed them. */
public final class UnconfirmedSwitch {
  private UnconfirmedSwitch() {}

  /**
   * The event by which the ledger came to know of such a version: the run that switched ended
   * before its runtimes had answered, or they did not confirm and the version was kept. Empty when
   * what is live was confirmed, or was put there by somebody else.
   *
   * @param events oldest first
   */
  public static Optional<LedgerEvent> of(List<LedgerEvent> events, ModelName model) {
    LedgerEvent last = null;
    for (LedgerEvent event : events) {
      if (event.model() == model && event.event().tellsLive() && !isHousekeeping(event)) {
        last = event;
      }
    }
    return Optional.ofNullable(last).filter(UnconfirmedSwitch::isUnconfirmed);
  }

  private static boolean isHousekeeping(LedgerEvent event) {
    return event.event() == LedgerEvent.Kind.RECOVERED
        && Objects.equals(event.fromSha256(), event.toSha256());
  }

  private static boolean isUnconfirmed(LedgerEvent event) {
    return switch (event.event()) {
      case RELOAD_FAILED -> true;
      case RECOVERED ->
          AliasStoreRecovery.SWITCH_NOT_RECORDED.equals(event.reason())
              || SwitchIntentRecovery.ROLLBACK_NOT_RECORDED.equals(event.reason());
      case PROMOTED, ROLLED_BACK, REFUSED -> false;
    };
  }
}
