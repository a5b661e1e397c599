import HTTP
import Values

/// The body of a request in the `query` and `ec2` protocols.
struct QueryForm {
    private let service: AWSService
    private var pairs: [String]

    init(_ operation: AWSOperation, _ input: Fields) {
        service = operation.service
        pairs = ["Action=\(operation.name)", "Version=\(operation.service.version)"]
        for (member, value) in input { add(value, of: member, at: member) }
    }

    var bytes: [UInt8] { Array(pairs.joined(separator: "&").utf8) }

    private mutating func add(_ value: Value, of member: String, at place: String) {
        switch value {
        case .null: break
        case .bool(let flag): add(flag ? "true" : "false", at: place)
        case .int(let number): add("\(number)", at: place)
        case .double(let number): add("\(number)", at: place)
        case .string(let text): add(text, at: place)
        case .object(let fields):
            for (name, value) in fields { add(value, of: name, at: "\(place).\(name)") }
        case .array(let elements):
            let isFlat = service.wire == .ec2
            // An empty list clears what is there; `ec2` has no word for one.
            if elements.isEmpty, !isFlat { add("", at: place) }
            let element = isFlat ? "" : ".\(service.elements[member] ?? "member")"
            for (index, value) in elements.enumerated() {
                add(value, of: "", at: "\(place)\(element).\(index + 1)")
            }
        }
    }

    private mutating func add(_ text: String, at place: String) {
        pairs.append("\(PercentEncoding.encode(place))=\(PercentEncoding.encode(text))")
    }
}
