package dev.skerry.api.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.api.plane.ControlPort;
import dev.skerry.control.loop.Answer;
import dev.skerry.control.loop.Presence;
import dev.skerry.control.state.Delta;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.write.Proposal;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.Body;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.model.record.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;

final class NodeSignsTest {
  private static final SiteName SELF = new SiteName("s1");
  private static final String CHANGED = "2026-11-20T09:00:00Z";
  private static final Instant HEARD = Instant.parse("2026-11-20T09:30:00.25Z");
  private static final ObjectKey NODE = ObjectKey.of(KindNames.NODE, "", "s1-1");
  private static final ObjectKey LEASE = ObjectKey.of(KindNames.LEASE, "kube-node-lease", "s1-1");

  /// A control plane with one node.
  private record Site(View view, Presence presence) implements ControlPort {
    @Override
    public Optional<Answer> commit(Proposal proposal, Duration patience) {
      throw new AssertionError("nothing is written by reading");
    }

    @Override
    public Optional<Refusal> acceptHistory(Optional<SiteName> site, String by) {
      throw new AssertionError("nothing is written by reading");
    }
  }

  private static View with(View view, ObjectKey key, Part part, Obj body) {
    Uid uid = Uid.random(key.kind().kind().length(), 1);
    var record =
        new PartRecord(
            new PartKey(uid, part, SELF), new Version(1, 1), key, SELF, new Body.Present(body));
    return view.with(new Delta.Part(record), new Revision(7)).view();
  }

  private static Obj spec(String version, ObjectKey key) {
    Obj metadata =
        Json.object()
            .put("name", key.name())
            .putText("namespace", key.namespace())
            .put("uid", Uid.random(key.kind().kind().length(), 1).value())
            .put("creationTimestamp", CHANGED)
            .build();
    return Json.object()
        .put("apiVersion", version)
        .put("kind", key.kind().kind())
        .put("metadata", metadata)
        .build();
  }

  private static View node() {
    Obj ready =
        Json.object()
            .put("type", "Ready")
            .put("status", "True")
            .put("lastTransitionTime", CHANGED)
            .build();
    Obj status = Json.object().put("conditions", Json.array(List.of(ready))).build();
    View view = with(View.empty(SELF), NODE, Part.SPEC, spec("v1", NODE));
    return with(view, NODE, Part.STATUS, Json.object().put("status", status).build());
  }

  private static Presence heard(String peer) {
    var sign = new Presence.Sign(HEARD, Instant.EPOCH, Duration.ZERO);
    return new Presence(TreePMap.<String, Presence.Sign>empty().plus(peer, sign));
  }

  private static String heartbeat(Presence presence) {
    View view = node();
    Entry node = view.find(NODE).orElseThrow();
    Obj shown = new Overlay(new Site(view, presence)).shown(node).json();
    return shown.items("status", "conditions").getFirst().text("lastHeartbeatTime");
  }

  @Test
  void theHeartbeatOfANodeIsWhenItOrItsSiteWasLastHeard() {
    assertThat(heartbeat(heard("node:s1-1"))).isEqualTo("2026-11-20T09:30:00Z");
    assertThat(heartbeat(heard("site:s1"))).isEqualTo("2026-11-20T09:30:00Z");
    assertThat(heartbeat(heard("node:s1-2"))).as("not heard since the start").isEqualTo(CHANGED);
  }

  @Test
  void aNodeHoldsALeaseThatNobodyWrote() {
    View view = node();
    var leases = new NodeLeases(new Site(view, heard("node:s1-1")));
    View all = leases.in(view, ObjectKey.of(KindNames.LEASE, "", ""));
    assertThat(all.revision()).isEqualTo(view.revision());
    Obj lease = leases.in(view, LEASE).find(LEASE).orElseThrow().json();
    assertThat(all.find(LEASE).orElseThrow().json()).isEqualTo(lease);
    assertThat(lease.text("spec", "holderIdentity")).isEqualTo("s1-1");
    assertThat(lease.text("spec", "renewTime")).isEqualTo("2026-11-20T09:30:00.250000Z");
    assertThat(lease.items("metadata", "ownerReferences").getFirst().text("uid"))
        .isEqualTo(view.find(NODE).orElseThrow().uid().value());
    assertThat(leases.in(view, LEASE.named("s1-2")).find(LEASE.named("s1-2"))).isEmpty();
    assertThat(leases.in(view, NODE)).isSameAs(view);
    assertThat(leases.in(view, ObjectKey.of(KindNames.LEASE, "default", ""))).isSameAs(view);
  }

  @Test
  void aLeaseThatSomebodyWroteGoesFirst() {
    View view = with(node(), LEASE, Part.SPEC, spec("coordination.k8s.io/v1", LEASE));
    var leases = new NodeLeases(new Site(view, heard("node:s1-1")));
    assertThat(leases.in(view, LEASE).find(LEASE)).isEqualTo(view.find(LEASE));
  }
}
