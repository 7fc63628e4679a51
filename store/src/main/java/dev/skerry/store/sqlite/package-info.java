/// The store of a site: {@link dev.skerry.store.sqlite.SqliteStore} keeps rows and log in one
/// SQLite file of a directory of its own, with a lock file and a reserve of disk space beside it.
/// The only package that knows SQLite; must not know what the rows mean.
@NullMarked
package dev.skerry.store.sqlite;

import org.jspecify.annotations.NullMarked;
