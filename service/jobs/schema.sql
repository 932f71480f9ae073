CREATE TABLE IF NOT EXISTS jobs (
    id TEXT PRIMARY KEY,
    owner TEXT NOT NULL,              -- name of the key; '' where none is needed
    idempotency_key TEXT,
    fingerprint TEXT NOT NULL,        -- of the request
    package BLOB,                     -- the request; dropped when the job ends
    state TEXT NOT NULL,
    stage TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,  -- how often it was started
    crashes INTEGER NOT NULL DEFAULT 0,   -- how often its worker ended under it while its holder went on
    holder TEXT,                      -- the process that works on it
    lease_until REAL,                 -- it works on it until then, unless it renews
    is_cancelling INTEGER NOT NULL DEFAULT 0,
    created REAL NOT NULL,            -- seconds since 1970
    started REAL,
    finished REAL,
    brief_id TEXT,
    problem TEXT,                     -- JSON
    UNIQUE (owner, idempotency_key)
);
CREATE INDEX IF NOT EXISTS jobs_open ON jobs (created) WHERE state IN ('queued', 'running');
CREATE INDEX IF NOT EXISTS jobs_finished ON jobs (finished);

CREATE TABLE IF NOT EXISTS events (
    job TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    data TEXT NOT NULL,               -- JSON in one line
    PRIMARY KEY (job, number)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS briefs (
    id TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    job TEXT NOT NULL UNIQUE REFERENCES jobs (id) ON DELETE CASCADE,
    json BLOB NOT NULL
);
