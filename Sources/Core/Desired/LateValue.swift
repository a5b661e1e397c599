package import Values

/// An attribute whose value, or part of it, another object has once it is there.
///
/// In the body stands what may be shown: what is not known yet by `unknown`, and what is secret by its cover.
package struct LateValue: Hashable, Sendable {
    package enum Piece: Hashable, Sendable {
        case text(String)
        case value(Reference)
        /// As it stands in a part of a URL.
        case encoded(Reference)
    }

    /// What stands for a value that nobody knows before the other object is there.
    package static let unknown = "(known after apply)"

    package let path: FieldPath
    package let pieces: [Piece]

    package init(_ path: FieldPath, _ pieces: [Piece]) {
        self.path = path
        self.pieces = pieces
    }

    package var references: [Reference] { pieces.compactMap(\.reference) }
    package var isSecret: Bool { references.contains(where: \.isSecret) }
    /// Whether something of it is missing that may be shown.
    package var isUnknown: Bool { references.contains { !$0.isSecret } }

    /// What may be shown of it.
    package var shown: String {
        pieces.map { piece in
            guard case .text(let text) = piece else {
                return piece.reference?.isSecret == true ? Secret.cover : Self.unknown
            }
            return text
        }.joined()
    }

    /// With what is known by now and may be shown.
    func knowing(_ tell: (Reference) -> String?) -> LateValue {
        LateValue(
            path,
            pieces.map { piece in
                guard let reference = piece.reference, !reference.isSecret, let text = tell(reference) else {
                    return piece
                }
                return .text(piece.isEncoded ? Secret(text).percentEncoded.reveal() : text)
            })
    }

    /// All of it; nil where something is missing.
    func whole(_ values: [Reference: Secret]) -> Secret? {
        var parts: [Secret] = []
        for piece in pieces {
            switch piece {
            case .text(let text): parts.append(Secret(text))
            case .value(let reference), .encoded(let reference):
                guard let value = values[reference] else { return nil }
                parts.append(piece.isEncoded ? value.percentEncoded : value)
            }
        }
        return Secret(joining: parts)
    }

    /// For the digest: two that ask for another value differ.
    var value: Value {
        [
            .string(path.notation),
            .array(
                pieces.map { piece in
                    guard case .text(let text) = piece else {
                        return [
                            .string(piece.reference?.description ?? ""), .bool(piece.isEncoded),
                        ]
                    }
                    return .string(text)
                }),
        ]
    }
}

extension LateValue.Piece {
    package var reference: Reference? {
        switch self {
        case .text: nil
        case .value(let reference), .encoded(let reference): reference
        }
    }

    fileprivate var isEncoded: Bool { if case .encoded = self { true } else { false } }
}
