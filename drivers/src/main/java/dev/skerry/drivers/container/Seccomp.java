package dev.skerry.drivers.container;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The `RuntimeDefault` profile: the system calls that Docker's default profile allows a container
/// without extra capabilities, all others answer EPERM; `clone` only without new namespaces, no
/// `io_uring`.
final class Seccomp {
  /// CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET.
  private static final long NAMESPACE_FLAGS = 0x7E02_0000L;

  private static final int NO_SUCH_CALL = 38;
  private static final int NOT_PERMITTED = 1;

  private Seccomp() {}

  static Obj profile() throws IOException {
    Json plainClone =
        Json.object()
            .put("index", 0)
            .put("value", NAMESPACE_FLAGS)
            .put("valueTwo", 0)
            .put("op", "SCMP_CMP_MASKED_EQ")
            .build();
    Json allowed = call(names()).build();
    Json clone = call(List.of("clone")).put("args", Json.array(List.of(plainClone))).build();
    // The C library falls back to clone when clone3, whose flags no filter can see, is missing.
    Json clone3 =
        Json.object()
            .put("names", Json.strings(List.of("clone3")))
            .put("action", "SCMP_ACT_ERRNO")
            .put("errnoRet", NO_SUCH_CALL)
            .build();
    Json personality =
        call(List.of("personality"))
            .put(
                "args",
                Json.array(
                    List.of(
                        Json.object()
                            .put("index", 0)
                            .put("value", 0)
                            .put("op", "SCMP_CMP_EQ")
                            .build())))
            .build();
    return Json.object()
        .put("defaultAction", "SCMP_ACT_ERRNO")
        .put("defaultErrnoRet", NOT_PERMITTED)
        .put("syscalls", Json.array(List.of(allowed, clone, clone3, personality)))
        .build();
  }

  private static Obj.Builder call(List<String> names) {
    return Json.object().put("names", Json.strings(names)).put("action", "SCMP_ACT_ALLOW");
  }

  private static List<String> names() throws IOException {
    try (InputStream list = Seccomp.class.getResourceAsStream("seccomp.txt")) {
      if (list == null) {
        throw new IllegalStateException("seccomp.txt is missing from the jar");
      }
      String text = new String(list.readAllBytes(), StandardCharsets.UTF_8);
      return List.of(text.strip().split("\\s+", -1));
    }
  }
}
