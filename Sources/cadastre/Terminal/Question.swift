import Core
import Glibc

/// Asks on the terminal; anything but yes is no.
///
/// - Throws: `apply.nobody-to-ask` where standard input is no terminal.
func ask(_ question: String) throws(Problem) -> Bool {
    guard isatty(STDIN_FILENO) == 1 else {
        throw Problem(
            "apply.nobody-to-ask", "nobody is there to be asked, so nothing was applied",
            detail: "standard input is not a terminal", help: "give --yes to apply without being asked")
    }
    OutputStream.standardError.write("\(question) [y/N] ")
    let answer = readLine()?.lowercased() ?? ""
    return answer == "y" || answer == "yes"
}
