import Diagnostics
import Testing
import YAML

@Suite("Scalars by the core schema of YAML 1.2")
struct ScalarTests {
    @Test(
        "A plain scalar is what it looks like",
        arguments: [
            ("~", YAMLScalar.null), ("null", .null), ("Null", .null), ("", .null), ("nULL", .string("nULL")),
            ("true", .bool(true)), ("FALSE", .bool(false)), ("tRUE", .string("tRUE")),
            ("yes", .string("yes")), ("no", .string("no")), ("on", .string("on")), ("Off", .string("Off")),
            ("0", .int(0)), ("-0", .int(0)), ("+12", .int(12)), ("-12", .int(-12)), ("0x1f", .int(31)),
            ("0o17", .int(15)), ("0xg", .string("0xg")), ("0o8", .string("0o8")), ("0x", .string("0x")),
            ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)),
            ("1.5", .float(1.5)), (".5", .float(0.5)), ("5.", .float(5)), ("1e3", .float(1000)),
            ("-1.5E-2", .float(-0.015)), (".inf", .float(.infinity)), ("-.INF", .float(-.infinity)),
            ("1_000", .string("1_000")), ("12:30:45", .string("12:30:45")), ("1.2.3", .string("1.2.3")),
            (".", .string(".")), ("+", .string("+")), ("1e", .string("1e")),
            ("10Gi", .string("10Gi")), ("500m", .string("500m")), ("2026-01-01", .string("2026-01-01")),
            ("\"1\"", .string("1")), ("'true'", .string("true")), ("\"\"", .string("")),
            ("!!str 1", .string("1")), ("! 1", .string("1")), ("!!float 1", .float(1)),
            ("!!int \"1\"", .int(1)),
            ("!!bool 'true'", .bool(true)), ("!!null ''", .null),
        ])
    func meaning(text: String, scalar: YAMLScalar) throws {
        let value = try #require(try root(of: "k: \(text)")["k"])
        #expect(try value.scalar == scalar)
    }

    @Test("Not a number is one")
    func notANumber() throws {
        guard case .float(let value) = try root(of: ".nan").scalar else {
            Issue.record("no float")
            return
        }
        #expect(value.isNaN)
    }

    @Test(
        "What nobody can represent or know is refused",
        arguments: [
            ("9223372036854775808", "yaml.number-range"), ("-9223372036854775809", "yaml.number-range"),
            ("0xffffffffffffffff", "yaml.number-range"), ("1e999", "yaml.number-range"),
            ("0644", "yaml.leading-zero"), ("-007", "yaml.leading-zero"), ("!!int x", "yaml.tag"),
            ("!!bool yes", "yaml.tag"), ("[1]", "yaml.not-scalar"), ("a: 1", "yaml.not-scalar"),
        ])
    func refused(text: String, code: String) throws {
        let node = try root(of: text)
        let error = #expect(throws: Diagnostic.self) { try node.scalar }
        #expect(error?.code == code)
    }

    @Test("A boolean of YAML 1.1 is recognised to be told about, unless it is quoted")
    func oldBooleans() throws {
        #expect(try root(of: "yes").oldBoolean == true)
        #expect(try root(of: "Off").oldBoolean == false)
        #expect(try root(of: "'yes'").oldBoolean == nil)
        #expect(try root(of: "true").oldBoolean == nil)
    }
}
