/// What a site tells its parent of its own objects: {@link
/// dev.skerry.control.report.ReportController} keeps a `REPORT` part equal to every Pod and Node of
/// the site; {@link dev.skerry.control.report.Mirror} is the site as its parent then holds it. Not
/// for what the parent sent: of that the site's status is told.
@NullMarked
package dev.skerry.control.report;

import org.jspecify.annotations.NullMarked;
