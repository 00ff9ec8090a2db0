/**
 * The demo: seeded data, four models trained, two runtimes started, promoted, reloaded.
 *
 * <p>It is the only command that promotes and also starts runtimes. Only its script imports it.
 * Start at {@link ratchet.cli.demo.Demo}.
 */
package ratchet.cli.demo;
