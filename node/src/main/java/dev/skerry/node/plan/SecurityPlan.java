package dev.skerry.node.plan;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.node.driver.ContainerPlan.Ids;
import dev.skerry.node.driver.ContainerPlan.Security;
import dev.skerry.node.driver.ImageInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/// The container's securityContext over the pod's: what the container says wins, field by field.
final class SecurityPlan {
  private final Obj pod;
  private final Obj container;
  private final ImageInfo image;
  private final Blockers blockers;

  SecurityPlan(WantedPod wanted, Obj container, ImageInfo image, Blockers blockers) {
    this.pod = wanted.spec().obj("securityContext");
    this.container = container.obj("securityContext");
    this.image = image;
    this.blockers = blockers;
  }

  Security merged() {
    boolean privileged = container.isTrue("privileged");
    Optional<Ids> user = user();
    if (effective("runAsNonRoot").equals(Optional.of(Json.of(true)))) {
      requireNonRoot(user);
    }
    return new Security(
        user,
        groups(),
        privileged,
        container.at("allowPrivilegeEscalation").equals(Optional.of(Json.of(false))),
        container.isTrue("readOnlyRootFilesystem"),
        WantedPod.strings(container.items("capabilities", "add")),
        WantedPod.strings(container.items("capabilities", "drop")),
        seccomp(privileged));
  }

  private Optional<Json> effective(String field) {
    return container.find(field).or(() -> pod.find(field));
  }

  private OptionalLong number(String field) {
    return effective(field).orElse(Json.Null.VALUE) instanceof Json.Int(long n)
        ? OptionalLong.of(n)
        : OptionalLong.empty();
  }

  private Optional<Ids> user() {
    OptionalLong uid = number("runAsUser");
    OptionalLong gid = number("runAsGroup");
    if (uid.isPresent()) {
      return Optional.of(new Ids(uid.getAsLong(), gid));
    }
    if (gid.isEmpty()) {
      return Optional.empty();
    }
    OptionalLong ofImage = imageUid();
    if (ofImage.isEmpty()) {
      blockers.add(
          "runAsGroup needs runAsUser, because the image's user '" + image.user() + "' is a name");
    }
    return Optional.of(new Ids(ofImage.orElse(0), gid));
  }

  /// Of the image's user; empty when it is a name other than root.
  private OptionalLong imageUid() {
    String user = image.user().split(":", 2)[0];
    if (user.isEmpty() || user.equals("root")) {
      return OptionalLong.of(0);
    }
    return user.chars().allMatch(Character::isDigit)
        ? OptionalLong.of(Long.parseLong(user))
        : OptionalLong.empty();
  }

  private void requireNonRoot(Optional<Ids> user) {
    if (user.isPresent() && user.get().uid() == 0) {
      blockers.add("container's runAsUser breaks non-root policy: it is 0");
    } else if (user.isEmpty() && imageUid().isEmpty()) {
      blockers.add(
          "container has runAsNonRoot and image has non-numeric user ("
              + image.user()
              + "), cannot verify user is non-root; set runAsUser");
    } else if (user.isEmpty() && imageUid().orElse(0) == 0) {
      blockers.add("container has runAsNonRoot and image will run as root; set runAsUser");
    }
  }

  private List<Long> groups() {
    var all = new ArrayList<Long>();
    LongStream fsGroup = pod.integer("fsGroup").stream();
    fsGroup.forEach(all::add);
    for (Json item : pod.items("supplementalGroups")) {
      if (item instanceof Json.Int(long group)) {
        all.add(group);
      }
    }
    return List.copyOf(all);
  }

  private String seccomp(boolean privileged) {
    Obj profile =
        effective("seccompProfile").orElse(Obj.EMPTY) instanceof Obj found ? found : Obj.EMPTY;
    return switch (profile.text("type")) {
      case "Unconfined" -> "Unconfined";
      case "Localhost" -> profile.text("localhostProfile");
      default -> privileged ? "Unconfined" : "RuntimeDefault";
    };
  }
}
