/// What is done to an object. Data only: glyphs and words are the reports' affair.
package enum Action: String, Hashable, Sendable, CaseIterable {
    case create, update, replace, delete, adopt
    /// An orphan that stays on purpose.
    case keep
    case none

    /// Whether performing it changes the world.
    package var isChange: Bool { self != .keep && self != .none }
    package var deletes: Bool { self == .delete || self == .replace }
}
