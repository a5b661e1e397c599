import Testing
import Values

@testable import AWS

@Suite("What AWS' identifiers are called")
struct NamesTests {
    @Test("A key is known by its identifier and its ARN, and by itself where it has no alias")
    func keys() {
        var names = Names()
        names.add(key: "1234-abcd", "parking-acme")
        #expect(names.key("1234-abcd") == "parking-acme")
        #expect(names.key("arn:aws:kms:eu-west-1:111122223333:key/1234-abcd") == "parking-acme")
        #expect(names.key("arn:aws:kms:eu-west-1:111122223333:alias/other") == "other")
        #expect(names.key("arn:aws:kms:eu-west-1:111122223333:key/other")?.string?.hasPrefix("arn:") == true)
        #expect(names.key(nil) == nil)
    }

    @Test("A security group is known by its name in both directions")
    func groups() {
        var names = Names()
        names.add(group: "sg-1", "parking-databases")
        #expect(names.group("sg-1") == "parking-databases")
        #expect(names.group("sg-2") == "sg-2")
        #expect(names.handle(ofGroup: "parking-databases") == "sg-1")
    }
}
