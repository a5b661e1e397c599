import Core
import Diagnostics
import Specs

/// The application's workload in one namespace, each value from whoever has the last word on it.
struct ApplicationWorkload {
    /// How many pods run; with an autoscaler, how many at least.
    let replicas: Sourced<Int>
    /// nil where nothing is to run, so that nothing starts it again.
    let autoscaling: Autoscaling?
    let maxUnavailable: Sourced<CountOrPercent>
    let image: Sourced<ImageReference>
    let resources: Resources
    let nodeSelector: Table<String>
    let assets: Tier.Assets?
    let priority: WorkloadPriority?
    /// The shared application serves many tenants, and reads their settings from the API.
    let readsTenantSettings: Bool

    /// Of a tenant with dedicated compute. A suspended tenant keeps everything and runs nothing.
    init(_ plot: TenantPlot, _ workload: Tier.Workload) {
        replicas = plot.isSuspended ? Sourced(0, at: plot.tenant.status.origin) : workload.replicas
        autoscaling = plot.isSuspended ? nil : workload.autoscaling
        maxUnavailable = workload.maxUnavailable
        image = workload.image ?? plot.platform.application.image
        resources = workload.resources
        nodeSelector = workload.nodeSelector
        assets = workload.assets
        priority = plot.platform.priority(of: plot.tier)
        readsTenantSettings = false
    }

    /// Of a region's tenants with shared compute. A recovery region stands ready and runs nothing.
    init(_ plot: RegionPlot) {
        let shared = plot.platform.application.shared
        let role = plot.region.role
        replicas = role.value == .recovery ? Sourced(0, at: role.origin) : shared.replicas
        autoscaling = role.value == .recovery ? nil : shared.autoscaling
        maxUnavailable = shared.maxUnavailable
        image = plot.platform.application.image
        resources = shared.resources
        nodeSelector = [:]
        assets = nil
        priority = plot.platform.sharedPriority
        readsTenantSettings = true
    }
}
