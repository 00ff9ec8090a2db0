package ratchet.report.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import ratchet.model.Json;

/**
 * A part of a page with its verdict.
 *
 * @param id unique in the page, its anchor
 * @param badge its verdict
 * @param body everything below its heading
 */
public record Section(String id, String title, Badge badge, Tag body) {
  /** A section whose input is missing: it says so, and is not left out. */
  public static Section missing(String id, String title, String why, String remedy) {
    Tag body = new Tag("div").add(new Tag("p", "missing").add(why));
    if (!remedy.isEmpty()) {
      body.add(new Tag("p").add("To have it: ").add(new Tag("code").add(remedy)));
    }
    return new Section(id, title, Badge.plain("no input"), body);
  }

  /**
   * {@code section, verdict, level}; the level is {@code ok}, {@code warn}, {@code bad} or {@code
   * plain}, and says how bad the news is.
   */
  public ObjectNode json() {
    return Json.MAPPER
        .createObjectNode()
        .put("section", id)
        .put("verdict", badge.words())
        .put("level", badge.kind().id());
  }

  public Tag tag() {
    Tag head = new Tag("div", "top").add(new Tag("h2").set("id", id + "-heading").add(title));
    head.add(badge.tag());
    return new Tag("section")
        .set("id", id)
        .set("aria-labelledby", id + "-heading")
        .add(head)
        .add(body);
  }

  Tag link() {
    return new Tag("li")
        .add(new Tag("a").set("href", "#" + id).add(title))
        .add(" ")
        .add(badge.tag());
  }
}
