package dev.skerry.model.schema;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.Optional;

/// Defaults that depend on other fields, by the names that schema files use. Source:
/// `pkg/apis/core/v1/defaults.go` and `apps/v1/defaults.go` of Kubernetes.
public enum ComputedDefault {
  /// `Always` for the tag `latest` and for no tag, else `IfNotPresent`.
  IMAGE_PULL_POLICY,
  /// What a Pod limits and does not request it requests. Not in templates.
  REQUESTS,
  /// True in a Pod. Not in templates.
  ENABLE_SERVICE_LINKS,
  /// On the host's network a port is the host's port.
  HOST_PORT,
  /// A volume without a source is an empty directory.
  EMPTY_DIR,
  /// An empty object when the strategy is a rolling update, to be filled by defaults.
  ROLLING_UPDATE,
  /// Two names of one field.
  SERVICE_ACCOUNT,
  SERVICE_ACCOUNT_NAME,
  /// The group of users and groups; ServiceAccounts are in the core group. Source: `rbac/v1`.
  SUBJECT_GROUP,
  /// `stringData` encoded over `data`.
  SECRET_DATA;

  /// The value the field shall have, or empty to leave it away.
  Optional<Json> value(Optional<Json> current, Scope scope) {
    return switch (this) {
      case REQUESTS -> requests(current, scope);
      case SECRET_DATA -> secretData(current, scope.here());
      case IMAGE_PULL_POLICY,
          ENABLE_SERVICE_LINKS,
          HOST_PORT,
          EMPTY_DIR,
          ROLLING_UPDATE,
          SERVICE_ACCOUNT,
          SERVICE_ACCOUNT_NAME,
          SUBJECT_GROUP ->
          current.or(() -> absent(scope));
    };
  }

  private Optional<Json> absent(Scope scope) {
    Obj here = scope.here();
    return switch (this) {
      case IMAGE_PULL_POLICY -> here.string("image").map(ComputedDefault::pullPolicy);
      case ENABLE_SERVICE_LINKS -> when(scope.inPod(), Json.of(true));
      case HOST_PORT ->
          scope.enclosing(2).isTrue("hostNetwork") ? here.at("containerPort") : Optional.empty();
      case EMPTY_DIR -> when(here.without("name").isEmpty(), Obj.EMPTY);
      case ROLLING_UPDATE -> when(here.text("type").equals("RollingUpdate"), Obj.EMPTY);
      case SERVICE_ACCOUNT -> here.at("serviceAccountName");
      case SERVICE_ACCOUNT_NAME -> here.at("serviceAccount");
      case SUBJECT_GROUP ->
          when(!here.text("kind").equals("ServiceAccount"), Json.of("rbac.authorization.k8s.io"));
      case REQUESTS, SECRET_DATA -> Optional.empty();
    };
  }

  private static Optional<Json> when(boolean condition, Json value) {
    return condition ? Optional.of(value) : Optional.empty();
  }

  private static Json pullPolicy(String image) {
    String last = image.substring(image.lastIndexOf('/') + 1);
    boolean digest = last.indexOf('@') >= 0;
    boolean latest = !digest && (last.indexOf(':') < 0 || last.endsWith(":latest"));
    return Json.of(latest ? "Always" : "IfNotPresent");
  }

  private static Optional<Json> requests(Optional<Json> current, Scope scope) {
    Obj limits = scope.here().obj("limits");
    if (!scope.inPod() || limits.isEmpty()) {
      return current;
    }
    Obj[] requests = {scope.here().obj("requests")};
    limits.forEach((resource, amount) -> {
      if (!requests[0].has(resource)) {
        requests[0] = requests[0].with(resource, amount);
      }
    });
    return Optional.of(requests[0]);
  }

  private static Optional<Json> secretData(Optional<Json> current, Obj secret) {
    Obj texts = secret.obj("stringData");
    if (texts.isEmpty()) {
      return current;
    }
    Obj[] data = {secret.obj("data")};
    texts.strings().forEach((key, text) -> data[0] = data[0].with(key, Base64Text.encode(text)));
    return Optional.of(data[0]);
  }
}
