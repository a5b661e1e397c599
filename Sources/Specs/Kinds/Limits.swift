package import Values

/// What the application lets a tenant have. A tenant may override each of its tier's.
package struct Limits: Sendable {
    package var locations: Sourced<Int>?
    package var users: Sourced<Int>?
    package var monthlyTransactions: Sourced<Int>?
    package var storage: Sourced<Quantity>?
    package var connections: Sourced<Int>?
}

extension Limits: Shaped {
    static let shape = Shape(
        "limits", "What the application lets a tenant have. What is absent is without a limit."
    ) {
        Field("locations", .whole(0...), "Places that it manages.").optional
        Field("users", .whole(0...), "People with an account.").optional
        Field("monthlyTransactions", .whole(0...), "Transactions in a calendar month.").optional
        Field("storage", Quantity.self, "Files that it keeps.").example("20Gi").optional
        Field("connections", .whole(0...100_000), "Database connections at the same time.").optional
    } make: {
        Limits(locations: $0, users: $1, monthlyTransactions: $2, storage: $3, connections: $4)
    }
}
