/**
 * Events posted to an address of the user's: one JSON document for each.
 *
 * <p>It knows no promotion, watch or command line. Start at {@link ratchet.notify.Notifier}.
 */
package ratchet.notify;
