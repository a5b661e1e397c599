import ArgumentParser
import Glibc

/// Asks on the terminal; anything but yes is no.
func ask(_ question: String) throws -> Bool {
    guard isatty(STDIN_FILENO) == 1 else {
        OutputStream.standardError.write(
            "error: nobody is there to be asked: standard input is not a terminal\n  = help: give --yes to apply without being asked\n"
        )
        throw ExitCode.error
    }
    OutputStream.standardError.write("\(question) [y/N] ")
    let answer = readLine()?.lowercased() ?? ""
    return answer == "y" || answer == "yes"
}
