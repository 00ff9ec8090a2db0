package ratchet.data.log;

/** Contexts whose JSON is parsed when they are taken. */
public record ParsedContexts(BatchSource<ContextBatch> source, JsonInputs inputs)
    implements BatchSource<ContextBatch> {
  public ParsedContexts(BatchSource<ContextBatch> source) {
    this(source, new JsonInputs("ctx", ContextBatch.NAMES));
  }

  @Override
  public ContextBatch next() {
    ContextBatch batch = source.next();
    if (batch != null) {
      batch.parse(inputs);
    }
    return batch;
  }

  @Override
  public void close() {
    source.close();
  }
}
