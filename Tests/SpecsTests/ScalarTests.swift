import Testing
import Values

@testable import Specs

@Suite struct ScalarTests {
    struct Table: CustomTestStringConvertible, Sendable {
        let type: any SpecScalar.Type
        let valid: [String]
        let invalid: [String]

        var testDescription: String { type.notation.noun }
    }

    static let tables = [
        Table(
            type: DNSLabel.self, valid: ["a", "0", "eu-west-1", String(repeating: "a", count: 63)],
            invalid: ["", "-a", "a-", "A", "a_b", "a.b", "ü", String(repeating: "a", count: 64)]),
        Table(
            type: Domain.self,
            valid: ["a.b", "Parken.Example", "xn--mnchen-3ya.example", "1.example", "a.b-c.d"],
            invalid: [
                "", "a", ".a.b", "a..b", "a.b.", "a.-b", "a-.b", "10.0.0.1", "münchen.example", "https://a.b",
                "*.a.b",
                "a b.c", String(repeating: "a", count: 64) + ".b", String(repeating: "a.", count: 130) + "b",
            ]),
        Table(
            type: EmailAddress.self, valid: ["a@b.c", "first.last+tag@nordwind.example"],
            invalid: [
                "", "a", "@b.c", "a@", "a@b", "a@@b.c", "a b@c.d", ".a@b.c", "a..b@c.d", "a.@b.c", "ü@b.c",
            ]),
        Table(
            type: ImageReference.self,
            valid: [
                "app:v1", "registry.example.com/parking/app:v2.1.0", "localhost:5000/app:1",
                "registry.example.com:443/a/b:x",
                "app@sha256:" + String(repeating: "a", count: 64),
                "app:v1@sha256:" + String(repeating: "0", count: 64),
            ],
            invalid: [
                "", "app", "App:v1", "app:", "app:-v1", "a//b:v1", "app@sha256:abc",
                "https://r.example/app:v1", "app:v 1",
                "r.example:99999/app:v1", "app:" + String(repeating: "a", count: 129),
            ]),
        Table(
            type: Port.self, valid: ["1", "8080", "65535"], invalid: ["", "0", "65536", "-1", "8o8", "80.0"]),
        Table(
            type: URLPath.self, valid: ["/", "/health/live", "/a%20b"],
            invalid: ["", "health", "/a b", "/a?b", "/ü"]),
        Table(
            type: HTTPSURL.self,
            valid: [
                "https://a.example", "https://a.example:6443/path", "http://localhost:4566",
                "http://127.0.0.1:1",
                "http://127.9.9.9", "http://[::1]:80", "https://[2001:db8::1]",
            ],
            invalid: [
                "", "a.example", "http://a.example", "http://127.0.0.1.example", "https://",
                "https://u:p@a.example",
                "https://a.example:0", "https://a.example:x", "https://a?b", "http://[::2]", "https://[::g]",
                "ftp://a",
            ]),
        Table(
            type: AddressRange.self,
            valid: [
                "0.0.0.0/0", "203.0.113.0/24", "10.0.0.1/32", "::/0", "2001:db8::/32", "::1/128",
                "1:2:3:4:5:6:7:8/128",
            ],
            invalid: [
                "", "10.0.0.0", "10.0.0.1/24", "10.0.0.0/33", "256.0.0.0/8", "010.0.0.0/8", "10.0.0/8",
                "2001:db8::1/32",
                "1::2::3/64", "12345::/16", "::/129", "10.0.0.0/", "/8", "10.0.0.0/-1", "1:2:3:4:5:6:7/128",
            ]),
        Table(
            type: TimeSpan.self, valid: ["0s", "30d", "12h", "90m"],
            invalid: ["", "30", "d", "-1d", "1.5h", "1w", "99999999999999999999d", "999999d"]),
        Table(
            type: CalendarDate.self,
            valid: ["1970-01-01", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"],
            invalid: [
                "", "2026-1-31", "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-01", "2026-04-31",
                "31.01.2026",
            ]),
        Table(
            type: CountOrPercent.self, valid: ["0", "3", "0%", "100%"],
            invalid: ["", "%", "-1", "101%", "1.5%", "10 %"]),
        Table(
            type: Jurisdiction.self, valid: ["EU", "US", "US-CA", "A1"],
            invalid: ["", "eu", "1A", "E U", "-EU"]),
        Table(
            type: DatabaseClass.self, valid: ["db.r6g.xlarge", "db.t3.micro"],
            invalid: ["", "r6g.xlarge", "db.r6g", "db..x", "db.R6G.xlarge", "db.a.b.c"]),
        Table(
            type: DailyWindow.self, valid: ["03:00-04:00", "23:45-00:15"],
            invalid: ["", "03:00", "3:00-4:00", "24:00-25:00", "03:00-03:15", "03:00-03:00", "03:60-04:30"]),
        Table(
            type: AccountID.self, valid: ["111122223333", "000000000001"],
            invalid: ["", "1111-2222-3333", "11112222333", "1111222233334"]),
        Table(
            type: GroupName.self, valid: ["a", "oidc:team/x"], invalid: ["", "a b", "system:masters", "ü"]),
        Table(
            type: Quantity.self, valid: ["0", "500m", "2", "20Gi", "1.5", "1e3"],
            invalid: ["", "-1", "20GB", "Gi", "1 Gi", "0x10"]),
        Table(type: EnvironmentName.self, valid: ["A", "_a1"], invalid: ["", "1A", "A-B", "A B"]),
        Table(
            type: FeatureName.self, valid: ["apiAccess", "a1"],
            invalid: ["", "ApiAccess", "api-access", "1a"]),
        Table(
            type: LabelKey.self, valid: ["a", "instance-type", "node.kubernetes.io/x"],
            invalid: ["", "/a", "a/", "a/b/c", "-a", "A.B/c"]),
        Table(
            type: LabelText.self, valid: ["", "c5.2xlarge"],
            invalid: ["-a", "a-", "a b", String(repeating: "a", count: 64)]),
        Table(
            type: QuotaResource.self,
            valid: ["pods", "requests.cpu", "count/jobs.batch", "requests.nvidia.com/gpu"],
            invalid: ["", "request.cpu", "Pods", "count/A B"]),
    ]

    @Test(arguments: tables)
    func `What is valid is accepted, what is not is refused with a reason`(table: Table) throws {
        for text in table.valid + table.type.notation.examples {
            #expect(throws: Never.self, "\(text)") { try table.type.init(parsing: text) }
        }
        for text in table.invalid {
            let misfit = #expect(throws: Misfit.self, "\(text)") { try table.type.init(parsing: text) }
            #expect(misfit?.reason.isEmpty == false)
        }
    }

    @Test(arguments: tables)
    func `The schema's pattern accepts what the parser accepts`(table: Table) throws {
        let pattern = try #require(table.type.notation.pattern)
        let regex = try Regex(pattern)
        for text in table.valid + table.type.notation.examples {
            #expect(text.wholeMatch(of: regex) != nil, "\(text) does not match \(pattern)")
        }
    }

    @Test(arguments: tables)
    func `What is suggested instead is valid`(table: Table) {
        for text in table.invalid {
            do throws(Misfit) {
                _ = try table.type.init(parsing: text)
            } catch {
                if let suggestion = error.suggestion {
                    #expect(throws: Never.self) { try table.type.init(parsing: suggestion) }
                }
            }
        }
    }

    @Test(arguments: [
        ("1970-01-01", 0), ("1969-12-31", -86_400), ("2000-03-01", 951_868_800),
        ("2026-01-31", 1_769_817_600),
        ("2024-02-29", 1_709_164_800),
    ])
    func `A date is the seconds to its midnight in UTC`(text: String, seconds: Int64) throws {
        #expect(try CalendarDate(parsing: text).secondsSinceEpoch == seconds)
    }

    @Test(arguments: [("45s", 45), ("90m", 5_400), ("12h", 43_200), ("30d", 2_592_000)])
    func `A time span is its seconds`(text: String, seconds: Int64) throws {
        #expect(try TimeSpan(parsing: text).seconds == seconds)
    }

    @Test(arguments: [
        // Every day is the window's day, and the one may begin when the other ends.
        ("sun:03:30-sun:04:30", "03:00-04:00", true), ("sun:04:00-sun:05:00", "03:00-04:00", false),
        ("wed:02:00-wed:03:00", "03:00-04:00", false), ("wed:02:00-wed:03:01", "03:00-04:00", true),
        ("tue:01:00-tue:05:00", "02:00-03:00", true), ("tue:02:15-tue:02:45", "02:00-03:00", true),
        // Over midnight, and from Sunday to Monday.
        ("sun:23:45-mon:00:15", "00:00-00:30", true), ("mon:00:00-mon:00:30", "23:30-00:01", true),
        ("mon:00:00-mon:00:30", "23:30-00:00", false), ("sat:12:00-sun:12:00", "12:00-12:30", true),
    ])
    func `Windows overlap where a minute is in both`(weekly: String, daily: String, overlaps: Bool) throws {
        #expect(try WeeklyWindow(parsing: weekly).overlaps(DailyWindow(parsing: daily)) == overlaps)
    }

    @Test func `A domain is kept in lower case`() throws {
        #expect(try Domain(parsing: "Parken.Nordwind.EXAMPLE").text == "parken.nordwind.example")
    }
}
