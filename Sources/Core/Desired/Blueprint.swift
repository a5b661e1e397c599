package import Diagnostics

/// Everything that a fleet should hold, as a pure function of its specs.
package struct Blueprint: Sendable {
    /// The Platform's name; the value of the fleet's mark.
    package var fleet: String
    /// Every kind that a blueprint of this version can hold: what has to be observed.
    package var kinds: [Kind]
    package var places: [Scope: Place]
    package var tenants: [String: TenantTerms]
    package var objects: [DesiredObject]
    package var safety: Safety
    /// Steers nothing: what a plan's changes cost is for people.
    package var prices: PriceSheet?
    package var specCount: Int

    package init(
        fleet: String, kinds: [Kind], places: [Scope: Place], tenants: [String: TenantTerms],
        objects: [DesiredObject], safety: Safety, prices: PriceSheet? = nil, specCount: Int
    ) {
        self.fleet = fleet
        self.kinds = kinds
        self.places = places
        self.tenants = tenants
        self.objects = objects
        self.safety = safety
        self.prices = prices
        self.specCount = specCount
    }
}

/// Where a scope is, in the eyes of the law.
package struct Place: Hashable, Sendable {
    package let jurisdiction: String
    /// The Region's `jurisdiction` in the specs.
    package let origin: Origin

    package init(jurisdiction: String, origin: Origin) {
        self.jurisdiction = jurisdiction
        self.origin = origin
    }
}

/// What the planner has to know of a tenant beyond its objects.
package struct TenantTerms: Sendable {
    /// `nordwind · enterprise · eu-west-1`
    package let title: String
    /// Jurisdictions in which the tenant's data may be.
    package let residency: [String]
    /// The rules that say so: the platform's, then the tenant's own if it has one.
    package let residencyOrigins: [Origin]
    /// The name of its Region.
    package let region: String
    /// Where the tenant names it.
    package let regionOrigin: Origin
    package let end: End?
    /// What it has again when it is no longer suspended.
    package let resting: Set<ObjectID>
    /// What is not its own and holds its data: a database server that tenants share, its replicas and copies.
    package let sharedData: [ObjectID]

    /// `status: terminated`
    package struct End: Hashable, Sendable {
        package let origin: Origin
        /// From when on the tenant's data may be destroyed; nil where the specs do not say since when it
        /// is terminated.
        package let retentionEnds: Timestamp?
        /// Since when, and where the specs say so.
        package let since: Timestamp?
        package let sinceOrigin: Origin?

        package init(
            origin: Origin, retentionEnds: Timestamp?, since: Timestamp? = nil, sinceOrigin: Origin? = nil
        ) {
            self.origin = origin
            self.retentionEnds = retentionEnds
            self.since = since
            self.sinceOrigin = sinceOrigin
        }
    }

    package init(
        title: String, residency: [String], residencyOrigins: [Origin], region: String, regionOrigin: Origin,
        end: End?,
        resting: Set<ObjectID> = [], sharedData: [ObjectID] = []
    ) {
        self.title = title
        self.residency = residency
        self.residencyOrigins = residencyOrigins
        self.region = region
        self.regionOrigin = regionOrigin
        self.end = end
        self.resting = resting
        self.sharedData = sharedData
    }
}

/// The limits that the Platform sets on what one run may do.
package struct Safety: Hashable, Sendable {
    package var deletionBudget: DeletionBudget

    package init(deletionBudget: DeletionBudget) { self.deletionBudget = deletionBudget }
}

/// How many objects of a kind one run may delete.
package enum DeletionBudget: Hashable, Sendable, CustomStringConvertible {
    case count(Int)
    /// 0 to 100, of the objects of that kind that were observed.
    case percent(Int)

    /// Never all of them, and at least one where there are several: a percentage of a few would otherwise
    /// forbid every delete in a small fleet.
    package func allowance(of observed: Int) -> Int {
        let asked =
            switch self {
            case .count(let count): count
            case .percent(let percent): percent == 0 ? 0 : max(1, (observed * percent + 99) / 100)
            }
        return max(0, min(asked, observed - 1))
    }

    /// A number, or a share such as `50%`; nil for anything else.
    package init?(_ text: String) {
        if let count = Int(text), count >= 0 {
            self = .count(count)
        } else if text.hasSuffix("%"), let percent = Int(text.dropLast()), (0...100).contains(percent) {
            self = .percent(percent)
        } else {
            return nil
        }
    }

    package var description: String {
        switch self {
        case .count(let count): "\(count)"
        case .percent(let percent): "\(percent)%"
        }
    }
}
