package dev.skerry.node.driver;

import dev.skerry.model.meta.Uid;

/// One run of one container: the pod, the container's name in it, and how often it was started
/// before. A restart is a new id.
///
/// @param attempt from 0
public record ContainerId(Uid pod, String name, int attempt) {
  @Override
  public String toString() {
    return pod + "/" + name + "/" + attempt;
  }
}
