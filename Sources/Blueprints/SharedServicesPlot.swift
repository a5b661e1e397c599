import Core
import Diagnostics
import Specs
import Values

/// The namespace of what a region's tenants use together. What runs in it is made by others; it is fenced in here.
struct SharedServicesPlot: Plot {
    let platform: Platform
    let region: Region

    var owner: Owner { .region(region.name.value.text) }
    var origin: Origin { platform.sharedServices.namespace.origin }
    var namespaceName: String { platform.sharedServices.namespace.value.text }

    func objects() -> [DesiredObject] { [namespace()] + sharedServicesFences() }
}
