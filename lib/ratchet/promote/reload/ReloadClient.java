package ratchet.promote.reload;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import ratchet.model.Digest;
import ratchet.model.ModelName;
import ratchet.model.WorkerThreads;
import ratchet.promote.reload.ReloadHttp.ReloadExchange;
import ratchet.promote.reload.ReloadReply.Outcome;
import ratchet.promote.reload.ReloadReplyReader.ReloadRetryAfter;
import ratchet.promote.reload.Reloader.ExpectedModel;
import ratchet.promote.target.ReloadMetrics;

/**
 * Asks runtimes to reload, and finds out which version they then serve.
 *
 * <p>A request is repeated when no connection can be made or the runtime answers 429 or 5xx. The
 * wait before that is the one of {@code Retry-After}, unless that is too long, or a growing one. A
 * request that was sent and not answered in time is not repeated, so that a hanging runtime costs
 * one time-out. If the reply does not say what is served, the metrics page is read, once. No
 * behaviour of a runtime throws an exception: it becomes part of the reply.
 *
 * <p>Thread-safe. Its threads do not keep the process alive.
 */
public final class ReloadClient implements AutoCloseable {
  private final ReloadSettings settings;
  private final Clock clock;
  private final ReloadHttp http;
  private final Consumer<String> notices;

  /** A client that reports no waits. */
  public ReloadClient(ReloadSettings settings) {
    this(settings, notice -> {});
  }

  /**
   * A client that reports waits.
   *
   * @param notices receives a message before every wait that a runtime asked for; called from
   *     several threads
   */
  public ReloadClient(ReloadSettings settings, Consumer<String> notices) {
    this(settings, Clock.systemUTC(), notices);
  }

  /**
   * @param clock for {@code Retry-After} headers that hold a date
   */
  ReloadClient(ReloadSettings settings, Clock clock, Consumer<String> notices) {
    this.settings = settings;
    this.clock = clock;
    this.notices = notices;
    this.http = new ReloadHttp(settings);
  }

  private RetryPolicy<ReloadExchange> retries(URI url) {
    return RetryPolicy.<ReloadExchange>builder()
        .withMaxAttempts(settings.attempts())
        .withBackoff(settings.firstDelay(), settings.longestDelay())
        .withDelayFn(
            context -> requestedDelay(context.getLastResult()).orElse(Duration.ofNanos(-1)))
        .handleResultIf(exchange -> exchange.worthRetrying() && tooLong(exchange).isEmpty())
        .onRetryScheduled(
            event ->
                requestedDelay(event.getLastResult())
                    .filter(wait -> wait.toSeconds() > 0)
                    .ifPresent(
                        wait -> notices.accept(url + " asks to wait " + wait.toSeconds() + " s")))
        .build();
  }

  /** The wait that the runtime asks for; empty: the growing delay is used. */
  private Optional<Duration> requestedDelay(ReloadExchange last) {
    return last instanceof ReloadExchange.Answered answer && answer.worthRetrying()
        ? answer.retryAfter().flatMap(header -> ReloadRetryAfter.parse(header, clock.instant()))
        : Optional.empty();
  }

  /** The wait that the runtime asks for, if it is longer than the longest that is allowed. */
  private Optional<Duration> tooLong(ReloadExchange last) {
    return requestedDelay(last)
        .filter(wait -> wait.compareTo(settings.longestRequestedDelay()) > 0);
  }

  /**
   * Asks one runtime to reload.
   *
   * @return {@link Outcome#SKIPPED} only for a runtime that is down, where settings allow that
   */
  public ReloadReply reload(ModelName model, URI url, ExpectedModel expected) {
    long start = System.nanoTime();
    ReloadExchange exchange = Failsafe.with(retries(url)).get(() -> http.post(url));
    if (exchange instanceof ReloadExchange.Silent silent) {
      return silent(url, silent, millisecondsSince(start));
    }
    ReloadExchange.Answered answer = (ReloadExchange.Answered) exchange;
    ReloadReplyReader reply = ReloadReplyReader.read(model, answer);
    Finding finding = find(model, url, expected, reply);
    return new ReloadReply(
        url.toString(),
        finding.outcome(),
        OptionalInt.of(answer.status()),
        reply.status(),
        finding.sha256(),
        finding.epochSeconds(),
        millisecondsSince(start),
        finding.detail() + tooLong(exchange).map(this::notWaited).orElse(""));
  }

  private String notWaited(Duration wait) {
    return "; it asks to wait "
        + wait.toSeconds()
        + " s, which is more than the limit of "
        + settings.longestRequestedDelay().toSeconds()
        + " s";
  }

  private ReloadReply silent(URI url, ReloadExchange.Silent silent, long milliseconds) {
    boolean down = silent.stage() == ReloadExchange.Stage.UNREACHABLE;
    return new ReloadReply(
        url.toString(),
        down && settings.allowDown() ? Outcome.SKIPPED : Outcome.FAILED,
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        milliseconds,
        silent.why());
  }

  /**
   * Asks a fleet to reload, wave by wave; within a wave several runtimes at once. After a wave in
   * which one fails, no further runtimes are asked.
   *
   * @param answered receives each reply as soon as it arrives; called from several threads
   * @return one reply per address, in the order of the addresses; {@link Outcome#SKIPPED} for those
   *     not asked; empty for no addresses
   */
  public List<ReloadReply> reloadAll(
      ModelName model,
      List<URI> urls,
      ExpectedModel expected,
      RolloutPlan waves,
      Consumer<ReloadReply> answered) {
    List<ReloadReply> replies = new ArrayList<>();
    boolean going = true;
    for (List<URI> wave : waves.of(urls)) {
      if (going) {
        List<ReloadReply> answers =
            WorkerThreads.map(
                "reload",
                settings.concurrency(),
                wave,
                url -> {
                  ReloadReply reply = reload(model, url, expected);
                  answered.accept(reply);
                  return reply;
                });
        replies.addAll(answers);
        going = ReloadReply.allAccepted(answers);
      } else {
        wave.forEach(
            url -> replies.add(ReloadReply.skipped(url.toString(), "an_earlier_wave_failed")));
      }
    }
    return List.copyOf(replies);
  }

  /** As {@link #reloadAll(ModelName, List, ExpectedModel, RolloutPlan, Consumer)}, silently. */
  public List<ReloadReply> reloadAll(
      ModelName model, List<URI> urls, ExpectedModel expected, RolloutPlan waves) {
    return reloadAll(model, urls, expected, waves, reply -> {});
  }

  /** This client as a {@link Reloader} that reloads in these waves and restores all at once. */
  public Reloader inWaves(RolloutPlan waves) {
    return new Reloader() {
      @Override
      public List<ReloadReply> reload(ModelName model, List<URI> urls, ExpectedModel expected) {
        return reloadAll(model, urls, expected, waves);
      }

      @Override
      public List<ReloadReply> restore(ModelName model, List<URI> urls, ExpectedModel expected) {
        return reloadAll(model, urls, expected, RolloutPlan.allAtOnce());
      }
    };
  }

  private Finding find(ModelName model, URI url, ExpectedModel expected, ReloadReplyReader reply) {
    if (reply.problem().isPresent()) {
      return new Finding(
          Outcome.FAILED, reply.servedSha256(), reply.servedEpochSeconds(), reply.problem().get());
    }
    Finding finding =
        reply.servedSha256().isPresent() || reply.servedEpochSeconds().isPresent()
            ? Finding.compare(reply.servedSha256(), reply.servedEpochSeconds(), expected)
            : askMetrics(model, url, expected);
    return reply.degraded().isPresent() && finding.outcome().accepted()
        ? new Finding(
            expected.evenDegraded() ? finding.outcome() : Outcome.FAILED,
            finding.sha256(),
            finding.epochSeconds(),
            reply.degraded().get())
        : finding;
  }

  /**
   * The version that each runtime serves now, read from its metrics page, once each and several at
   * a time.
   *
   * @return one per address, in the order of the addresses; {@link ReloadMetrics#UNKNOWN} where the
   *     page does not say it
   */
  public List<ReloadMetrics> served(ModelName model, List<URI> urls) {
    return WorkerThreads.map(
        "reload",
        settings.concurrency(),
        urls,
        url ->
            getMetrics(metricsUrl(url), url) instanceof ReloadExchange.Answered answer
                    && answer.status() == 200
                ? ReloadMetrics.read(model, answer.body())
                : ReloadMetrics.UNKNOWN);
  }

  /** The digests of {@link #served}. */
  public List<Optional<String>> servedSha256(ModelName model, List<URI> urls) {
    return served(model, urls).stream().map(ReloadMetrics::sha256).toList();
  }

  private URI metricsUrl(URI url) {
    return settings.metricsUrls().getOrDefault(url, url.resolve("/metrics"));
  }

  private ReloadExchange getMetrics(URI metricsUrl, URI url) {
    return http.get(metricsUrl, metricsUrl.resolve("/").equals(url.resolve("/")));
  }

  private Finding askMetrics(ModelName model, URI url, ExpectedModel expected) {
    URI metricsUrl = metricsUrl(url);
    ReloadExchange exchange = getMetrics(metricsUrl, url);
    if (exchange instanceof ReloadExchange.Answered answer && answer.status() == 200) {
      ReloadMetrics metrics = ReloadMetrics.read(model, answer.body());
      return metrics.sha256().isPresent() || metrics.epochSeconds().isPresent()
          ? Finding.compare(metrics.sha256(), metrics.epochSeconds(), expected)
          : Finding.unverified(
              "neither the reply nor " + metricsUrl + " says which version is served");
    }
    String why =
        exchange instanceof ReloadExchange.Answered answer
            ? "HTTP " + answer.status()
            : ((ReloadExchange.Silent) exchange).why();
    return Finding.unverified(
        "the reply does not say which version is served, and " + metricsUrl + " failed: " + why);
  }

  private static long millisecondsSince(long startNanos) {
    return Duration.ofNanos(System.nanoTime() - startNanos).toMillis();
  }

  /** Closes idle connections. */
  @Override
  public void close() {
    http.close();
  }

  /** The served version compared with the expected one. */
  private record Finding(
      Outcome outcome, Optional<String> sha256, OptionalLong epochSeconds, String detail) {
    static Finding unverified(String detail) {
      return new Finding(Outcome.UNVERIFIED, Optional.empty(), OptionalLong.empty(), detail);
    }

    static Finding compare(
        Optional<String> sha256, OptionalLong epochSeconds, ExpectedModel expected) {
      String detail = "";
      if (sha256.isPresent() && !sha256.get().equals(expected.sha256())) {
        detail =
            "serves "
                + Digest.abbreviate(sha256.get())
                + " instead of "
                + Digest.abbreviate(expected.sha256());
      } else if (epochSeconds.isPresent() && epochSeconds.getAsLong() != expected.epochSeconds()) {
        detail =
            "serves the model created at "
                + epochSeconds.getAsLong()
                + " instead of "
                + expected.epochSeconds();
      }
      return new Finding(
          detail.isEmpty() ? Outcome.OK : Outcome.FAILED, sha256, epochSeconds, detail);
    }
  }
}
