"""The tables of library.sqlite.

`documents.doc` numbers one stored version of a document; a replaced version keeps its rows until
the new one is published, so `id` alone is not unique while a change is under way. Everything that
hangs on a version goes with it (ON DELETE CASCADE).
"""

from __future__ import annotations

FORMAT = 3
APPLICATION_ID = 0x4D4B4731

SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE originals (
  sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, data BLOB NOT NULL
);

CREATE TABLE documents (
  doc INTEGER PRIMARY KEY, id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('stored', 'published', 'leaving', 'gone')),
  sha256 TEXT NOT NULL REFERENCES originals(sha256),
  version TEXT NOT NULL, added TEXT NOT NULL,
  title TEXT NOT NULL, name_key TEXT NOT NULL, genre TEXT NOT NULL, issuer TEXT NOT NULL,
  region TEXT NOT NULL, date TEXT NOT NULL, year INTEGER, doc_number TEXT NOT NULL,
  number_key TEXT NOT NULL, period TEXT NOT NULL, in_force TEXT NOT NULL,
  off_topic INTEGER NOT NULL, reader TEXT NOT NULL, media_type TEXT NOT NULL,
  characters INTEGER NOT NULL, clause_count INTEGER NOT NULL,
  entity_count INTEGER NOT NULL, assertion_count INTEGER NOT NULL,
  decided INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX documents_id ON documents (id, state = 'stored');
CREATE INDEX documents_state ON documents (state) WHERE state <> 'published';
CREATE INDEX documents_name ON documents (name_key);
CREATE INDEX documents_number ON documents (number_key) WHERE number_key <> '';
CREATE INDEX documents_sha ON documents (sha256);

CREATE TABLE paths (
  path TEXT PRIMARY KEY, document TEXT NOT NULL, sha256 TEXT NOT NULL, version TEXT NOT NULL,
  size INTEGER, mtime_ns INTEGER
) WITHOUT ROWID;
CREATE INDEX paths_document ON paths (document);
CREATE INDEX paths_sha ON paths (sha256);

CREATE TABLE records (
  doc INTEGER PRIMARY KEY REFERENCES documents(doc) ON DELETE CASCADE,
  record BLOB NOT NULL, text BLOB NOT NULL
);

CREATE TABLE clauses (
  doc INTEGER NOT NULL REFERENCES documents(doc) ON DELETE CASCADE,
  ord INTEGER NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, number TEXT NOT NULL,
  title TEXT NOT NULL, level INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  heading_start INTEGER NOT NULL, heading_end INTEGER NOT NULL, parent INTEGER,
  path TEXT NOT NULL, PRIMARY KEY (doc, ord)
) WITHOUT ROWID;
CREATE INDEX clauses_id ON clauses (doc, id);
CREATE INDEX clauses_parent ON clauses (doc, parent);

CREATE TABLE entities (
  doc INTEGER NOT NULL REFERENCES documents(doc) ON DELETE CASCADE,
  ord INTEGER NOT NULL, id TEXT NOT NULL, key TEXT NOT NULL, type TEXT NOT NULL,
  name TEXT NOT NULL, quote TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  clause TEXT NOT NULL, rule TEXT NOT NULL, basis TEXT NOT NULL, attributes TEXT NOT NULL,
  own TEXT NOT NULL DEFAULT '', PRIMARY KEY (doc, ord)
) WITHOUT ROWID;
CREATE INDEX entities_key ON entities (key);
CREATE INDEX entities_id ON entities (doc, id, name);
CREATE INDEX entities_own ON entities (own);
CREATE INDEX entities_type ON entities (type, key);

CREATE TABLE aliases (
  doc INTEGER NOT NULL REFERENCES documents(doc) ON DELETE CASCADE,
  key TEXT NOT NULL, type TEXT NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL,
  own TEXT NOT NULL DEFAULT ''
);
CREATE INDEX aliases_folded ON aliases (folded, type);
CREATE INDEX aliases_key ON aliases (key);
CREATE INDEX aliases_doc ON aliases (doc);

CREATE TABLE assertions (
  doc INTEGER NOT NULL REFERENCES documents(doc) ON DELETE CASCADE,
  ord INTEGER NOT NULL, subject TEXT NOT NULL, predicate TEXT NOT NULL, object TEXT NOT NULL,
  subject_key TEXT NOT NULL, object_key TEXT, quote TEXT NOT NULL, start INTEGER NOT NULL,
  end INTEGER NOT NULL, place TEXT NOT NULL, clause TEXT NOT NULL, rule TEXT NOT NULL,
  confidence REAL NOT NULL, model TEXT NOT NULL, statement TEXT NOT NULL DEFAULT '',
  review TEXT NOT NULL DEFAULT 'unreviewed', PRIMARY KEY (doc, ord)
) WITHOUT ROWID;
CREATE INDEX assertions_subject ON assertions (subject_key);
CREATE INDEX assertions_object ON assertions (object_key);
CREATE INDEX assertions_clause ON assertions (doc, clause);
CREATE INDEX assertions_predicate ON assertions (predicate);
CREATE INDEX assertions_queue ON assertions (model = '', confidence, doc, ord)
  WHERE review = 'unreviewed';

CREATE TABLE indicators (
  doc INTEGER NOT NULL REFERENCES documents(doc) ON DELETE CASCADE,
  ord INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, op TEXT NOT NULL,
  unit TEXT NOT NULL, year INTEGER, kind TEXT NOT NULL, attribute TEXT NOT NULL,
  mineral TEXT NOT NULL, place TEXT NOT NULL, clause TEXT NOT NULL, quote TEXT NOT NULL,
  start INTEGER NOT NULL, end INTEGER NOT NULL, PRIMARY KEY (doc, ord)
) WITHOUT ROWID;
CREATE INDEX indicators_name ON indicators (name);
CREATE INDEX indicators_clause ON indicators (doc, clause);

CREATE TABLE obligations (
  doc INTEGER NOT NULL REFERENCES documents(doc) ON DELETE CASCADE,
  ord INTEGER NOT NULL, modality TEXT NOT NULL, subject TEXT NOT NULL, action TEXT NOT NULL,
  condition TEXT NOT NULL, cue TEXT NOT NULL, clause TEXT NOT NULL, quote TEXT NOT NULL,
  start INTEGER NOT NULL, end INTEGER NOT NULL, PRIMARY KEY (doc, ord)
) WITHOUT ROWID;
CREATE INDEX obligations_clause ON obligations (doc, clause);

CREATE TABLE citations (
  doc INTEGER NOT NULL REFERENCES documents(doc) ON DELETE CASCADE,
  ord INTEGER NOT NULL, title TEXT NOT NULL, number TEXT NOT NULL, article TEXT NOT NULL,
  name_key TEXT NOT NULL, number_key TEXT NOT NULL, target TEXT NOT NULL, clause TEXT NOT NULL,
  quote TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (doc, ord)
) WITHOUT ROWID;
CREATE INDEX citations_target ON citations (target) WHERE target <> '';
CREATE INDEX citations_name ON citations (name_key) WHERE name_key <> '';
CREATE INDEX citations_number ON citations (number_key) WHERE number_key <> '';
CREATE INDEX citations_clause ON citations (doc, clause);

CREATE TABLE reviews (
  review INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, document TEXT NOT NULL,
  target TEXT NOT NULL, decision TEXT NOT NULL, reviewer TEXT NOT NULL, reason TEXT NOT NULL,
  detail TEXT NOT NULL, sha256 TEXT NOT NULL DEFAULT '', chain TEXT NOT NULL DEFAULT ''
);
CREATE INDEX reviews_target ON reviews (document, target);
CREATE INDEX reviews_content ON reviews (sha256) WHERE sha256 <> '';
CREATE TRIGGER reviews_are_added BEFORE INSERT ON reviews
  WHEN EXISTS (SELECT 1 FROM reviews WHERE review = NEW.review)
  BEGIN SELECT RAISE(ABORT, 'review decisions are append-only'); END;
CREATE TRIGGER reviews_stay BEFORE UPDATE ON reviews
  BEGIN SELECT RAISE(ABORT, 'review decisions are append-only'); END;
CREATE TRIGGER reviews_are_kept BEFORE DELETE ON reviews
  BEGIN SELECT RAISE(ABORT, 'review decisions are append-only'); END;

CREATE TABLE concerned (
  document TEXT NOT NULL, review INTEGER NOT NULL, PRIMARY KEY (document, review)
) WITHOUT ROWID;

CREATE TABLE jobs (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, state TEXT NOT NULL, created TEXT NOT NULL,
  changed TEXT NOT NULL, detail TEXT NOT NULL
) WITHOUT ROWID;
"""

MIGRATIONS = {
    1: """
ALTER TABLE documents ADD COLUMN decided INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entities ADD COLUMN own TEXT NOT NULL DEFAULT '';
ALTER TABLE aliases ADD COLUMN own TEXT NOT NULL DEFAULT '';
ALTER TABLE assertions ADD COLUMN statement TEXT NOT NULL DEFAULT '';
ALTER TABLE assertions ADD COLUMN review TEXT NOT NULL DEFAULT 'unreviewed';
ALTER TABLE citations ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;
ALTER TABLE reviews ADD COLUMN sha256 TEXT NOT NULL DEFAULT '';
ALTER TABLE reviews ADD COLUMN chain TEXT NOT NULL DEFAULT '';
CREATE TABLE concerned (
  document TEXT NOT NULL, review INTEGER NOT NULL, PRIMARY KEY (document, review)
) WITHOUT ROWID;
CREATE INDEX entities_id ON entities (doc, id, name);
UPDATE entities SET own = key;
UPDATE aliases SET own = key;
UPDATE assertions SET statement = statement_id('assertion',
  coalesce((SELECT e.type || '/' || e.name FROM entities e
            WHERE e.doc = assertions.doc AND e.id = subject), subject),
  predicate,
  coalesce((SELECT e.type || '/' || e.name FROM entities e
            WHERE e.doc = assertions.doc AND e.id = object), object),
  quote);
CREATE INDEX entities_own ON entities (own);
CREATE INDEX assertions_queue ON assertions (model = '', confidence, doc, ord)
  WHERE review = 'unreviewed';
CREATE INDEX reviews_content ON reviews (sha256) WHERE sha256 <> '';
CREATE TRIGGER reviews_are_added BEFORE INSERT ON reviews
  WHEN EXISTS (SELECT 1 FROM reviews WHERE review = NEW.review)
  BEGIN SELECT RAISE(ABORT, 'review decisions are append-only'); END;
""",
    2: "CREATE INDEX IF NOT EXISTS entities_id ON entities (doc, id, name);",
}
"""What turns a library of one format into the next; `statement_id` is that of corpus.statements."""
