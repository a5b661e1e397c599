import ArgumentParser

/// Where the specs are.
struct SpecsOption: ParsableArguments {
    @Argument(help: "The folder of the specs, or one file.", completion: .directory)
    var specs = "specs"
}
