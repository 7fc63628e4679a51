package dev.skerry.drivers.container;

import dev.skerry.drivers.disk.RootedPath;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.node.driver.ContainerPlan;
import dev.skerry.node.driver.DriverFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/// Who a container runs as: numbers from the plan or the image, names by the image's own
/// `/etc/passwd` and `/etc/group` (passwd(5), group(5)).
final class Users {
  /// Of a passwd or group file that is read, bytes.
  private static final long MAX_FILE = 1024 * 1024;

  private final List<String[]> passwd;
  private final List<String[]> group;

  private Users(List<String[]> passwd, List<String[]> group) {
    this.passwd = passwd;
    this.group = group;
  }

  static Users in(Path rootfs) throws IOException {
    List<String[]> passwd =
        read(rootfs, "etc/passwd", 7).stream().filter(fields -> isNumber(fields[3])).toList();
    return new Users(passwd, read(rootfs, "etc/group", 4));
  }

  /// The `user` of an OCI process.
  Obj user(ContainerPlan plan, OptionalLong fsGroup) throws DriverFailure {
    Optional<ContainerPlan.Ids> asked = plan.security().user();
    String[] named = plan.image().user().split(":", 2);
    Optional<String[]> entry =
        asked.isPresent() ? find(passwd, 2, asked.get().uid() + "") : entry(named[0]);
    long uid = asked.isPresent() ? asked.get().uid() : uid(named[0], entry);
    long gid = entry.map(fields -> Long.parseLong(fields[3])).orElse(0L);
    if (asked.isPresent() && asked.get().gid().isPresent()) {
      gid = asked.get().gid().getAsLong();
    } else if (asked.isEmpty() && named.length == 2) {
      gid = gid(named[1]);
    }
    var more = new TreeSet<Long>(plan.security().supplementalGroups());
    fsGroup.ifPresent(more::add);
    entry.ifPresent(fields -> more.addAll(memberships(fields[0])));
    more.remove(gid);
    return Json.object()
        .put("uid", uid)
        .put("gid", gid)
        .put("additionalGids", Json.array(more.stream().map(Json::of).toList()))
        .build();
  }

  private Optional<String[]> entry(String name) {
    if (name.isEmpty()) {
      return find(passwd, 2, "0");
    }
    return find(passwd, isNumber(name) ? 2 : 0, name);
  }

  private static long uid(String name, Optional<String[]> entry) throws DriverFailure {
    if (name.isEmpty()) {
      return 0;
    }
    if (isNumber(name)) {
      return Long.parseLong(name);
    }
    if (entry.isEmpty()) {
      throw new DriverFailure("StartError", "the image has no user '" + name + "' in /etc/passwd");
    }
    return Long.parseLong(entry.get()[2]);
  }

  private long gid(String name) throws DriverFailure {
    if (isNumber(name)) {
      return Long.parseLong(name);
    }
    Optional<String[]> found = find(group, 0, name);
    if (found.isEmpty()) {
      throw new DriverFailure("StartError", "the image has no group '" + name + "' in /etc/group");
    }
    return Long.parseLong(found.get()[2]);
  }

  private List<Long> memberships(String user) {
    var gids = new ArrayList<Long>();
    for (String[] fields : group) {
      if (List.of(fields[3].split(",", -1)).contains(user)) {
        gids.add(Long.parseLong(fields[2]));
      }
    }
    return gids;
  }

  private static Optional<String[]> find(List<String[]> lines, int column, String value) {
    return lines.stream().filter(fields -> fields[column].equals(value)).findFirst();
  }

  private static boolean isNumber(String text) {
    return text.matches("[0-9]{1,10}");
  }

  private static List<String[]> read(Path rootfs, String name, int columns) throws IOException {
    Path file = RootedPath.resolved(rootfs, name);
    var lines = new ArrayList<String[]>();
    if (Files.isRegularFile(file) && Files.size(file) <= MAX_FILE) {
      for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
        String[] fields = line.split(":", -1);
        if (fields.length == columns && isNumber(fields[2])) {
          lines.add(fields);
        }
      }
    }
    return List.copyOf(lines);
  }
}
