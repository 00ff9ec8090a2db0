/**
 * The feature vector and the served score of each model, used by trainers and runtime alike.
 *
 * <p>It does not depend on SQL, HTTP or solvers. Start at {@link ratchet.features.LoadedModel} and
 * {@link ratchet.features.Scorer}.
 */
package ratchet.features;
