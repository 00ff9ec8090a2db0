/**
 * The training views as SQL, for people and other tools. They return the rows that the trainers
 * read.
 *
 * <p>It knows no Java reader or model. Start at {@link ratchet.data.views.TrainingViews}.
 */
package ratchet.data.views;
