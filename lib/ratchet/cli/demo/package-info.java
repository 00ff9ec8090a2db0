/**
 * The demo: seeded data, four models trained, two runtimes started, promoted, reloaded.
 *
 * <p>It alone of the commands that promote starts runtimes. Nothing imports it but its script.
 * Start at {@link ratchet.cli.demo.Demo}.
 */
package ratchet.cli.demo;
