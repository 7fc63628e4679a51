/// How a machine comes by a certificate of a control plane above it: with a token once ({@link
/// dev.skerry.server.enrol.Enrolment}), later with the one it has ({@link
/// dev.skerry.server.enrol.Renewal}). Who is let in, that control plane decides.
@NullMarked
package dev.skerry.server.enrol;

import org.jspecify.annotations.NullMarked;
