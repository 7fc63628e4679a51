package dev.skerry.api.body;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A message of Kubernetes' API as the JSON that means the same. The differences between the two
/// forms, from k8s.io/apimachinery: some types are written by rules of their own, some structs are
/// inline in JSON and fields in protobuf, and Go writes scalars that are not pointers even when
/// they are empty, which JSON leaves out.
final class ProtoJson {
  private static final String META = "k8s.io.apimachinery.pkg.apis.meta.v1.";

  /// Fields whose members stand in the object itself in JSON (`json:",inline"`).
  private static final List<String> INLINE =
      List.of(
          "ephemeralContainerCommon",
          "handler",
          "localObjectReference",
          "persistentVolumeSource",
          "volumeSource");

  /// Fields that are pointers in Go, or that JSON always writes: an empty value says something.
  private static final List<String> EMPTY_COUNTS =
      List.of(
          "activeDeadlineSeconds",
          "allowPrivilegeEscalation",
          "automountServiceAccountToken",
          "blockOwnerDeletion",
          "controller",
          "defaultMode",
          "deletionGracePeriodSeconds",
          "enableServiceLinks",
          "expirationSeconds",
          "fsGroup",
          "gracePeriodSeconds",
          "hostProcess",
          "hostUsers",
          "immutable",
          "leaseDurationSeconds",
          "leaseTransitions",
          "minDomains",
          "mode",
          "optional",
          "orphanDependents",
          "partition",
          "priority",
          "privileged",
          "progressDeadlineSeconds",
          "readOnlyRootFilesystem",
          "ready",
          "replicas",
          "restartCount",
          "revisionHistoryLimit",
          "runAsGroup",
          "runAsNonRoot",
          "runAsUser",
          "setHostnameAsFQDN",
          "shareProcessNamespace",
          "started",
          "terminationGracePeriodSeconds",
          "tolerationSeconds");

  private ProtoJson() {}

  static Obj object(Message message) throws InvalidProtocolBufferException {
    var members = new TreeMap<String, Json>();
    for (Map.Entry<FieldDescriptor, Object> each : message.getAllFields().entrySet()) {
      FieldDescriptor field = each.getKey();
      if (INLINE.contains(field.getName()) && each.getValue() instanceof Message inner) {
        object(inner).forEach(members::put);
      } else {
        value(field, each.getValue()).ifPresent(value -> members.put(field.getName(), value));
      }
    }
    return Obj.of(members);
  }

  private static Optional<Json> value(FieldDescriptor field, Object value)
      throws InvalidProtocolBufferException {
    if (!(value instanceof List<?> many)) {
      return single(field, value);
    }
    if (field.isMapField()) {
      return Optional.of(map(many));
    }
    var items = new ArrayList<Json>();
    for (Object item : many) {
      items.add(
          item instanceof String text ? Json.of(text) : single(field, item).orElse(Obj.EMPTY));
    }
    return Optional.of(Json.array(items));
  }

  private static Json map(List<?> entries) throws InvalidProtocolBufferException {
    var members = new TreeMap<String, Json>();
    for (Object each : entries) {
      if (each instanceof Message entry) {
        FieldDescriptor key = entry.getDescriptorForType().findFieldByName("key");
        FieldDescriptor value = entry.getDescriptorForType().findFieldByName("value");
        Object held = entry.getField(value);
        Json shown =
            held instanceof String text ? Json.of(text) : single(value, held).orElse(Json.of(""));
        members.put(String.valueOf(entry.getField(key)), shown);
      }
    }
    return Obj.of(members);
  }

  private static Optional<Json> single(FieldDescriptor field, Object value)
      throws InvalidProtocolBufferException {
    boolean emptyCounts = EMPTY_COUNTS.contains(field.getName());
    return switch (value) {
      case String text -> text.isEmpty() ? Optional.empty() : Optional.of(Json.of(text));
      case Boolean truth -> truth || emptyCounts ? Optional.of(Json.of(truth)) : Optional.empty();
      case Integer number -> number(number, emptyCounts);
      case Long number -> number(number, emptyCounts);
      case Double number -> Optional.of(new Json.Dec(BigDecimal.valueOf(number)));
      case Float number -> Optional.of(new Json.Dec(BigDecimal.valueOf(number)));
      case ByteString bytes ->
          Optional.of(Json.of(Base64.getEncoder().encodeToString(bytes.toByteArray())));
      case EnumValueDescriptor word -> Optional.of(Json.of(word.getName()));
      case Message message -> message(message);
      default ->
          throw new InvalidProtocolBufferException(
              "field " + field.getFullName() + " has the unknown type " + field.getType());
    };
  }

  private static Optional<Json> number(long number, boolean emptyCounts) {
    return number != 0 || emptyCounts ? Optional.of(Json.of(number)) : Optional.empty();
  }

  private static Optional<Json> message(Message message) throws InvalidProtocolBufferException {
    return switch (message.getDescriptorForType().getFullName()) {
      case META + "Time" -> time(message, false);
      case META + "MicroTime" -> time(message, true);
      case META + "FieldsV1" -> raw(message, "Raw");
      case "k8s.io.apimachinery.pkg.runtime.RawExtension" -> raw(message, "raw");
      case "k8s.io.apimachinery.pkg.api.resource.Quantity" ->
          Optional.of(Json.of(String.valueOf(field(message, "string"))));
      case "k8s.io.apimachinery.pkg.util.intstr.IntOrString" -> Optional.of(intOrString(message));
      default -> Optional.of(object(message));
    };
  }

  private static Object field(Message message, String name) {
    return message.getField(message.getDescriptorForType().findFieldByName(name));
  }

  private static long integer(Message message, String name) {
    return field(message, name) instanceof Number number ? number.longValue() : 0;
  }

  /// An empty message is a time that was never set.
  private static Optional<Json> time(Message message, boolean micros)
      throws InvalidProtocolBufferException {
    if (message.getAllFields().isEmpty()) {
      return Optional.empty();
    }
    Instant at = instant(message);
    return Optional.of(
        Json.of(micros ? microTime(at) : at.truncatedTo(ChronoUnit.SECONDS).toString()));
  }

  private static Instant instant(Message message) throws InvalidProtocolBufferException {
    try {
      return Instant.ofEpochSecond(integer(message, "seconds"), integer(message, "nanos"));
    } catch (DateTimeException | ArithmeticException outside) {
      throw new InvalidProtocolBufferException("a time is out of range: " + outside.getMessage());
    }
  }

  /// Always with six digits (`MicroTime`).
  private static String microTime(Instant at) {
    String seconds = Instant.ofEpochSecond(at.getEpochSecond()).toString();
    String digits = String.format(Locale.ROOT, ".%06dZ", at.getNano() / 1_000);
    return seconds.replace("Z", digits);
  }

  private static Json intOrString(Message message) {
    return integer(message, "type") == 1
        ? Json.of(String.valueOf(field(message, "strVal")))
        : Json.of(integer(message, "intVal"));
  }

  private static Optional<Json> raw(Message message, String name)
      throws InvalidProtocolBufferException {
    if (!(field(message, name) instanceof ByteString bytes) || bytes.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(JsonText.parse(bytes.toByteArray(), JsonLimits.REQUEST).value());
    } catch (JsonRefused bad) {
      throw new InvalidProtocolBufferException(
          "raw JSON inside does not parse: " + bad.getMessage());
    }
  }
}
