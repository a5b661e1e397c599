# The certificates, tokens and kubeconfig of a testbed. They are made for one run and go away with it.
# shellcheck shell=bash disable=SC2154

# An authority of our own, a server certificate, and three users:
# admin (by certificate), cadastre (by token, all rights) and cadastre-viewer (by token, no rights at all).
make_authority() {
    local dir=$run/credentials
    [[ ! -e $dir ]] || return 0
    rm -rf "$dir.new"
    mkdir -m 700 "$dir.new"
    (
        cd "$dir.new" || exit
        umask 077
        new_key ca
        openssl req -x509 -new -key ca.key -subj /CN=cadastre-testbed -days 365 -out ca.crt
        new_certificate server /CN=kube-apiserver \
            "extendedKeyUsage=serverAuth
             subjectAltName=IP:127.0.0.1,DNS:localhost"
        new_certificate admin /O=system:masters/CN=admin extendedKeyUsage=clientAuth
        new_key serviceaccount
        openssl rand -hex 16 >cadastre.token
        openssl rand -hex 16 >cadastre-viewer.token
        echo "$(<cadastre.token),cadastre,cadastre,system:masters" >tokens.csv
        echo "$(<cadastre-viewer.token),cadastre-viewer,cadastre-viewer" >>tokens.csv
    )
    mv "$dir.new" "$dir"
}

# In the older form of key file, the only one that Kubernetes reads for service accounts.
new_key() {
    openssl ecparam -name prime256v1 -genkey -noout -out "$1.key"
}

# new_certificate NAME SUBJECT EXTENSIONS
new_certificate() {
    new_key "$1"
    openssl req -new -key "$1.key" -subj "$2" -out "$1.csr"
    openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 365 \
        -extfile <(echo "$3") -out "$1.crt" 2>/dev/null
}

# Prints a kubeconfig with the contexts REGION, REGION-token and REGION-viewer for each region, credentials embedded.
write_kubeconfig() {
    local regions=$1 dir=$run/credentials region
    echo "apiVersion: v1"
    echo "kind: Config"
    echo "current-context: ${regions%%[[:space:]]*}"
    echo "clusters:"
    for region in $regions; do
        echo "- name: $region"
        echo "  cluster:"
        echo "    server: https://127.0.0.1:$(port_of "region.$region")"
        echo "    certificate-authority-data: $(base64 -w 0 "$dir/ca.crt")"
    done
    echo "contexts:"
    for region in $regions; do
        echo "- {name: $region, context: {cluster: $region, user: admin}}"
        echo "- {name: $region-token, context: {cluster: $region, user: cadastre}}"
        echo "- {name: $region-viewer, context: {cluster: $region, user: cadastre-viewer}}"
    done
    echo "users:"
    echo "- name: admin"
    echo "  user:"
    echo "    client-certificate-data: $(base64 -w 0 "$dir/admin.crt")"
    echo "    client-key-data: $(base64 -w 0 "$dir/admin.key")"
    for region in cadastre cadastre-viewer; do
        echo "- {name: $region, user: {token: $(<"$dir/$region.token")}}"
    done
}
