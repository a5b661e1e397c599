package import Core

/// One element of an XML document: AWS's answers put everything into elements, and nothing into attributes.
package struct XMLNode: Sendable, Hashable {
    /// Without a prefix.
    package let name: String
    /// What stands in it; empty where it has elements.
    package let text: String
    package let children: [XMLNode]

    package init(_ name: String, text: String = "", children: [XMLNode] = []) {
        self.name = name
        self.text = text
        self.children = children
    }

    /// The first element of that name.
    package subscript(name: String) -> XMLNode? { children.first { $0.name == name } }

    /// All elements of that name: a list that stands among other elements, as in S3.
    package func all(_ name: String) -> [XMLNode] { children.filter { $0.name == name } }

    /// What is in the list of that name, however its elements are called; nothing where there is no such list.
    package func list(_ name: String) -> [XMLNode] { self[name]?.children ?? [] }

    /// The text of an element; nil where there is none, so that empty and missing are told apart.
    package func text(_ name: String) -> String? { self[name]?.text }

    package func int(_ name: String) -> Int64? { text(name).flatMap { Int64($0) } }

    package func bool(_ name: String) -> Bool? { text(name).flatMap { Bool($0.lowercased()) } }

    package func time(_ name: String) -> Timestamp? { text(name).flatMap { Timestamp(rfc3339: $0) } }
}
