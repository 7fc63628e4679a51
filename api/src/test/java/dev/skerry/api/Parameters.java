package dev.skerry.api;

import dev.skerry.model.json.Obj;

/// Query parameters, each tried.
record Parameters(TestApi api) {
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";

  /// Asks and judges.
  private interface Trial {
    boolean holds() throws Exception;
  }

  String table() throws Exception {
    api.post(MAPS, TestApi.configMap("par-a"));
    api.post(MAPS, TestApi.configMap("par-b"));
    var table = new StringBuilder("| query parameter | on | served |\n|---|---|---|\n");
    reading(table);
    writing(table);
    deleting(table);
    return table.toString();
  }

  private static void row(StringBuilder table, String name, String on, Trial trial)
      throws Exception {
    String served = trial.holds() ? "yes" : "no";
    table.append("| `").append(name).append("` | ").append(on).append(" | ");
    table.append(served).append(" |\n");
  }

  private int count(String query) throws Exception {
    return api.get(MAPS + query).json().items("items").size();
  }

  private int status(String query) throws Exception {
    return api.get(MAPS + query).status();
  }

  private void reading(StringBuilder table) throws Exception {
    String lists = "list, watch, deletecollection";
    row(table, "fieldSelector", lists, () -> count("?fieldSelector=metadata.name%3Dpar-a") == 1);
    row(table, "labelSelector", lists, () -> count("?labelSelector=no%3Dne") == 0);
    row(table, "limit", "list", () -> count("?limit=1") == 1);
    row(table, "continue", "list", this::pages);
    row(table, "resourceVersion", "get, list, watch", () -> status("?resourceVersion=0") == 200);
    String now = api.get(MAPS).json().text("metadata", "resourceVersion");
    String match = "?resourceVersion=" + now + "&resourceVersionMatch=";
    row(
        table,
        "resourceVersionMatch=NotOlderThan",
        "list",
        () -> count(match + "NotOlderThan") > 1);
    row(table, "resourceVersionMatch=Exact", "list", () -> count(match + "Exact") > 1);
    row(table, "watch", "list", () -> watched("").contains("ADDED"));
    row(table, "timeoutSeconds", "watch", () -> watched("").contains("ADDED"));
    row(
        table,
        "allowWatchBookmarks",
        "watch",
        () -> watched("&allowWatchBookmarks=true").contains("BOOKMARK"));
    String initial =
        "&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true";
    row(
        table,
        "sendInitialEvents",
        "watch",
        () -> watched(initial).contains("k8s.io/initial-events-end"));
    row(table, "includeObject", "get, list as Table", () -> status("?includeObject=None") == 200);
    row(table, "pretty", "all", () -> api.get(MAPS + "?pretty=true").text().contains("\n  "));
  }

  private boolean pages() throws Exception {
    Obj first = api.get(MAPS + "?limit=1").json();
    String next = first.text("metadata", "continue");
    return !next.isEmpty() && count("?limit=1&continue=" + next) == 1;
  }

  private String watched(String query) throws Exception {
    return api.get(MAPS + "?watch=true&timeoutSeconds=1" + query).text();
  }

  private void writing(StringBuilder table) throws Exception {
    String writes = "create, update, patch, apply";
    row(
        table,
        "dryRun=All",
        writes + ", delete, deletecollection",
        () ->
            api.post(MAPS + "?dryRun=All", TestApi.configMap("par-dry")).status() == 201
                && status("/par-dry") == 404);
    String wrong = TestApi.configMap("par-c").replace("\"data\"", "\"dta\"");
    row(
        table,
        "fieldValidation=Strict",
        writes,
        () -> api.post(MAPS + "?fieldValidation=Strict", wrong).status() == 400);
    row(
        table,
        "fieldValidation=Warn",
        writes + " (default)",
        () ->
            api.post(MAPS + "?dryRun=All&fieldValidation=Warn", wrong)
                .header("Warning")
                .contains("unknown field"));
    row(
        table,
        "fieldValidation=Ignore",
        writes,
        () ->
            api.post(MAPS + "?dryRun=All&fieldValidation=Ignore", wrong)
                .header("Warning")
                .isEmpty());
    row(
        table,
        "fieldManager",
        writes,
        () ->
            api.post(MAPS + "?dryRun=All&fieldManager=me", TestApi.configMap("par-m", "a", "b"))
                .text()
                .contains("\"manager\":\"me\""));
    row(table, "force", "apply", this::forces);
  }

  private boolean forces() throws Exception {
    String[] type = {"Content-Type", "application/apply-patch+yaml"};
    String path = MAPS + "/par-a?fieldManager=";
    api.send("PATCH", path + "one", TestApi.configMap("par-a", "colour", "red"), type);
    String blue = TestApi.configMap("par-a", "colour", "blue");
    return api.send("PATCH", path + "two", blue, type).status() == 409
        && api.send("PATCH", path + "two&force=true", blue, type).status() == 200;
  }

  private void deleting(StringBuilder table) throws Exception {
    row(table, "gracePeriodSeconds", "delete", () -> deleted("?gracePeriodSeconds=0"));
    row(table, "orphanDependents", "delete", () -> held("?orphanDependents=true", "orphan"));
    for (String policy : new String[] {"Background", "Foreground", "Orphan"}) {
      String query = "?propagationPolicy=" + policy;
      row(
          table,
          "propagationPolicy=" + policy,
          "delete, deletecollection",
          () ->
              policy.equals("Background")
                  ? deleted(query)
                  : held(query, policy.equals("Orphan") ? "orphan" : "foregroundDeletion"));
    }
  }

  private boolean deleted(String query) throws Exception {
    api.post(MAPS, TestApi.configMap("par-d"));
    return api.send("DELETE", MAPS + "/par-d" + query, "").status() == 200
        && status("/par-d") == 404;
  }

  /// Until the collector acted, the object is held by a finalizer.
  private boolean held(String query, String finalizer) throws Exception {
    api.post(MAPS, TestApi.configMap("par-d"));
    var marked = api.send("DELETE", MAPS + "/par-d" + query, "");
    return marked.status() == 200 && marked.text().contains(finalizer);
  }
}
