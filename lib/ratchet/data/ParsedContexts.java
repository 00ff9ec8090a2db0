package ratchet.data;

/** Contexts whose JSON is parsed when they are taken. */
record ParsedContexts(BatchSource<ContextBatch> source, JsonInputs inputs)
    implements BatchSource<ContextBatch> {
  ParsedContexts(BatchSource<ContextBatch> source) {
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
