import Core
import Testing
import Values

@testable import Blueprints

@Suite("What a workload has beside its pods")
struct WorkloadTests {
    @Test("Assets are a volume that every pod mounts and may write to, and that stands before the pods")
    func assets() async throws {
        let example = try await Example()
        let volume = try example.object("PersistentVolumeClaim", "assets", of: "nordwind")
        #expect(
            volume.body[at: "spec"] == [
                "accessModes": ["ReadWriteMany"], "storageClassName": "shared-files",
                "resources": ["requests": ["storage": "20Gi"]],
            ])
        #expect(volume.kind.holdsData)
        #expect(volume.needs.contains(try example.object("ResourceQuota", "quota", of: "nordwind").id))
        let deployment = try example.object("Deployment", "parking-app", of: "nordwind")
        let pod = try #require(deployment.body[at: "spec.template.spec"])
        #expect(pod[at: "volumes[name=assets].persistentVolumeClaim.claimName"] == "assets")
        #expect(pod[at: "containers[name=app].volumeMounts[name=assets].mountPath"] == "/var/lib/assets")
        #expect(pod[at: "securityContext.fsGroup"] == 10_000)
        #expect(deployment.needs.contains(volume.id))
        let without = try await Example(
            changing: "tiers/enterprise.yaml", "assets: {size: 20Gi, storageClass: shared-files}", to: "")
        let plain = try without.object("Deployment", "parking-app", of: "nordwind")
        #expect(plain.body[at: "spec.template.spec.securityContext.fsGroup"] == nil)
        #expect(!without.blueprint.objects.contains { $0.id == volume.id })
    }

    @Test("A disruption budget covers the pods of its Deployment, and says how many may be away")
    func disruptions() async throws {
        let objects = try await Example().blueprint.objects
        let budgets = objects.filter { $0.kind.name == "PodDisruptionBudget" }
        #expect(budgets.count == 10)
        for budget in budgets {
            let deployment = try #require(
                objects.first {
                    $0.kind.name == "Deployment" && $0.id.namespace == budget.id.namespace
                        && $0.id.scope == budget.id.scope
                })
            #expect(budget.body[at: "spec.selector"] == deployment.body[at: "spec.selector"])
            #expect(budget.body[at: "spec.maxUnavailable"] == (budget.owner.tenant == nil ? "20%" : 1))
        }
    }

    @Test("A priority is a class of every region, named by platform and tier, that the tier's pods name")
    func priorities() async throws {
        let example = try await Example()
        let classes = example.blueprint.objects.filter { $0.kind.name == "PriorityClass" }
        #expect(Set(classes.map(\.id.scope)).count == 4)
        #expect(Set(classes.map(\.id.name)) == ["parking-shared", "parking-tier-enterprise"])
        #expect(classes.allSatisfy { $0.owner.tenant == nil && $0.id.namespace.isEmpty })
        let deployment = try example.object("Deployment", "parking-app", of: "nordwind")
        #expect(deployment.body[at: "spec.template.spec.priorityClassName"] == "parking-tier-enterprise")
        #expect(deployment.needs.contains { $0.kind == "PriorityClass" && $0.scope == deployment.id.scope })
        let premium = try example.object("Deployment", "parking-app", of: "acme")
        #expect(premium.body[at: "spec.template.spec.priorityClassName"] == nil)
    }

    @Test("Values of the environment reach the pods as they are written")
    func environment() async throws {
        let example = try await Example(
            changing: "platform.yaml", "TENANT_RESOLUTION_MODE: multi-tenant",
            to: "GREETING: 'a $(B) $$ $'")
        let deployment = try example.object("Deployment", "parking-app", of: "nordwind")
        // Kubernetes takes two dollar signs for one, and looks no further.
        #expect(
            deployment.body[at: "spec.template.spec.containers[name=app].env[name=GREETING].value"]
                == "a $$(B) $$$$ $$")
    }

    @Test(
        "With an autoscaler the Deployment says no replicas, and the autoscaler says from how many to how many"
    )
    func autoscaling() async throws {
        let example = try await Example()
        let deployment = try example.object("Deployment", "parking-app", of: "acme")
        #expect(deployment.body[at: "spec.replicas"] == nil)
        #expect(deployment.left == [LeftAttribute("spec.replicas", least: 2)])
        #expect(Mark.leftPaths(of: deployment.body) == ["spec.replicas"])
        let autoscaler = try example.object("HorizontalPodAutoscaler", "parking-app", of: "acme")
        #expect(autoscaler.needs.contains(deployment.id))
        #expect(autoscaler.body[at: "spec.scaleTargetRef.name"] == "parking-app")
        #expect(autoscaler.body[at: "spec.minReplicas"] == 2)
        #expect(autoscaler.body[at: "spec.maxReplicas"] == 3)
        #expect(autoscaler.body[at: "spec.metrics[0].resource.target.averageUtilization"] == 70)
        let fixed = try example.object("Deployment", "parking-app", of: "nordwind")
        #expect(fixed.body[at: "spec.replicas"] == 5)
        #expect(fixed.left.isEmpty && Mark.leftPaths(of: fixed.body).isEmpty)
    }

    @Test("Where nothing runs, nothing starts it again")
    func resting() async throws {
        let objects = try await Example().blueprint.objects
        for deployment in objects where deployment.body[at: "spec.replicas"] == 0 {
            #expect(deployment.left.isEmpty)
            let autoscaler = ObjectID(
                deployment.id.scope, "HorizontalPodAutoscaler", namespace: deployment.id.namespace,
                name: deployment.id.name)
            #expect(!objects.contains { $0.id == autoscaler })
        }
        #expect(objects.filter { $0.body[at: "spec.replicas"] == 0 }.count == 2)
    }
}
