import Testing

@Suite("Open files")
struct OpenFilesTests {
    @Test("A limit that the system lets the program raise holds up nothing, however many regions there are")
    func raised() throws {
        let cluster = try Cluster()
        let work = try Workspace(account: cluster.account)
        let plan = try run(
            "sh", ["-c", "ulimit -S -n 32; exec \"$0\" plan --no-server-check", commandPath], in: work.folder,
            environment: cluster.environment)
        plan.expect(2)
    }
}
