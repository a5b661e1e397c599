/// What a provider saw of one scope.
package struct Observation: Sendable {
    package let scope: Scope
    package let at: Timestamp
    /// By kind. A kind that is not here was not looked at.
    package var looks: [String: Look]
    /// What is in namespaces, whoever it belongs to, by their names; only of those that were looked into.
    package var occupancies: [String: Occupancy] = [:]
    /// What others have made of the fleet's data in this scope.
    package var copies: [DataCopy] = []
    /// Whether those are all; nil where nobody looked for any.
    package var copiesLook: Look.Outcome?
    /// Things worth a person's attention that are about the scope as a whole.
    package var remarks: [Problem]
    /// Only what belongs to these was looked for; empty: everything of the fleet's. Nothing is deleted by a look that
    /// may have passed something over.
    package var owners: Set<Owner>

    package init(
        scope: Scope, at: Timestamp, looks: [String: Look] = [:], remarks: [Problem] = [],
        owners: Set<Owner> = []
    ) {
        self.scope = scope
        self.at = at
        self.looks = looks
        self.remarks = remarks
        self.owners = owners
    }
}

/// What was seen of one kind in one scope.
package struct Look: Sendable {
    package enum Outcome: Sendable {
        /// Every object of the kind that bears the fleet's mark, and is one of the owners' that were looked for, is in
        /// `objects`.
        case complete
        /// The world does not know this kind.
        case notServed
        /// Nothing may be concluded from what is missing.
        case failed(Problem)

        package var isComplete: Bool { if case .complete = self { true } else { false } }
    }

    package var outcome: Outcome
    /// Marked as the fleet's, and besides those any that were asked for by identity, whoever they belong to.
    package var objects: [ObservedObject]

    package init(_ outcome: Outcome, objects: [ObservedObject] = []) {
        self.outcome = outcome
        self.objects = objects
    }

    package var isComplete: Bool { outcome.isComplete }
}

/// What to look for.
package struct ObservationRequest: Sendable {
    package let fleet: String
    package let kinds: [Kind]
    /// Objects of this scope that the blueprint holds. Those among them that do not bear the fleet's mark are
    /// looked for by name, so that an object of somebody else's is seen before it is run into.
    package let desired: [ObjectID]
    /// What the specs ask for, also of objects that are not looked for. A list that lags behind the objects is to be believed
    /// where it says the same.
    package let specified: [ObjectID: DesiredObject]
    /// Nobody else's objects need be looked for; empty: everybody's do. A provider may look for more.
    package let owners: Set<Owner>

    package init(
        fleet: String, kinds: [Kind], desired: [ObjectID], specified: [ObjectID: DesiredObject] = [:],
        owners: Set<Owner> = []
    ) {
        self.fleet = fleet
        self.kinds = kinds
        self.desired = desired
        self.specified = specified
        self.owners = owners
    }
}
