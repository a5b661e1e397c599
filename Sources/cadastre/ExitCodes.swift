import ArgumentParser

extension ExitCode {
    /// Something went wrong: the specs, the connection, a change.
    static let error = ExitCode(1)
    static let changesPending = ExitCode(2)
    /// A policy or a conflict forbids part of the plan.
    static let blocked = ExitCode(3)
}

extension ExitCode {
    /// As `kubectl diff` ends where something differs.
    static let differencesOfKubectl = ExitCode(1)
    /// As `kubectl diff` ends where it could not tell: with more than 1.
    static let errorOfKubectl = ExitCode(2)
}
