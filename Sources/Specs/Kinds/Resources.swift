package import Values

/// Compute resources of one container.
package struct Resources: Sendable {
    package var requests: Amounts
    package var limits: Amounts

    package struct Amounts: Sendable {
        package var cpu: Sourced<Quantity>
        package var memory: Sourced<Quantity>
    }
}
