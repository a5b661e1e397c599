# The programs of the testbed: where they come from, how they are started, when they are ready.
# Every flag here works from Kubernetes 1.20 to the current release.
# shellcheck shell=bash disable=SC2154

# Sets etcd, apiserver and controllers to programs; the last is empty where there is none.
find_binaries() {
    if [[ -n ${KUBEBUILDER_ASSETS:-} ]]; then
        etcd=$KUBEBUILDER_ASSETS/etcd apiserver=$KUBEBUILDER_ASSETS/kube-apiserver
        controllers=$KUBEBUILDER_ASSETS/kube-controller-manager
        [[ -x $etcd && -x $apiserver ]] || fail "KUBEBUILDER_ASSETS has no etcd and kube-apiserver: $KUBEBUILDER_ASSETS"
        [[ -x $controllers ]] || controllers=
    else
        command -v etcd >/dev/null || "$scripts/install" test 9>&-
        etcd=$(command -v etcd) apiserver=$cache/kubernetes/kube-apiserver
        controllers=$cache/kubernetes/kube-controller-manager
        [[ -x $apiserver && -x $controllers ]] || "$scripts/testbed.d/build-kubernetes" "$cache/kubernetes"
    fi
}

# One etcd holds all regions, each under a prefix of its own. It lives in memory where there is room for its log.
start_etcd() {
    local place=$run client peer
    [[ -w /dev/shm && $(df --output=avail -k /dev/shm | tail -n 1) -gt 1000000 ]] && place=/dev/shm
    ln -sfn "$(mktemp -d "$place/cadastre-testbed.XXXXXX")" "$run/data"
    choose_port etcd
    choose_port etcd-peer
    client=http://127.0.0.1:$(port_of etcd) peer=http://127.0.0.1:$(port_of etcd-peer)
    start etcd "$etcd" --data-dir="$(readlink "$run/data")" --logger=zap --log-level=warn \
        --listen-client-urls="$client" --advertise-client-urls="$client" \
        --listen-peer-urls="$peer" --initial-advertise-peer-urls="$peer" --initial-cluster="default=$peer"
}

start_apiserver() {
    local region=$1 dir=$run/credentials
    choose_port "region.$region"
    start "apiserver.$region" "$apiserver" \
        --etcd-servers="http://127.0.0.1:$(port_of etcd)" --etcd-prefix="/$region" \
        --bind-address=127.0.0.1 --advertise-address=127.0.0.1 --secure-port="$(port_of "region.$region")" \
        --tls-cert-file="$dir/server.crt" --tls-private-key-file="$dir/server.key" \
        --authorization-mode=RBAC --client-ca-file="$dir/ca.crt" --token-auth-file="$dir/tokens.csv" \
        --service-account-issuer=https://kubernetes.default.svc \
        --service-account-key-file="$dir/serviceaccount.key" \
        --service-account-signing-key-file="$dir/serviceaccount.key" \
        --service-cluster-ip-range=10.0.0.0/24 --endpoint-reconciler-type=none --allow-privileged=true
}

# The controllers that finish what an API server begins: namespaces and claims of volumes go away, quotas count, service
# accounts appear.
# None that would make pods: there is no node to run them.
start_controllers() {
    local region=$1 dir=$run/credentials ports=--secure-port=0
    [[ -n $controllers ]] || return 0
    # Before 1.24 there was a second, plain port.
    if "$controllers" --help 2>/dev/null | grep -E '^ +--port int' >/dev/null; then ports+=" --port=0"; fi
    write_kubeconfig "$region" >"$dir/$region.kubeconfig"
    # shellcheck disable=SC2086  # several flags
    start "controllers.$region" "$controllers" $ports --kubeconfig="$dir/$region.kubeconfig" --leader-elect=false \
        --service-account-private-key-file="$dir/serviceaccount.key" --root-ca-file="$dir/ca.crt" \
        --controllers="namespace,resourcequota,garbagecollector,serviceaccount,serviceaccount-token,root-ca-cert-publisher,clusterrole-aggregation,pvc-protection"
}

# Asks a region's server for a path as admin and succeeds on a 2xx answer.
answers() {
    local region=$1 path=$2 dir=$run/credentials
    curl --silent --fail --output /dev/null --max-time 5 --noproxy '*' \
        --cacert "$dir/ca.crt" --cert "$dir/admin.crt" --key "$dir/admin.key" \
        "https://127.0.0.1:$(port_of "region.$region")$path"
}

apiserver_ready() { answers "$1" /readyz; }

# Says whether the server answers and its controllers work, of which the first service account is the sign.
region_ready() {
    apiserver_ready "$1" || return
    [[ -e $run/pid/controllers.$1 ]] || return 0
    alive "controllers.$1" && answers "$1" /api/v1/namespaces/default/serviceaccounts/default
}
