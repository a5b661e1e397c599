import Core
import Specs
import Values

extension Kind {
    static let secret = Kind("Secret", hidden: "data")
}

/// Which of a secret's values it was made with.
private let versionPath = FieldPath([
    .key("metadata"), .key("annotations"), .key("cadastre.dev/secret-version"),
])

extension Plot {
    /// The password of the database, for the application's environment: by the names that PostgreSQL's own library reads,
    /// and as one URL.
    func databaseSecret(_ access: DatabaseAccess, needs: [ObjectID]) -> DesiredObject {
        var draft = draft(.secret, named: databaseName)
        draft.needs += needs
        draft.state(versionPath, [.value(access.version)], access.origin)
        draft.state("data.PGPASSWORD", [.value(access.password)], access.origin)
        let (user, tail) = (
            DatabaseAccess.user,
            ":\(DatabaseAccess.port)/\(DatabaseAccess.database)?sslmode=\(DatabaseAccess.tls)"
        )
        draft.state(
            "data.DATABASE_URL",
            [
                .text("postgresql://\(user):"), .encoded(access.password), .text("@"),
                .value(access.address), .text(tail),
            ], access.origin)
        return sealed(draft)
    }
}
