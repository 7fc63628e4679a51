package dev.skerry.node.driver;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;

/// A volume of a pod, resolved: nothing in it has to be looked up.
public sealed interface VolumePlan {
  String name();

  /// A directory made for the pod and removed with it.
  ///
  /// @param inMemory `medium: Memory`
  /// @param limitBytes 0 for none
  record Empty(String name, boolean inMemory, long limitBytes) implements VolumePlan {}

  /// A path of the host.
  ///
  /// @param type `hostPath.type`: empty, `Directory`, `DirectoryOrCreate`, `File`, `FileOrCreate`,
  ///   …
  record Host(String name, String path, String type) implements VolumePlan {}

  /// Files with given content (configMap, secret, downwardAPI, projected). A changed content is
  /// given by calling `setUp` again with the new plan; the files are replaced atomically, all at
  /// once.
  ///
  /// @param files by relative path, already checked to stay inside
  /// @param mode file mode, such as 0644
  /// @param modes by relative path, the files that have another mode
  record Files(String name, Map<String, byte[]> files, int mode, SortedMap<String, Integer> modes)
      implements VolumePlan {
    public Files(String name, Map<String, byte[]> files, int mode) {
      this(name, files, mode, Collections.emptySortedMap());
    }
  }

  /// Durable space of this site: survives the pod, the agent and a power cut.
  ///
  /// @param claim names it under the site's volume directory; one path segment
  record Durable(String name, String claim) implements VolumePlan {}
}
