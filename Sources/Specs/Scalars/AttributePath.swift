package import Values

/// Where an attribute of an object stands: `spec.template.spec.containers[name=app].image`.
package struct AttributePath: Hashable, Sendable {
    package let path: FieldPath
}

extension AttributePath: SpecScalar {
    static let notation = ScalarNotation(
        noun: "the path of an attribute",
        about:
            "Keys with dots between them, odd ones in brackets and quotes; elements of lists by their key fields.",
        examples: [
            #"metadata.annotations["sidecar.istio.io/status"]"#,
            "spec.template.spec.containers[name=app].image",
        ])

    init(parsing text: String) throws(Misfit) {
        if text.isEmpty { throw Misfit("it is empty") }
        do throws(FieldPathError) { path = try FieldPath(parsing: text) } catch {
            let message = error.message.hasSuffix(",") ? String(error.message.dropLast()) : error.message
            throw Misfit("from here on it cannot be read: \(message)", at: error.offset)
        }
    }
}
