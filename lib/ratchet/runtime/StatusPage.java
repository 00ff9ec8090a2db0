package ratchet.runtime;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import ratchet.model.Digest;
import ratchet.model.Resource;
import ratchet.runtime.http.Reply;

/**
 * The page at {@code /}: one HTML file that loads nothing but {@code /status.json}.
 *
 * <p>Its content security policy allows only the script and the styles inside the page.
 */
final class StatusPage {
  private final Reply reply;

  StatusPage() {
    String html = Resource.text(StatusPage.class, "page.html");
    String policy =
        "default-src 'none'; connect-src 'self'; img-src data:; base-uri 'none';"
            + " form-action 'none'; frame-ancestors 'none'; script-src "
            + source(html, "script")
            + "; style-src "
            + source(html, "style");
    this.reply =
        Reply.text("text/html; charset=utf-8", html)
            .with(Map.of("Content-Security-Policy", policy, "Referrer-Policy", "no-referrer"));
  }

  Reply reply() {
    return reply;
  }

  /** {@code 'sha256-…'} of the text inside the only element with this name. */
  private static String source(String html, String element) {
    String open = "<" + element + ">";
    int start = html.indexOf(open) + open.length();
    String text = html.substring(start, html.indexOf("</" + element + ">", start));
    MessageDigest digest = Digest.sha256();
    byte[] hash = digest.digest(text.getBytes(StandardCharsets.UTF_8));
    return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
  }
}
