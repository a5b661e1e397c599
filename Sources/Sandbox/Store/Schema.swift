import GRDB

/// The tables of a sandbox file, by version.
enum Schema {
    /// Tells a sandbox from every other SQLite file: "CADS".
    static let applicationID = 0x4341_4453

    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("objects") { database in
            try database.execute(sql: "PRAGMA application_id = \(applicationID)")
            try database.execute(sql: objects)
            // Identities made from a revision alone would be the same in every sandbox.
            try database.execute(
                sql: "INSERT INTO sandbox (row, identity, revision) VALUES (1, ?, 0)",
                arguments: [Int64(UInt32.random(in: .min ... .max))])
        }
        return migrator
    }()

    private static let objects = """
        CREATE TABLE sandbox (
            row INTEGER PRIMARY KEY CHECK (row = 1),
            identity INTEGER NOT NULL,
            -- Of the last write, and so the one that was last given away.
            revision INTEGER NOT NULL
        );
        CREATE TABLE object (
            row INTEGER PRIMARY KEY,
            scope TEXT NOT NULL,
            namespace TEXT NOT NULL,
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            -- The mark; no fleet, no mark.
            fleet TEXT,
            tenant TEXT,
            fingerprint TEXT,
            uid TEXT NOT NULL,
            revision INTEGER NOT NULL,
            body TEXT NOT NULL,
            -- The only index, because each costs about as much per write as the row. In this order what is made
            -- one after the other, a namespace and all that is in it, lies side by side.
            UNIQUE (scope, namespace, kind, name)
        );
        """
}
