package dev.skerry.server.signing;

import dev.skerry.api.plane.ControlPort;
import dev.skerry.control.access.User;
import dev.skerry.control.loop.Answer;
import dev.skerry.control.signing.RequestState;
import dev.skerry.control.signing.Signers;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.control.write.Decision;
import dev.skerry.control.write.Pipeline;
import dev.skerry.control.write.Proposal;
import dev.skerry.control.write.Refusal;
import dev.skerry.control.write.Request;
import dev.skerry.model.chance.Chance;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.TenantName;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Gives approved requests for [Signers#CLIENT] their certificates, or says why not. Keys are used
/// on its own thread. Level-triggered: every request of the view is looked at whenever one changed,
/// at the start, and again soon when one could not be answered.
public final class Signer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Signer.class.getName());
  private static final String NAME = "csr-signer";

  /// A commit takes milliseconds; past this the disk is in trouble.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final ControlPort control;
  private final Pipeline pipeline;
  private final Issuing issuing;
  private final Notice notice;
  private final Chance chance;
  private final Thread thread;

  public Signer(
      ControlPort control, Pipeline pipeline, Issuing issuing, Notice notice, Chance chance) {
    this.control = control;
    this.pipeline = pipeline;
    this.issuing = issuing;
    this.notice = notice;
    this.chance = chance;
    this.thread = Thread.ofVirtual().name(NAME).unstarted(this::work);
  }

  public void start() {
    thread.start();
  }

  private void work() {
    try {
      boolean done = true;
      while (!Thread.currentThread().isInterrupted()) {
        if (done) {
          notice.await();
        } else {
          notice.await(AGAIN);
        }
        done = pass(control.view());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// False when something is left to do.
  private boolean pass(View view) throws InterruptedException {
    boolean done = true;
    for (Entry entry : view.all(Signers.REQUEST, TenantName.DEFAULT).values()) {
      if (isOurs(view, entry)) {
        done &= answer(view, entry);
      }
    }
    return done;
  }

  private static boolean isOurs(View view, Entry entry) {
    return entry.home().equals(view.self())
        && !entry.deleting()
        && entry.json().text("spec", "signerName").equals(Signers.CLIENT)
        && new RequestState(entry.json()).waitsForSigner();
  }

  private boolean answer(View view, Entry entry) throws InterruptedException {
    try {
      return write(view, entry, issuing.status(entry.json()));
    } catch (IOException gone) {
      LOG.log(
          System.Logger.Level.ERROR,
          "the authority's key cannot be read, requests wait for it: " + gone.getMessage());
      return false;
    }
  }

  private boolean write(View view, Entry entry, Obj status) throws InterruptedException {
    var options =
        new Request.Options(NAME, false, false, Request.FieldValidation.IGNORE, List.of());
    Obj wanted = entry.json().with("status", status);
    var request =
        new Request(
            User.controller(NAME), entry.key(), "status", new Request.Verb.Update(wanted), options);
    return switch (pipeline.decide(view, request, issuing.now(), chance)) {
      case Decision.Accepted(Proposal proposal, _) ->
          said(entry, control.commit(proposal, PATIENCE));
      case Decision.Unchanged _ -> true;
      case Decision.Refused(Refusal refusal, _) -> {
        LOG.log(
            System.Logger.Level.WARNING,
            "CertificateNotGiven {0}: {1}",
            entry.key().name(),
            refusal.message());
        yield true;
      }
    };
  }

  private static boolean said(Entry entry, Optional<Answer> answer) {
    boolean stored = answer.filter(Answer.Stored.class::isInstance).isPresent();
    if (stored) {
      LOG.log(System.Logger.Level.INFO, "RequestAnswered {0}", entry.key().name());
    }
    return stored;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
