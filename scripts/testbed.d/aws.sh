# The stand-in for AWS: moto and what Tests/AWSStandIn puts in front of it, in one process for all regions and accounts.
# shellcheck shell=bash disable=SC2154

standin=$scripts/../Tests/AWSStandIn

# The first letters of a hash of what it reads.
fingerprint() { sha256sum | cut -c1-12; }

# What is pinned has a directory of its own, so that trees with other pins do not meet.
aws_python() { echo "$cache/aws/$(fingerprint <"$standin/requirements.txt")/bin/python"; }

# A tree with other code has a process of its own, so that nobody tests against another's stand-in.
aws_daemon() {
    echo "aws.$(find "$standin/requirements.txt" "$standin/serve.py" "$standin/standin" -type f ! -name '*.pyc' -print0 |
        sort -z | xargs -0 cat | fingerprint)"
}

# Installs moto, botocore, boto3 and the aws command from PyPI, once. The last step marks it as complete.
install_aws() {
    local python home
    python=$(aws_python) home=${python%/bin/python}
    [[ ! -e $home/complete ]] || return 0
    say "installing moto and the aws command into $home"
    python3 -c 'import ensurepip' 2>/dev/null || "$scripts/install" test 9>&-
    rm -rf "$home"
    python3 -m venv "$home"
    "$python" -m pip install --quiet --disable-pip-version-check --no-deps --requirement "$standin/requirements.txt" >&2
    touch "$home/complete"
}

start_aws() {
    local daemon
    daemon=$(aws_daemon)
    choose_port "$daemon"
    start "$daemon" "$(aws_python)" "$standin/serve.py" "$(port_of "$daemon")"
}

aws_url() { echo "http://127.0.0.1:$(port_of "$(aws_daemon)")"; }

aws_ready() {
    alive "$(aws_daemon)" &&
        curl --silent --fail --output /dev/null --max-time 5 --noproxy '*' "$(aws_url)/stand-in/violations"
}

# What the example's regions name.
lay_networks() { CADASTRE_TEST_AWS=$(aws_url) "$(aws_python)" "$standin/lay-networks.py" "$scripts/../specs" >&2; }

# Prints `aws` where this tree's stand-in was started.
aws_up() { [[ -e $run/port/$(aws_daemon) ]] && echo aws; }
