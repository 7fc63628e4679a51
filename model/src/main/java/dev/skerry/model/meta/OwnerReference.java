package dev.skerry.model.meta;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;

/// One entry of `metadata.ownerReferences`.
public record OwnerReference(
    String apiVersion,
    String kind,
    String name,
    Uid uid,
    boolean controller,
    boolean blockDeletion) {

  static OwnerReference read(Json entry) {
    return new OwnerReference(
        entry.text("apiVersion"),
        entry.text("kind"),
        entry.text("name"),
        new Uid(entry.text("uid")),
        entry.isTrue("controller"),
        entry.isTrue("blockOwnerDeletion"));
  }

  public Obj toJson() {
    return Json.object()
        .put("apiVersion", apiVersion)
        .put("blockOwnerDeletion", blockDeletion)
        .put("controller", controller)
        .put("kind", kind)
        .put("name", name)
        .put("uid", uid.value())
        .build();
  }
}
