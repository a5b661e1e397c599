internal import CYAML
package import Diagnostics

extension YAMLTree {
    /// Reads a whole file of any number of documents.
    ///
    /// - Parameter bytes: UTF-8, with or without a byte order mark.
    /// - Throws: the first thing wrong, with its place: `yaml.syntax`, `yaml.encoding`, `yaml.too-large`,
    ///   `yaml.too-deep`, `yaml.alias-expansion`, `yaml.unknown-alias`, `yaml.recursive-alias`, `yaml.merge-key`,
    ///   `yaml.key` or `yaml.tag`. libyaml cannot go on after a mistake, so there is one for a file.
    package static func parse(_ bytes: [UInt8], file: FileID, limits: YAMLLimits = YAMLLimits())
        throws(Diagnostic) -> YAMLTree
    {
        let start = Origin(file: file, line: 1, column: 1)
        // Offsets into the text, which escapes can make half as long again as the file, are 32 bits wide.
        let maxBytes = min(limits.maxBytes, Int(Int32.max))
        guard bytes.count <= maxBytes else {
            throw LimitMistake.bytes(bytes.count, limit: maxBytes).diagnostic(at: start)
        }
        try InputCheck(bytes: bytes, file: file).run()
        let mark = bytes.starts(with: InputCheck.byteOrderMark) ? InputCheck.byteOrderMark.count : 0
        guard bytes.count > mark else { return YAMLTree(storage: Storage(file: file)) }
        let storage = unsafe try bytes.withUnsafeBufferPointer { input throws(Diagnostic) in
            do throws(ReadingFailure) {
                let content = unsafe UnsafeBufferPointer(rebasing: input[mark...])
                return unsafe try read(content, TreeBuilder(file: file, limits: limits, bytes: bytes.count))
            } catch {
                switch error {
                case .refused(let diagnostic): throw diagnostic
                case .complaint(let complaint):
                    throw SyntaxMistake(complaint, source: SourceFile(path: "", bytes: bytes), file: file)
                        .diagnostic
                }
            }
        }
        return YAMLTree(storage: storage)
    }

    private enum ReadingFailure: Error {
        case refused(Diagnostic)
        case complaint(Complaint)
    }

    @unsafe private static func read(_ input: UnsafeBufferPointer<UInt8>, _ builder: consuming TreeBuilder)
        throws(ReadingFailure) -> Storage
    {
        guard let parser = unsafe ParserHandle(reading: input) else {
            throw .refused(LimitMistake.memory.diagnostic(at: Origin(file: builder.file, line: 1, column: 1)))
        }
        var event = unsafe yaml_event_t()
        while true {
            do throws(Complaint) {
                unsafe try parser.readEvent(into: &event)
            } catch {
                throw .complaint(error)
            }
            defer { unsafe yaml_event_delete(&event) }
            if unsafe event.type == YAML_STREAM_END_EVENT {
                return Storage(
                    file: builder.file, nodes: builder.nodes, text: builder.text, roots: builder.roots)
            }
            do throws(Diagnostic) {
                unsafe try builder.take(event)
            } catch {
                throw .refused(error)
            }
        }
    }
}

extension TreeBuilder {
    /// The edge to C: an event's pointers become Swift values here and nowhere else.
    @unsafe fileprivate mutating func take(_ event: borrowing yaml_event_t) throws(Diagnostic) {
        let place = unsafe Place(from: event.start_mark, to: event.end_mark)
        switch unsafe event.type {
        case YAML_DOCUMENT_START_EVENT: beginDocument()
        case YAML_SCALAR_EVENT:
            let scalar = unsafe event.data.scalar
            let content = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            let about = unsafe Properties(
                style: .init(scalar.style), tag: name(scalar.tag), anchor: name(scalar.anchor))
            unsafe try self.scalar(content, about, at: place)
        case YAML_ALIAS_EVENT:
            try alias(unsafe name(event.data.alias.anchor) ?? "", at: place)
        case YAML_SEQUENCE_START_EVENT:
            let start = unsafe event.data.sequence_start
            let isFlow = unsafe start.style == YAML_FLOW_SEQUENCE_STYLE
            let about = unsafe Properties(
                style: isFlow ? .flow : .block, tag: name(start.tag), anchor: name(start.anchor))
            try begin(.sequence, about, at: place)
        case YAML_MAPPING_START_EVENT:
            let start = unsafe event.data.mapping_start
            let isFlow = unsafe start.style == YAML_FLOW_MAPPING_STYLE
            let about = unsafe Properties(
                style: isFlow ? .flow : .block, tag: name(start.tag), anchor: name(start.anchor))
            try begin(.mapping, about, at: place)
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
            let mark = unsafe Mark(event.end_mark)
            end(line: UInt32(clamping: mark.line), column: UInt32(clamping: mark.column))
        default: break
        }
    }

    @unsafe private func name(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        unsafe pointer.map { unsafe String(cString: $0) }
    }
}

extension TreeBuilder.Place {
    fileprivate init(from start: yaml_mark_t, to end: yaml_mark_t) {
        let isOneLine = start.line == end.line && end.column > start.column
        self.init(
            line: UInt32(clamping: start.line + 1), column: UInt32(clamping: start.column + 1),
            width: isOneLine ? UInt32(clamping: end.column - start.column) : 0)
    }
}

extension YAMLNode.Style {
    fileprivate init(_ style: yaml_scalar_style_t) {
        switch style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: self = .singleQuoted
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: self = .doubleQuoted
        case YAML_LITERAL_SCALAR_STYLE: self = .literal
        case YAML_FOLDED_SCALAR_STYLE: self = .folded
        default: self = .plain
        }
    }
}
