internal import CYAML

/// The one owner of a libyaml emitter and of what it has written.
///
/// libyaml keeps pointers to the struct and to the output, so both live on the heap and never move.
@safe struct EmitterHandle: ~Copyable {
    private let emitter: UnsafeMutablePointer<yaml_emitter_t>
    private let output: UnsafeMutablePointer<[UInt8]>

    /// Nil when memory has run out.
    init?() {
        let emitter = UnsafeMutablePointer<yaml_emitter_t>.allocate(capacity: 1)
        guard unsafe yaml_emitter_initialize(emitter) == 1 else {
            unsafe emitter.deallocate()
            return nil
        }
        let output = UnsafeMutablePointer<[UInt8]>.allocate(capacity: 1)
        unsafe output.initialize(to: [])
        unsafe yaml_emitter_set_output(
            emitter,
            { output, buffer, size in
                guard let output = unsafe output, let buffer = unsafe buffer else { return 0 }
                let bytes = unsafe UnsafeBufferPointer(start: buffer, count: size)
                unsafe output.assumingMemoryBound(to: [UInt8].self).pointee.append(contentsOf: bytes)
                return 1
            }, output)
        unsafe yaml_emitter_set_encoding(emitter, YAML_UTF8_ENCODING)
        unsafe yaml_emitter_set_unicode(emitter, 1)
        unsafe yaml_emitter_set_width(emitter, -1)
        unsafe yaml_emitter_set_indent(emitter, 2)
        unsafe self.emitter = emitter
        unsafe self.output = output
    }

    deinit {
        unsafe yaml_emitter_delete(emitter)
        unsafe emitter.deallocate()
        unsafe output.deinitialize(count: 1)
        unsafe output.deallocate()
    }

    /// What has been written so far; whole once the stream has ended.
    var bytes: [UInt8] { unsafe output.pointee }

    /// Writes one event; `make` fills it in and answers 0 when memory has run out.
    @unsafe func emit(_ make: (UnsafeMutablePointer<yaml_event_t>) -> CInt) throws(YAMLWriter.Failure) {
        var event = unsafe yaml_event_t()
        guard unsafe make(&event) == 1 else { throw YAMLWriter.Failure(problem: "memory ran out") }
        // libyaml deletes the event, also when it fails.
        guard unsafe yaml_emitter_emit(emitter, &event) == 1 else {
            let problem = unsafe emitter.pointee.problem.map { unsafe String(cString: $0) }
            throw YAMLWriter.Failure(problem: problem ?? "libyaml gave no reason")
        }
    }
}
