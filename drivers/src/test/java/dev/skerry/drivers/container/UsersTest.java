package dev.skerry.drivers.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.drivers.contract.Plans;
import dev.skerry.model.json.Obj;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The files of an image are written by whoever made it.
final class UsersTest {
  @TempDir private Path rootfs = Path.of("");

  private Obj root(String passwd) throws Exception {
    Files.createDirectories(rootfs.resolve("etc"));
    Files.write(rootfs.resolve("etc/passwd"), passwd.getBytes(StandardCharsets.ISO_8859_1));
    Files.writeString(rootfs.resolve("etc/group"), "wheel:x:10:root\nwheel:x:ten:root\n");
    var plan = Plans.shell(Plans.pod(1), "true");
    return Users.in(rootfs).user(plan, OptionalLong.empty());
  }

  @Test
  void aLineThatIsNoneIsPassedOver() throws Exception {
    Obj user = root("root:x:0:wheel::/:/bin/sh\n\u00ff\u00fe:x\nroot:x:0:7:\u00e9:/:/bin/sh\n");

    assertThat(user.integer("gid")).hasValue(7);
    assertThat(user.items("additionalGids")).hasSize(1);
  }
}
