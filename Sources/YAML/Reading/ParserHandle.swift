internal import CYAML

/// The one owner of a libyaml parser.
///
/// libyaml keeps a pointer to the struct itself, so it lives on the heap and never moves.
@safe struct ParserHandle: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>

    /// Nil when memory has run out.
    ///
    /// - Parameter input: UTF-8 that outlives the handle; libyaml checks it as it goes.
    @unsafe init?(reading input: UnsafeBufferPointer<UInt8>) {
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        guard unsafe yaml_parser_initialize(parser) == 1 else {
            unsafe parser.deallocate()
            return nil
        }
        unsafe yaml_parser_set_input_string(parser, input.baseAddress, input.count)
        unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        unsafe self.parser = parser
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
    }

    /// Puts the next event into `event`, which the caller deletes.
    @unsafe func readEvent(into event: inout yaml_event_t) throws(Complaint) {
        guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw complaint }
    }

    private var complaint: Complaint {
        let parser = unsafe self.parser.pointee
        let kind: Complaint.Kind =
            switch unsafe parser.error {
            case YAML_MEMORY_ERROR: .memory
            case YAML_READER_ERROR: .encoding
            default: .syntax
            }
        return Complaint(
            kind: kind,
            problem: unsafe parser.problem.map { unsafe String(cString: $0) } ?? "",
            mark: unsafe Mark(parser.problem_mark),
            offset: unsafe Int(parser.problem_offset),
            context: unsafe parser.context.map { unsafe String(cString: $0) } ?? "",
            contextMark: unsafe Mark(parser.context_mark))
    }
}
