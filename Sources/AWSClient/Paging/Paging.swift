import Values

/// How an operation's answer comes in pages.
package struct Paging: Sendable, Hashable {
    /// The member of the input that takes what the page before has said.
    package let input: String
    /// The member of the answer that says it.
    package let output: String
    /// The member of the answer that says whether there is more at all, where there is one.
    package let more: String?

    package init(_ input: String, from output: String? = nil, while more: String? = nil) {
        self.input = input
        self.output = output ?? input
        self.more = more
    }

    /// What the next page is asked for with; nil after the last.
    func token(in answer: AWSAnswer) -> String? {
        if let more, !(answer.xml.bool(more) ?? answer.json[key: more]?.bool ?? false) { return nil }
        let token = answer.xml.text(output) ?? answer.json[key: output]?.string
        return token.flatMap { $0.isEmpty ? nil : $0 }
    }
}
