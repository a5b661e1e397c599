import Core
import Values

/// The tags of an object of AWS. The labels and annotations of a manifest are its tags, by the same names.
struct Tags: Sendable {
    private(set) var values: [String: String]

    init(_ values: [String: String]) { self.values = values }

    /// Of a manifest: the mark, and what else it states.
    init(manifest: Value) {
        values = [:]
        for member in ["labels", "annotations"] {
            for (key, value) in manifest[key: "metadata"]?[key: member]?.fields ?? [:] {
                if let text = value.string { values[key] = text }
            }
        }
    }

    /// As services have them whose protocol is JSON.
    ///
    /// - Parameters:
    ///   - key: what the service calls a tag's key, and `value` its value.
    init(_ list: Value?, key: String = "Key", value: String = "Value") {
        let pairs = (list?.array ?? []).compactMap { tag in
            tag[key: key]?.string.map { ($0, tag[key: value]?.string ?? "") }
        }
        values = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    func adding(_ name: String, _ text: String) -> Tags { Tags(values.merging([name: text]) { $1 }) }

    var mark: Mark? {
        guard values[Mark.managedByLabel] == Mark.managedByValue, let fleet = values[Mark.fleetLabel] else {
            return nil
        }
        return Mark(
            fleet: fleet, tenant: values[Mark.tenantLabel], fingerprint: values[Mark.fingerprintAnnotation])
    }

    /// What calls take, sorted.
    ///
    /// - Parameters:
    ///   - key: what the service calls a tag's key, and `value` its value.
    func list(key: String = "Key", value: String = "Value") -> Value {
        .array(
            values.sorted { $0.key < $1.key }.map { name, text in
                .object([key: .string(name), value: .string(text)])
            })
    }

    /// `labels` and `annotations` of a manifest: a tag of AWS's own is neither.
    var metadata: Fields {
        var labels = Fields()
        var annotations = Fields()
        for (name, text) in values.sorted(by: { $0.key < $1.key }) where !name.hasPrefix("aws:") {
            if Self.annotationNames.contains(name) {
                annotations[name] = .string(text)
            } else {
                labels[name] = .string(text)
            }
        }
        return ["labels": .object(labels), "annotations": .object(annotations)]
    }

    private static let annotationNames: Set<String> = [
        Mark.fingerprintAnnotation, Mark.identityAnnotation, Mark.protectionAnnotation,
    ]
}
