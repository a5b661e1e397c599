/// The kinds of objects that a fleet holds.
package enum ManagedKind: String, CaseIterable, Sendable {
    case priorityClass = "PriorityClass"
    case namespace = "Namespace"
    case resourceQuota = "ResourceQuota"
    case limitRange = "LimitRange"
    case networkPolicy = "NetworkPolicy"
    case serviceAccount = "ServiceAccount"
    case role = "Role"
    case roleBinding = "RoleBinding"
    case configMap = "ConfigMap"
    case secret = "Secret"
    case persistentVolumeClaim = "PersistentVolumeClaim"
    case deployment = "Deployment"
    case service = "Service"
    case podDisruptionBudget = "PodDisruptionBudget"
    case horizontalPodAutoscaler = "HorizontalPodAutoscaler"
    case ingress = "Ingress"
}

extension ManagedKind: Choice {
    static let noun = "kind"

    var about: String {
        switch self {
        case .priorityClass: "whose pods give way to whose"
        case .namespace: "a tenant's own, or a region's"
        case .resourceQuota: "what a namespace may use in all"
        case .limitRange: "what a container gets that asks for nothing"
        case .networkPolicy: "a fence"
        case .serviceAccount: "the application's identity"
        case .role: "what may be done"
        case .roleBinding: "who may do it"
        case .configMap: "settings"
        case .secret: "passwords"
        case .persistentVolumeClaim: "the volume for a tenant's own files"
        case .deployment: "the application"
        case .service: "its address in the cluster"
        case .podDisruptionBudget: "how much of it may be away at once"
        case .horizontalPodAutoscaler: "how many pods run"
        case .ingress: "its address outside"
        }
    }
}
