import CSpawn
import Glibc

struct SpawnFailure: Error {
    /// The system's.
    let reason: Int32
}

extension ChildProcess {
    /// Starts it with nothing but these two descriptors and `/dev/null`, and with every signal as the system has it.
    func spawn(output: Int32, errors: Int32) throws(SpawnFailure) -> pid_t {
        var files = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&files)
        defer { unsafe posix_spawn_file_actions_destroy(&files) }
        unsafe posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO)
        unsafe posix_spawn_file_actions_adddup2(&files, errors, STDERR_FILENO)
        unsafe posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1)

        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe posix_spawnattr_setsigmask(&attributes, &signals)
        unsafe sigfillset(&signals)
        unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
        unsafe posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))

        let words = CStrings([path] + arguments)
        let variables = CStrings(environment.map { "\($0)=\($1)" })
        var child = pid_t()
        let reason = unsafe posix_spawn(&child, path, &files, &attributes, words.start, variables.start)
        guard reason == 0 else { throw SpawnFailure(reason: reason) }
        return child
    }
}

/// Texts as C programs are given them, with a null at the end; wiped before they are given back.
@safe private struct CStrings: ~Copyable {
    let start: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    private let count: Int

    init(_ texts: [String]) {
        count = texts.count
        unsafe start = .allocate(capacity: count + 1)
        unsafe start.initialize(repeating: nil, count: count + 1)
        for (place, text) in texts.enumerated() { unsafe start[place] = strdup(text) }
    }

    deinit {
        for place in 0..<count {
            guard let text = unsafe start[place] else { continue }
            unsafe explicit_bzero(text, strlen(text))
            unsafe free(text)
        }
        unsafe start.deallocate()
    }
}
