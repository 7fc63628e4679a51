package dev.skerry.api.fuzz;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/// One HTTP/1.1 request from a seed: mostly one that nearly makes sense, since nonsense is refused
/// at the door and looks at nothing behind it.
public final class Wild {
  private static final List<String> COLLECTIONS =
      List.of(
          "/api/v1/namespaces/default/configmaps",
          "/api/v1/namespaces/default/secrets",
          "/api/v1/namespaces/default/serviceaccounts",
          "/api/v1/namespaces/default/pods",
          "/api/v1/namespaces/default/events",
          "/api/v1/namespaces",
          "/api/v1/nodes",
          "/apis/apps/v1/namespaces/default/deployments",
          "/apis/apps/v1/namespaces/default/replicasets",
          "/apis/coordination.k8s.io/v1/namespaces/default/leases",
          "/apis/skerry.dev/v1alpha1/sites",
          "/apis/skerry.dev/v1alpha1/namespaces/default/placements");
  private static final List<String> OTHERS =
      List.of(
          "/",
          "/api",
          "/apis",
          "/apis/apps/v1",
          "/openapi/v3",
          "/openapi/v3/apis/apps/v1",
          "/version",
          "/readyz",
          "/v2/",
          "/v2/shop/manifests/v1",
          "/sites/s1/api/v1/pods",
          "/skerry/v1/join",
          "/skerry/v1/tokens",
          "/skerry/v1/why/deployments/default/a",
          "/skerry/v1/why/x/y/z",
          "/api/v1/pods",
          "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
          "/apis/authentication.k8s.io/v1/selfsubjectreviews");
  private static final List<String> NAMES = List.of("a", "b", "c", "default", "kube-system", "s1");
  private static final List<String> BELOW =
      List.of("status", "scale", "log", "exec", "binding", "x");
  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "BREW", "patch");
  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/yaml",
          "application/json-patch+json",
          "application/merge-patch+json",
          "application/strategic-merge-patch+json",
          "application/apply-patch+yaml",
          "application/vnd.kubernetes.protobuf",
          "application/json; charset=utf-16",
          "text/plain",
          "",
          "application/json-patch+json;;=");
  private static final List<String> ACCEPTS =
      List.of(
          "application/json",
          "application/yaml",
          "application/json;as=Table;v=v1;g=meta.k8s.io,application/json",
          "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io",
          "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io",
          "application/vnd.kubernetes.protobuf",
          "*/*",
          "application/json;as=Table;v=v9;g=meta.k8s.io",
          ";;,,q=",
          "application/com.github.proto-openapi.spec.v2@v1.0+protobuf");
  private static final List<String> PARAMETERS =
      List.of(
          "fieldManager",
          "fieldValidation",
          "dryRun",
          "force",
          "limit",
          "continue",
          "labelSelector",
          "fieldSelector",
          "resourceVersion",
          "resourceVersionMatch",
          "sendInitialEvents",
          "propagationPolicy",
          "gracePeriodSeconds",
          "pretty",
          "container",
          "tailLines",
          "sinceTime",
          "command",
          "orphanDependents",
          "x");
  private static final List<String> VALUES =
      List.of(
          "a",
          "All",
          "Strict",
          "Warn",
          "Ignore",
          "true",
          "false",
          "1",
          "0",
          "-1",
          "Exact",
          "NotOlderThan",
          "99999999999999999999",
          "a=b,c!=d",
          "a in (b,c),!d",
          "metadata.name=a",
          "spec.nodeName=",
          "Foreground",
          "Orphan",
          "eyJ2IjoxfQ==",
          "%",
          "a in (",
          "\u0000",
          "é",
          "metadata.name!=a,metadata.namespace=default",
          "status.phase=Running");

  private final Random chance;
  private final Bodies bodies;

  public Wild(long seed) {
    chance = new Random(seed);
    bodies = new Bodies(chance);
  }

  /// A request, and whether it is a HEAD, whose answer has no body.
  ///
  /// @param text a character for each byte
  public record Request(String text, boolean head) {}

  public Request request() {
    String method = pick(METHODS, 6);
    boolean patch = method.equals("PATCH");
    String type = patch ? TYPES.get(2 + chance.nextInt(4)) : pick(TYPES, 3);
    if (chance.nextInt(30) == 0) {
      type = pick(TYPES, 1);
    }
    String path = path(method);
    byte[] body =
        method.equals("GET") && chance.nextInt(4) > 0 ? new byte[0] : bodies.body(path, type);
    var out = new ByteArrayOutputStream();
    out.writeBytes(
        (method + " " + path + query() + " HTTP/1.1\r\nHost: localhost\r\n")
            .getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(headers(type, body.length).getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(body);
    return new Request(out.toString(StandardCharsets.ISO_8859_1), method.equals("HEAD"));
  }

  /// Any of the list, an early one more often than a late one.
  private String pick(List<String> from, int early) {
    int most = chance.nextInt(4) > 0 ? Math.min(early, from.size()) : from.size();
    return from.get(chance.nextInt(most));
  }

  private String path(String method) {
    if (chance.nextInt(12) == 0) {
      return odd(OTHERS.get(chance.nextInt(OTHERS.size())));
    }
    String path = COLLECTIONS.get(chance.nextInt(COLLECTIONS.size()));
    boolean one = !method.equals("POST") && (!method.equals("DELETE") || chance.nextInt(20) > 0);
    if (one && chance.nextInt(8) > 0) {
      path += "/" + pick(NAMES, 3);
      if (chance.nextInt(5) == 0) {
        path += "/" + BELOW.get(chance.nextInt(BELOW.size()));
      }
    }
    return chance.nextInt(20) == 0 ? odd(path) : path;
  }

  private String odd(String path) {
    int at = 1 + chance.nextInt(path.length());
    String what =
        switch (chance.nextInt(10)) {
          case 0 -> "%00";
          case 1 -> "%2e%2e/";
          case 2 -> "//";
          case 3 -> "%ff%fe";
          case 4 -> "%zz";
          case 5 -> "a".repeat(300);
          case 6 -> ";x=y";
          case 7 -> "%0d%0aX-Evil:%201";
          case 8 -> "%E2%80%AE";
          default -> "/..";
        };
    return path.substring(0, Math.min(at, path.length()))
        + what
        + path.substring(Math.min(at, path.length()));
  }

  private String query() {
    var query = new StringBuilder();
    for (int n = chance.nextInt(3); n > 0; n--) {
      query.append(query.isEmpty() ? "?" : "&");
      query.append(PARAMETERS.get(chance.nextInt(PARAMETERS.size()))).append('=');
      String value = VALUES.get(chance.nextInt(VALUES.size()));
      query.append(
          chance.nextInt(40) == 0 ? "%%%" : URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
    return query.toString();
  }

  private String headers(String type, int length) {
    var headers = new StringBuilder();
    if (!type.isEmpty()) {
      headers.append("Content-Type: ").append(type).append("\r\n");
    }
    headers.append("Accept: ").append(pick(ACCEPTS, 3)).append("\r\n");
    headers.append("Content-Length: ").append(length).append("\r\n");
    if (chance.nextInt(20) == 0) {
      headers.append("User-Agent: ").append(noise()).append("\r\n");
    }
    if (chance.nextInt(40) == 0) {
      headers.append("Authorization: Bearer ").append(noise()).append("\r\n");
    }
    if (chance.nextInt(40) == 0) {
      headers.append("Accept-Encoding: gzip;q=").append(noise()).append("\r\n");
    }
    return headers.append("\r\n").toString();
  }

  private String noise() {
    var noise = new StringBuilder();
    for (int n = 1 + chance.nextInt(200); n > 0; n--) {
      noise.append((char) ('!' + chance.nextInt(94)));
    }
    return noise.toString();
  }
}
