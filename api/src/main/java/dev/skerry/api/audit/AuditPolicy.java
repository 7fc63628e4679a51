package dev.skerry.api.audit;

import dev.skerry.control.access.User;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// An `audit.k8s.io/v1` `Policy`: the first rule that matches says how much is told; what none
/// matches is not.
///
/// @param omitted stages that no line is written at
public record AuditPolicy(List<AuditRule> rules, List<AuditStage> omitted) {
  private static final String VERSION = "audit.k8s.io/v1";

  public AuditPolicy {
    rules = List.copyOf(rules);
    omitted = List.copyOf(omitted);
  }

  /// That everything is told, without what was sent and answered, when it is over.
  public static AuditPolicy metadata() {
    List<String> any = List.of();
    var all =
        new AuditRule(AuditLevel.METADATA, any, any, any, List.of(), any, any, List.of(), false);
    return new AuditPolicy(List.of(all), List.of(AuditStage.REQUEST_RECEIVED));
  }

  Optional<AuditRule> rule(User user, Asked asked) {
    return rules.stream().filter(rule -> rule.matches(user, asked)).findFirst();
  }

  /// @throws PolicyRefused naming the field; what is not known here is refused, since a rule that
  ///   is not kept hides what should be told, or tells what should not
  public static AuditPolicy of(Obj policy) throws PolicyRefused {
    known(policy, "", "apiVersion", "kind", "metadata", "rules", "omitStages", "omitManagedFields");
    if (!policy.text("apiVersion").equals(VERSION) || !policy.text("kind").equals("Policy")) {
      throw new PolicyRefused(
          "it is '"
              + policy.text("apiVersion")
              + " "
              + policy.text("kind")
              + "', a Policy of "
              + VERSION
              + " is wanted");
    }
    var rules = new ArrayList<AuditRule>();
    for (Json rule : items(policy, "", "rules")) {
      rules.add(rule(rule, "rules[" + rules.size() + "]", policy.isTrue("omitManagedFields")));
    }
    if (rules.isEmpty()) {
      throw new PolicyRefused("rules is empty: nothing would ever be told");
    }
    return new AuditPolicy(rules, stages(policy, "omitStages"));
  }

  private static AuditRule rule(Json json, String where, boolean omitFields) throws PolicyRefused {
    if (!(json instanceof Obj rule)) {
      throw new PolicyRefused(where + " is not a mapping");
    }
    known(
        rule,
        where + ".",
        "level",
        "users",
        "userGroups",
        "verbs",
        "resources",
        "namespaces",
        "nonResourceURLs",
        "omitStages",
        "omitManagedFields");
    Optional<AuditLevel> level = AuditLevel.of(rule.text("level"));
    if (level.isEmpty()) {
      throw new PolicyRefused(
          where
              + ".level is '"
              + rule.text("level")
              + "', known are None, Metadata, Request, RequestResponse");
    }
    List<String> urls = texts(rule, where, "nonResourceURLs");
    var resources = new ArrayList<AuditRule.Resources>();
    for (Json each : items(rule, where + ".", "resources")) {
      resources.add(resources(each, where + ".resources[" + resources.size() + "]"));
    }
    if (!urls.isEmpty() && !resources.isEmpty()) {
      throw new PolicyRefused(where + " has both resources and nonResourceURLs");
    }
    return new AuditRule(
        level.get(),
        texts(rule, where, "users"),
        texts(rule, where, "userGroups"),
        texts(rule, where, "verbs"),
        List.copyOf(resources),
        texts(rule, where, "namespaces"),
        urls,
        stages(rule, where + ".omitStages"),
        rule.has("omitManagedFields") ? rule.isTrue("omitManagedFields") : omitFields);
  }

  private static AuditRule.Resources resources(Json json, String where) throws PolicyRefused {
    if (!(json instanceof Obj group)) {
      throw new PolicyRefused(where + " is not a mapping");
    }
    known(group, where + ".", "group", "resources", "resourceNames");
    return new AuditRule.Resources(
        group.text("group"),
        texts(group, where, "resources"),
        texts(group, where, "resourceNames"));
  }

  /// @param where the field itself
  private static List<AuditStage> stages(Obj json, String where) throws PolicyRefused {
    var stages = new ArrayList<AuditStage>();
    for (String word : texts(json, where, "omitStages")) {
      stages.add(
          AuditStage.of(word)
              .orElseThrow(() ->
                  new PolicyRefused(
                      where
                          + " has '"
                          + word
                          + "', known are RequestReceived, ResponseStarted, ResponseComplete,"
                          + " Panic")));
    }
    return List.copyOf(stages);
  }

  private static List<String> texts(Obj json, String where, String key) throws PolicyRefused {
    var texts = new ArrayList<String>();
    for (Json item : items(json, where + ".", key)) {
      if (!(item instanceof Json.Str(String text))) {
        throw new PolicyRefused(where + "." + key + " holds what is no text");
      }
      texts.add(text);
    }
    return List.copyOf(texts);
  }

  private static List<Json> items(Obj json, String where, String key) throws PolicyRefused {
    return switch (json.at(key).orElse(Json.Null.VALUE)) {
      case Json.Null() -> List.of();
      case Json.Arr list -> list.items();
      case Json.Bool _, Json.Str _, Json.Int _, Json.Dec _, Obj _ ->
          throw new PolicyRefused(where + key + " is not a list");
    };
  }

  private static void known(Obj json, String where, String... keys) throws PolicyRefused {
    var unknown = new TreeSet<>(json.keys());
    List.of(keys).forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new PolicyRefused(
          where + unknown.first() + " is not known, known are " + String.join(", ", keys));
    }
  }
}
