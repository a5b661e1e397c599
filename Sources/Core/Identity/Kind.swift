package import Values

/// What has to be known of a kind of object in order to list, compare and change it.
///
/// Kinds are told apart by `name`; each is declared once, beside the function that makes its objects.
package final class Kind: Hashable, Sendable {
    package let name: String
    package let world: World
    /// Kubernetes API group; empty for the core group.
    package let group: String
    /// API versions that the blueprint's form of this kind is valid in, newest first.
    package let versions: [String]
    package let isNamespaced: Bool
    /// Deleting one destroys data that cannot be made again: databases, volumes, and what contains them.
    package let holdsData: Bool
    /// Controllers make others for it, such as pods: it is gone when they are.
    package let hasDependents: Bool
    /// Attributes that the world refuses to change: a difference there means replace.
    package let immutable: [FieldPath]
    /// Attributes whose amounts or versions the world lets grow and never shrink: less there means replace.
    package let growing: [FieldPath]
    /// Attributes that the world makes more by itself, as far as it was told to: more than was last stated is no difference.
    package let selfGrowing: [FieldPath]
    /// Where its secrets are. They are never read back: only metadata is, and that tells whose each of them is.
    package let hidden: FieldPath?
    /// Attributes that the world tells of an object that is there, and others may refer to.
    package let told: [FieldPath]
    /// Attributes that the world changes in the object's maintenance window, unless it is told to at once.
    package let deferred: [FieldPath]
    /// Those of them whose change stops the object for a while.
    package let disruptive: [FieldPath]
    /// Attributes that wait with another one, by that: the world shows only of the other that it waits.
    package let following: [FieldPath: FieldPath]
    /// Where an object says when its maintenance window is.
    package let window: FieldPath?
    /// How a whole manifest of this kind is compared.
    package let comparison: Comparison

    package init(
        _ name: String, world: World = .kubernetes, group: String = "", versions: [String] = ["v1"],
        isNamespaced: Bool = true, holdsData: Bool = false, hasDependents: Bool = false,
        immutable: [FieldPath] = [], growing: [FieldPath] = [],
        selfGrowing: [FieldPath] = [], hidden: FieldPath? = nil, told: [FieldPath] = [],
        deferred: [FieldPath] = [], disruptive: [FieldPath] = [],
        following: [FieldPath: FieldPath] = [:], window: FieldPath? = nil,
        comparison attributes: [String: Comparison] = [:]
    ) {
        self.name = name
        self.world = world
        self.group = group
        self.versions = versions
        self.isNamespaced = isNamespaced
        self.holdsData = holdsData
        self.hasDependents = hasDependents
        self.immutable = immutable
        self.growing = growing
        self.selfGrowing = selfGrowing
        self.hidden = hidden
        self.told = told
        self.deferred = deferred
        self.disruptive = disruptive
        self.following = following
        self.window = window
        comparison = .object(attributes.merging(Self.identity) { own, _ in own })
    }

    /// `apps/v1`, or `v1` for the core group: the newest version that we write.
    package var apiVersion: String { group.isEmpty ? versions[0] : "\(group)/\(versions[0])" }

    private static let identity: [String: Comparison] = [
        "apiVersion": .ignored, "kind": .ignored,
        "metadata": .object([
            "name": .ignored, "namespace": .ignored,
            "annotations": .object([Mark.fingerprintAnnotation: .ignored]),
        ]),
    ]

    /// Whether what is at `path` is never read back.
    package func hides(_ path: FieldPath) -> Bool { hidden.map(path.hasPrefix) ?? false }

    /// Whether objects of this kind are in such a scope.
    package func belongs(in scope: Scope) -> Bool { world == scope.world }

    package static func == (left: Kind, right: Kind) -> Bool { left.name == right.name }
    package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
