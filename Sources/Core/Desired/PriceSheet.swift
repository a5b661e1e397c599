package import Values

/// What things cost a month, by the user's own figures. What is not in it has no price, which is not the same as none to pay.
package struct PriceSheet: Hashable, Sendable {
    package let currency: String
    /// Of one server, by its class.
    package let databaseClasses: [String: Money]
    /// Of a database server's disk.
    package let storagePerGiB: Money?

    package init(currency: String, databaseClasses: [String: Money], storagePerGiB: Money?) {
        self.currency = currency
        self.databaseClasses = databaseClasses
        self.storagePerGiB = storagePerGiB
    }
}
