import Core
import Testing
import Values

@testable import AWSClient

@Suite struct XMLTests {
    private static func read(_ text: String) throws -> XMLNode { try XMLNode(xml: Array(text.utf8)) }

    @Test func `A document becomes a tree without prefixes, attributes and the space between elements`()
        throws
    {
        let node = try Self.read(
            """
            <?xml version="1.0"?>
            <s3:List xmlns:s3="urn:x" kind="none">
              <Name> a &amp; b &#x2603; <![CDATA[<c>]]></Name>
              <Items><member><Size>7</Size></member><member/></Items><Empty></Empty>
              <Flag>TRUE</Flag><At>2026-01-31T12:00:00.123Z</At>
            </s3:List>
            """)
        #expect(node.name == "List" && node.text.isEmpty)
        #expect(node.text("Name") == " a & b ☃ <c>")
        #expect(node.list("Items").map { $0.int("Size") } == [7, nil])
        #expect(node.text("Empty") == "" && node.text("None") == nil)
        #expect(node.bool("Flag") == true)
        #expect(node.time("At")?.description == "2026-01-31T12:00:00Z")
    }

    @Test(
        "What is no XML, or more than XML of AWS, is refused",
        arguments: [
            "", "  ", "text", "<a>", "<a></b>", "<a/><b/>", "<a>&nbsp;</a>", "<a>\u{1}</a>",
            "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
            "<!DOCTYPE a [<!ENTITY x \"y\"><!ENTITY z \"&x;&x;\">]><a>&z;</a>",
            "<!doctype html><html></html>",
        ])
    func refused(text: String) {
        #expect(throws: XMLError.self) { try Self.read(text) }
    }

    @Test func `Depth is bounded`() throws {
        let deep = { (depth: Int) in
            String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
        }
        _ = try Self.read(deep(100))
        #expect(throws: XMLError.self) { try Self.read(deep(101)) }
        #expect(throws: XMLError.self) { try Self.read(deep(1_000_000)) }
    }

    @Test func `What is written is read as it was`() throws {
        let text = "<&>\"'\r\n]]> ü 😀"
        let bytes = XMLWriter.document(
            "Tagging",
            ["TagSet": ["Tag": [["Key": "k", "Value": .string(text)], ["Key": "n", "Value": 1]]]],
            namespace: "http://s3.amazonaws.com/doc/2006-03-01/")
        let node = try XMLNode(xml: bytes)
        #expect(node["TagSet"]?.all("Tag").map { $0.text("Value") } == [text, "1"])
    }
}
