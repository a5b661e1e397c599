import Glibc

/// Files and connections that this process may have open.
enum OpenFiles {
    /// As many as the system lets it have, which is more than it gives unasked: `run` keeps a connection open for each
    /// kind in each region.
    static func allowAsManyAsPossible() {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
