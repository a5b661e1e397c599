import Values

/// Both readers take the same texts for JSON and find the same in them; what is written is read back.
@Sendable func fuzzJSON(_ bytes: [UInt8]) {
    let tape = try? JSONTape(bytes)
    guard let value = try? Value(json: bytes) else {
        return require(tape == nil, "the tape takes for JSON what the values do not")
    }
    guard let tape else { fatalError("the values take for JSON what the tape does not") }
    require((try? tape.text(of: tape.root).decode()) == value, "the tape and the values differ")
    for form in [JSONForm.compact, .pretty, .canonical] {
        require((try? Value(json: value.json(form))) == value, "what was written is not what is read")
    }
    // Quantities and paths come from such texts too.
    if let text = value.string {
        _ = Quantity(text)
        if let path = try? FieldPath(parsing: text) {
            require((try? FieldPath(parsing: path.notation)) == path, "a path is not what it is written as")
        }
    }
}
