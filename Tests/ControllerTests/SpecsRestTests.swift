import Testing

@testable import Controller

@Suite struct SpecsRestTests {
    /// What is said of each look, with `r` for must be read, `m` for moving and `.` for as read.
    private static func said(_ looks: [String?], _ rest: inout SpecsRest) -> String {
        looks.map { look in
            switch rest.glance(look) {
            case .mustRead: "r"
            case .isMoving: "m"
            case .asRead: "."
            }
        }.joined()
    }

    @Test(
        "Specs are read at first, and again once they have moved and been the same twice",
        arguments: [
            (["0", "0", "0"], "r.."), (["0", "1", "1", "1"], "rmr."), (["0", "1", "2", "2", "2"], "rmmr."),
            (["0", "1", "0", "0", "0"], "rmmr."), (["0", nil, "0", "0", "0"], "rmmr."),
            ([nil, nil, "0", "0", "0"], "r.mr."), (["0", "1", "0", "1", "0", "0"], "rmmmmr"),
        ] as [([String?], String)])
    func glances(_ looks: [String?], _ expected: String) {
        var rest = SpecsRest()
        let said = Self.said(looks, &rest)
        #expect(said == expected)
        #expect(!rest.isMoving)
    }

    @Test("What moved while it was read is read again, even if it looks as before")
    func meanwhile() {
        var rest = SpecsRest()
        _ = Self.said(["0"], &rest)
        rest.movedMeanwhile()
        #expect(rest.isMoving)
        let said = Self.said(["0", "0"], &rest)
        #expect(said == "r.")
        #expect(!rest.isMoving)
    }
}
