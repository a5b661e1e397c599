/// A size of database server as AWS names it: `db.r6g.xlarge`.
package struct DatabaseClass: Hashable, Sendable {
    package let text: String
}

extension DatabaseClass: SpecScalar {
    static let notation = ScalarNotation(
        noun: "a database class", about: "An RDS instance class: db, a family and a size.",
        pattern: "^db\\.[a-z0-9-]+\\.[a-z0-9-]+$", examples: ["db.r6g.xlarge"])

    init(parsing text: String) throws(Misfit) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.first == "db" else {
            throw Misfit("it does not start with db.", suggestion: parts.count == 2 ? "db." + text : nil)
        }
        guard parts.count == 3,
            parts.dropFirst().allSatisfy({ part in
                !part.isEmpty
                    && part.utf8.allSatisfy { $0.isLowercase || $0.isDigit || $0 == UInt8(ascii: "-") }
            })
        else { throw Misfit("after db there are a family and a size, such as r6g.xlarge") }
        self.text = text
    }
}
