package ratchet.data.log;

/**
 * What {@code sizing_decisions.ctx_json} holds. Of its two writers one logs {@code
 * {"ctx":{"candidate":{…},…},…}} (older ones and imports {@code {"ctx":{…}}}), the other no context
 * at all; both may write a row for one decision.
 */
public final class SizingContext {
  /** The member of {@code ctx} that holds the features; older rows have them in {@code ctx}. */
  public static final String CANDIDATE = "candidate";

  /**
   * Whether a row tells a context, in SQL. A text that is no JSON was meant to be one: it counts,
   * and is reported as malformed.
   */
  public static final String IS_LOGGED =
      "CASE WHEN json_valid(ctx_json) THEN json_type(ctx_json, '$.ctx') = 'object'"
          + " ELSE trim(ctx_json) <> '' END";

  private SizingContext() {}
}
