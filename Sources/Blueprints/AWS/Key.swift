import Core
import Specs
import Values

extension Kind {
    /// A key of KMS, known by its alias. What is encrypted with it is lost with it.
    static let key = Kind("Key", world: .aws, group: "aws.cadastre.dev", isNamespaced: false, holdsData: true)
}

extension DatabasePlot {
    /// What everything of the owner's is encrypted with in this region.
    func key() -> DesiredObject {
        var draft = draft(.key, named: name)
        draft.state([
            ("Description", .string("Data of \(owner) of \(platform.name.value.text)"), nil),
            ("Enabled", true, nil), ("EnableKeyRotation", true, nil),
        ])
        return sealed(draft)
    }
}
